"""What goes out next and what happened, the same letters of one moment in one line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from service import store
from service.domain.letters import Letter
from service.store.database import Database
from service.web.console import words
from service.web.console.done import Done, done
from service.web.console.shown import Shown, handled_at, shown

HAPPENED = 20
WAITING = 1000  # letters of one big publishing and more
NAMES = 3
# Letters to coordinators are no news to them.
OURS = ("sign_in", "address_broken", "address_doubtful", "coord_digest", "digest_done")


@dataclass(frozen=True)
class Batch:
    """Letters of one kind that leave, or left, at one moment; each name stands once."""

    at: datetime
    kind: str
    state: str
    count: int
    names: tuple[str, ...]

    @property
    def more(self) -> int:
        """Return how many people are not named."""
        return max(0, len(self.names) - NAMES)

    @property
    def named(self) -> tuple[str, ...]:
        """Return the first names of the list."""
        return self.names[:NAMES]


@dataclass(frozen=True)
class Happened:
    """One line of what happened: a mail dealt with, letters that left, or a coordinator's act."""

    at: datetime
    mail: Shown | None = None
    letters: Batch | None = None
    act: Done | None = None


def going_out(db: Database) -> list[Batch]:
    """Return the letters that wait, the next first."""
    waiting = [one for one in store.letters.waiting(db, WAITING) if one.kind not in OURS]
    return list(_batches(db, sorted(waiting, key=_due)))


def lately(db: Database) -> list[Happened]:
    """Return the last mails dealt with, letters that left and acts, the latest first."""
    mails = store.inbox.latest(db, HAPPENED)[::-1]
    gone = [one for one in store.letters.latest(db, HAPPENED * 5)[::-1] if one.kind not in OURS]
    acts = store.acts.latest(db, HAPPENED, looks=False)[::-1]
    lines = [Happened(handled_at(one), mail=shown(one)) for one in mails]
    lines += [Happened(batch.at, letters=batch) for batch in _batches(db, gone)]
    # A mail that a coordinator settled has its line already.
    lines += [Happened(one.at, act=done(one)) for one in acts if one.about != "mail"]
    return sorted(lines, key=lambda one: one.at, reverse=True)[:HAPPENED]


def _batches(db: Database, letters: Iterable[Letter]) -> Iterator[Batch]:
    for (at, kind, state), group in groupby(letters, key=_moment):
        people = [store.people.get(db, one.person_id) for one in group]
        names = dict.fromkeys(words.name(person) for person in people)
        yield Batch(at, kind, state, len(people), tuple(names))


def _moment(letter: Letter) -> tuple[datetime, str, str]:
    return _left(letter).replace(second=0), letter.kind, letter.state


def _due(letter: Letter) -> tuple[datetime, str, int]:
    assert letter.due_at is not None
    return letter.due_at, letter.kind, letter.id


def _left(letter: Letter) -> datetime:
    moment = letter.sent_at or letter.due_at
    assert moment is not None
    return moment
