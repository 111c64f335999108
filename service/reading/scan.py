"""All values in a text, left to right; at each place the kind that reads furthest wins."""

from collections.abc import Sequence
from dataclasses import replace

from service.reading.clocks import clock_at
from service.reading.days import day_at, month_alone
from service.reading.lengths import length_at
from service.reading.sums import sum_at
from service.reading.tokens import Token
from service.reading.values import Clock, Day, Found, Length

_LATER = {
    "later",
    "myöhemmin",
    "myöhemmäksi",
    "myöhemmäks",
    "senare",
    "myöhemmi",
    "myöhempään",
    "framåt",
}
_EARLIER = {
    "earlier",
    "aiemmin",
    "aikaisemmin",
    "tidigare",
    "aiemmaksi",
    "aikaisemmaksi",
    "aikasemmin",
    "aiemmaks",
}


def values_in(tokens: Sequence[Token], sums: bool = False) -> list[Found]:
    """Return the values of a text in order; with `sums`, numbers with two decimals are sums."""
    found: list[Found] = []
    at = 0
    while at < len(tokens):
        one = _value_at(tokens, at, found, sums)
        if one is None:
            at += 1
            continue
        found.append(one)
        at = one.last
    return found


def _value_at(
    tokens: Sequence[Token], at: int, before: Sequence[Found], sums: bool
) -> Found | None:
    after_day = bool(before) and _follows_day(tokens, before[-1], at)
    ways = (
        _later(tokens, at),
        day_at(tokens, at),
        clock_at(tokens, at, after_day),
        length_at(tokens, at),
        sum_at(tokens, at, sums and not after_day),
        month_alone(tokens, at),
    )
    read = [one for one in ways if one is not None]
    return max(read, key=lambda one: one.last, default=None)


def _follows_day(tokens: Sequence[Token], before: Found, at: int) -> bool:
    between = [token.text for token in tokens[before.last : at]]
    return (
        isinstance(before.value, Day | Clock)
        and len(between) <= 2
        and not set(between) - {",", "(", "-", "."}
    )


def _later(tokens: Sequence[Token], at: int) -> Found | None:
    """Read "tuntia myöhemmin", "half an hour later": a time counted from the planned one."""
    length = length_at(tokens, at)
    minutes, end = 60, at + 1
    if length is not None and isinstance(length.value, Length):
        minutes, end = length.value.minutes, length.last
    elif tokens[at].text not in ("tunnilla", "tuntia", "tuntii", "hour", "timme"):
        return None
    word = tokens[end].text if end < len(tokens) else ""
    if word in _LATER:
        return Found(Clock(shift=minutes), at, end + 1)
    return Found(Clock(shift=-minutes), at, end + 1) if word in _EARLIER else None


def without_weekday(day: Day) -> Day:
    """Return the same date with no weekday claimed."""
    return replace(day, weekday=None)
