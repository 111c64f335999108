"""Free places: offered along the waiting list, to one after the other, until a yes (P9)."""

from dataclasses import dataclass
from datetime import datetime

from service import store
from service.actions import pairs
from service.actions.applicants import is_paired
from service.actions.post import Fact, echo
from service.actions.prompting import may_prompt, prompt
from service.actions.waiting import today_in, waiting
from service.domain.applications import Application
from service.domain.errors import Refused
from service.domain.fitting import Misfit, couple, misfits, room
from service.domain.letters import Draft, Matter
from service.domain.pairs import Pair, PairRole
from service.domain.people import Person
from service.domain.replies import Outcome, Reply
from service.domain.rounds import Round
from service.domain.seats import OFFERED_FOR, Offer, Place, is_lapsed
from service.domain.site import Site
from service.mail.answers import labelled

NOTHING_OPEN = "nobody waits for an answer about this place"


@dataclass(frozen=True)
class Candidate:
    """Someone on the waiting list in the missing role, and the hard rules that they break."""

    application: Application
    misfits: list[Misfit]


def free(db: store.Database, pair: Pair, gone: Person, now: datetime) -> None:
    """Keep the place of someone who has left a pair that ended; the caller tells the others."""
    is_mentor = gone.id == pair.mentor.id
    left = pair.contact if is_mentor else pair.mentor
    needs: PairRole = "mentor" if is_mentor else "actor"
    store.places.free(db, (pair.round_id, pair.id), left.id, needs, now)


def withdraw(db: store.Database, person: Person, now: datetime) -> None:
    """Take back what is offered to someone who has left."""
    for offer in store.places.open_offers(db):
        if offer.person_id == person.id:
            store.places.close_offer(db, offer.id, "declined", now)


def lapse(db: store.Database, now: datetime) -> int:
    """Close the offers that nobody has answered in 72 hours; return how many."""
    late = [one for one in store.places.open_offers(db) if is_lapsed(one, now)]
    return sum(store.places.close_offer(db, one.id, "lapsed", now) for one in late)


def offer_next(db: store.Database, site: Site, place: Place, now: datetime) -> bool:
    """Offer a place to the first on the waiting list who fits; False where there is none now.

    A place that nobody needs any more is closed.
    """
    season = store.rounds.get(db, place.round_id)
    with store.transaction(db):
        if not is_needed(db, season, place, now):
            store.places.settle(db, place.id, "closed", now)
            return False
        if _open_offer(db, place):
            return False
        fitting = [one.application for one in candidates(db, place, now) if not one.misfits]
        asked = {one.person_id for one in store.places.offers_of(db, place.id)}
        fresh = [one for one in fitting if one.person_id not in asked]
        first = next((one for one in fresh if _is_there(db, season, one, now)), None)
        return first is not None and _offer(db, site, place, first, now)


def offer_to(
    db: store.Database, site: Site, place_id: int, application_id: int, by: str, now: datetime
) -> None:
    """Offer a place to whom a coordinator has chosen of the waiting list, fitting or not.

    Raises Refused where the place is not free or offered, or they do not wait.
    """
    with store.transaction(db):
        place = store.places.get(db, place_id)
        if place.state != "open" or _open_offer(db, place):
            raise Refused("the place is not free")
        known = [one.application for one in candidates(db, place, now)]
        chosen = next((one for one in known if one.id == application_id), None)
        if chosen is None:
            raise Refused("they are not on the waiting list")
        if not _offer(db, site, place, chosen, now):
            raise Refused("they cannot be written to now")
        store.acts.add(db, by, "place_offered", ("application", chosen.id), now)


def close(db: store.Database, place_id: int, by: str, now: datetime) -> None:
    """Keep a place empty from now on; raises Refused where it is taken or offered."""
    with store.transaction(db):
        place = store.places.get(db, place_id)
        if _open_offer(db, place) or not store.places.settle(db, place_id, "closed", now):
            raise Refused("the place is not free")
        store.acts.add(db, by, "place_closed", ("pair", place.pair_id), now)


