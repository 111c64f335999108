"""A day as said, made a date: from the day of receipt, the tense, and the meeting asked about."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from service.domain.readings import Context
from service.reading.values.feasts import near_easter
from service.reading.values.kinds import Clock, Day
from service.reading.values.months import nth_weekdays

Tense = Literal["past", "future"]
_LATELY = 4  # days
_FARTHEST = 300  # days; a date further off is more likely a slip than a plan


@dataclass(frozen=True)
class Calendar:
    """What is fixed when a reply is read: today, the meeting's start, in the context's zone."""

    today: date
    meeting: datetime | None
    zone: ZoneInfo

    @property
    def meeting_day(self) -> date | None:
        """The day of the meeting that is asked about."""
        return self.meeting.date() if self.meeting else None


def calendar_of(context: Context) -> Calendar:
    """Return the calendar of a context."""
    zone = ZoneInfo(context.timezone)
    meeting = context.meeting.starts_at.astimezone(zone) if context.meeting else None
    return Calendar(context.received_at.astimezone(zone).date(), meeting, zone)


def date_of(day: Day, tense: Tense, calendar: Calendar) -> date | None:
    """Return the one date that is meant; None where none, or more than one, fits."""
    if day.vague:
        return None
    if day.ambiguous and day.week and not day.qualifier and _is_meeting_this_week(calendar):
        day = replace(day, ambiguous=False)
    if day.ambiguous:
        return _by_weekday(day, tense, calendar)
    found = _found(day, tense, calendar)
    if found is None or abs((found - calendar.today).days) > _FARTHEST + 66 * (
        day.year is not None
    ):
        return None
    if day.weekday is not None and found.weekday() != day.weekday:
        return None
    if day.from_today is not None and day.day not in (None, found.day):
        return None
    return found


def in_their_week(days: Sequence[Day]) -> list[Day]:
    """Return the days with "last week" joined to the one weekday that is said beside it."""
    weeks = [day for day in days if day.vague and (day.week is not None or day.week_number)]
    plain = [day for day in days if day.weekday is not None and day.day is None and not day.week]
    if len(weeks) != 1 or len(plain) != 1 or len(days) != 2 or plain[0].week_number:
        return list(days)
    return [replace(weeks[0], weekday=plain[0].weekday, vague=False)]


def _is_meeting_this_week(calendar: Calendar) -> bool:
    """ "Seuraavan viikon maanantai" follows this week and the meeting's, where these are one."""
    on = calendar.meeting_day or calendar.today
    return on.isocalendar()[:2] == calendar.today.isocalendar()[:2]


def _by_weekday(day: Day, tense: Tense, calendar: Calendar) -> date | None:
    """ "Monday 9/3": of the two readings, the one that is a Monday."""
    if day.weekday is None:
        return None
    turned = replace(day, day=day.month, month=day.day, ambiguous=False)
    both = [date_of(one, tense, calendar) for one in (replace(day, ambiguous=False), turned)]
    fitting = [one for one in both if one is not None]
    return fitting[0] if len(fitting) == 1 else None


def moment(on: date, clock: Clock, calendar: Calendar) -> datetime | None:
    """Return the start on a date at a clock time, None where the time has no single reading.

    The hour that summer time leaves out has none, and the one that is gone through twice has two.
    """
    loose = clock.ambiguous and not _is_that_evening(on, clock, calendar)
    if loose or clock.between or clock.hour > 23:
        return None
    if clock.same or clock.shift is not None:
        if calendar.meeting is None:
            return None
        start = datetime.combine(on, calendar.meeting.time(), calendar.zone)
        return start + timedelta(minutes=clock.shift or 0)
    start = datetime(on.year, on.month, on.day, clock.hour, clock.minute, tzinfo=calendar.zone)
    if clock.zone is not None:
        start = start.replace(tzinfo=ZoneInfo(clock.zone))
    if start.utcoffset() != start.replace(fold=1).utcoffset():
        return None
    return start.astimezone(calendar.zone) if clock.zone else start


def _is_that_evening(on: date, clock: Clock, calendar: Calendar) -> bool:
    """ "Seitsemältä", on the day of a meeting in the afternoon, is no seven in the morning."""
    meeting = calendar.meeting
    if meeting is None or on != meeting.date() or clock.hour != 19:
        return False
    return 15 <= meeting.hour <= 20


def _found(day: Day, tense: Tense, calendar: Calendar) -> date | None:
    if day.from_today is not None or day.from_meeting is not None:
        return _counted(day, calendar)
    if day.easter is not None:
        return _choose(near_easter(day.easter, calendar.today), tense, calendar.today)
    if day.nth is not None and day.month is not None and day.weekday is not None:
        near_ones = nth_weekdays(day.weekday, day.nth, day.month, calendar.today)
        return _choose(near_ones, tense, calendar.today)
    if day.month is not None and day.day is not None:
        return _with_year(day.day, day.month, day.year, tense, calendar)
    if day.day is not None:
        return _day_of_month(day.day, tense, calendar)
    return _of_week(day, day.weekday, tense, calendar) if day.weekday is not None else None


