"""Lengths in words and numbers: "puolitoista tuntia", "1 h 20 min", "an hour and a quarter"."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from service.reading.text.lexicon import is_a, minutes_named, number_named
from service.reading.text.tokens import Token, word_at
from service.reading.text.word_lists import said_of
from service.reading.values.hours import quarter_or_minutes
from service.reading.values.kinds import Found, Length
from service.reading.values.length_words import length_in_a_word, minutes_of

_AND = {"ja", "och", "and", "å", "o", "samt", "n", "plus", "&"}
_HALF = {
    "puoli", "puol", "puolella", "puolen", "puolta", "puoleen", "pual", "puale", "puolisen", "half",
    "halv", "halvt", "halva", "puolikas",
}  # fmt: skip
_SIGNS = ("h", "t", "hr", "hrs", "hour", "timme", "tim")  # after them a number is minutes
_OPENINGS = {"a", "en", "kolmeen", "trekvart", "trekvarts", "twice"}
_OVER = {"yli": 1, "över": 1, "over": 1, "short": -1, "shy": -1}  # "ten minutes short of an hour"
_SIGNED = {"+": 1, "minus": -1, "less": -1, "miinus": -1}
_BETWEEN = {"between", "mellan"}
_MOST_PARTS = 6  # added up, beside the first
_MOST_TIMES = 6
_PIECES = ("pätk", "rupeam", "jakso", "sessio", "tuokio")
_LESS = {"vaille": -1, "vailla": -1, "vajaa": -1, "vajaat": -1}
_FEWER = {("mindre", "än"), ("less", "than")}  # "en kvart mindre än två timmar"
_ATOP = {"päälle", "pääle", "yli"}  # "tunti ja kymppi päälle"
_DURATIONS = {
    "kesto", "kesti", "kestoksi", "kestona", "pituus", "längd", "tid",
    "duration", "lasted", "length",
}  # fmt: skip
_FULL, _ROUND = ("full", "whole"), (45, 60, 75, 90, 120)  # "the full ninety"
_GOES_ON = {"and", "as", "at", "but", "in", "on", "over", "together", "with", "yesterday"}
_LONGEST = 24 * 60
_QUARTERS_OF = ("00", "25", "50")  # decimals of an hour


def length_at(tokens: Sequence[Token], at: int) -> Found | None:
    """Return the length that begins at a token, as long as it goes."""
    read = None if _is_decimals(tokens, at) else _whole(tokens, at)
    return Found(Length(read[0]), at, read[1]) if read and 0 < read[0] <= _LONGEST else None


def _is_decimals(tokens: Sequence[Token], at: int) -> bool:
    """The "80" of "9,80" begins nothing."""
    after = at > 1 and tokens[at].glued and tokens[at - 1].glued and tokens[at - 1].text == ","
    return after and tokens[at].number is not None and tokens[at - 2].number is not None


def _whole(tokens: Sequence[Token], at: int, most: int = _MOST_PARTS) -> tuple[int, int] | None:
    """ "En halvtimme + en halvtimme", "an hour less ten minutes", "2 x 25 min"."""
    if at >= len(tokens) or not opens_length(tokens[at].text):
        return None
    read = _many_times(tokens, at) or _length(tokens, at)
    sign = _SIGNED.get(word_at(tokens, read[1]), 0) if read and most else 0
    more = _whole(tokens, read[1] + 1, most - 1) if read and sign else None
    if read and more:
        return read[0] + sign * more[0], more[1]
    return read and _up_to(tokens, *read)


def _up_to(tokens: Sequence[Token], low: int, at: int) -> tuple[int, int]:
    """ "45 minutes to an hour", "40 min till en timme": the upper end."""
    joined = word_at(tokens, at) in ("to", "till") and is_a("minute", word_at(tokens, at - 1))
    high = _length(tokens, at + 1) if joined else None
    return high if high and low < high[0] <= 3 * low else (low, at)


def _many_times(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    if word_at(tokens, at) == "twice" and (one := _length(tokens, at + 1)):
        # "twice an hour apart" tells how far apart
        return (2 * one[0], one[1]) if word_at(tokens, one[1]) != "apart" else None
    count = tokens[at].number or number_named(word_at(tokens, at)) or 0
    times = is_a("multiplied", word_at(tokens, at + 1)) and 1 < count <= _MOST_TIMES
    each = _length(tokens, at + 2) if times else None
    if each is None and 1 < count <= _MOST_TIMES:
        each = _length(tokens, at + 1)  # "kaksi 45 minuutin pätkää"
        each = each if each and word_at(tokens, each[1]).startswith(_PIECES) else None
    if each is None and word_at(tokens, at + 1) in said_of("rules", "pieces"):
        parts = 1 < count <= _MOST_TIMES and word_at(tokens, at + 2) == "of"
        each = _length(tokens, at + 3) if parts else None  # "two sets of 45 minutes"
    return (count * each[0], each[1]) if each else None


def _length(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    if at >= len(tokens):
        return None
    return (
        _as_clock(tokens, at)
        or _part_of(tokens, at)
        or _lowest(tokens, at)
        or length_in_a_word(tokens, at)
        or _beside_hours(tokens, at)
        or _hours_and_minutes(tokens, at)
        or _quarters(tokens, at)
        or _halves(tokens, at)
    )


def _part_of(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """ "20 of the 60 minutes", "90 minuter av de reserverade 120": so long, of what was planned."""
    part = _amount(tokens, at)
    if part is None:
        return None
    told = is_a("minute", word_at(tokens, part[1]))
    place = part[1] + told
    place += word_at(tokens, place) == "out"
    if word_at(tokens, place) not in ("of", "av"):
        return None
    place += 1
    planned = said_of("rules", "of_the_planned") | said_of("rules", "set_apart")
    while word_at(tokens, place) in planned:
        place += 1
    whole = _amount(tokens, place)
    end = whole[1] + word_at(tokens, whole[1]).startswith("min") if whole else place
    ends = word_at(tokens, end) in said_of("rules", "after_a_part") and end > place + 1 - told
    return (round(part[0]), end) if whole and ends and 5 <= part[0] < whole[0] else None


def _lowest(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Read the "one" of "between one and two hours": the other is a length of its own."""
    low = _amount(tokens, at) if word_at(tokens, at - 1) in _BETWEEN else None
    high = _amount(tokens, low[1] + 1) if low and word_at(tokens, low[1]) in _AND else None
    if low is None or high is None or low[0] >= high[0]:
        return None
    if is_a("minute", word_at(tokens, high[1])):
        return round(low[0]), low[1]
    return (round(low[0] * 60), low[1]) if is_a("hour", word_at(tokens, high[1])) else None


