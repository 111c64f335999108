"""Times of day and spans of them: "klo 16-17.30", "from four till half past five"."""

from collections.abc import Sequence, Set
from dataclasses import replace
from functools import cache

from service.reading.text.lexicon import (
    clock_word,
    days_from_today,
    is_a,
    month_near_number,
    weekday_named,
    weekday_short,
)
from service.reading.text.tokens import Token, word_at
from service.reading.text.word_lists import said_of, ways, words
from service.reading.values.case_endings import span_in_cases
from service.reading.values.dates import number_between, written_date
from service.reading.values.digits import afternoon, digits_at, half_day
from service.reading.values.english_hours import any_time_at
from service.reading.values.hours import hour_named, opens_time, quarter_or_minutes
from service.reading.values.kinds import Clock, Found, minutes_between
from service.reading.values.zones import with_zone

_TO = {"-", "to", "till", "until", "til", "ti", "tills", "through", "thru"}
_UNTIL = {"till", "until", "til"}
_TO_HOUR = {"to", "till", "until", "til"}
_EXACTLY = {"sharp", "prick"}  # "from five sharp until six"
_MOST_HOURS = 4
_SHORTENED = 3  # letters of a "kl." or "klo.", whose point ends no sentence
_AND = {"och", "å", "o", "and"}
_BETWEEN = ("mellan", "between")
_FROM = ("from", "från", "fråm", "frå", "ifrån", *_BETWEEN)
_SKIPPED = {
    ".", "ca", "n", "noin", "är", "blir", "fortfarande", "alltså", "prick", "runt", "strax", "on",
    "oli", "ol", "jo", "edelleen", "yhä", "about", "around", "roughly", "circa", "exactly",
}  # fmt: skip
_HEADINGS = {"tid", "time", "aika"}
_TONIGHT = {"tonight", "ikväll", "ikvälls"}


def clock_at(
    tokens: Sequence[Token], at: int, after_day: bool, after_date: bool = False
) -> Found | None:
    """Return the time that begins at a token; after a day a bare "16.30" is a time too.

    After a date, so is a bare "16-17".
    """
    same = _same(tokens, at)
    if same:
        return Found(Clock(same=True), at, same)
    marked, start = _mark(tokens, at)
    if not opens_time(word_at(tokens, start)):
        return None
    if word_at(tokens, start + 1) in ("st", "nd", "rd", "th") and tokens[start + 1].glued:
        return None  # "at 21st of April"
    read = (
        _span_in_words(tokens, start)
        or span_in_cases(tokens, start)
        or _span_turned(tokens, start)
        or _from_hour(tokens, at, start)
        or _bare_span(tokens, start, after_date)
        or any_time_at(tokens, start, marked, after_day)
    )
    if read is None:
        return None
    clock, end = read
    if clock.minutes is None:
        clock, end = _with_end(tokens, clock, end)
    clock = _after_part_of_day(tokens, at, clock)
    clock, end = with_zone(tokens, *_with_part_of_day(tokens, clock, end))
    end += clock.hour >= 8 and end > start + 2 and word_at(tokens, end) in ("hours", "hrs")
    return Found(clock, at, end)


def opens_clock(word: str) -> bool:
    """Return whether a time, or what marks one, may begin with a word."""
    return word in _FROM or word in _same_clock() or opens_time(word) or _is_of_clocks(word)


def _is_of_clocks(word: str) -> bool:
    return is_a("clock", word) or is_a("same", word) or word in _HEADINGS


def _same(tokens: Sequence[Token], at: int) -> int | None:
    for said in _same_clock().get(tokens[at].text, ()):
        if all(word_at(tokens, at + step) == word for step, word in enumerate(said)):
            return at + len(said)
    named = is_a("same", tokens[at].text) and is_a("time_of_day", word_at(tokens, at + 1))
    meanwhile = (tokens[at].text, word_at(tokens, at + 1)) == ("samalla", "aikaa")
    return at + 2 if named and not meanwhile else None


@cache
def _same_clock() -> dict[str, list[list[str]]]:
    """Return the phrases of "the same time", longest first, by their first word."""
    phrases: dict[str, list[list[str]]] = {}
    listed = [way for said in words("calendar")["words"]["same_clock"] for way in ways(said)]
    for said in sorted(listed, key=len, reverse=True):
        phrases.setdefault(said.split()[0], []).append(said.split())
    return phrases


