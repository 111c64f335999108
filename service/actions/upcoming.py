"""What the timetable will do in the next days, as far as rows and rules tell today (P29)."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from service import store
from service.actions import seat_checks, unanswered
from service.actions.attendance import ASKED_FOR, REMIND_AFTER, SILENT_FOR
from service.actions.prompting import LOOK_BACK
from service.domain.agreements import asked_on, signers
from service.domain.letters import Matter
from service.domain.pairs import Pair
from service.domain.preparation import DAYS_BEFORE, is_coming
from service.domain.prompts import has_room
from service.domain.seats import AT_LEAST as LAST_CHECK
from service.domain.unanswered import AT_LEAST
from service.hours import HELSINKI, first_working_moment, midnight, working_day_before

DAYS = timedelta(days=7)
ONE_DAY = timedelta(days=1)
FURTHEST = timedelta(days=21)  # preparation goes five days ahead, and longer over holidays
RANKS = ("seat_check", "will_you_come", "did_you_meet", "preparation", "agreement")  # P21


class Foreseen(NamedTuple):
    """A prompt as its rule would write it, before it is seen whether it fits (P21)."""

    at: datetime
    kind: str
    person_id: int
    until: datetime | None = None  # then it is due no more


@dataclass(frozen=True)
class Coming:
    """Letters of one kind that the timetable means to write on a day."""

    on: date
    kind: str
    count: int


def coming(db: store.Database, now: datetime) -> list[Coming]:
    """Return what goes out in the next seven days if nobody answers or changes anything."""
    foreseen = [
        *_seats(db, now),
        *_invitations(db, now),
        *_questions(db, now),
        *_preparations(db, now),
        *_agreements(db, now),
    ]
    by_person: dict[int, list[Foreseen]] = defaultdict(list)
    for one in foreseen:
        by_person[one.person_id].append(one)
    fitted = [one for person_id, due in by_person.items() for one in _fit(db, person_id, due, now)]
    counted = Counter(
        (at.astimezone(HELSINKI).date(), kind) for at, kind in fitted if now < at <= now + DAYS
    )
    return [Coming(on, kind, count) for (on, kind), count in sorted(counted.items())]


def _fit(
    db: store.Database, person_id: int, due: list[Foreseen], now: datetime
) -> Iterator[tuple[datetime, str]]:
    """Let each prompt wait for the first day with room, the most important first (P21)."""
    written = [
        at.astimezone(HELSINKI).date() for at in store.prompts.since(db, person_id, now - LOOK_BACK)
    ]
    left = sorted(due, key=lambda one: RANKS.index(one.kind))
    for days in range(DAYS.days + 1):
        morning = first_working_moment(max(now, midnight(now) + days * ONE_DAY))
        today = morning.astimezone(HELSINKI).date()
        ready = [
            one
            for one in left
            if one.at.astimezone(HELSINKI).date() <= today
            and (one.until is None or max(morning, one.at) < one.until)
        ]
        if ready and has_room(written, today):
            first = min(ready, key=lambda one: max(morning, one.at))  # of equals the one that leads
            left.remove(first)
            written.append(today)
            yield max(morning, first.at), first.kind


def _seats(db: store.Database, now: datetime) -> Iterator[Foreseen]:
    """Foresee the seat check before a kick-off (P9)."""
    for event in store.events.ahead(db, after=now, before=now + FURTHEST):
        until = event.starts_at - LAST_CHECK
        for guest, at in seat_checks.due(db, event):
            morning = first_working_moment(max(at, now))
            if morning < until and guest.person.paused_at is None:
                yield Foreseen(morning, "seat_check", guest.person.id, until)


def _invitations(db: store.Database, now: datetime) -> Iterator[Foreseen]:
    """Foresee "will you come?" to whoever leaves an invitation unanswered (D3)."""
    for meeting in store.meetings.ahead(db, after=now, before=now + FURTHEST):
        until = meeting.starts_at - AT_LEAST
        for one, at in unanswered.silent(db, meeting):
            morning = first_working_moment(max(at, now))
            if morning < until and not store.outbox.has(db, unanswered.key_of(meeting, one)):
                yield Foreseen(morning, "will_you_come", one.person.id, until)


def _questions(db: store.Database, now: datetime) -> Iterator[Foreseen]:
    """Foresee "did you meet?": the first working morning after a meeting, then to the silent (P17).

    The mentor is asked some days later, and the actor once more, while nobody has told.
    """
    over = store.meetings.unasked(db, ended_before=now)
    for meeting in (*over, *store.meetings.ahead(db, after=now, before=now + DAYS)):
        morning = first_working_moment(midnight(meeting.ends_at) + ONE_DAY)
        asked_at = max(morning, first_working_moment(now))
        pair = store.pairs.get(db, meeting.pair_id)
        yield Foreseen(asked_at, "did_you_meet", pair.contact.id)
        if meeting.suits_both:
            yield from _again(pair, asked_at)
    recently = now - ASKED_FOR
    for meeting in store.meetings.unanswered(db, asked_after=recently, asked_before=now):
        if meeting.asked_at and meeting.suits_both:
            yield from _again(store.pairs.get(db, meeting.pair_id), meeting.asked_at)


def _again(pair: Pair, asked_at: datetime) -> Iterator[Foreseen]:
    for person, after in ((pair.mentor, SILENT_FOR), (pair.contact, REMIND_AFTER)):
        yield Foreseen(first_working_moment(asked_at + after), "did_you_meet", person.id)


def _preparations(db: store.Database, now: datetime) -> Iterator[Foreseen]:
    """Foresee the questions before a meeting, to the actors first, then the mentor (P16)."""
    for meeting in store.meetings.ahead(db, after=now, before=now + FURTHEST):
        letters = store.letters.about(db, [Matter("meeting", meeting.id)])
        asked = {one.person_id for one in letters if one.kind == "preparation"}
        for attendee in meeting.attendees:
            if attendee.person.id in asked:
                continue
            if attendee.person.paused_at is None and is_coming(meeting, attendee):
                day = working_day_before(meeting.starts_at, DAYS_BEFORE[attendee.role])
                at = first_working_moment(day)
                yield Foreseen(at, "preparation", attendee.person.id)


def _agreements(db: store.Database, now: datetime) -> Iterator[Foreseen]:
    """Foresee the question for the agreement, to both who sign it (P11)."""
    for season in store.rounds.every(db):
        for pair_id in store.agreements.unasked(db, season.id):
            pair = store.pairs.get(db, pair_id)
            on = asked_on(season, pair)
            if on:
                at = first_working_moment(datetime.combine(on, datetime.min.time(), HELSINKI))
                yield from (Foreseen(at, "agreement", one.id) for one in signers(pair))