@lru_cache(maxsize=8_000)
def opens_length(word: str) -> bool:
    """Return whether a length may begin with a word: a new way to open one belongs here too."""
    if word.isdecimal() or word in _OPENINGS or word in _HALF or minutes_of(word):
        return True
    kinds = ("hour_and_half", "half_hour", "hour", "quarter")
    return minutes_named(word) is not None or any(is_a(kind, word) for kind in kinds)


def _as_clock(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Read the "1:15" of "kesto 1:15" and "längd: 1.30", and "1:10 h"."""
    before = word_at(tokens, at - 1 - (word_at(tokens, at - 1) in (":", "oli", "var", "was")))
    told = word_at(tokens, at + 1) == ":" and is_a("hour", word_at(tokens, at + 3))
    if not (told or before in _DURATIONS) or at + 2 >= len(tokens):
        return None
    hours, minutes = tokens[at].number, tokens[at + 2].number
    if hours is None or minutes is None or not tokens[at + 2].glued or hours > 4:
        return None
    two = word_at(tokens, at + 1) in (":", ".") and len(tokens[at + 2].text) == 2 and minutes < 60
    return (hours * 60 + minutes, at + 3 + told) if two else None


def _hours_and_minutes(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    hours = _hours(tokens, at)
    if hours is None:
        return _minutes(tokens, at)
    minutes, end = hours
    rest = _rest_of_hour(tokens, end) or _half_after(tokens, end) or _after_a_comma(tokens, end)
    return (minutes + rest[0], rest[1]) if rest else (minutes, end)


def _after_a_comma(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """ "One hour, forty minutes", "1 h. 20 min": nothing follows that the minutes went to."""
    shortened = word_at(tokens, at) == "." and word_at(tokens, at - 1) in _SIGNS
    rest = _minutes(tokens, at + 1) if shortened or word_at(tokens, at) == "," else None
    near = (word_at(tokens, at - step) for step in range(1, 5))
    said = takewhile(lambda word: word[:1].isalnum(), near)
    if said_of("rules", "not_in_full").intersection(said):
        return None  # "not quite an hour, 50 minutes", but not "about work. One hour, 20 minutes"
    ends = ("", ".", "!", "\n", ",", ")") if shortened else ("", ".", "!", "\n")
    return rest if rest and word_at(tokens, rest[1]) in ends and rest[0] < 60 else None


def _half_after(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """ "1 hour half", as learners say."""
    after = is_a("hour", word_at(tokens, at - 1)) and word_at(tokens, at) in ("half", "halv")
    return (30, at + 1) if after and not word_at(tokens, at + 1).isalpha() else None


def _hours(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Read the hours: "1,5 h", "kaksi tuntia", "tunti", "en och en halv timme"."""
    if is_a("hour_and_half", word_at(tokens, at)):
        end = at + 1
        return 90, end + is_a("hour", word_at(tokens, end))
    half = _and_a_half(tokens, at)
    if half:
        return half
    amount = _count(tokens, at)
    if amount:
        count, end = amount
        end += is_a("whole", word_at(tokens, end))
        return (round(count * 60), end + 1) if _is_hour(tokens, end, count) else None
    # "tunti" and "tunnin" alone are one hour; the short signs never are.
    alone = word_at(tokens, at)
    counted = len(alone) > 3 and is_a("hour", alone) and alone not in said_of("rules", "hours")
    return (60, at + 1) if counted or _is_denied_hour(tokens, at) else None


def _is_denied_hour(tokens: Sequence[Token], at: int) -> bool:
    """ "Ei puhuttu tuntia vaan kaksi": one hour, since another length is put for it."""
    before = {token.text for token in tokens[max(0, at - 4) : at]}
    after = {token.text for token in tokens[at + 1 : at + 4]}
    denied = before & said_of("rules", "not_the") and "vaan" in after
    return bool(denied) and word_at(tokens, at) in ("tuntia", "tuntii")


def _is_hour(tokens: Sequence[Token], at: int, count: float) -> bool:
    word = word_at(tokens, at)
    return is_a("hour", word) and (word != "t" or count <= 10)


def _and_a_half(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Read "en och en halv timme", "two and a quarter hours", "yksi tunti ja puoli"."""
    count = number_named(word_at(tokens, at)) or tokens[at].number
    if count is None or count > 9:
        return None
    after = at + 1
    unit_first = is_a("hour", word_at(tokens, after))
    after += unit_first
    if word_at(tokens, after) not in _AND:
        return None
    after += 1
    quarters = None if unit_first else _quarters(tokens, after)
    if quarters and quarters[0] < 60:  # "en och en kvart timme", "one and a quarter hours"
        return count * 60 + quarters[0], quarters[1] + is_a("hour", word_at(tokens, quarters[1]))
    after += word_at(tokens, after) in ("a", "en", "ett", "an")
    if is_a("quarter", word_at(tokens, after)) and is_a("hour", word_at(tokens, after + 1)):
        return count * 60 + 15, after + 2
    if word_at(tokens, after) not in _HALF:
        return None
    after += 1
    if is_a("hour", word_at(tokens, after)):
        return count * 60 + 30, after + 1
    ends = word_at(tokens, after) in ("", ",", ".", "!", "\n", ")")
    return (count * 60 + 30, after) if unit_first or ends else None


def _rest_of_hour(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Read what follows the hours: "20 min", "ja vartti", "and a quarter", "and fifty", "10"."""
    joined = word_at(tokens, at) in _AND
    start = at + joined
    minutes = _told(word_at(tokens, start)) if joined else None
    if minutes and word_at(tokens, start + 1) in _ATOP:
        return minutes, start + 2
    quarters = _quarters(tokens, start)
    if quarters and quarters[0] < 60:
        return quarters
    english = word_at(tokens, start) == "a" and joined  # "a good hour and a half out of it"
    start += word_at(tokens, start) in ("a", "en", "ett") and joined
    after = word_at(tokens, start + 1)
    ends = english or not after.isalpha() or after in _ATOP
    if joined and is_a("half_hour", word_at(tokens, start)):
        return 30, start + 1  # "en timme och en halvtimme"
    if joined and word_at(tokens, start) in _HALF and ends:
        return 30, start + 1 + (after in _ATOP)
    amount = _amount(tokens, start) or _note(tokens, start, joined)
    if amount is None or amount[0] >= 60 or amount[0] != int(amount[0]):
        return None
    count, end = int(amount[0]), amount[1]
    if is_a("minute", word_at(tokens, end)):
        return count, end + 1
    after_sign = word_at(tokens, at - 1) in _SIGNS and count % 5 == 0
    bare = tokens[start].glued or joined or after_sign
    bare = bare or number_named(word_at(tokens, start)) is not None or _ends_in_digits(tokens, at)
    return (count, end) if bare and count >= 5 and not _is_unit(tokens, end) else None


def _told(word: str) -> int | None:
    """Return the minutes of a word beside full hours: "kymppi", "vartti", "puolikas"."""
    if is_a("quarter", word) or word in _HALF:
        return 15 if is_a("quarter", word) else 30
    return minutes_named(word)


def _note(tokens: Sequence[Token], at: int, joined: bool) -> tuple[float, int] | None:
    """Read the "kymppi" of "tunti ja kymppi"."""
    minutes, after = minutes_named(word_at(tokens, at)), word_at(tokens, at + 1)
    ends = joined and (after in _ATOP or not after.isalpha())  # not "kymppi bussissa"
    return (float(minutes), at + 1) if minutes and ends else None


def _ends_in_digits(tokens: Sequence[Token], at: int) -> bool:
    """ "Tunti 15": round minutes with nothing after them."""
    number = tokens[at].number if at < len(tokens) else None
    after = word_at(tokens, at + 1)
    ends = after in ("", ".", ",", "!", "\n", ")") and not _is_unit(tokens, at + 1)
    return (
        word_at(tokens, at - 1) in ("tunti", "tunnin")
        and number is not None
        and (number % 5 == 0 and ends)
    )


def _beside_hours(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Read "vartin yli tunnin", "viittä vaille tunti", "en kvart mindre än två timmar"."""
    minutes, way = _beside(tokens, at)
    sign = (_LESS | _OVER).get(word_at(tokens, way))
    place = way + 1
    if (word_at(tokens, way), word_at(tokens, place)) in _FEWER:
        sign, place = -1, place + 1
    place += word_at(tokens, place) in ("of", "the")
    if not 0 < minutes < 60 or sign is None or place >= len(tokens):
        return None
    hours = _hours(tokens, place)
    return (hours[0] + sign * int(minutes), hours[1]) if hours and hours[0] > minutes else None


def _beside(tokens: Sequence[Token], at: int) -> tuple[float, int]:
    """Return the minutes that hours may lack or have over, and where they end; 0 for none."""
    if short := _quarters(tokens, at) or _halves(tokens, at):
        return short
    at += word_at(tokens, at) in ("a", "en") and is_a("quarter", word_at(tokens, at + 1))
    told = _told(word_at(tokens, at))
    minutes, way = (told, at + 1) if told else _count(tokens, at) or (0, at)
    return minutes, way + is_a("minute", word_at(tokens, way))


def _is_unit(tokens: Sequence[Token], at: int) -> bool:
    """What makes the number before it a sum, a date or a clock instead of minutes."""
    word = word_at(tokens, at)
    if word in (".", ":", ",", "/"):
        return at + 1 < len(tokens) and tokens[at + 1].glued and tokens[at + 1].number is not None
    return word in ("€", "e", "euro", "euroa", "km", "%")


def _minutes(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    amount = _count(tokens, at)
    if amount is None or amount[0] != int(amount[0]):
        return None
    end = amount[1] + (word_at(tokens, amount[1]) == "-")  # "a twenty-minute call"
    if is_a("minute", word_at(tokens, end)):
        return int(amount[0]), end + 1
    bare = word_at(tokens, at - 1) in _FULL and amount[0] in _ROUND
    alone = not word_at(tokens, end).isalpha() or word_at(tokens, end) in _GOES_ON
    return (int(amount[0]), end) if bare and alone else None


def _quarters(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Read "kolme varttia", "a quarter", "tre kvart", "three quarters of an hour"."""
    if word_at(tokens, at) in ("trekvart", "trekvarts"):
        return 45, at + 1 + (word_at(tokens, at + 1) == "timme")
    count = number_named(word_at(tokens, at)) or 3 * (word_at(tokens, at) == "kolmeen")
    place = at + 1 if count else at
    word = word_at(tokens, place)
    # "En timme å ett kvarter"; alone, a "kvarter" is a block of houses.
    quarter = is_a("quarter", word) or (word == "kvarter" and word_at(tokens, at - 1) in _AND)
    if not quarter or count > 7:
        return None
    told = word_at(tokens, place + 1) in ("yli", "över", "past", "to", "i", "vaille")
    told = told and not word_at(tokens, place + 2).endswith(("dags", "går"))  # "i fredags"
    if told or quarter_or_minutes(tokens, at) is not None:
        return None
    end = place + 1
    if word_at(tokens, end) == "of" and word_at(tokens, end + 1) in ("an", "one"):
        end += 3
    elif word_at(tokens, end) in ("timme", "tuntia"):
        end += 1
    return 15 * max(count, 1), end


def _halves(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Read "half an hour", "puoli tuntia", "en halv timme", "en halvtimme"."""
    place = at + (word_at(tokens, at) in ("a", "en"))
    if is_a("half_hour", word_at(tokens, place)):
        return 30, place + 1
    if word_at(tokens, place) not in _HALF:
        return None
    place += 1
    place += word_at(tokens, place) in ("an", "a")
    return (30, place + 1) if is_a("hour", word_at(tokens, place)) else None


def _count(tokens: Sequence[Token], at: int) -> tuple[float, int] | None:
    """Read a number; the "1,5-2" of "1,5-2 h" as its upper end."""
    low = _amount(tokens, at)
    join = word_at(tokens, low[1]) if low else ""
    if low is None or join not in ("-", "tai", "till", "to", "or", "eller", "+"):
        return low
    high = _amount(tokens, low[1] + 1)
    if join == "+":
        return (low[0] + high[0], high[1]) if high else low  # "60 + 15 minutes"
    return high if high and low[0] < high[0] <= 3 * low[0] else low


def _amount(tokens: Sequence[Token], at: int) -> tuple[float, int] | None:
    """Read a number in digits, with decimals, or in words up to two."""
    if at >= len(tokens):
        return None
    number = tokens[at].number
    if number is None:
        return _in_words(tokens, at)
    if (
        at + 2 < len(tokens)
        and tokens[at + 1].text in (",", ".")
        and tokens[at + 1].glued
        and tokens[at + 2].glued
        and tokens[at + 2].number is not None
    ):
        return _decimal(number, tokens[at + 2].text), at + 3
    return float(number), at + 1


def _in_words(tokens: Sequence[Token], at: int) -> tuple[float, int] | None:
    if word_at(tokens, at) in ("a", "one") and word_at(tokens, at + 1) == "hundred":
        rest = at + 2 + (word_at(tokens, at + 2) == "and")
        more = _in_words(tokens, rest)
        return (100 + more[0], more[1]) if more else (100.0, at + 2)
    number = number_named(word_at(tokens, at))
    if number is None:
        return None
    place = at + 1 + (word_at(tokens, at + 1) == "-")
    ones = number_named(word_at(tokens, place)) if number >= 20 and number % 10 == 0 else None
    if ones and ones < 10 and word_at(tokens, place) not in ("a", "an"):
        return float(number + ones), place + 1
    return float(number), at + 1


def _decimal(whole: int, said: str) -> float:
    """ "1.15 h" is an hour and fifteen minutes, "1,25 h" one and a quarter."""
    minutes = len(said) == 2 and int(said) < 60 and said not in _QUARTERS_OF and said[1] in "05"
    return whole + int(said) / 60 if minutes else float(f"{whole}.{said}")
