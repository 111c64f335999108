"""What the timetable will do in the next days, as far as rows and rules tell today (P29)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from service import store
from service.actions.attendance import REMIND_AFTER, SILENT_FOR
from service.domain.agreements import asked_on
from service.domain.preparation import DAYS_BEFORE, is_coming
from service.hours import HELSINKI, first_working_moment, midnight, working_day_before

DAYS = timedelta(days=7)
ONE_DAY = timedelta(days=1)
FURTHEST = timedelta(days=21)  # preparation goes five days ahead, and longer over holidays
Foreseen = tuple[datetime, str]


@dataclass(frozen=True)
class Coming:
    """Letters of one kind that the timetable means to write on a day."""

    on: date
    kind: str
    count: int


def coming(db: store.Database, now: datetime) -> list[Coming]:
    """Return what goes out in the next seven days if nobody answers or changes anything."""
    foreseen = [*_questions(db, now), *_preparations(db, now), *_agreements(db, now)]
    counted = Counter(
        (at.astimezone(HELSINKI).date(), kind) for at, kind in foreseen if now < at <= now + DAYS
    )
    return [Coming(on, kind, count) for (on, kind), count in sorted(counted.items())]


def _questions(db: store.Database, now: datetime) -> Iterator[Foreseen]:
    """Foresee "did you meet?": the first working morning after a meeting, then to the silent (P17).

    The mentor is asked some days later, and the actor once more, while nobody has told.
    """
    over = store.meetings.unasked(db, ended_before=now)
    for meeting in (*over, *store.meetings.ahead(db, after=now, before=now + DAYS)):
        morning = first_working_moment(midnight(meeting.ends_at) + ONE_DAY)
        asked_at = max(morning, first_working_moment(now))
        yield asked_at, "did_you_meet"
        yield from _again(asked_at)
    for meeting in store.meetings.unanswered(db, asked_before=now):
        if meeting.asked_at:
            yield from _again(meeting.asked_at)


def _again(asked_at: datetime) -> Iterator[Foreseen]:
    for after in (SILENT_FOR, REMIND_AFTER):
        yield first_working_moment(asked_at + after), "did_you_meet"


def _preparations(db: store.Database, now: datetime) -> Iterator[Foreseen]:
    """Foresee the questions before a meeting, to the actors first, then the mentor (P16)."""
    for meeting in store.meetings.ahead(db, after=now, before=now + FURTHEST):
        for attendee in meeting.attendees:
            if attendee.person.paused_at is None and is_coming(meeting, attendee):
                day = working_day_before(meeting.starts_at, DAYS_BEFORE[attendee.role])
                yield first_working_moment(day), "preparation"


def _agreements(db: store.Database, now: datetime) -> Iterator[Foreseen]:
    """Foresee the question for the agreement, to both who sign it (P11)."""
    for season in store.rounds.every(db):
        for pair_id in store.agreements.unasked(db, season.id):
            on = asked_on(season, store.pairs.get(db, pair_id))
            if on:
                at = first_working_moment(datetime.combine(on, datetime.min.time(), HELSINKI))
                yield from [(at, "agreement"), (at, "agreement")]
