"""The one question of ours that a person has not answered yet (S4)."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from service import store
from service.domain.letters import Letter, Matter
from service.domain.readings import Asked

OPEN_FOR = timedelta(days=14)  # after it, words without a letter are hardly about that letter
NO_QUESTION = ("announcement", "echo", "none")


def only(
    db: store.Database, sender: str, asked: Mapping[str, Asked], received_at: datetime
) -> Letter | None:
    """Return the letter that holds the only open question to an address, None if not just one.

    `asked` tells what each kind of letter asks.
    """
    person = store.people.find(db, sender) if sender else None
    if person is None:
        return None
    kinds = [kind for kind, question in asked.items() if question not in NO_QUESTION]
    since = received_at - OPEN_FOR
    latest: dict[Matter, Letter] = {}
    for letter in store.letters.sent_since(db, person.id, kinds, since):
        latest.setdefault(letter.about, letter)
    still = [letter for letter in latest.values() if _is_open(db, letter, received_at)]
    return still[0] if len(still) == 1 else None


def _is_open(db: store.Database, letter: Letter, now: datetime) -> bool:
    sent_at = letter.sent_at or now
    mails = store.inbox.of_person(db, letter.about, letter.person_id)
    if any(mail.received_at >= sent_at and mail.state != "ignored" for mail in mails):
        return False
    match letter.about.kind:
        case "meeting":
            return _is_meeting_open(db, letter, now)
        case "wish":
            asked = store.wishes.get(db, letter.about.id)
            return asked.state == "asked" and not asked.wish.address
        case "application":
            made = store.applications.of_person(db, letter.about.id, letter.person_id)
            return not letter.kind.startswith("receipt") or any(
                one.state == "unconfirmed" for one in made
            )
    return True


def _is_meeting_open(db: store.Database, letter: Letter, now: datetime) -> bool:
    """Return whether a letter about a meeting still asks: its meeting may be told of meanwhile."""
    meeting = store.meetings.get(db, letter.about.id)
    state = meeting.state_at(now)
    if letter.kind in ("did_you_meet", "disputed"):
        return state in ("unknown", "disputed")
    if letter.kind.startswith("invitation"):
        attendee = meeting.attendee(letter.person_id)
        return state == "planned" and attendee is not None and attendee.answer == "needs_action"
    return state in ("planned", "not_held")
