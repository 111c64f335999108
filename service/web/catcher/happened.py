"""What happened: the last letters sent and replies read, the newest first."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from service import store
from service.store.inbox import Mail

SHOWN = 12
WORDS = 70


@dataclass(frozen=True)
class Happened:
    """One line of the column: `count` letters alike, or a reply and where it ended.

    `calendar` is what somebody's calendar answered, empty for an answer in words.
    """

    at: datetime
    what: str
    who: str
    address: str
    words: str
    count: int = 1
    calendar: str = ""


def lately(db: store.Database) -> list[Happened]:
    """Return the last things that happened; letters of one kind in one go are one line."""
    lines = [*_sent(db), *_read(db)]
    return sorted(lines, key=attrgetter("at"), reverse=True)[:SHOWN]


def _sent(db: store.Database) -> list[Happened]:
    sent = [letter for letter in store.letters.every(db) if letter.sent_at]
    lines = []
    for (_, _), alike in groupby(sent, attrgetter("kind", "sent_at")):
        letters = list(alike)
        last = letters[-1]
        person = store.people.find(db, last.to_address)
        name = person.name if person and person.name else last.to_address
        at = last.sent_at or datetime.min
        lines.append(Happened(at, "sent", name, last.to_address, last.subject, len(letters)))
    return lines


def _read(db: store.Database) -> list[Happened]:
    return [_answer(db, mail) for mail in store.inbox.every(db) if mail.state != "pending"]


def _answer(db: store.Database, mail: Mail) -> Happened:
    address = mail.envelope_from
    person = store.people.find(db, address)
    name = person.name if person and person.name else address
    reading = mail.reading or {"text": "", "source": "person", "findings": []}
    if reading["source"] == "calendar" and reading["findings"]:
        said = str(reading["findings"][0]["kind"])
        return Happened(mail.received_at, mail.state, name, address, "", calendar=said)
    words = " ".join(str(reading["text"]).split())
    short = words if len(words) <= WORDS else f"{words[:WORDS].rstrip()}…"
    return Happened(mail.received_at, mail.state, name, address, short)
