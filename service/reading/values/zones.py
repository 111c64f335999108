"""The zone that a clock time is told in: "4 pm Irish time", "15.00 CET"."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from service.reading.text.tokens import Token, word_at
from service.reading.text.word_lists import words
from service.reading.values.kinds import Clock

_LONGEST = 4  # words of a zone: "here in New York"


def with_zone(tokens: Sequence[Token], clock: Clock, end: int) -> tuple[Clock, int]:
    """Return a clock time in the zone told behind it, and where that ends.

    One of a place that we do not know has no single reading: "at 4 pm my time", "9 am Recife time".
    """
    start = end + (word_at(tokens, end) == "(")
    for length in range(_LONGEST, 0, -1):
        named = " ".join(word_at(tokens, start + step) for step in range(length))
        if zone := _zones().get(named):
            counted, after = _counted_on(tokens, start + length)
            return replace(clock, zone=counted or zone), after
    if start == end and _is_of_some_place(tokens, end):
        return replace(clock, ambiguous=True), end + 2
    return clock, end


@cache
def _zones() -> dict[str, str]:
    """Return the zones by what is said of them."""
    zones = {mark: zone for zone, marks in words("zones")["marks"].items() for mark in marks}
    placed = [(one, zone) for zone, names in words("zones")["places"].items() for one in names]
    times = words("zones")["time"]["words"]
    zones |= {f"here in {one}": zone for one, zone in placed}
    return zones | {f"{one} {time}": zone for one, zone in placed for time in times}


def _counted_on(tokens: Sequence[Token], at: int) -> tuple[str | None, int]:
    """Read the "+3" of "UTC+3", and where it ends; the database's names count the other way."""
    sign = {"+": "-", "-": "+"}.get(word_at(tokens, at))
    hours = tokens[at + 1].number if sign and at + 1 < len(tokens) and tokens[at].glued else None
    return (f"Etc/GMT{sign}{hours}", at + 2) if hours and hours <= 12 else (None, at)


def _is_of_some_place(tokens: Sequence[Token], at: int) -> bool:
    name = word_at(tokens, at)
    placed = name.isalpha() and (tokens[at].capital or name in words("zones")["time"]["unplaced"])
    return placed and word_at(tokens, at + 1) in words("zones")["time"]["words"]
