"""Teams: a member who says no, and a mentor whom the team has found itself (P5, P20)."""

from collections.abc import Mapping
from datetime import datetime

from service import store
from service.actions import inviting
from service.actions.post import post
from service.domain.applications import Application, Member
from service.domain.errors import Refused
from service.domain.letters import Draft, Matter
from service.domain.pairs import Pair
from service.domain.people import Person
from service.domain.replies import Reply
from service.domain.rounds import Round
from service.domain.site import Site

Fact = Mapping[str, object]
OWN_MENTOR = "own_mentor"


def own_mentor(application: Application) -> Member | None:
    """Return whom a team has found as its mentor, as the form wrote it: a name, an address."""
    name, _, email = str(application.answers.get(OWN_MENTOR, "")).rpartition(",")
    known = (application.email, *(member.email for member in application.members))
    address = email.strip().lower()
    return Member(name.strip(), address) if "@" in address and address not in known else None


def word_to_own_mentor(
    db: store.Database, site: Site, season: Round, application: Application
) -> Draft | None:
    """Return the letter that asks a team's own mentor to say yes or to apply; once a team."""
    mentor = own_mentor(application)
    if mentor is None:
        return None
    known = store.people.meet(db, mentor.email, application.language)
    person = store.people.name_if_nameless(db, known.id, mentor.name)
    words = {
        "contact": application.name,
        "team_name": str(application.answers.get("team_name", "")),
        "name": season.name[person.language],
        "link": f"{site.base_url}/haku/{person.language}",
    }
    key = f"{OWN_MENTOR}:{season.id}:{application.person_id}:{person.id}"
    return Draft(OWN_MENTOR, person, Matter("application", season.id), key, season.name, words)


def take_answer(db: store.Database, site: Site, reply: Reply, now: datetime) -> list[Fact]:
    """Do what someone says to having been named for a team; a yes changes nothing."""
    said = {finding.kind for finding in reply.reading.findings} if reply.reading.certain else set()
    if said - {"accepted", "declined"} or len(said) > 1:
        raise Refused(f"a team's member says {', '.join(sorted(said))}")
    if "declined" not in said:
        return []
    leave(db, site, reply, now)
    return [{"kind": "left_team"}]


def is_own_mentor(reply: Reply) -> bool:
    """Return whether a reply answers the letter to a team's own mentor."""
    return reply.answers.startswith(f"{OWN_MENTOR}:")


def leave(db: store.Database, site: Site, reply: Reply, now: datetime) -> None:
    """Take the writer out of the team, of its pair and of the meetings ahead; tell the contact.

    Raises Refused where a team of one would be left: then a coordinator decides.
    """
    person = reply.writer
    team = _team_of(db, reply)
    rest = tuple(member for member in team.members if member.email != person.email)
    if not rest:
        raise Refused("leaves a team that needs at least two people")
    with store.transaction(db):
        store.applications.save_members(db, team.id, rest)
        pair = _pair_of(db, team, person)
        if pair:
            _leave_pair(db, site, pair, person, now)
        post(db, site, _word_to_contact(db, reply, team, rest), now)
        about = ("pair", pair.id) if pair else ("application", team.id)
        store.acts.add(db, "", "member_left", about, now)


def _team_of(db: store.Database, reply: Reply) -> Application:
    """Return the one team that the writer was listed in, by the letter they answer."""
    teams = [
        one
        for one in store.applications.of_round(db, reply.about.id)
        if one.state == "confirmed"
        and reply.writer.email in [member.email for member in one.members]
    ]
    kind, _, rest = reply.answers.partition(":")
    named = [
        one for one in teams if kind == "team_member" and rest.split(":")[1] == str(one.person_id)
    ]
    found = named or teams
    if len(found) != 1:
        raise Refused("leaves a team, and it is not clear which" if found else "is in no team")
    return found[0]


def _pair_of(db: store.Database, team: Application, person: Person) -> Pair | None:
    for pair in store.pairs.of_person(db, team.round_id, person.id):
        if (
            team.person_id in [actor.id for actor in pair.actors]
            and pair.role_of(person) == "actor"
        ):
            return pair
    return None


def _leave_pair(db: store.Database, site: Site, pair: Pair, person: Person, now: datetime) -> None:
    store.pairs.remove(db, pair.id, person.id)
    for meeting in store.meetings.of_pair(db, pair.id):
        if meeting.state_at(now) == "planned" and meeting.attendee(person.id):
            inviting.uninvite(db, site, meeting, person, now)


def _word_to_contact(
    db: store.Database, reply: Reply, team: Application, rest: tuple[Member, ...]
) -> Draft:
    contact = store.people.get(db, team.person_id)
    words = {
        "member": reply.writer.name or reply.writer.email,
        "members": [team.name, *(member.name for member in rest)],
    }
    key = f"{begin_of_leaving(team, reply.writer)}{reply.mail_id}"
    return Draft("member_left", contact, reply.about, key, reply.programme, words)


def begin_of_leaving(team: Application, member: Person) -> str:
    """Return how the keys of the letters begin that tell of a member's leaving a team."""
    return f"member_left:{team.round_id}:{team.person_id}:{member.id}:"
