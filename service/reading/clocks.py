"""Times of day in words and numbers: "klo 17", "puoli viisi", "halv fem", "5pm"."""

from collections.abc import Sequence
from functools import cache

from service.reading.lexicon import clock_word, is_a, number_named
from service.reading.phrases import words
from service.reading.tokens import Token
from service.reading.values import Clock, Found

_TO = {"-", "to", "till", "until", "til", "ti", "och", "tills"}
_SKIPPED = {".", "ca", "n", "noin"}
_ZONES = {
    ("svensk", "tid"): "Europe/Stockholm", ("uk", "time"): "Europe/London",
    ("ruotsin", "aikaa"): "Europe/Stockholm", ("svenska", "tid"): "Europe/Stockholm",
    ("suomen", "aikaa"): "Europe/Helsinki", ("finsk", "tid"): "Europe/Helsinki",
    ("finnish", "time"): "Europe/Helsinki", ("swedish", "time"): "Europe/Stockholm",
    ("british", "time"): "Europe/London", ("cet", ""): "Europe/Paris", ("gmt", ""): "UTC",
    ("helsinki", "time"): "Europe/Helsinki", ("german", "time"): "Europe/Berlin",
}  # fmt: skip


def clock_at(tokens: Sequence[Token], at: int, after_day: bool) -> Found | None:
    """Return the time that begins at a token; after a day a bare "16.30" is a time too."""
    same = _same(tokens, at)
    if same:
        return Found(Clock(same=True), at, same)
    marked, start = _mark(tokens, at)
    read = (
        _span_in_words(tokens, start)
        or _from_hour(tokens, at, start)
        or _bare_span(tokens, start)
        or _one(tokens, start, marked, after_day)
    )
    if read is None:
        return None
    clock, end = read
    if clock.minutes is None:
        clock, end = _with_end(tokens, clock, end)
    clock, end = _with_zone(tokens, *_with_part_of_day(tokens, clock, end))
    return Found(clock, at, end)


def _word(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].text if 0 <= at < len(tokens) else ""


def _same(tokens: Sequence[Token], at: int) -> int | None:
    for said in _same_clock().get(tokens[at].text, ()):
        if all(_word(tokens, at + step) == word for step, word in enumerate(said)):
            return at + len(said)
    return None


@cache
def _same_clock() -> dict[str, list[list[str]]]:
    """Return the phrases of "the same time", longest first, by their first word."""
    phrases: dict[str, list[list[str]]] = {}
    for said in sorted(words("calendar")["words"]["same_clock"], key=len, reverse=True):
        phrases.setdefault(said.split()[0], []).append(said.split())
    return phrases


def _mark(tokens: Sequence[Token], at: int) -> tuple[bool, int]:
    """Step over "klo", "kl.", "at", "from": what follows is a time."""
    if _word(tokens, at) in ("från", "from") and not is_a("clock", _word(tokens, at + 1)):
        return False, at + 1
    if not is_a("clock", _word(tokens, at)):
        return False, at
    start = at + 1
    while _word(tokens, start) in _SKIPPED:
        start += 1
    return True, start


def _one(
    tokens: Sequence[Token], at: int, marked: bool, after_day: bool
) -> tuple[Clock, int] | None:
    return (
        _half(tokens, at, marked)
        or _quarter(tokens, at)
        or _past(tokens, at)
        or _in_digits(tokens, at, marked, after_day)
        or _in_words(tokens, at, marked)
    )


def _half(tokens: Sequence[Token], at: int, marked: bool) -> tuple[Clock, int] | None:
    """ "Puoli viisi" and "halv fem" are 16.30; "half five" is 17.30 or 16.30, nobody knows."""
    word = _word(tokens, at)
    if word == "half" and _word(tokens, at + 1) == "past":
        hour = _hour_word(_word(tokens, at + 2))
        return (_afternoon(hour, 30), at + 3) if hour else None
    ambiguous = word == "half"
    if not (is_a("half", word) or ambiguous):
        return None
    hour = _hour_word(_word(tokens, at + 1)) or _inflected_hour(_word(tokens, at + 1))
    if hour is None or hour > 12 or is_a("hour", _word(tokens, at + 2)):
        return None
    clock = _afternoon(hour - 1 or 12, 30)
    return Clock(clock.hour, 30, ambiguous=ambiguous or clock.ambiguous), at + 2


def _inflected_hour(word: str) -> int | None:
    for stem in (word + "ltä", word + "lta"):
        found = clock_word("at_clock", stem)
        if found:
            return found - 12
    found = clock_word("to_clock", word) or clock_word("at_clock", word)
    if found:
        return found - 12 if found > 12 else found
    return {"seitsemältä": 7, "seittemältä": 7, "kymmenen": 10, "seittemält": 7}.get(word)


