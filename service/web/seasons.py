"""Which round the form is about."""

from collections.abc import Sequence
from datetime import datetime

from service.domain.rounds import Round


def shown(seasons: Sequence[Round], now: datetime) -> Round | None:
    """Return the newest open round, else the next to open, else the last that closed.

    `seasons` are the newest first.
    """
    by_window = {
        window: [season for season in seasons if season.window(now) == window]
        for window in ("before", "open", "after")
    }
    if by_window["open"]:
        return by_window["open"][0]
    if by_window["before"]:
        return min(by_window["before"], key=lambda season: season.opens)
    return max(by_window["after"], key=lambda season: season.closes, default=None)
