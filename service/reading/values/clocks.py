"""Times of day and spans of them: "klo 16-17.30", "from four till half past five"."""

from collections.abc import Sequence, Set
from dataclasses import replace
from functools import cache

from service.reading.text.lexicon import is_a
from service.reading.text.tokens import Token, word_at
from service.reading.text.word_lists import said_of, ways, words
from service.reading.values.case_endings import span_in_cases
from service.reading.values.dates import number_between
from service.reading.values.digits import afternoon, digits_at, half_day
from service.reading.values.english_hours import any_time_at
from service.reading.values.full_hours import UNTIL, full_hours, is_a_date
from service.reading.values.hours import hour_named, opens_time, quarter_or_minutes
from service.reading.values.kinds import Clock, Found, minutes_between
from service.reading.values.spans_in_words import span_in_words, span_turned
from service.reading.values.zones import with_zone

_TO = {"-", "to", "till", "until", "til", "ti", "tills", "through", "thru"}
_EXACTLY = {"sharp", "prick"}  # "from five sharp until six"
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
        span_in_words(tokens, start)
        or span_in_cases(tokens, start)
        or span_turned(tokens, start)
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


def _from_hour(tokens: Sequence[Token], at: int, start: int) -> tuple[Clock, int] | None:
    """Read "from four till half past five", "från tre till fem"."""
    if start == at or word_at(tokens, at) not in _FROM:
        return None
    told = quarter_or_minutes(tokens, start)  # "from ten to five till half past"
    first = told if told and word_at(tokens, told[1]) in UNTIL else _opening_time(tokens, start)
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
    hour = hour_named(word_at(tokens, at)) if word_at(tokens, at + 1) in UNTIL else None
    worded = (afternoon(hour, 0), at + 1) if hour else None  # "five until ten past six"
    if full := full_hours(tokens, at, after_date):
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
    if is_a_date(tokens, start, close[1]):
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
