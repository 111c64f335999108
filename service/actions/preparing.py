"""Preparation: questions before a meeting, and the answers passed on and forgotten (P16, G2)."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from service import store
from service.actions.post import post
from service.actions.prompting import prompt
from service.domain.errors import Refused
from service.domain.letters import Draft, Letter, Matter
from service.domain.meetings import Attendee, Meeting
from service.domain.pairs import Pair, PairRole
from service.domain.people import Person
from service.domain.preparation import KEPT_FOR, NOTES_A_DAY, is_coming, lines_of
from service.domain.replies import Reply
from service.domain.rounds import Round
from service.domain.site import Site
from service.mail.questions import questions

Fact = Mapping[str, object]


def prepare(
    db: store.Database, site: Site, meeting: Meeting, roles: Collection[PairRole], now: datetime
) -> int:
    """Send the people of some roles their questions for a meeting, once; return how many."""
    waiting = [
        one
        for one in meeting.attendees
        if one.role in roles and one.person.paused_at is None and is_coming(meeting, one)
    ]
    if not waiting:
        return 0
    known = store.letters.about(db, [_about(meeting)], "preparation")
    return sum(_ask(db, site, meeting, one, known, now) for one in waiting)


def pass_on(
    db: store.Database, site: Site, reply: Reply, meeting: Meeting, text: str, now: datetime
) -> Fact:
    """Pass someone's preparation on to the other side, rebuilt as plain text of ours (S8).

    Raises Refused where nobody can use it any more, or there is too much of it.
    """
    if meeting.state_at(now) != "planned":
        raise Refused("preparation for a meeting that is not ahead")
    pair = store.pairs.get(db, meeting.pair_id)
    if reply.silent:
        raise Refused("preparation that a list or a robot may have sent")
    if store.notes.count(db, pair.id, now - timedelta(days=1)) >= NOTES_A_DAY:
        raise Refused(f"preparation was passed on {NOTES_A_DAY} times in a day")
    lines = lines_of(text)
    with store.transaction(db):
        for other in _other_side(pair, reply.writer):
            draft = _note(reply, meeting, other, lines)
            post(db, site, draft, now)
            store.notes.add(db, draft.key, reply.mail_id, pair.id, now)
    return {"kind": "passed_on"}


def forget(db: store.Database, now: datetime) -> int:
    """Delete the words of what was passed on and has arrived; safe to run twice.

    Only when they stand in no file any more are they counted as forgotten.
    """
    ripe = store.notes.ripe(db, passed_before=now - KEPT_FOR)
    if not ripe:
        return 0
    with store.transaction(db):
        for mail_id in ripe:
            store.notes.forget(db, mail_id)
    if not store.empty_log(db):
        return 0
    with store.transaction(db):
        store.notes.mark_forgotten(db, ripe, now)
    return len(ripe)


def _ask(
    db: store.Database, site: Site, meeting: Meeting, attendee: Attendee, known: list[Letter],
    now: datetime,
) -> bool:  # fmt: skip
    """Ask one person, unless it has been done; questions for an earlier time make way."""
    mine = [letter for letter in known if letter.person_id == attendee.person.id]
    key = f"preparation:{meeting.id}:{attendee.person.id}:{meeting.sequence}"
    if any(one.key == key or one.state not in ("waiting", "on_hold") for one in mine):
        return False
    pair = store.pairs.get(db, meeting.pair_id)
    season = store.rounds.get(db, pair.round_id)
    asked = questions(
        meeting.number,
        meeting.of,
        attendee.role,
        attendee.person.language,
        team=pair.is_team,
        early=pair.is_team and _is_early(db, season, pair),
    )
    words = {
        "meeting": meeting,
        "other": pair.other_side(attendee.person),
        "questions": asked,
    }
    draft = Draft("preparation", attendee.person, _about(meeting), key, season.name, words)
    with store.transaction(db):
        store.outbox.withdraw(db, [one.key for one in mine])  # and with it what it counted
        return prompt(db, site, draft, now)


def _is_early(db: store.Database, season: Round, pair: Pair) -> bool:
    application = store.applications.confirmed(db, season.id, pair.contact.email)
    return application is not None and application.answers.get("phase") == "beginning"


def _note(reply: Reply, meeting: Meeting, other: Person, lines: list[str]) -> Draft:
    return Draft(
        kind="preparation_note",
        to=other,
        about=_about(meeting),
        key=f"preparation_note:{reply.mail_id}:{other.id}",
        programme=reply.programme,
        words={"meeting": meeting, "writer": reply.writer.name, "lines": lines},
    )


def _other_side(pair: Pair, writer: Person) -> tuple[Person, ...]:
    """Return who reads it: a mentor's words everyone in the team, an actor's the mentor."""
    return pair.actors if pair.role_of(writer) == "mentor" else (pair.mentor,)


def _about(meeting: Meeting) -> Matter:
    return Matter("meeting", meeting.id)