def _mark(tokens: Sequence[Token], at: int) -> tuple[bool, int]:
    """Step over "klo", "kl.", "at", "from": what follows is a time."""
    if word_at(tokens, at) in _FROM and not is_a("clock", word_at(tokens, at + 1)):
        return False, at + 1 + (word_at(tokens, at + 1) in _SKIPPED)
    if _heads_a_line(tokens, at):
        return True, at + 1 + (word_at(tokens, at + 1) == ":")
    at += word_at(tokens, at) in _BETWEEN
    if not is_a("clock", word_at(tokens, at)):
        return False, at
    start = at + 1
    if word_at(tokens, start) == "." and len(word_at(tokens, at)) > _SHORTENED:
        return False, at  # "vi glömde klockan. Två timmar!"
    while word_at(tokens, start) in _SKIPPED:
        start += 1
    return True, start


def _heads_a_line(tokens: Sequence[Token], at: int) -> bool:
    """ "New date 13.5.", and below it "Time: 16": an hour, where nothing follows it."""
    if word_at(tokens, at) not in _HEADINGS or word_at(tokens, at - 1) not in ("", "\n"):
        return False
    place = at + 1 + (word_at(tokens, at + 1) == ":")
    said = word_at(tokens, place)
    hour = number_between(tokens, place, 8, 22) or (not said.isdecimal() and hour_named(said))
    return bool(hour) and word_at(tokens, place + 1) in ("", "\n", ".", ",", "!")


def _span_in_words(tokens: Sequence[Token], at: int) -> tuple[Clock, int] | None:
    """Read "neljästä puoli kuuteen", "kahdesta neljään", "vartin yli kahdesta neljään"."""
    if clock_word("from_clock", word_at(tokens, at + 2)) and (
        opening := quarter_or_minutes(tokens, at)
    ):
        end = clock_word("to_clock", word_at(tokens, at + 3))
        closing = (Clock(end), at + 4) if end else None
        return _span_to_minutes(tokens, opening[0], at + 3, closing) or opening
    if opened := _until_an_hour(tokens, at):
        return opened
    start_half = is_a("half", word_at(tokens, at))
    start = clock_word("from_clock", word_at(tokens, at + start_half))
    if start is None:
        return None
    place = at + start_half + 1
    place += word_at(tokens, place) in ("aina", "melkein", "noin")
    if is_a("past_hour", word_at(tokens, place + 1)) or is_a(
        "before_hour", word_at(tokens, place + 1)
    ):
        # the "kymmentä" of "viidestä kymmentä yli kuusi" is no hour
        return _span_to_minutes(tokens, Clock(start - start_half, 30 * start_half), place)
    half = is_a("half", word_at(tokens, place))
    towards = word_at(tokens, place + half)
    end = clock_word("to_clock", towards) or (hour_named(towards) if half else None)
    if end is None:
        return _span_to_minutes(tokens, Clock(start - start_half, 30 * start_half), place)
    length = (end - start) % 12 * 60 - 30 * half + 30 * start_half
    return Clock(start - start_half, 30 * start_half, minutes=length or None), place + half + 1


def _until_an_hour(tokens: Sequence[Token], at: int) -> tuple[Clock, int] | None:
    """Read "varttia yli viisi kuuteen asti", "puoli viisi puoli kuuteen asti"."""
    opening = quarter_or_minutes(tokens, at)
    if opening is None:
        return None
    end = clock_word("to_clock", word_at(tokens, opening[1]))
    close = quarter_or_minutes(tokens, opening[1]) or (
        (Clock(end), opening[1] + 1) if end else None
    )
    if close is None or word_at(tokens, close[1]) not in ("asti", "saakka", "ast"):
        return None
    return _span_to_minutes(tokens, opening[0], opening[1], close)


def _span_turned(tokens: Sequence[Token], at: int) -> tuple[Clock, int] | None:
    """Read "neljään asti kahesta": the end first."""
    end, start = clock_word("to_clock", word_at(tokens, at)), None
    if end is not None and word_at(tokens, at + 1) in ("asti", "saakka", "ast"):
        start = clock_word("from_clock", word_at(tokens, at + 2))
    length = (end - start) % 12 * 60 if end is not None and start is not None else 0
    return (Clock(start or 0, minutes=length), at + 3) if length else None


