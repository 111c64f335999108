"""Pairs with their meetings, and one pair's whole story in letters (P29)."""

from dataclasses import dataclass
from datetime import datetime

from flask import abort

from service import store
from service.domain.letters import Letter, Matter
from service.domain.meetings import Meeting
from service.domain.pairs import Pair
from service.store.database import Database
from service.web import current
from service.web.console import words
from service.web.console.frame import pages, season, show
from service.web.console.shown import Shown, letter_text, shown

PRIVATE = ("preparation_note",)  # what one writes to the other is not for a coordinator (P16)


@dataclass(frozen=True)
class Entry:
    """One line of a pair's story: a mail that came, or a letter of ours with its text."""

    at: datetime
    meeting: Meeting | None
    mail: Shown | None = None
    letter: Letter | None = None
    to: str = ""
    text: str = ""


@pages.get("/parit")
def pairs() -> str:
    """Show a round's pairs with their meetings."""
    db, here = current.db(), season()
    known = store.pairs.of_round(db, here.id) if here else []
    return show(
        "pairs.html",
        season=here,
        seasons=store.rounds.every(db),
        pairs=[(pair, store.meetings.of_pair(db, pair.id)) for pair in known],
    )


@pages.get("/parit/<int:pair_id>")
def pair(pair_id: int) -> str:
    """Show a pair's meetings, and every mail in and out about them, the newest first."""
    db = current.db()
    try:
        found = store.pairs.get(db, pair_id)
    except LookupError:
        abort(404)
    meetings = store.meetings.of_pair(db, pair_id)
    return show(
        "pair.html",
        pair=found,
        meetings=meetings,
        held=sum(meeting.state == "held" for meeting in meetings),
        coming=_coming(meetings),
        entries=_entries(db, found, meetings),
    )


def _coming(meetings: list[Meeting]) -> Meeting | None:
    now = current.now()
    ahead = (one for one in meetings if one.state == "planned" and one.ends_at > now)
    return next(ahead, None)


def _entries(db: Database, pair: Pair, meetings: list[Meeting]) -> list[Entry]:
    by_id = {meeting.id: meeting for meeting in meetings}
    matters = [Matter("pair", pair.id), *(Matter("meeting", number) for number in by_id)]
    entries = [
        Entry(one.received_at, _meeting(one.about, by_id), mail=shown(one))
        for one in store.inbox.about(db, matters)
    ]
    entries += [_letter(db, one, by_id) for one in store.outbox.about(db, matters)]
    # Sorted and then turned round: of one moment, the answer stands above what it answers.
    return sorted(entries, key=lambda one: one.at)[::-1]


def _letter(db: Database, letter: Letter, by_id: dict[int, Meeting]) -> Entry:
    at = letter.sent_at or letter.due_at
    assert at is not None
    person = store.people.get(db, letter.person_id)
    raw = b"" if letter.kind in PRIVATE else store.outbox.get(db, letter.id).raw
    meeting = _meeting(letter.about, by_id)
    return Entry(at, meeting, letter=letter, to=words.name(person), text=letter_text(raw))


def _meeting(about: Matter | None, by_id: dict[int, Meeting]) -> Meeting | None:
    return by_id.get(about.id) if about and about.kind == "meeting" else None
