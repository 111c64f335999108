"""What time brings next in a demo: the moment to which its clock can be moved."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from operator import attrgetter

from jobs.prepare import LOOK_AHEAD
from service import store
from service.actions import plans, unanswered
from service.actions.attendance import REMIND_AFTER, SILENT_FOR
from service.domain.agreements import RUN_OF_EDITS, asked_on
from service.domain.letters import Matter
from service.domain.meetings import ASKED_IN_VAIN, Meeting
from service.domain.preparation import AT_LEAST, DAYS_BEFORE, is_coming
from service.hours import HELSINKI, first_working_moment, midnight, working_day_before
from service.web.catcher.demo import Coming


def coming(db: store.Database, now: datetime) -> Coming | None:
    """Return the next moment when letters leave by themselves, None where none will."""
    ahead = [one for one in _events(db, now) if one.at > now]
    return min(ahead, key=attrgetter("at"), default=None)


def _events(db: store.Database, now: datetime) -> Iterator[Coming]:
    due_at = store.outbox.next_due(db, now)
    if due_at:
        yield Coming("letter", due_at)
    yield from _invitations(db, now)
    yield from _questions(db)
    yield from _preparations(db, now)
    yield from _agreements(db, now)
    yield from _expenses(db, now)
    yield from _times(db, now)


def _invitations(db: store.Database, now: datetime) -> Iterator[Coming]:
    """Foresee "will you come?" to those who leave an invitation unanswered (D3)."""
    for meeting in store.meetings.ahead(db, after=now + AT_LEAST, before=now + LOOK_AHEAD):
        for attendee, due_at in unanswered.silent(db, meeting):
            at = first_working_moment(max(due_at, now))
            asked = store.outbox.has(db, unanswered.key_of(meeting, attendee))
            if not asked and at + AT_LEAST <= meeting.starts_at:
                yield Coming("will_you_come", at, _of(db, meeting))


def _questions(db: store.Database) -> Iterator[Coming]:
    """Foresee "did you meet?" on the first working morning after a meeting, then reminders."""
    for meeting in store.meetings.every(db):
        if meeting.state != "planned":
            continue
        if meeting.asked_at is None:
            morning = midnight(meeting.ends_at) + timedelta(days=1)
            yield Coming("did_you_meet", first_working_moment(morning), _of(db, meeting))
        else:
            for after in (SILENT_FOR, REMIND_AFTER):
                at = first_working_moment(meeting.asked_at + after)
                yield Coming("reminder", at, _of(db, meeting))


def _preparations(db: store.Database, now: datetime) -> Iterator[Coming]:
    """Foresee the questions before a meeting, to those who have none yet."""
    after, before = now + AT_LEAST, now + LOOK_AHEAD
    for meeting in store.meetings.ahead(db, after=after, before=before):
        letters = store.letters.about(db, [Matter("meeting", meeting.id)])
        asked = {one.person_id for one in letters if one.kind == "preparation"}
        for attendee in meeting.attendees:
            if attendee.person.id in asked or not is_coming(meeting, attendee):
                continue
            day = working_day_before(meeting.starts_at, DAYS_BEFORE[attendee.role])
            at = first_working_moment(max(day, now))
            if at + AT_LEAST <= meeting.starts_at:
                yield Coming("preparation", at, _of(db, meeting))


def _agreements(db: store.Database, now: datetime) -> Iterator[Coming]:
    """Foresee the question for the agreement, and the one about a change of it."""
    for season in store.rounds.every(db):
        for pair_id in store.agreements.unasked(db, season.id):
            on = asked_on(season, store.pairs.get(db, pair_id))
            if on and on <= season.ends:
                morning = datetime.combine(on, time(), HELSINKI)
                at = first_working_moment(max(morning, now))
                yield Coming("agreement", at, _pair(db, pair_id))
    for pair_id in store.agreements.changed(db, before=now):
        changed_at = store.agreements.of(db, pair_id).changed_at or now
        yield Coming("agreement", changed_at + RUN_OF_EDITS, _pair(db, pair_id))


def _expenses(db: store.Database, now: datetime) -> Iterator[Coming]:
    """Foresee the question for costs, which waits for working hours alone."""
    for plan, _ in store.expense_plans.unasked(db):
        yield Coming("expenses", first_working_moment(now), _pair(db, plan.pair_id))


def _times(db: store.Database, now: datetime) -> Iterator[Coming]:
    """Foresee "when will you meet?" to pairs with nothing ahead."""
    for pair_id in store.pairs.idle(db, in_vain_by=now - ASKED_IN_VAIN):
        turn = plans.next_turn(db, store.pairs.get(db, pair_id), now)
        if turn:
            yield Coming("times", first_working_moment(max(turn.at, now)), _pair(db, pair_id))


def _of(db: store.Database, meeting: Meeting) -> str:
    return _pair(db, meeting.pair_id)


def _pair(db: store.Database, pair_id: int) -> str:
    pair = store.pairs.get(db, pair_id)
    return f"{pair.contact.first_name} & {pair.mentor.first_name}"
