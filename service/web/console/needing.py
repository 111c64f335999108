"""Half-way answers that a coordinator should look at (P27)."""

from service import store
from service.domain.feedback import Answer
from service.domain.pairs import Pair
from service.domain.people import Person
from service.store.database import Database


def needing(db: Database) -> list[tuple[Answer, Person, Pair]]:
    """Return the half-way answers that a coordinator should look at, with whose they are."""
    return [
        (one, store.people.get(db, one.person_id), store.pairs.get(db, one.pair_id))
        for one in store.feedback.needing(db)
        if one.person_id and one.pair_id
    ]
