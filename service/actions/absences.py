"""Days on which someone is away: meetings on them are pointed out to both (P12, P24)."""

from collections.abc import Iterable
from datetime import datetime

from service import store
from service.actions.post import post
from service.domain.letters import Draft, Matter
from service.domain.meetings import Meeting
from service.domain.pairs import Pair
from service.domain.people import Person
from service.domain.plans import example
from service.domain.site import Site
from service.hours import first_working_moment
from service.store.absences import Absence


def point_out(db: store.Database, site: Site, meeting: Meeting, now: datetime) -> int:
    """Tell both sides that a meeting falls on days when someone is away; return how many letters.

    Once for each person away and each time of the meeting. Who is away hears it in answer to
    what they wrote, the other in working hours.
    """
    pair = store.pairs.get(db, meeting.pair_id)
    if meeting.state_at(now) != "planned":
        return 0
    written = 0
    for one in meeting.attendees:
        absence = store.absences.find(db, one.person.id, meeting.day)
        if absence is None:
            continue
        for to in _readers(pair, one.person):
            draft = _letter(db, meeting, (pair, one.person, to), absence, now)
            written += post(db, site, draft, now, _due_at(meeting, one.person, to, now))
    return written


def _due_at(meeting: Meeting, away: Person, to: Person, now: datetime) -> datetime:
    working = first_working_moment(now)
    return now if to.id == away.id or working >= meeting.starts_at else working


def _readers(pair: Pair, away: Person) -> Iterable[Person]:
    """Return who is told: the mentor, the actor who is asked, and who is away."""
    return {one.id: one for one in (away, pair.mentor, pair.contact)}.values()


def _letter(
    db: store.Database, meeting: Meeting, people: tuple[Pair, Person, Person],
    absence: Absence, now: datetime,
) -> Draft:  # fmt: skip
    pair, away, to = people
    season = store.rounds.get(db, pair.round_id)
    back_at = meeting.starts_at + (absence.last - meeting.day)  # the example is a time after it
    words = {
        "meeting": meeting,
        "mine": to.id == away.id,
        "away": away.name,
        "other": pair.other_side(to),
        "first": absence.first,
        "last": absence.last,
        "example": example(to.language, season.timezone, 1, back_at),
    }
    key = f"absence_meeting:{meeting.id}:{away.id}:{to.id}:{meeting.since}:{absence.first}"
    return Draft("absence_meeting", to, Matter("meeting", meeting.id), key, season.name, words)
