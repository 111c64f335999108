"""Preparing for a meeting: which questions are due when, and what may be passed on (P16, S8)."""

from collections.abc import Mapping
from datetime import timedelta
from itertools import groupby
from typing import Literal

from service.domain.errors import Refused
from service.domain.flat import one_line
from service.domain.meetings import Attendee, Meeting
from service.domain.pairs import PairRole

Moment = Literal["first", "second", "middle", "before_last", "last"]

DAYS_BEFORE: Mapping[PairRole, int] = {"actor": 5, "mentor": 3}
AT_LEAST = timedelta(days=1)  # to think in: later than that the questions are dropped
NOTES_A_DAY = 10  # S8, a pair
MOST_BYTES = 64 * 1024
KEPT_FOR = timedelta(hours=72)  # G2: delivered or not, a note's words are gone after it


def moment_of(number: int, of: int) -> Moment:
    """Return which questions suit meeting `number` of `of`; short plans keep their ends."""
    if number == 1:
        return "first"
    if number >= of:
        return "last"
    if number == 2:
        return "second"
    return "before_last" if number == of - 1 else "middle"


def is_coming(meeting: Meeting, attendee: Attendee) -> bool:
    """Return whether someone has a meeting to prepare for: they and the other side still come."""
    return attendee.answer != "declined" and meeting.suits_both


def lines_of(text: str) -> list[str]:
    """Return a note's lines as they may stand in a letter of ours: nothing but plain text.

    Raises Refused for a text that is too long to be passed on.
    """
    if len(text.encode(errors="replace")) > MOST_BYTES:
        raise Refused("preparation is too long to be passed on")
    lines = [one_line(line) for line in text.strip().splitlines()]
    kept: list[str] = []
    for is_blank, same in groupby(lines, lambda line: not line):
        kept += [""] if is_blank else same
    return kept
