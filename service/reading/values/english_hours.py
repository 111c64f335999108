"""Times of day in English words: "five thirty", "two in the afternoon", "four pm", "before six"."""

from collections.abc import Sequence

from service.reading.text.lexicon import is_a, number_named, weekday_named
from service.reading.text.tokens import Token, word_at
from service.reading.values.digits import afternoon, digits_at, half_day
from service.reading.values.hours import hour_named, time_at
from service.reading.values.kinds import Clock

_MINUTES = {
    "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50,
}  # fmt: skip
_BOUNDS = ("before", "after", "until", "till", "by")
_PARTS = ("morning", "afternoon", "evening")
_SUITS = {"works", "suits", "would", "might", "could", "sharp", "pm"}
_IS = {"is", "was", "will", "isn't"}
_WEIGHED = {
    "too", "better", "fine", "ok", "okay", "perfect", "best", "good", "early", "late", "possible",
    "do", "impossible", "easier", "great", "alright", "grand", "not", "a",
}  # fmt: skip
_MAKING = {("make", "it"), ("make", "that"), ("making", "it"), ("start", "at"), ("meet", "at")}
_PROPOSING = {("make", "it"), ("how", "about"), ("what", "about")}
_DOING = {("can", "do"), ("could", "do")}
_ABOUT = {("how", "about"), ("what", "about"), ("we", "do"), ("you", "do"), ("only", "do")}
_SHIFTED = {"back", "forward", "it", "up", "down", "meeting", "start", "time"}
_SWAPS = {("instead", "of"), ("rather", "than")}
_GOES_ON = {
    "", ".", ",", "!", "?", "\n", ")", ";", "-", "and", "but", "because", "as", "so", "if", "on",
    "for", "that", "this", "then", "today", "tonight", "tomorrow", "though", "at", "or", "sharp",
    "please", "would",
}  # fmt: skip


def any_time_at(
    tokens: Sequence[Token], at: int, marked: bool, after_day: bool
) -> tuple[Clock, int] | None:
    """Return the time of day that begins at a token, in digits or in words."""
    return (
        (_in_two(tokens, at) if marked or after_day else None)
        or _hour_and_minutes(tokens, at, marked)
        or _with_half_day(tokens, at)
        or _alone(tokens, at, marked)
        or _swapped(tokens, at)
        or _asked_for(tokens, at)
        or time_at(tokens, at, marked, after_day)
    )


def _in_two(tokens: Sequence[Token], at: int) -> tuple[Clock, int] | None:
    """ "6 Sept 14 30": the minutes after a gap."""
    if at + 1 >= len(tokens):
        return None
    hour, minute = tokens[at].number, word_at(tokens, at + 1)
    plain = len(tokens[at].text) == 2 and minute in ("00", "15", "30", "45")
    if hour is None or not 7 <= hour <= 21 or not plain or tokens[at + 1].glued:
        return None
    return (Clock(hour, int(minute)), at + 2) if word_at(tokens, at + 2) in _GOES_ON else None


def _hour_and_minutes(tokens: Sequence[Token], at: int, marked: bool) -> tuple[Clock, int] | None:
    """Read "five thirty" and "six forty-five", marked, or with a part of the day after it."""
    hour, minute = number_named(word_at(tokens, at)), _MINUTES.get(word_at(tokens, at + 1))
    if hour is None or minute is None or not 1 <= hour <= 12:
        return None
    end = at + 2
    place = end + (word_at(tokens, end) == "-")
    if word_at(tokens, place) == "five" and minute >= 20:
        minute, end = minute + 5, place + 1
    if is_a("minute", word_at(tokens, end)):
        return None
    half = half_day(tokens, end)
    if half:
        return Clock(hour % 12 + (12 if half[0] == "p" else 0), minute), half[1]
    told = marked or _parted(tokens, end) or word_at(tokens, end) == "instead"
    return (afternoon(hour, minute), end) if told else None


def _with_half_day(tokens: Sequence[Token], at: int) -> tuple[Clock, int] | None:
    """ "Four pm": the hour in words."""
    hour = number_named(word_at(tokens, at))
    half = half_day(tokens, at + 1) if hour and hour <= 12 else None
    if half is None or hour is None or word_at(tokens, at) in ("a", "an"):
        return None
    return Clock(hour % 12 + (12 if half[0] == "p" else 0)), half[1]


