"""How the invented people answer their letters in the demo's past, each as their story goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.message import EmailMessage

from jobs.demo import stories
from jobs.demo.people import Couple
from jobs.demo.receipt import receipt
from jobs.demo.stories import Story
from service import store
from service.domain.letters import Letter, Matter
from service.domain.meetings import Meeting
from service.domain.people import Person
from service.web.catcher import program
from service.web.catcher.shown import opened

AHEAD = timedelta(days=45)
RECEIPTS = ("receipt", "receipt_reminder")
INVITATIONS = ("invitation", "invitation_moved")
ASKING = frozenset(
    {
        *RECEIPTS,
        *INVITATIONS,
        "pair_intro_actor",
        "did_you_meet",
        "not_understood",
        "proposal",
        "new_time",
        "agreement",
        "preparation",
        "expense_start",
    }
)
RECENT = timedelta(days=3)


@dataclass(frozen=True)
class Cast:
    """The invented pairs, and the moment when the demo begins."""

    db: store.Database
    couples: Sequence[Couple]
    now: datetime

    def story_of(self, email: str) -> tuple[Story, Couple, int] | None:
        """Return the story of someone's pair, the pair and its number, None for a spare."""
        for index, couple in enumerate(self.couples):
            if email in (one.email for one in (couple.mentor, *couple.actors)):
                return stories.story(index), couple, index
        return None


def is_left_unread(cast: Cast, letter: Letter) -> bool:
    """Return whether a letter without an answer waits for whoever tries the demo."""
    if letter.kind in INVITATIONS:
        return cast.now < _meeting(cast, letter).starts_at < cast.now + AHEAD
    if letter.kind == "preparation":
        return _is_of_actor(cast, letter) and cast.now < _meeting(cast, letter).starts_at
    if letter.kind == "agreement":
        asked_at = letter.due_at or cast.now
        return _is_of_actor(cast, letter) and cast.now < asked_at + RECENT
    return letter.kind in ASKING


def answer(cast: Cast, letter: Letter, moment: datetime) -> EmailMessage | None:
    """Return what the receiver of a letter writes back, None for nothing."""
    if letter.kind not in ASKING:
        return None
    person = store.people.get(cast.db, letter.person_id)
    found = cast.story_of(person.email)
    if letter.kind in INVITATIONS:
        return _calendar_answer(cast, found[0], person, letter, moment) if found else None
    if letter.kind in RECEIPTS:
        text = stories.THANKS[person.language]
    else:
        text = _words(cast, found, person, letter) if found else ""
    if not text:
        return None
    message = program.reply(opened(letter.raw), person, text, moment)
    if letter.kind == "expense_start":
        paper = receipt([text, f"{_meeting(cast, letter).day:%d.%m.%Y}"])
        message.add_attachment(paper, "application", "pdf", filename="kuitti.pdf")
    return message


def asks_to_move(cast: Cast, couple: Couple, moment: datetime) -> EmailMessage | None:
    """Return the mail in which an actor asks to move the coming meeting, two days later."""
    person = store.people.find(cast.db, couple.actors[0].email)
    meeting = _coming(cast, person, moment) if person else None
    if person is None or meeting is None:
        return None
    sent = store.letters.sent_to(cast.db, person.id, Matter("meeting", meeting.id))
    shown = opened(store.letters.get(cast.db, sent[0].id).raw)
    to = stories.working_day(meeting.starts_at, 2)
    return program.reply(shown, person, stories.move(to, person.language), moment)


def _words(cast: Cast, found: tuple[Story, Couple, int], person: Person, letter: Letter) -> str:
    told, couple, index = found
    match letter.kind:
        case "pair_intro_actor" if told.meetings:
            return stories.dates(stories.meeting_days(told, cast.now), person.language)
        case "did_you_meet" if person.email == couple.actors[0].email:
            meeting = _meeting(cast, letter)
            latest = meeting.day == max(_past_days(told, cast.now))
            missing = couple.actors[-1].name.split(" ")[0]
            how = told.told if latest else "held"
            return stories.how_it_went(how, person.language, missing, index)
        case "not_understood":
            return stories.insist(told.told, person.language)
        case "proposal":
            return "ok"
        case "preparation" if told.prepares and person.email == couple.actors[0].email:
            return stories.NOTE[person.language] if _meeting(cast, letter).number == 1 else ""
        case "agreement" if told.agrees and person.email == couple.mentor.email:
            # The actor approves on the page; the mentor answers the letter that tells of it.
            return stories.AGREED[person.language] if _is_approved(cast, letter) else ""
        case "expense_start":
            return stories.COSTS[person.language]
    return ""


def _calendar_answer(
    cast: Cast, told: Story, person: Person, letter: Letter, moment: datetime
) -> EmailMessage | None:
    said = _of_calendar(cast, told, person, _meeting(cast, letter))
    if not said:
        return None
    shown = opened(letter.raw)  # only now: parsing a letter is the slowest part of the past
    return program.calendar_answer(shown, shown.card, person, said, moment) if shown.card else None


def _of_calendar(cast: Cast, told: Story, person: Person, meeting: Meeting) -> stories.Partstat:
    """Return what someone's calendar answers: the next meetings yes, later ones not yet."""
    if meeting.starts_at > cast.now + AHEAD:
        return ""
    place = meeting.attendee(person.id)
    is_mentor = place is not None and place.role == "mentor"
    is_next = meeting.starts_at > cast.now and meeting.starts_at < cast.now + timedelta(days=18)
    if not is_next:
        return "ACCEPTED"
    return told.mentor if is_mentor else told.actor


def _past_days(told: Story, now: datetime) -> list[date]:
    return [day for day in stories.meeting_days(told, now) if day < now.date()]


def _is_of_actor(cast: Cast, letter: Letter) -> bool:
    """Return whether a letter is to the one who answers for a pair: the actor, a contact person."""
    found = cast.story_of(letter.to_address)
    return found is not None and letter.to_address == found[1].actors[0].email


def _is_approved(cast: Cast, letter: Letter) -> bool:
    """Return whether a letter shows an agreement that the other has approved as it stands."""
    kept = store.agreements.of(cast.db, letter.about.id)
    return bool(kept.approvals) and not letter.key.startswith(f"agreement:{kept.pair_id}:1:0:")


def _meeting(cast: Cast, letter: Letter) -> Meeting:
    return store.meetings.get(cast.db, letter.about.id)


def _coming(cast: Cast, person: Person, moment: datetime) -> Meeting | None:
    for season in store.rounds.every(cast.db):
        for pair in store.pairs.of_person(cast.db, season.id, person.id):
            ahead = store.meetings.of_pair(cast.db, pair.id)
            return next((one for one in ahead if one.starts_at > moment), None)
    return None
