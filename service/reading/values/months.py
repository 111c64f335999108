"""Months, and the weekdays within them."""

from datetime import date, timedelta


def month_start(month: int, today: date) -> date:
    """Return the first day of the coming such month; of this month, tomorrow."""
    if month == today.month:
        return today + timedelta(days=1)
    return date(today.year + (month < today.month), month, 1)


def month_end(month: int, after: date) -> date:
    """Return the last day of the first such month that ends after a day."""
    first = date(after.year + (month < after.month), month, 1)
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def nth_weekdays(weekday: int, nth: int, month: int, today: date) -> list[date]:
    """Return the nth such weekday of a month (-1 is the last) in the years around today's."""
    near = []
    for year in (today.year - 1, today.year, today.year + 1):
        first = date(year, month, 1)
        first += timedelta(days=(weekday - first.weekday()) % 7)
        fitting = [first + timedelta(weeks=step) for step in range(5)]
        fitting = [day for day in fitting if day.month == month]
        near += fitting[-1:] if nth == -1 else fitting[nth - 1 : nth]
    return near