def _alone(tokens: Sequence[Token], at: int, marked: bool) -> tuple[Clock, int] | None:
    """ "Two in the afternoon" and "before six" are times by themselves."""
    hour = hour_named(word_at(tokens, at))
    if hour is None or marked:
        return None
    if not word_at(tokens, at).isalpha():
        return _parted_digits(tokens, at)
    bound = word_at(tokens, at - 1) in _BOUNDS and word_at(tokens, at + 1) in _GOES_ON
    bound = bound or (hour > 2 and (_is_weighed(tokens, at) or _is_asked(tokens, at)))
    return (afternoon(hour, 0), at + 1) if bound or _parted(tokens, at + 1) else None


def _parted_digits(tokens: Sequence[Token], at: int) -> tuple[Clock, int] | None:
    """ "Make it 6.30 in the evening", "would 6 in the evening suit": the part of the day tells."""
    read = digits_at(tokens, at, marked=True, after_day=True)
    return read if read and _parted(tokens, read[1]) else None


def _swapped(tokens: Sequence[Token], at: int) -> tuple[Clock, int] | None:
    """ "5.15 instead of 5": with its minutes, an hour that is put for another."""
    put = (word_at(tokens, at + 3), word_at(tokens, at + 4)) in _SWAPS
    return digits_at(tokens, at, marked=True, after_day=False) if put else None


def _asked_for(tokens: Sequence[Token], at: int) -> tuple[Clock, int] | None:
    """ "Push it back to 6.30", "make it 4 instead of 5": what is asked for is a time."""
    before = (word_at(tokens, at - 2), word_at(tokens, at - 1))
    hour = hour_named(word_at(tokens, at))
    following = word_at(tokens, at + 1)
    swapped = following in ("instead", "rather") or before == ("instead", "of")
    swapped = swapped and not (before[1] == "." and tokens[at].glued)  # the "15" of "5.15"
    shifted = before[1] == "to" and before[0] in _SHIFTED
    put = shifted or before in _PROPOSING
    if hour and hour > 2 and put and word_at(tokens, at).isalpha() and following in _GOES_ON:
        return afternoon(hour, 0), at + 1
    beside = hour_named(word_at(tokens, at - 3)) is not None
    if hour and before == ("rather", "than") and (beside or following in _GOES_ON):
        return afternoon(hour, 0), at + 1
    if hour and swapped and (before in _MAKING or _opens_swap(tokens, at)):
        return afternoon(hour, 0), at + 1
    if before[1] == "from" and weekday_named(before[0]) is not None and following in _GOES_ON:
        return digits_at(tokens, at, marked=True, after_day=False)
    if before in _ABOUT and (swapped or following in _GOES_ON or following == "the"):
        return digits_at(tokens, at, marked=True, after_day=False)
    if before in _MAKING and following in (".", ":"):
        return digits_at(tokens, at, marked=True, after_day=False)
    full = (
        before in _MAKING | _DOING
        and 13 <= (tokens[at].number or 0) <= 21
        and following in _GOES_ON
    )
    if _is_asked(tokens, at) or before[1] == "say" or shifted or full:
        return digits_at(tokens, at, marked=True, after_day=False)
    return None


def _opens_swap(tokens: Sequence[Token], at: int) -> bool:
    """ "4 instead of 5", "4 rather than 5": an hour on either side."""
    others = (word_at(tokens, at - 3), word_at(tokens, at + 3))
    both = word_at(tokens, at + 2) in ("of", "than") and hour_named(others[1])
    return bool(both or (word_at(tokens, at - 2) == "instead" and hour_named(others[0])))


def _is_weighed(tokens: Sequence[Token], at: int) -> bool:
    """ "Five is too early, six would suit": an hour opens its clause and is weighed."""
    opens = word_at(tokens, at - 1) in ("", ".", ",", "!", "?", "\n", "but", "and", "so", ";", "-")
    after = (word_at(tokens, at + 1), word_at(tokens, at + 2))
    return opens and (after[0] in _SUITS or (after[0] in _IS and after[1] in _WEIGHED))


def _is_asked(tokens: Sequence[Token], at: int) -> bool:
    """ "Would 5 suit better?", "could six be possible", but not "would 3 be too many"."""
    after = (word_at(tokens, at + 1), word_at(tokens, at + 2))
    weighed = after[0] in ("suit", "work") or (after[0] == "be" and after[1] in _WEIGHED - {"too"})
    return word_at(tokens, at - 1) in ("would", "could", "might") and weighed


def _parted(tokens: Sequence[Token], at: int) -> bool:
    said = [word_at(tokens, at), word_at(tokens, at + 1)]
    parted = said == ["in", "the"] and word_at(tokens, at + 2) in _PARTS
    return parted or said[0] == "tonight"