def candidates(db: store.Database, place: Place, now: datetime) -> list[Candidate]:
    """Return who waits in the missing role, in order, each with what speaks against them."""
    season = store.rounds.get(db, place.round_id)
    left = _left(db, place)
    if left is None:
        return []
    offered = {one.person_id for one in store.places.open_offers(db)}
    found = []
    for one in waiting(db, season, now):
        if (one.role == "mentor") == (place.needs == "mentor") and one.person_id not in offered:
            mentor, actor = (one, left) if place.needs == "mentor" else (left, one)
            pairs_of = store.pairs.of_person(db, season.id, mentor.person_id)
            found.append(Candidate(one, misfits(couple(season, mentor, actor, pairs_of))))
    return found


def is_needed(db: store.Database, season: Round, place: Place, now: datetime) -> bool:
    """Return whether whoever was left still takes part, and has room for the missing side."""
    left = _left(db, place)
    if left is None or today_in(season, now) > season.ends:
        return False
    if place.needs == "mentor":
        return not is_paired(db, left)
    mine = store.pairs.of_person(db, season.id, left.person_id)
    return room(left, sum(pair.ended_at is None for pair in mine)) > 0


def take(db: store.Database, site: Site, reply: Reply, now: datetime) -> Outcome | None:
    """Do what someone says to an offer; None where the words are not clear."""
    said = {finding.kind for finding in reply.reading.findings}
    if not reply.reading.certain or len(said) != 1 or not said <= {"accepted", "declined"}:
        return None
    offer = store.places.get_offer(db, reply.about.id)
    with store.transaction(db):
        fact = _accept(db, site, offer, now) if said == {"accepted"} else _decline(db, offer, now)
        echo(db, site, reply, [fact], now)
    return Outcome("settled", str(fact["kind"]).replace("_", " "))


def _offer(db: store.Database, site: Site, place: Place, to: Application, now: datetime) -> bool:
    """Offer a place and write the letter; False where none may go to them now (P21)."""
    person, left = store.people.get(db, to.person_id), _left(db, place)
    if left is None or not may_prompt(db, person, now):
        return False
    season = store.rounds.get(db, place.round_id)
    offer = store.places.offer(db, place.id, person.id, now + OFFERED_FOR, now)
    words = {
        "role": to.role,
        "about": labelled(pairs.introduced(left, season, person), person.language),
        "until": offer.until,
        "timezone": season.timezone,
    }
    about = Matter("offer", offer.id)
    draft = Draft("seat_offer", person, about, f"seat_offer:{offer.id}", season.name, words)
    return prompt(db, site, draft, now)


def _accept(db: store.Database, site: Site, offer: Offer, now: datetime) -> Fact:
    """Make and publish the pair; a late yes counts as long as nobody else has been asked."""
    place = store.places.get(db, offer.place_id)
    season = store.rounds.get(db, place.round_id)
    if offer.state == "accepted":
        return {"kind": "place_taken"}
    other = _open_offer(db, place)
    if (other and other.id != offer.id) or not is_needed(db, season, place, now):
        return {"kind": "place_gone"}
    if not store.places.settle(db, place.id, "filled", now):
        return {"kind": "place_gone"}
    store.places.accept_offer(db, offer.id, now)
    emails = [store.people.get(db, one).email for one in (place.person_id, offer.person_id)]
    mentor, actor = reversed(emails) if place.needs == "mentor" else emails
    pair = pairs.make(db, season, mentor, [actor])
    pairs.publish_one(db, site, season, pair, now)
    store.acts.add(db, "", "place_filled", ("pair", pair.id), now)
    return {"kind": "place_taken"}


def _decline(db: store.Database, offer: Offer, now: datetime) -> Fact:
    if offer.state == "accepted":
        raise Refused("gives a place back that is taken")
    store.places.close_offer(db, offer.id, "declined", now)
    return {"kind": "place_declined"}


def _open_offer(db: store.Database, place: Place) -> Offer | None:
    return next((one for one in store.places.offers_of(db, place.id) if one.state == "open"), None)


def _left(db: store.Database, place: Place) -> Application | None:
    """Return the application of whoever was left without the other side, if it still stands."""
    person = store.people.get(db, place.person_id)
    return store.applications.confirmed(db, place.round_id, person.email)


def _is_there(db: store.Database, season: Round, one: Application, now: datetime) -> bool:
    """Return whether someone can answer within 72 hours: neither away nor out of reach."""
    person, today = store.people.get(db, one.person_id), today_in(season, now)
    away = person.away_until is not None and today < person.away_until
    if person.paused_at or away or store.absences.find(db, person.id, today):
        return False
    return store.mailboxes.standing(db, person.id) != "broken"
