"""An arrived mail before its words count: whose letter it answers, and in which matter (S4)."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import get_args

from service import store
from service.actions import open_questions
from service.domain.letters import OPEN_AFTER_END, Letter, Matter
from service.domain.pairs import Pair
from service.domain.people import Person
from service.domain.proof import Shown
from service.domain.readings import Asked, AskedMeeting, Context
from service.domain.rounds import Round
from service.domain.site import Site
from service.mail.addresses import tokens_in
from service.reading.mail.envelope import Envelope
from service.store.tokens import Token

QUESTIONS_BACK = ("not_understood", "confirm_sender")  # their keys end in the mail they are about
ASKED: dict[str, Asked] = {
    "receipt": "receipt",
    "receipt_reminder": "receipt",
    "pair_intro_actor": "times",
    "when_will_you_meet": "times",
    "quiet_mentor": "times",
    "new_time": "times",
    "proposal_declined": "times",
    "proposal_withdrawn": "times",
    "invitation": "invitation",
    "invitation_moved": "invitation",
    "invitation_changed": "invitation",
    "will_you_come": "invitation",
    "event_invitation": "invitation",
    "event_reminder": "invitation",
    "event_moved": "invitation",
    "event_changed": "invitation",
    "own_event_accepted": "invitation",
    "own_event_changed": "invitation",
    "series_question": "times",
    "did_you_meet": "attendance",
    "disputed": "attendance",
    "understood": "echo",
    "status": "none",
    "wish_question": "seat_check",
    "absence_meeting": "invitation",
    "proposal": "proposal",
    "team_member": "seat_check",
    "own_mentor": "seat_check",
    "seat_check": "seat_check",
    "seat_offer": "seat_check",
    "agreement": "agreement",
    "agreement_changed": "agreement",
    "preparation": "preparation",
    "preparation_note": "preparation",
    "expense_start": "expense",
    "expense_missing": "expense",
    "midway": "midway",
    "closing": "closing",
}


@dataclass(frozen=True)
class Known:
    """A matter and its person, as a reply address or an answered letter tells.

    `how` is what tied the mail to them. `letter` is the letter it answers; where it names
    none, the latest on the matter. `address` is where it must come from, if not from the
    address on file: a new one, which is to be confirmed. `stops` says that it came to the
    address that only stops reminders (S5).
    """

    person: Person
    about: Matter
    season: Round
    pair: Pair | None
    letter: Letter | None
    asked: Asked
    how: Shown
    address: str = ""
    stops: bool = False


def known(
    db: store.Database, site: Site, kept: store.inbox.Mail, outside: Envelope
) -> Known | None:
    """Return whom and what a mail is about, or None where nothing of ours is in it."""
    for token in tokens_in([*kept.envelope_to, *outside.recipients], site):
        row = store.tokens.find(db, token)
        if row and not row.revoked and row.purpose in ("reply", "bounce"):
            return _known(db, kept, outside, (row.person_id, row.about), "token")
        if row and not row.revoked and row.purpose == "stop":
            told = _known(db, kept, outside, (row.person_id, row.about), "token")
            return replace(told, stops=True) if told else None
    answered = store.letters.by_message_id(db, outside.answers)
    if answered is not None:
        return _known(db, kept, outside, (answered.person_id, answered.about), "answered")
    asked = open_questions.only(db, outside.sender, ASKED, kept.received_at)
    if asked is not None:
        return _known(db, kept, outside, (asked.person_id, asked.about), "question")
    mine = _present(db, outside.sender)
    return _known(db, kept, outside, mine, "writer") if mine else None


def returned(
    db: store.Database, site: Site, kept: store.inbox.Mail, outside: Envelope
) -> Token | None:
    """Return what a bounce is about: the token of our own return path, and nothing else (D2)."""
    for token in tokens_in([*kept.envelope_to, *outside.recipients], site):
        row = store.tokens.find(db, token)
        if row and row.purpose == "bounce":
            return row
    return None


def shows(about: Known | None, outside: Envelope) -> Shown:
    """Return what a mail shows of its right to speak in a matter (S4)."""
    if about is None:
        return "nothing"
    mine = outside.sender == (about.address or about.person.email)
    if about.how == "token":
        return "token" if mine else "token_other_from"
    return about.how if mine else "nothing"


def context(db: store.Database, about: Known | None, received_at: datetime) -> Context:
    """Return what the reader may know of a mail's circumstances."""
    if about is None:
        return Context("none", received_at)
    pair = about.pair
    return Context(
        asked=about.asked,
        received_at=received_at,
        timezone=about.season.timezone,
        language=about.person.language,
        role=pair.role_of(about.person) if pair else "actor",
        meeting=_meeting(db, about.about),
        people=tuple(actor.first_name for actor in pair.actors) if pair and pair.is_team else (),
    )


