"""Letters that do not leave by themselves: on hold, or failed (P35, R8, D2)."""

from collections.abc import Sequence
from datetime import datetime

from service import store
from service.domain.bounces import HELD
from service.domain.errors import Refused
from service.domain.letters import Letter
from service.domain.meetings import Meeting
from service.domain.staleness import is_stale


def stuck(db: store.Database) -> list[Letter]:
    """Return the letters that are on hold or have failed, the oldest first, with their bytes."""
    return [store.letters.get(db, letter_id) for letter_id in store.delays.stuck(db)]


def may_go(letter: Letter) -> bool:
    """Return whether a letter goes at a press: not while its address is broken."""
    return letter.state == "failed" or letter.reason != HELD


def send(db: store.Database, letter_ids: Sequence[int], by: str, now: datetime) -> tuple[int, int]:
    """Let letters go that are on hold or failed; return how many go and how many came too late.

    Raises Refused where none of them can go. The same bytes leave as before, so a receiver
    that has a letter already sees that it is the same.
    """
    with store.transaction(db):
        before = _still(db, letter_ids)
        drop_stale(db, before, now)
        sent = store.delays.release(db, before, now)
        too_late = len(before) - len(_still(db, before)) - sent
        if not sent and not too_late:
            raise Refused("none of these letters can be sent")
        store.acts.add(db, by, "letters_sent", ("letters", sent), now, str(sent))
    return sent, too_late


def give_up(db: store.Database, letter_ids: Sequence[int], by: str, now: datetime) -> int:
    """Give letters up that are on hold or failed; raises Refused where none is."""
    with store.transaction(db):
        dropped = store.delays.give_up(db, letter_ids)
        if not dropped:
            raise Refused("somebody has dealt with this already")
        store.acts.add(db, by, "letters_dropped", ("letters", dropped), now, str(dropped))
    return dropped


def drop_stale(db: store.Database, letter_ids: Sequence[int], now: datetime) -> int:
    """Give up those of some stuck letters whose time has passed; return how many (D2).

    Of the same prompt on the same matter only the last is of use.
    """
    found = [store.letters.get(db, letter_id) for letter_id in letter_ids]
    last = {_prompt(letter): letter.id for letter in found if letter.prompt}
    late = [
        letter.id
        for letter in found
        if _is_stale(db, letter, now) or last.get(_prompt(letter), letter.id) != letter.id
    ]
    return store.delays.expire(db, late)


def _still(db: store.Database, letter_ids: Sequence[int]) -> list[int]:
    return sorted(set(letter_ids).intersection(store.delays.stuck(db)))


def _prompt(letter: Letter) -> tuple[object, ...]:
    return letter.kind, letter.about, letter.person_id


def _is_stale(db: store.Database, letter: Letter, now: datetime) -> bool:
    meeting = _meeting(db, letter)
    if letter.about.kind == "event":
        return is_stale(letter, store.events.get(db, letter.about.id).ends_at, None, now)
    return is_stale(
        letter, meeting.ends_at if meeting else None, meeting.state if meeting else None, now
    )


def _meeting(db: store.Database, letter: Letter) -> Meeting | None:
    return store.meetings.get(db, letter.about.id) if letter.about.kind == "meeting" else None
