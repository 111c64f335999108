"""Working hours: prompts leave on working days from 8 to 17, Helsinki time (P21)."""

from datetime import datetime, time, timedelta
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


def first_working_moment(at: datetime) -> datetime:
    """Return the first moment from `at` on at which prompts may leave."""
    here = at.astimezone(HELSINKI)
    if are_working(here):
        return here
    day = midnight(here) + timedelta(days=1 if here.hour >= OPENS else 0)
    while not is_working_day(day):
        day += timedelta(days=1)
    return datetime.combine(day.date(), time(OPENS), HELSINKI)


def working_day_before(at: datetime, days: int) -> datetime:
    """Return the beginning of the working day that lies some days before `at`, or earlier."""
    day = midnight(at) - timedelta(days=days)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def midnight(now: datetime) -> datetime:
    """Return the beginning of the present day in Helsinki."""
    return datetime.combine(now.astimezone(HELSINKI).date(), time(), HELSINKI)