def _counted(day: Day, calendar: Calendar) -> date | None:
    ends = {
        start + timedelta(days=steps)
        for start, steps in (
            (calendar.today, day.from_today),
            (calendar.meeting_day, day.from_meeting),
        )
        if start is not None and steps is not None
    }
    # "In a week" is clear only where a week from today and from the meeting are one day.
    return ends.pop() if len(ends) == 1 else None


def _of_week(day: Day, weekday: int, tense: Tense, calendar: Calendar) -> date | None:
    if day.week_number is not None:
        return _in_numbered_week(weekday, day.week_number, tense, calendar.today)
    if day.week is not None and day.qualifier == "later":
        return _weeks_ahead(weekday, day.week, calendar.today)
    if day.week is not None:
        monday = calendar.today - timedelta(days=calendar.today.weekday())
        return monday + timedelta(days=7 * day.week + weekday)
    return _weekday(weekday, day.qualifier, tense, calendar)


def _with_year(
    day: int, month: int, year: int | None, tense: Tense, calendar: Calendar
) -> date | None:
    if year is not None:
        return _date(year, month, day)
    this = calendar.today.year
    near = [_date(one, month, day) for one in (this - 1, this, this + 1)]
    return _choose([one for one in near if one], tense, calendar.today)


def _day_of_month(day: int, tense: Tense, calendar: Calendar) -> date | None:
    near = []
    for step in (-2, -1, 0, 1, 2):
        months = calendar.today.year * 12 + calendar.today.month - 1 + step
        near.append(_date(months // 12, months % 12 + 1, day))
    return _choose([one for one in near if one], tense, calendar.today)


def _choose(near: list[date], tense: Tense, today: date) -> date | None:
    if tense == "past":
        return max((one for one in near if one <= today), default=None)
    return min((one for one in near if one >= today), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _in_numbered_week(weekday: int, week: int, tense: Tense, today: date) -> date | None:
    near = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            near.append(date.fromisocalendar(year, week, weekday + 1))
        except ValueError:
            continue
    return _choose(near, tense, today)


def _weekday(weekday: int, qualifier: str, tense: Tense, calendar: Calendar) -> date | None:
    today = calendar.today
    ahead = (weekday - today.weekday()) % 7
    behind = (today.weekday() - weekday) % 7
    if qualifier in ("last", "past") or (tense == "past" and qualifier == ""):
        return _last_weekday(behind, qualifier, calendar)
    if qualifier == "after":
        return _after_meeting(weekday, calendar)
    if qualifier == "this":
        return _this_weekday(ahead, behind, tense, today)
    if qualifier == "" and tense == "future" and _is_of_meeting(weekday, calendar):
        return calendar.meeting_day  # of two Thursdays, the one that was asked about
    coming = today + timedelta(days=ahead or 7)
    if qualifier == "later":
        return coming + timedelta(days=7)
    same_week = coming.isocalendar()[:2] == today.isocalendar()[:2]
    if qualifier == "next":
        return None if same_week or ahead == 0 else coming
    return None if ahead == 0 and tense != "past" else coming


def _this_weekday(ahead: int, behind: int, tense: Tense, today: date) -> date | None:
    """Return "this Tuesday": the coming one, or of what was, the latest, if not near a week ago."""
    if tense == "future":
        return today + timedelta(days=ahead)
    return today - timedelta(days=behind) if behind <= _LATELY else None


def _weeks_ahead(weekday: int, weeks: int, today: date) -> date | None:
    """ "Viikon päästä torstaina", said on a Friday, is of the next week or of the one after it."""
    if weekday < today.weekday():
        return None
    return today + timedelta(days=7 * weeks + weekday - today.weekday())


def _after_meeting(weekday: int, calendar: Calendar) -> date | None:
    """ "Torsdagen därpå": the first such weekday after the meeting's own day."""
    on = calendar.meeting_day
    return on + timedelta(days=(weekday - on.weekday()) % 7 or 7) if on else None


def _is_of_meeting(weekday: int, calendar: Calendar) -> bool:
    on = calendar.meeting_day
    return on is not None and on.weekday() == weekday and 0 < (on - calendar.today).days <= 14


def _last_weekday(behind: int, qualifier: str, calendar: Calendar) -> date | None:
    """Return the latest such weekday; said on that very weekday, the meeting's day or none."""
    latest = calendar.today - timedelta(days=behind or 7)
    if behind == 0 and qualifier == "":
        return calendar.today if calendar.meeting_day == calendar.today else None
    return latest
