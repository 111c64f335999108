"""Who is in the demo: the coordinator, the pairs, and whoever applied just now."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from service import store
from service.domain.meetings import Meeting
from service.domain.pairs import Pair
from service.domain.people import Person
from service.web.catcher import mailboxes


@dataclass(frozen=True)
class Owner:
    """Someone with a mailbox, as the list shows them."""

    person: Person
    role: str
    unread: int


@dataclass(frozen=True)
class Row:
    """A pair in the list: its people, and how far its meetings are."""

    name: str
    owners: tuple[Owner, ...]
    held: int
    of: int
    next: Meeting | None

    @property
    def unread(self) -> int:
        """Return how many letters of the pair were not opened."""
        return sum(owner.unread for owner in self.owners)


@dataclass(frozen=True)
class Couple:
    """A mentor and an actor who could be paired."""

    mentor: Owner
    actor: Owner


@dataclass(frozen=True)
class Everyone:
    """All mailboxes, in the order of the list."""

    coordinator: Owner | None
    applicants: tuple[Owner, ...]
    pairs: tuple[Row, ...]

    @property
    def possible(self) -> tuple[Couple, ...]:
        """Return whom a coordinator would pair: who applied last with who waits longest."""
        ready = [owner for owner in self.applicants if owner.person.proven_at]
        mentors = [owner for owner in ready if owner.role == "mentor"]
        actors = [owner for owner in ready if owner.role in ("actor", "team")]
        if not mentors or not actors:
            return ()
        newest = max(ready, key=_proven_at)
        if newest.role == "mentor":
            return (Couple(newest, min(actors, key=_proven_at)),)
        return (Couple(min(mentors, key=_proven_at), newest),) if newest in actors else ()


def everyone(db: store.Database, folder: Path, coordinator: str, now: datetime) -> Everyone:
    """Return everyone with a mailbox."""
    rows = tuple(_row(db, folder, pair, now) for pair in _published(db))
    paired = {owner.person.email for row in rows for owner in row.owners}
    others = [
        address
        for address in mailboxes.addresses(folder)
        if address not in paired and address != coordinator
    ]
    return Everyone(
        coordinator=owner(db, folder, coordinator),
        applicants=_newest_first(found for one in others if (found := owner(db, folder, one))),
        pairs=tuple(reversed(rows)),
    )


def owner(db: store.Database, folder: Path, address: str) -> Owner | None:
    """Return the owner of a mailbox, or None for an address the service does not know."""
    unread = mailboxes.unread(folder, address)
    known = store.coordinators.find(db, address)
    if known:
        person = Person(0, known.email, known.name, known.language)
        return Owner(person, "coordinator", unread)
    found = store.people.find(db, address)
    return Owner(found, _role(db, found), unread) if found else None


def _newest_first(owners: Iterable[Owner]) -> tuple[Owner, ...]:
    return tuple(sorted(owners, key=lambda one: one.person.id, reverse=True))


def _proven_at(owner: Owner) -> datetime:
    assert owner.person.proven_at is not None
    return owner.person.proven_at


def _published(db: store.Database) -> Iterator[Pair]:
    for season in store.rounds.every(db):
        for pair in store.pairs.of_round(db, season.id):
            if pair.published_at:
                yield pair


def _row(db: store.Database, folder: Path, pair: Pair, now: datetime) -> Row:
    meetings = store.meetings.of_pair(db, pair.id)
    season = store.rounds.get(db, pair.round_id)
    owners = tuple(
        Owner(person, pair.role_of(person), mailboxes.unread(folder, person.email))
        for person in pair.people
    )
    ahead = [one for one in meetings if one.state_at(now) == "planned"]
    held = sum(1 for one in meetings if one.state == "held")
    of = meetings[0].of if meetings else season.meetings[pair.model]
    return Row(pair.team_name, owners, held, of, next(iter(ahead), None))


def _role(db: store.Database, person: Person) -> str:
    for season in store.rounds.every(db):
        for pair in store.pairs.of_person(db, season.id, person.id):
            return pair.role_of(person)
        for application in store.applications.of_person(db, season.id, person.id):
            return application.role
    return ""