def closed(db: store.Database, about: Known, now: datetime) -> str:
    """Return why an address is no longer open, or nothing: 60 days after its matter ended."""
    ended = over_at(db, about.about, about.season)
    return "comes to an address that has closed" if now > ended + OPEN_AFTER_END else ""


def over_at(db: store.Database, about: Matter, season: Round) -> datetime:
    """Return when a matter ends, from which its addresses and links still answer for a while."""
    if about.kind == "meeting":
        return store.meetings.get(db, about.id).ends_at
    if about.kind == "event":
        return store.events.get(db, about.id).ends_at
    return season.over_at


def season_of(db: store.Database, about: Matter) -> Round | None:
    """Return the season of a matter, None for a coordinator's."""
    place = _place(db, about)
    return place[0] if place else None


def is_over(db: store.Database, about: Known, moment: datetime) -> bool:
    """Return whether a matter is a meeting of which one can tell: it has ended, not been cancelled.

    Also one that the other side has told of: a second story makes it disputed (P17).
    """
    if about.about.kind != "meeting":
        return False
    meeting = store.meetings.get(db, about.about.id)
    return meeting.ends_at <= moment and meeting.state != "cancelled"


def _present(db: store.Database, sender: str) -> tuple[int, Matter] | None:
    """Return the season in which an address takes part at present, the latest that it applied to.

    It ties a mail to its writer where nothing else does: to a wish of theirs (P23, P24), and to
    nothing that the programme has asked.
    """
    person = store.people.find(db, sender) if sender else None
    if person is None:
        return None
    for season in sorted(store.rounds.every(db), key=lambda one: one.starts, reverse=True):
        if store.applications.of_person(db, season.id, person.id) or store.pairs.of_person(
            db, season.id, person.id
        ):
            return person.id, Matter("application", season.id)
    return None


def _known(
    db: store.Database,
    kept: store.inbox.Mail,
    outside: Envelope,
    whose: tuple[int, Matter],
    how: Shown,
) -> Known | None:
    person_id, about = whose
    place = _place(db, about)
    if place is None:
        return None
    season, pair = place
    named = _named(db, person_id, about, outside)
    latest = next(iter(store.letters.sent_to(db, person_id, about)), None)
    asked = _asked(db, named or latest)
    if named is None and _is_how_it_went(db, about, asked, kept.received_at):
        asked = "attendance"
    person = store.people.get(db, person_id)
    address = store.wishes.get(db, about.id).wish.address if about.kind == "wish" else ""
    return Known(person, about, season, pair, named or latest, asked, how, address)


def _place(db: store.Database, about: Matter) -> tuple[Round, Pair | None] | None:
    match about.kind:
        case "application" | "closing" | "certificate":
            return store.rounds.get(db, about.id), None
        case "event":
            return store.rounds.get(db, store.events.get(db, about.id).round_id), None
        case "pair" | "agreement" | "midway":
            pair = store.pairs.get(db, about.id)
        case "meeting" | "expense":
            pair = store.pairs.get(db, store.meetings.get(db, about.id).pair_id)
        case "wish":
            return store.rounds.get(db, store.wishes.get(db, about.id).round_id), None
        case "offer":
            place = store.places.get(db, store.places.get_offer(db, about.id).place_id)
            return store.rounds.get(db, place.round_id), None
        case "coordinator" | "digest":
            return None
    return store.rounds.get(db, pair.round_id), pair


def _named(db: store.Database, person_id: int, about: Matter, outside: Envelope) -> Letter | None:
    """Return the letter that a mail says it answers, if it went to this person in this matter."""
    letter = store.letters.by_message_id(db, outside.answers)
    if letter and letter.person_id == person_id and letter.about == about:
        return letter
    return None


def _asked(db: store.Database, letter: Letter | None) -> Asked:
    """Return what a letter asks; a question back asks what was asked before it."""
    if letter is None:
        return "none"
    if letter.kind in QUESTIONS_BACK:
        first = store.inbox.get(db, int(letter.key.partition(":")[2])).asked
        return next((asked for asked in get_args(Asked) if asked == first), "none")
    return ASKED.get(letter.kind, "announcement")


def _is_how_it_went(db: store.Database, about: Matter, asked: Asked, received_at: datetime) -> bool:
    """Return whether a mail that names no letter must be about how a past meeting went."""
    if about.kind != "meeting":
        return False
    meeting = store.meetings.get(db, about.id)
    if meeting.state_at(received_at) == "unknown":
        return True
    return meeting.ends_at <= received_at and asked in ("invitation", "announcement", "none")


def _meeting(db: store.Database, about: Matter) -> AskedMeeting | None:
    if about.kind not in ("meeting", "expense"):
        return None
    meeting = store.meetings.get(db, about.id)
    return AskedMeeting(meeting.starts_at, meeting.minutes, meeting.number)