def _span_to_minutes(
    tokens: Sequence[Token], start: Clock, at: int, close: tuple[Clock, int] | None = None
) -> tuple[Clock, int] | None:
    """Read the "varttia yli kuuteen" of "viidestä varttia yli kuuteen"."""
    close = close or quarter_or_minutes(tokens, at)
    if close is None:
        return None
    length = (close[0].hour - start.hour) % 12 * 60 + close[0].minute - start.minute
    return (replace(start, minutes=length), close[1]) if length > 0 else None


def _from_hour(tokens: Sequence[Token], at: int, start: int) -> tuple[Clock, int] | None:
    """Read "from four till half past five", "från tre till fem"."""
    if start == at or word_at(tokens, at) not in _FROM:
        return None
    told = quarter_or_minutes(tokens, start)  # "from ten to five till half past"
    first = told if told and word_at(tokens, told[1]) in _UNTIL else _opening_time(tokens, start)
    if first is None:
        return None
    joins = _AND if word_at(tokens, at) in _BETWEEN else _TO
    clock, end = _with_end(tokens, *first, joins)
    counts = is_a("hour", word_at(tokens, end)) or is_a("minute", word_at(tokens, end))
    if not clock.minutes or counts:  # "between one and two hours"
        return None
    return replace(clock, between=word_at(tokens, at) in _BETWEEN), end


def _opening_time(tokens: Sequence[Token], at: int) -> tuple[Clock, int] | None:
    hour = hour_named(word_at(tokens, at)) or 0
    number = tokens[at].number if at < len(tokens) else None
    if 13 <= (number or 0) <= 22 and word_at(tokens, at + 1) not in (".", ":"):
        return Clock(number or 0), at + 1
    if hour and word_at(tokens, at + 1) in _TO | _AND | _EXACTLY:
        return afternoon(hour, 0), at + 1
    return any_time_at(tokens, at, marked=True, after_day=True)


def _bare_span(tokens: Sequence[Token], at: int, after_date: bool) -> tuple[Clock, int] | None:
    """Read "15.30 until 16.45" and "16-17.30": two times where one has its minutes."""
    hour = hour_named(word_at(tokens, at)) if word_at(tokens, at + 1) in _UNTIL else None
    worded = (afternoon(hour, 0), at + 1) if hour else None  # "five until ten past six"
    if full := _full_hours(tokens, at, after_date):
        return full
    start = digits_at(tokens, at, marked=True, after_day=False) or worded
    if start is None or word_at(tokens, start[1]) not in _TO:
        return None
    close = digits_at(tokens, start[1] + 1, marked=True, after_day=False)
    told = quarter_or_minutes(tokens, start[1] + 1)  # "3 till quarter past 4"
    close = told or close
    said = {one.text for one in tokens[at : close[1] if close else at]}
    military = all(len(word_at(tokens, one)) == 4 for one in (at, start[1] + 1))  # "1700-1815"
    minutes = told or military or said & {".", ":", "pm", "am"}
    if close is None or not minutes:
        return None
    clock, end = _with_end(tokens, *start)
    length = clock.minutes or 0
    return (clock, end) if 10 <= length <= 300 and 7 <= clock.hour <= 21 else None


def _full_hours(tokens: Sequence[Token], at: int, after_date: bool) -> tuple[Clock, int] | None:
    """Read the "18-19" of "eilen 18-19": two full hours after a day that needs no number."""
    if word_at(tokens, at + 1) in _TO_HOUR and (told := _hours_of_a_part(tokens, at)):
        return told
    if word_at(tokens, at + 1) not in ("-", *_UNTIL):
        return None
    first, last = (tokens[one].number if one < len(tokens) else None for one in (at, at + 2))
    day = word_at(tokens, at - 1)
    named = days_from_today(day) in (-1, 0, 1) or weekday_named(day) is not None
    named = named or (weekday_short(day) is not None and not word_at(tokens, at - 2).isdecimal())
    apart = day in ("", "(", ",", ".", "!", "\n") and word_at(tokens, at + 3) in said_of(
        "rules", "after_hours"
    )
    named = named or (apart and (first or 0) >= 12) or _at_a_place_of_a_day(tokens, at)
    named = named or _is_when_it_was_held(tokens, at)
    named = named or after_date or is_a("of_all", day)
    if not named or first is None or last is None:
        return None
    following = word_at(tokens, at + 3)
    goes_on = following in (".", "/", ":", "-", ",") and word_at(tokens, at + 4).isdecimal()
    goes_on = goes_on and tokens[at + 4].glued  # not the next date of "16-17, 18.3"
    goes_on = goes_on or following in ("%", "€", "/", "euroa", "eur", "min", "h")
    goes_on = goes_on or (not tokens[at + 2].glued and _is_a_date(tokens, at + 2, at + 3))
    if goes_on or not 8 <= first < last <= min(first + 4, 22):
        return None
    return Clock(first, minutes=60 * (last - first)), at + 3


