"""Working hours: prompts leave on working days from 8 to 17, Helsinki time (P21)."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import holidays

HELSINKI = ZoneInfo("Europe/Helsinki")
OPENS, CLOSES = 8, 17
_HOLIDAYS = holidays.country_holidays("FI")


def are_working(now: datetime) -> bool:
    """Return whether prompts may leave at `now`."""
    return is_working_day(now) and OPENS <= now.astimezone(HELSINKI).hour < CLOSES


def is_working_day(now: datetime) -> bool:
    """Return whether the day of `now` in Helsinki is neither weekend nor public holiday."""
    here = now.astimezone(HELSINKI)
    return here.weekday() < 5 and here.date() not in _HOLIDAYS


def midnight(now: datetime) -> datetime:
    """Return the beginning of the present day in Helsinki."""
    return datetime.combine(now.astimezone(HELSINKI).date(), time(), HELSINKI)
