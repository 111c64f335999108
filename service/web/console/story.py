"""One pair's story: every mail in and out, acts, agreement and claims, the newest first (P29)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forms.translations import _l
from service import store
from service.domain.letters import Letter, Matter
from service.domain.meetings import Meeting
from service.domain.pairs import Pair
from service.mail.rewording import whole_text
from service.store.database import Database
from service.web.console import words
from service.web.console.done import Done, done
from service.web.console.shown import Shown, marked, shown

PRIVATE = ("preparation_note",)  # what one writes to the other is not for a coordinator (P16)
SHOWN = {
    "all": _l("everything"),
    "mails": _l("mails"),
    "meetings": _l("meetings"),
    "agreement": _l("agreement"),
    "expenses": _l("expenses"),
}
PART = {"meeting": "meetings", "agreement": "agreement", "expense": "expenses"}


@dataclass(frozen=True)
class Entry:
    """One line of a pair's story: a mail that came, a letter of ours, an act, or a plain fact.

    `part` is the filter beside "everything" and "mails" that it belongs to.
    """

    at: datetime
    part: str = ""
    meeting: Meeting | None = None
    mail: Shown | None = None
    letter: Letter | None = None
    to: str = ""
    text: str = ""
    act: Done | None = None
    fact: str = ""

    @property
    def shown_in(self) -> tuple[str, ...]:
        """Return the filters that show it."""
        return ("all", "mails", self.part) if self.mail or self.letter else ("all", self.part)

    @property
    def findings(self) -> Sequence[Mapping[str, Any]]:
        """Return what the reader found in a mail, short of what is for a coordinator's eyes."""
        found = (self.mail.mail.reading or {}).get("findings", []) if self.mail else []
        return [one for one in found if one["kind"] != "private"]

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """Return a mail's text in pieces, those marked on which a finding rests."""
        return marked(self.mail.text, self.findings) if self.mail else []


def story(db: Database, pair: Pair, meetings: Sequence[Meeting]) -> list[Entry]:
    """Return everything that is known of a pair, the newest first."""
    by_id = {meeting.id: meeting for meeting in meetings}
    matters = [Matter(kind, pair.id) for kind in ("pair", "agreement", "midway")]
    for number in by_id:
        matters += [Matter("meeting", number), Matter("expense", number)]
    for person in pair.people:
        matters += [
            Matter("wish", one.id) for one in store.wishes.of_person(db, person.id, pair.round_id)
        ]
    entries = [
        Entry(one.received_at, _part(one.about), _meeting(one.about, by_id), mail=shown(one))
        for one in store.inbox.about(db, matters)
    ]
    entries += [_letter(db, one, by_id) for one in store.letters.about(db, matters)]
    entries += [*_acts(db, pair, by_id), *_agreed(db, pair), *_claims(db, pair, by_id)]
    # Sorted and then turned round: of one moment, the answer stands above what it answers.
    return sorted(entries, key=lambda one: one.at)[::-1]


def _letter(db: Database, letter: Letter, by_id: Mapping[int, Meeting]) -> Entry:
    at = letter.sent_at or letter.due_at
    assert at is not None
    person = store.people.get(db, letter.person_id)
    raw = b"" if letter.kind in PRIVATE else store.letters.get(db, letter.id).raw
    return Entry(
        at,
        _part(letter.about),
        _meeting(letter.about, by_id),
        letter=letter,
        to=words.name(person),
        text=whole_text(raw),
    )


def _acts(db: Database, pair: Pair, by_id: Mapping[int, Meeting]) -> Iterator[Entry]:
    for act in store.acts.of(db, "pair", pair.id):
        if act.act != "looked":
            yield Entry(act.at, act=done(act))
    for meeting in by_id.values():
        for act in store.acts.of(db, "meeting", meeting.id):
            yield Entry(act.at, "meetings", meeting, act=done(act))


def _agreed(db: Database, pair: Pair) -> Iterator[Entry]:
    names = {person.id: words.name(person) for person in pair.people}
    for approval in store.agreements.of(db, pair.id).approvals:
        who = names.get(approval.person_id, "")
        fact = words.approved(who, approval.version, approval.how)
        yield Entry(approval.approved_at, "agreement", fact=fact)
    for version in store.agreements.agreed_versions(db, pair.id):
        yield Entry(version.agreed_at, "agreement", fact=words.agreed(version.version))


def _claims(db: Database, pair: Pair, by_id: Mapping[int, Meeting]) -> Iterator[Entry]:
    for claim in store.claims.of_pair(db, pair.id):
        meeting = by_id.get(claim.meeting_id)
        yield Entry(claim.made_at, "expenses", meeting, fact=words.claimed(claim))


def _part(about: Matter | None) -> str:
    return PART.get(about.kind, "") if about else ""


def _meeting(about: Matter | None, by_id: Mapping[int, Meeting]) -> Meeting | None:
    return by_id.get(about.id) if about and about.kind in ("meeting", "expense") else None
