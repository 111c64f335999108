"""What stands in the way of letters, for the first page (D2)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from service import store
from service.domain.bounces import Bounce
from service.domain.people import Person
from service.store.database import Database
from service.store.mailboxes import Trouble

ALARM_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Unreached:
    """Addresses in trouble with whose they are, and refusals that are our fault."""

    addresses: list[tuple[Trouble, Person]]
    ours: list[Bounce]


def unreached(db: Database, now: datetime) -> Unreached:
    """Return which addresses need a coordinator, and what was refused lately because of us."""
    troubled = store.mailboxes.troubled(db)
    return Unreached(
        addresses=[(one, store.people.get(db, one.person_id)) for one in troubled],
        ours=store.mailboxes.ours_since(db, now - ALARM_FOR),
    )
