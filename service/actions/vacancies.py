"""Free places and waiting that ends: what a coordinator can still do about them (P6, P9)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from service import store
from service.actions import places
from service.actions.places import Candidate
from service.actions.waiting import answer_at, waiting
from service.domain.pairs import Pair
from service.domain.people import Person
from service.domain.rounds import Round
from service.domain.seats import Offer, Place

SOON = timedelta(days=4)  # before the waiting ends, while something can be done


@dataclass(frozen=True)
class Free:
    """A free place: whose it was, who is left, to whom it is offered, who could be next."""

    place: Place
    pair: Pair
    left: Person
    offers: list[tuple[Offer, Person]]
    candidates: list[Candidate]

    @property
    def offered(self) -> tuple[Offer, Person] | None:
        """Return the offer that waits for an answer, and whose."""
        return next((one for one in self.offers if one[0].state == "open"), None)

    @property
    def needs_you(self) -> bool:
        """Return whether nobody is asked, and nobody will be."""
        asked = {person.id for _offer, person in self.offers}
        fresh = [one for one in self.candidates if one.application.person_id not in asked]
        return self.offered is None and all(one.misfits for one in fresh)


def free_places(db: store.Database, now: datetime) -> list[Free]:
    """Return the places that nobody has taken, of every round."""
    return [_free(db, place, now) for place in store.places.still_open(db)]


def ending(db: store.Database, now: datetime) -> list[tuple[Round, int]]:
    """Return the rounds in which waiting ends within days, and for how many."""
    soon = now + SOON
    counted = [
        (here, sum(answer_at(one.waits_until) <= soon for one in known if one.waits_until))
        for here in store.rounds.every(db)
        if (known := waiting(db, here, now))
    ]
    return [(here, count) for here, count in counted if count]


def _free(db: store.Database, place: Place, now: datetime) -> Free:
    offers = store.places.offers_of(db, place.id)
    return Free(
        place=place,
        pair=store.pairs.get(db, place.pair_id),
        left=store.people.get(db, place.person_id),
        offers=[(one, store.people.get(db, one.person_id)) for one in offers],
        candidates=places.candidates(db, place, now),
    )