def _hours_of_a_part(tokens: Sequence[Token], at: int) -> tuple[Clock, int] | None:
    """Read the "11 to 12" of "Saturday morning, 11 to 12", the "five till six" of "aye, …"."""
    before = word_at(tokens, at - 1 - (word_at(tokens, at - 1) in (",", "(", "from")))
    morning = is_a("morning", before)
    parted = morning or is_a("afternoon", before) or before == "night"
    digits = word_at(tokens, at).isdecimal()
    if word_at(tokens, at + 1) == "to" and not (parted and digits):
        return None  # "five to six" is a time of its own
    if word_at(tokens, at + 4).isdecimal() and tokens[at + 4].glued:
        return None  # "6 to 7.30"
    first, last = hour_named(word_at(tokens, at)), hour_named(word_at(tokens, at + 2))
    if not first or not last or word_at(tokens, at + 3) not in said_of("rules", "after_hours"):
        return None
    start = Clock(first) if morning else afternoon(first, 0)
    length = (last - first) % 12 * 60
    return (replace(start, minutes=length), at + 3) if 0 < length <= _MOST_HOURS * 60 else None


def _is_when_it_was_held(tokens: Sequence[Token], at: int) -> bool:
    """ "Held 17-18 as planned", "tavattiin 9-10": after a word of meeting, and of nothing else."""
    before = word_at(tokens, at - 1 - (word_at(tokens, at - 1) == "på"))  # "vi höll på 17-18"
    held = before in said_of("rules", "before_hours")
    following = word_at(tokens, at + 3)
    ends = following in said_of("rules", "after_hours") or following in said_of("rules", "as_told")
    return held and ends


def _at_a_place_of_a_day(tokens: Sequence[Token], at: int) -> bool:
    """ "Eilen aamulla toimistolla 9-10": between the day and its hours stands where it was."""
    place = word_at(tokens, at - 1)
    if len(place) < 6 or not place.endswith(("ssa", "ssä", "lla", "llä")):
        return False
    before = [word_at(tokens, one) for one in (at - 2, at - 3)]
    return any(days_from_today(one) == -1 or weekday_named(one) is not None for one in before)


def _with_end(
    tokens: Sequence[Token], clock: Clock, end: int, joins: Set[str] = _TO
) -> tuple[Clock, int]:
    """Read the end of a span: "16-17.30", "5.15 to 6.45pm", "från halv fem ända till sex"."""
    start = end + (word_at(tokens, end) in ("ända", "aina", "right", *_EXACTLY))
    if word_at(tokens, start) == "ja":
        return _both_between(tokens, clock, end)
    if word_at(tokens, start) not in joins:
        return clock, end
    _, start = _mark(tokens, start + 1)
    start += word_at(tokens, start) in ("about", "around", "nearly", "almost", "circa")
    close = _past_it(tokens, start, clock)
    close = close or any_time_at(tokens, start, marked=True, after_day=True)
    if close is None or word_at(tokens, close[1]) == "/":  # "kl 17 och 6/3 kl 18"
        return clock, end
    if _is_a_date(tokens, start, close[1]):
        return clock, end
    last = close[0]
    if last.hour + 12 > clock.hour >= 12 > last.hour and (last.ambiguous or last.hour >= 7):
        last = Clock(last.hour + 12, last.minute)  # "from six to seven", "18 till kvart över sju"
    if half_day(tokens, close[1] - 1) and clock.hour + 12 <= last.hour:
        clock = Clock(clock.hour + 12, clock.minute)
    length = (last.hour - clock.hour) * 60 + last.minute - clock.minute
    if not 0 < length <= 12 * 60:
        return clock, end
    # "Five to half six" ends at 17.30 or at 18.30; "half five to half six" lasts an hour.
    loose = clock.ambiguous or (last.ambiguous and last.minute == 30 != clock.minute)
    return Clock(clock.hour, clock.minute, minutes=length, ambiguous=loose), close[1]


