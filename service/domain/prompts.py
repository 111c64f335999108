"""Prompts and reminders: few, and in the order that matters (P21)."""

from collections.abc import Collection
from datetime import date, timedelta

WEEK = timedelta(days=7)
A_DAY, A_WEEK = 1, 2


def has_room(written: Collection[date], today: date) -> bool:
    """Return whether one more prompt may go to a person whose others were written on some days.

    At most one a day, and two in any seven days; so no calendar week holds more than two.
    """
    this_day = sum(on == today for on in written)
    these_days = sum(today - WEEK < on <= today for on in written)
    return this_day < A_DAY and these_days < A_WEEK
