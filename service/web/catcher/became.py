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
    def confirms(self) -> bool:
        """Return whether it confirmed an application, as any answer to its receipt does."""
        return bool(self.mail and self.mail.asked == "receipt")

    @property
    def commands(self) -> bool:
        """Return whether it was a coordinator's answer to the digest."""
        return bool(self.mail and self.mail.reason == "commands by mail")

    @property
    def findings(self) -> list[Mapping[str, Any]]:
        """Return what was found in it, as contracts/reading.md writes it."""
        reading = self.mail.reading if self.mail else None
        return [_timed(found) for found in reading["findings"]] if reading else []


def became(db: store.Database, message_id: str) -> Became:
    """Return what a mail became, and the letters written with it to those it concerns."""
    mail_id = store.inbox.same_message_id(db, message_id, 0)
    if mail_id is None:
        return Became(None, ())
    mail = store.inbox.get(db, mail_id)
    concerned = _concerned(db, mail)
    letters = (one for one in store.letters.every(db) if one.due_at == mail.handled_at)
    told = f"digest_done:{mail.id}"
    return Became(
        mail, tuple(one for one in letters if one.person_id in concerned or one.key == told)
    )


def _concerned(db: store.Database, mail: Mail) -> set[int]:
    """Return the ids of a mail's writer and, once they are paired, of those in their pairs."""
    if mail.person_id is None:
        return set()
    rounds = store.rounds.every(db) if mail.asked != "receipt" else []
    pairs = [p for one in rounds for p in store.pairs.of_person(db, one.id, mail.person_id)]
    return {mail.person_id, *(party.person.id for pair in pairs for party in pair.parties)}


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
