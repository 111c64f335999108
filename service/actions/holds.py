"""Letters of a coordinator's bulk acts wait ten minutes, and can be taken back until then (P8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Literal, get_args

from service import store
from service.actions import pairs
from service.domain.errors import Refused
from service.domain.letters import Letter

Bulk = Literal["published", "told", "reminded"]
LEFT = "letters have left already"
KINDS: dict[Bulk, tuple[str, ...]] = {
    "published": pairs.INTRODUCTIONS,
    "told": ("app_waiting", "app_declined"),
    "reminded": ("receipt_reminder",),
}


@dataclass(frozen=True)
class Hold:
    """Letters of one bulk act that leave together at a moment, unless they are taken back."""

    bulk: Bulk
    at: datetime
    letters: tuple[Letter, ...]
    round_id: int


def holds(db: store.Database, now: datetime) -> list[Hold]:
    """Return what can still be undone, the next to leave first."""
    kinds = [kind for group in KINDS.values() for kind in group]
    held = store.letters.held(db, kinds, now)
    groups = groupby(sorted(held, key=_of_one_act), key=_of_one_act)
    return [_hold(db, bulk, at, tuple(letters)) for (at, bulk), letters in groups]


def undo(db: store.Database, bulk: str, at: str, by: str, now: datetime) -> int:
    """Take a bulk act back with its letters, wholly or not at all; return how many letters.

    `at` is the moment they would leave, as ISO 8601. Raises Refused where any of them has left.
    """
    with store.transaction(db):
        hold = next((one for one in holds(db, now) if _is(one, bulk, at)), None)
        if hold is None:
            is_early = at > now.isoformat()  # so it is another who took them back
            why = "somebody has dealt with this already" if is_early else LEFT
            raise Refused(why)
        match hold.bulk:
            case "published":
                _unpublish(db, hold.letters)
            case "told":
                _untell(db, hold.letters)
            case "reminded":
                _withdraw(db, hold.letters)
        about = ("letters", len(hold.letters))
        store.acts.add(db, by, f"undid_{hold.bulk}", about, now, str(len(hold.letters)))
    return len(hold.letters)


def _hold(db: store.Database, bulk: Bulk, at: datetime, letters: tuple[Letter, ...]) -> Hold:
    about = letters[0].about
    of_pair = about.kind == "pair"
    round_id = store.pairs.get(db, about.id).round_id if of_pair else about.id
    return Hold(bulk, at, letters, round_id)


def _is(hold: Hold, bulk: str, at: str) -> bool:
    return hold.bulk == bulk and hold.at.isoformat() == at


def _of_one_act(letter: Letter) -> tuple[datetime, Bulk]:
    assert letter.due_at is not None
    bulks: tuple[Bulk, ...] = get_args(Bulk)
    return letter.due_at, next(bulk for bulk in bulks if letter.kind in KINDS[bulk])


def _unpublish(db: store.Database, letters: Sequence[Letter]) -> None:
    for pair_id in dict.fromkeys(letter.about.id for letter in letters):
        pairs.unpublish(db, store.pairs.get(db, pair_id))


def _untell(db: store.Database, letters: Sequence[Letter]) -> None:
    _withdraw(db, letters)
    for letter in letters:
        _kind, application_id, *_rest = letter.key.split(":")
        store.applications.untell(db, int(application_id))


def _withdraw(db: store.Database, letters: Sequence[Letter]) -> None:
    if store.outbox.withdraw(db, [letter.key for letter in letters]) < len(letters):
        raise Refused(LEFT)
