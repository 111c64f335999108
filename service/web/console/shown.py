"""Mails and letters as the console shows them: whose, about what, in which words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from service import store
from service.actions import copies
from service.domain.applications import Application
from service.domain.flat import one_line, shortened
from service.domain.letters import Matter
from service.domain.meetings import Meeting
from service.domain.pairs import Pair
from service.domain.people import Person
from service.reading import guard
from service.reading.answers import Shown as Opened
from service.store.inbox import Mail
from service.web import current
from service.web.console import words

FIRST_WORDS = 160  # characters


@dataclass(frozen=True)
class Place:
    """What a mail is about; what does not apply is None."""

    pair: Pair | None = None
    meeting: Meeting | None = None
    application: Application | None = None


@dataclass(frozen=True)
class Shown:
    """One received mail with its person and its matter."""

    mail: Mail
    person: Person | None
    sender: str
    place: Place
    text: str

    @property
    def first_words(self) -> str:
        """Return the beginning of what was written."""
        return shortened(one_line(self.text), FIRST_WORDS)


def shown(mail: Mail) -> Shown:
    """Return a mail ready to be shown."""
    db = current.db()
    person = store.people.get(db, mail.person_id) if mail.person_id else None
    sender = words.name(person) if person else _sender(mail)
    return Shown(mail, person, sender, place(mail.about, mail.person_id), _text(mail))


def place(about: Matter | None, person_id: int | None) -> Place:
    """Return the pair, meeting or application behind a matter."""
    db = current.db()
    match about:
        case Matter("meeting", number):
            meeting = store.meetings.get(db, number)
            return Place(store.pairs.get(db, meeting.pair_id), meeting)
        case Matter("pair" | "agreement" | "midway", number):
            return Place(store.pairs.get(db, number))
        case Matter("expense", number):
            # Without its meeting: whether that was held is no question of the money.
            return Place(store.pairs.get(db, store.meetings.get(db, number).pair_id))
        case Matter("wish", number) if person_id:
            season = store.wishes.get(db, number).round_id
            pairs = store.pairs.of_person(db, season, person_id)
            return Place(next(iter(pairs[::-1]), None))
        case Matter("application", number) if person_id:
            mine = store.applications.of_person(db, number, person_id)
            return Place(application=next(iter(mine), None))
    return Place()


def marked(text: str, findings: Sequence[Mapping[str, object]]) -> list[tuple[str, bool]]:
    """Return a text in pieces, those marked on which a finding rests."""
    evidence = [str(found.get("evidence") or "").split() for found in findings]
    patterns = [r"\s+".join(map(re.escape, said)) for said in evidence if said]
    if not patterns:
        return [(text, False)]
    pieces = re.split(f"({'|'.join(sorted(patterns, key=len, reverse=True))})", text)
    return [(piece, number % 2 == 1) for number, piece in enumerate(pieces) if piece]


def handled_by(mail: Mail) -> str:
    """Return who pressed, by name where it is known."""
    who = store.coordinators.find(current.db(), mail.handled_by) if mail.handled_by else None
    return (who.name if who else "") or mail.handled_by or ""


def handled_at(mail: Mail) -> datetime:
    """Return when a mail was dealt with."""
    return mail.handled_at or mail.received_at


def _text(mail: Mail) -> str:
    """Return what was written now, as the reader found it; the whole text where it found none."""
    found = str((mail.reading or {}).get("text", ""))
    if found.strip() or mail.reason in copies.IGNORED:  # those words were for somebody else
        return found
    opened = _opened(mail)
    return opened.text if opened else ""


def _sender(mail: Mail) -> str:
    """Return what a mail says of its sender, where we do not know whose it is."""
    opened = _opened(mail)
    said = opened.sender if opened else mail.envelope_from
    return shortened(one_line(said), 100) or words.name(None)


def _opened(mail: Mail) -> Opened | None:
    """Return a mail taken apart; None if its bytes are gone, do harm, or the reader cannot start.

    Asked on every page that lists mails, which are to be seen all the same.
    """
    if mail.state == "quarantined":
        return None
    try:
        return guard.shown(store.inbox.raw(current.db(), mail.id))
    except (LookupError, guard.Unreadable, OSError):
        return None
