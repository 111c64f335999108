"""Pairs: made as drafts, then published with their first letters (P8)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from service import store
from service.actions.post import post
from service.domain.applications import Application
from service.domain.errors import Refused
from service.domain.letters import Draft, Matter
from service.domain.pairs import Pair, Party
from service.domain.people import Person
from service.domain.plans import example
from service.domain.rounds import Round
from service.domain.site import Site
from service.mail.answers import labelled

HOLD = timedelta(minutes=10)  # P8: until then publishing can be undone
INTRODUCTIONS = ("pair_intro_mentor", "pair_intro_actor", "team_intro")
INTRODUCED_BY = ("field", "work", "phase", "goals", "themes", "ask_me_about", "town", "online")


def make(db: store.Database, season: Round, mentor_email: str, actor_emails: Sequence[str]) -> Pair:
    """Make a draft pair of confirmed applicants; nothing is mailed.

    An actor's address that applied for a team brings the whole team. Raises Refused with
    the reason where someone has not applied, not confirmed, or has a pair already.
    """
    with store.transaction(db):
        mentor = _applicant(db, season, mentor_email, ("mentor",))
        actors = [_applicant(db, season, email, ("actor", "team")) for email in actor_emails]
        parties = [Party(store.people.get(db, mentor.person_id), "mentor")]
        for number, actor in enumerate(actors):
            parties += _parties(db, actor, contact=number == 0)
        _refuse_taken(db, season, parties[1:])
        model = "group" if len(parties) > 2 else "individual"
        if model not in season.models:
            raise Refused(f"the round has no pairs of model {model}")
        team_name = next((str(one.answers.get("team_name", "")) for one in actors), "")
        plan = season.meetings[model]
        return store.pairs.add(db, Pair(0, season.id, model, tuple(parties), plan, team_name))


def publish(
    db: store.Database, site: Site, season: Round, now: datetime, hold: timedelta = HOLD
) -> list[Pair]:
    """Publish a round's draft pairs and introduce them by mail; return the pairs."""
    with store.transaction(db):
        drafts = store.pairs.drafts(db, season.id)
        for pair in drafts:
            publish_one(db, site, season, pair, now, hold)
    return drafts


def publish_one(
    db: store.Database, site: Site, season: Round, pair: Pair, now: datetime,
    hold: timedelta = HOLD,
) -> None:  # fmt: skip
    """Publish one draft pair and introduce it by mail."""
    with store.transaction(db):
        store.pairs.mark_published(db, pair.id, now)
        for letter in introductions(db, season, pair, now):
            post(db, site, letter, now, due_at=now + hold)


def unpublish(db: store.Database, pair: Pair) -> int:
    """Make a published pair a draft again and withdraw its letters; return how many.

    Raises Refused where any of them has left, or something has come of the pair already.
    """
    with store.transaction(db):
        known = store.letters.about(db, [Matter("pair", pair.id)])
        keys = [letter.key for letter in known if letter.kind in INTRODUCTIONS]
        withdrawn = store.outbox.withdraw(db, keys)
        if withdrawn < len(known) or store.meetings.of_pair(db, pair.id):
            raise Refused("letters have left already")
        if not store.pairs.unpublish(db, pair.id):
            raise Refused("the pair is a draft")
    return withdrawn


def unmake(db: store.Database, pair_id: int) -> None:
    """Delete a draft pair; raises Refused where it has been published."""
    with store.transaction(db):
        if not store.pairs.drop_draft(db, pair_id):
            raise Refused("the pair is no draft")


def introductions(db: store.Database, season: Round, pair: Pair, now: datetime) -> list[Draft]:
    """Return the letters that introduce a pair: to the mentor, the actor, a team's members."""
    mentor = store.applications.confirmed(db, season.id, pair.mentor.email)
    contact = store.applications.confirmed(db, season.id, pair.contact.email)
    letters = [
        _introduction("pair_intro_mentor", pair, pair.mentor, contact, season, now),
        _introduction("pair_intro_actor", pair, pair.contact, mentor, season, now),
    ]
    return letters + [
        Draft(
            "team_intro",
            member,
            Matter("pair", pair.id),
            f"team_intro:{pair.id}:{member.id}",
            season.name,
            {"mentor": pair.mentor.name, "contact": pair.contact.name, "pair": pair},
        )
        for member in pair.actors[1:]
    ]


def _introduction(
    kind: str, pair: Pair, to: Person, other: Application | None, season: Round, now: datetime
) -> Draft:
    other_person = pair.contact if to.id == pair.mentor.id else pair.mentor
    words = {
        "pair": pair,
        "other": pair.other_side(to),
        "about": labelled(introduced(other, season, to), to.language) if other else [],
        "contact_email": other_person.email,
        "meetings": pair.plan,
        "minutes": season.minutes,
        "example": example(to.language, season.timezone, pair.plan, now),
    }
    return Draft(kind, to, Matter("pair", pair.id), f"{kind}:{pair.id}", season.name, words)


def introduced(application: Application, season: Round, to: Person) -> Application:
    """Return an application with only what the other side may read, choices in their language."""
    shown = {key: value for key, value in application.answers.items() if key in INTRODUCED_BY}
    chosen = {
        said: choice[to.language]
        for choice in (*season.fields, *season.themes)
        for said in choice.values()
    }
    for key in ("field", "themes"):
        if isinstance(said := shown.get(key), tuple):
            shown[key] = tuple(chosen.get(one, one) for one in said)
        elif isinstance(said, str):
            shown[key] = chosen.get(said, said)
    return replace(application, answers=shown, phone="", members=())


def _applicant(db: store.Database, season: Round, email: str, roles: Sequence[str]) -> Application:
    application = store.applications.confirmed(db, season.id, email)
    if application is None:
        person = store.people.find(db, email)
        known = store.applications.of_person(db, season.id, person.id) if person else []
        raise Refused(f"{email} has not {'confirmed' if known else 'sent'} an application")
    if application.role not in roles:
        raise Refused(f"{email} applied as {application.role}")
    return application


def _parties(db: store.Database, application: Application, *, contact: bool) -> list[Party]:
    parties = [Party(store.people.get(db, application.person_id), "actor", contact)]
    for member in application.members:
        person = store.people.find(db, member.email)
        if person:
            parties.append(Party(person, "actor", contact=False))
    return parties


def _refuse_taken(db: store.Database, season: Round, actors: Sequence[Party]) -> None:
    for actor in actors:
        for pair in store.pairs.of_person(db, season.id, actor.person.id):
            if pair.role_of(actor.person) == "actor" and pair.ended_at is None:
                raise Refused(f"{actor.person.email} has pair {pair.id} in the round")
