"""Months, the weekdays within them, and the turns of the year that end a rule for meetings."""

from collections.abc import Sequence
from datetime import date, timedelta

from service.reading.phrases import words
from service.reading.sayings import Item

REACH = 3  # words before a day that tell its part in a rule


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


def feast_end(items: Sequence[Item], today: date) -> date | None:
    """Read "fram till jul" and "vuoden loppuun": the last day before, or the year's."""
    lists = words("rules")
    bound = {*lists["end"], *lists["end_after"]}
    for place, item in enumerate(items):
        near = {one.text for one in items[max(0, place - REACH) : place + 2]}
        if item.text in lists["feast_ends"] and near & bound:
            month, day = lists["feast_ends"][item.text]
            return date(today.year, month, day)
    return None
