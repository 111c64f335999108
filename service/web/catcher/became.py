"""What an answer became: where it ended, the words understood, the letters that followed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from time import monotonic, sleep
from typing import Any

from service import store
from service.domain.letters import Letter
from service.store.inbox import Mail

PATIENCE = 3.0  # seconds
PAUSE = 0.1


@dataclass(frozen=True)
class Became:
    """One answer's way through the service; `mail` is None until it has been read."""

    mail: Mail | None
    letters: tuple[Letter, ...]

    @property
    def state(self) -> str:
        """Return where the answer stands."""
        return self.mail.state if self.mail else "pending"

    @property
    def is_calendar(self) -> bool:
        """Return whether a calendar answered, not a person in words."""
        reading = self.mail.reading if self.mail else None
        return bool(reading and reading["source"] == "calendar" and reading["findings"])

    @property
    def findings(self) -> list[Mapping[str, Any]]:
        """Return what was found in it, as contracts/reading.md writes it."""
        reading = self.mail.reading if self.mail else None
        return [_timed(found) for found in reading["findings"]] if reading else []


def became(db: store.Database, message_id: str, after: int) -> Became:
    """Return what a mail became; `after` is the last letter written before it was sent."""
    mail_id = store.inbox.same_message_id(db, message_id, 0)
    if mail_id is None:
        return Became(None, ())
    letters = [letter for letter in store.letters.every(db) if letter.id > after]
    return Became(store.inbox.get(db, mail_id), tuple(letters))


def last_letter(db: store.Database) -> int:
    """Return the id of the latest letter, 0 before the first."""
    return max((letter.id for letter in store.letters.every(db)), default=0)


def wait(is_done: Callable[[], bool], patience: float = PATIENCE) -> bool:
    """Wait until something is true, for a while; return whether it came true."""
    ends = monotonic() + patience
    while not is_done():
        if monotonic() > ends:
            return False
        sleep(PAUSE)
    return True


def is_quiet(db: store.Database, message_id: str, now: datetime) -> bool:
    """Return whether a mail has been read and nothing that followed is still on its way."""
    if store.inbox.same_message_id(db, message_id, 0) is None:
        return False
    return not store.outbox.due(db, now, most=1) and not store.letters.counts(db)["sending"]


def _timed(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return a finding with its days and moments as such, not as text."""
    timed = dict(found)
    if found.get("on"):
        timed["on"] = date.fromisoformat(found["on"])
    if found.get("to"):
        timed["to"] = datetime.fromisoformat(found["to"])
    timed["times"] = [datetime.fromisoformat(one) for one in found.get("times") or ()]
    return timed