def _hour_word(word: str) -> int | None:
    number = int(word) if word.isdecimal() and len(word) <= 2 else number_named(word)
    if word in ("a", "an", "en", "ett") or number is None or not 1 <= number <= 12:
        return None
    return number


def _quarter(tokens: Sequence[Token], at: int) -> tuple[Clock, int] | None:
    """Read "kvart över fyra", "quarter to six", "varttia yli neljä", "varttia vaille viisi"."""
    at += _word(tokens, at) == "a" and is_a("quarter", _word(tokens, at + 1))
    if not is_a("quarter", _word(tokens, at)):
        return None
    turn = _word(tokens, at + 1)
    hour = _hour_word(_word(tokens, at + 2)) or _inflected_hour(_word(tokens, at + 2))
    if hour is None:
        return None
    if turn in ("över", "past", "yli"):
        return _afternoon(hour, 15), at + 3
    return (_afternoon(hour - 1 or 12, 45), at + 3) if turn in ("i", "to", "vaille") else None


def _past(tokens: Sequence[Token], at: int) -> tuple[Clock, int] | None:
    """Read "ten past four", "twenty to six", "tio över fem"."""
    minutes = _minutes_word(_word(tokens, at))
    hour = _hour_word(_word(tokens, at + 2))
    if minutes is None or hour is None:
        return None
    turn = _word(tokens, at + 1)
    if turn in ("past", "över", "yli"):
        return _afternoon(hour, minutes), at + 3
    if turn in ("to", "vaille") and minutes in (5, 10, 20):
        return _afternoon(hour - 1 or 12, 60 - minutes), at + 3
    return None


def _minutes_word(word: str) -> int | None:
    number = number_named(word)
    return number if number in (5, 10, 20) else None


def _in_words(tokens: Sequence[Token], at: int, marked: bool) -> tuple[Clock, int] | None:
    hour = clock_word("at_clock", _word(tokens, at))
    if hour is not None:
        return Clock(hour), at + 1
    number = _hour_word(_word(tokens, at))
    oclock = _word(tokens, at + 1) in ("o'clock", "oclock")
    if number is None or not (marked or oclock):
        return None
    if marked and not oclock and _word(tokens, at + 1) in ("of", "p", "years"):
        return None
    return _afternoon(number, 0), at + 1 + oclock


