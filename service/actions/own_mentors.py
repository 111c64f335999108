"""What a team's own mentor answers: thanked, the team told, and a yes laid before people (P5)."""

from datetime import datetime

from service import store
from service.actions.post import answer, post
from service.actions.teams import is_own_mentor
from service.domain.applications import Application
from service.domain.letters import Draft
from service.domain.replies import Outcome, Reply
from service.domain.site import Site

YES = "own mentor says yes"
NO = "own mentor says no"
UNCLEAR = "own mentor says something else"
KINDS = {frozenset({"accepted"}): YES, frozenset({"declined"}): NO}


def take(db: store.Database, site: Site, reply: Reply, now: datetime) -> Outcome | None:
    """Thank a named mentor for a yes or a no and tell the team; None for another's reply.

    A coordinator makes the pair after a yes, so that it ends in the tray all the same.
    """
    said = {finding.kind for finding in reply.reading.findings}
    if not is_own_mentor(reply) or "withdraw" in said:
        return None
    reason = KINDS.get(frozenset(said), UNCLEAR) if reply.reading.certain else UNCLEAR
    if reason == UNCLEAR:
        return Outcome("tray", UNCLEAR)
    with store.transaction(db):
        _tell(db, site, reply, now, says_yes=reason == YES)
    return Outcome("tray" if reason == YES else "settled", reason)


def _tell(db: store.Database, site: Site, reply: Reply, now: datetime, *, says_yes: bool) -> None:
    """Answer the mentor, and tell the contact person of the team that named them."""
    mentor = reply.writer
    link = f"{site.base_url}/haku/{mentor.language}"
    team = _team_of(db, reply)
    answer(db, site, reply, "own_mentor_noted", {"says_yes": says_yes, "link": link}, now)
    if team is None:
        return
    words = {"says_yes": says_yes, "mentor": mentor.name or mentor.email}
    contact = store.people.get(db, team.person_id)
    key = (
        f"own_mentor_answer:{team.round_id}:{contact.id}:{mentor.id}:{'yes' if says_yes else 'no'}"
    )
    draft = Draft("own_mentor_answer", contact, reply.about, key, reply.programme, words)
    if post(db, site, draft, now) and not says_yes:
        store.acts.add(db, "", "own_mentor_no", ("application", team.id), now)


def _team_of(db: store.Database, reply: Reply) -> Application | None:
    """Return the application by whose letter they were asked, None where it is there no more."""
    contact = int(reply.answers.split(":")[2])
    found = store.applications.of_person(db, reply.about.id, contact)
    return next((one for one in found if one.state == "confirmed"), None)