def _both_between(tokens: Sequence[Token], clock: Clock, end: int) -> tuple[Clock, int]:
    """Read the end of "klo 17 ja 18.30 välillä", "kello 17 ja kello 18 välisenä aikana"."""
    close = any_time_at(tokens, _mark(tokens, end + 1)[1], marked=True, after_day=True)
    if close is None or word_at(tokens, close[1]) not in said_of("rules", "between_the_two"):
        return clock, end
    length = minutes_between(clock, close[0])
    return replace(clock, minutes=length or None, between=True), close[1] + 1


def _is_a_date(tokens: Sequence[Token], at: int, end: int) -> bool:
    """ "At 16 until 5 May", "kl 14 – 11.5. kl 15": the next date, and no end of the hours.

    But "five may do" is an hour, and "16.30-18.10." ends its sentence.
    """
    date = written_date(tokens, at)
    if date is None or date[1] <= end:
        numeric = date is not None and date[1] == end
        return numeric and _opens_hours(tokens, end)
    month = month_near_number(word_at(tokens, end)) is not None
    if month and word_at(tokens, end) in ("may", "mars"):
        return tokens[at].number is not None or tokens[end].capital
    return any(one.is_word for one in tokens[at : date[1]]) or _opens_hours(tokens, date[1])


def _opens_hours(tokens: Sequence[Token], at: int) -> bool:
    at += word_at(tokens, at) in (":", ",", "(")
    word = word_at(tokens, at)
    named = is_a("clock", word) or word == "at" or clock_word("at_clock", word) is not None
    return named or (word.isdecimal() and not tokens[at].glued)


def _past_it(tokens: Sequence[Token], at: int, start: Clock) -> tuple[Clock, int] | None:
    """ "Quarter to nine till quarter past": the next time that the clock shows it."""
    word, after = word_at(tokens, at), word_at(tokens, at + 2)
    told = {"quarter": 15, "half": 30, "five": 5, "ten": 10, "twenty": 20}.get(word)
    if told is None or word_at(tokens, at + 1) != "past" or hour_named(after) is not None:
        return None
    return replace(start, hour=start.hour + (told <= start.minute), minute=told), at + 2


def _after_part_of_day(tokens: Sequence[Token], at: int, clock: Clock) -> Clock:
    """ "Illalla seitsemältä", "aamulla klo 8": the part of the day said first."""
    before = [word_at(tokens, at - 1), word_at(tokens, at - 2)]
    part = before[before[0] in ("at", "kl", "klo", "klockan", "kello")]
    if part in _TONIGHT or is_a("afternoon", part):
        hour = clock.hour + 12 if clock.hour < 12 else clock.hour
        return Clock(hour, clock.minute, clock.minutes, zone=clock.zone)
    if is_a("morning", part) and clock.ambiguous:
        return Clock(clock.hour % 12, clock.minute, clock.minutes, zone=clock.zone)
    return clock


def _with_part_of_day(tokens: Sequence[Token], clock: Clock, end: int) -> tuple[Clock, int]:
    """ "Två på eftermiddagen", "puoli kymmenen aamulla", "five in the evening"."""
    start = end
    while word_at(tokens, start) in ("på", "in", "the") and start < end + 2:
        start += 1
    part = word_at(tokens, start)
    if part in _TONIGHT and clock.hour < 12:
        return Clock(clock.hour + 12, clock.minute, clock.minutes), end
    if is_a("afternoon", part) or part == "pm":
        hour = clock.hour + 12 if clock.hour < 12 else clock.hour
    elif is_a("morning", part):
        hour = clock.hour - 12 if clock.hour > 12 else clock.hour
    else:
        return clock, end
    of_two = word_at(tokens, end - 2) == "half"  # "half six in the evening"
    return Clock(hour, clock.minute, clock.minutes, ambiguous=of_two), start + 1