def _in_digits(
    tokens: Sequence[Token], at: int, marked: bool, after_day: bool
) -> tuple[Clock, int] | None:
    hour = tokens[at].number if at < len(tokens) else None
    if hour is None:
        return None
    minute, end, sign = _minute(tokens, at)
    half_day = _half_day(tokens, end)
    if half_day:
        if not 1 <= hour <= 12:
            return None
        return Clock(hour % 12 + (12 if half_day[0] == "p" else 0), minute or 0), half_day[1]
    if hour > 23:
        military = marked and 100 <= hour <= 2359 and hour % 100 < 60 and minute is None
        return (Clock(hour // 100, hour % 100), end) if military else None
    if minute is None:
        return _bare_hour(tokens, at, hour, end, marked)
    plain = sign == ":" or (after_day and sign == "." and tokens[at + 2].text[:1] in "012345")
    usual = 7 <= hour <= 21 and minute % 5 == 0 and len(tokens[at + 2].text) == 2
    return (_as_said(hour, minute), end) if marked or (plain and usual) else None


def _bare_hour(
    tokens: Sequence[Token], at: int, hour: int, end: int, marked: bool
) -> tuple[Clock, int] | None:
    if _word(tokens, end) in ("o'clock", "oclock"):
        return _afternoon(hour, 0), end + 1
    following = _word(tokens, end)
    if not marked or (following in ("/", "%", "€") and tokens[end].glued):
        return None
    if following == "." and tokens[end].glued and _word(tokens, end + 1).isdecimal():
        return None
    return (_as_said(hour, 0), end)


def _as_said(hour: int, minute: int) -> Clock:
    """Digits are a 24-hour clock, but nobody meets at four in the morning: "at 5" is 17."""
    return Clock(hour + 12, minute) if 1 <= hour <= 6 else Clock(hour, minute)


def _minute(tokens: Sequence[Token], at: int) -> tuple[int | None, int, str]:
    if (
        at + 2 < len(tokens)
        and tokens[at + 1].text in (".", ":")
        and tokens[at + 1].glued
        and tokens[at + 2].glued
        and len(tokens[at + 2].text) == 2
        and (tokens[at + 2].number is not None and int(tokens[at + 2].text) < 60)
    ):
        return int(tokens[at + 2].text), at + 3, tokens[at + 1].text
    return None, at + 1, ""


def _half_day(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    word = _word(tokens, at)
    if word in ("am", "pm"):
        return word[0], at + 1
    if word in ("a", "p") and _word(tokens, at + 1) == "." and _word(tokens, at + 2) == "m":
        return word, at + 3 + (_word(tokens, at + 3) == ".")
    return None


def _afternoon(hour: int | None, minute: int) -> Clock:
    """An hour in words is of the afternoon where it can be: one to six."""
    hour = hour or 12
    if 1 <= hour <= 6:
        return Clock(hour + 12, minute)
    return Clock(hour, minute, ambiguous=hour in (7, 8, 9))


def _span_in_words(tokens: Sequence[Token], at: int) -> tuple[Clock, int] | None:
    """Read "neljästä puoli kuuteen", "kahdesta neljään"."""
    start = clock_word("from_clock", _word(tokens, at))
    if start is None:
        return None
    half = is_a("half", _word(tokens, at + 1))
    end = clock_word("to_clock", _word(tokens, at + 1 + half))
    if end is None:
        return None
    return Clock(start, 0, minutes=(end - start) * 60 - 30 * half), at + 2 + half


def _from_hour(tokens: Sequence[Token], at: int, start: int) -> tuple[Clock, int] | None:
    """Read "from four till half past five", "från tre till fem"."""
    if start == at or _word(tokens, at) not in ("from", "från"):
        return None
    hour = _hour_word(_word(tokens, start))
    if hour is None or _word(tokens, start + 1) not in _TO:
        return None
    clock, end = _with_end(tokens, _afternoon(hour, 0), start + 1)
    return (clock, end) if clock.minutes else None


def _bare_span(tokens: Sequence[Token], at: int) -> tuple[Clock, int] | None:
    """Read "15.30 until 16.45" and "16-17.30": two times where one has its minutes."""
    start = _in_digits(tokens, at, marked=True, after_day=False)
    if start is None or _word(tokens, start[1]) not in _TO:
        return None
    close = _in_digits(tokens, start[1] + 1, marked=True, after_day=False)
    if close is None or not {".", ":"} & {one.text for one in tokens[at : close[1]]}:
        return None
    clock, end = _with_end(tokens, *start)
    length = clock.minutes or 0
    return (clock, end) if 10 <= length <= 300 and 7 <= clock.hour <= 21 else None


def _with_end(tokens: Sequence[Token], clock: Clock, end: int) -> tuple[Clock, int]:
    """Read the end of a span: "16-17.30", "5.15 to 6.45pm", "från halv fem ända till sex"."""
    start = end + (_word(tokens, end) in ("ända", "aina", "right"))
    if _word(tokens, start) not in _TO:
        return clock, end
    _, start = _mark(tokens, start + 1)
    close = _one(tokens, start, marked=True, after_day=True)
    if close is None:
        return clock, end
    last = close[0]
    if _half_day(tokens, close[1] - 1) and clock.hour + 12 <= last.hour:
        clock = Clock(clock.hour + 12, clock.minute)
    length = (last.hour - clock.hour) * 60 + last.minute - clock.minute
    if not 0 < length <= 12 * 60:
        return clock, end
    return Clock(clock.hour, clock.minute, minutes=length, ambiguous=clock.ambiguous), close[1]


def _with_part_of_day(tokens: Sequence[Token], clock: Clock, end: int) -> tuple[Clock, int]:
    """ "Två på eftermiddagen", "puoli kymmenen aamulla", "five in the evening"."""
    start = end
    while _word(tokens, start) in ("på", "in", "the") and start < end + 2:
        start += 1
    part = _word(tokens, start)
    if is_a("afternoon", part):
        hour = clock.hour + 12 if clock.hour < 12 else clock.hour
    elif is_a("morning", part):
        hour = clock.hour - 12 if clock.hour > 12 else clock.hour
    else:
        return clock, end
    return Clock(hour, clock.minute, clock.minutes), start + 1


def _with_zone(tokens: Sequence[Token], clock: Clock, end: int) -> tuple[Clock, int]:
    for (first, second), zone in _ZONES.items():
        if _word(tokens, end) == first and second in ("", _word(tokens, end + 1)):
            named = Clock(
                clock.hour, clock.minute, clock.minutes, ambiguous=clock.ambiguous, zone=zone
            )
            return named, end + (2 if second else 1)
    return clock, end
