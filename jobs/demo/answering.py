"""How the invented people answer their letters in the demo's past, each as their story goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.message import EmailMessage

from jobs.demo import stories
from jobs.demo.people import Couple
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
    }
)


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
    return letter.kind in ASKING


def answer(cast: Cast, letter: Letter, moment: datetime) -> EmailMessage | None:
    """Return what the receiver of a letter writes back, None for nothing."""
    if letter.kind not in ASKING:
        return None
    person = store.people.get(cast.db, letter.person_id)
    shown = opened(letter.raw)
    if letter.kind in RECEIPTS:
        return program.reply(shown, person, stories.THANKS[person.language], moment)
    found = cast.story_of(person.email)
    if found is None:
        return None
    if letter.kind in INVITATIONS and shown.card:
        said = _of_calendar(cast, found[0], person, _meeting(cast, letter))
        if not said:
            return None
        return program.calendar_answer(shown, shown.card, person, said, moment)
    text = _words(cast, found, person, letter)
    return program.reply(shown, person, text, moment) if text else None


def asks_to_move(cast: Cast, couple: Couple, moment: datetime) -> EmailMessage | None:
    """Return the mail in which an actor asks to move the coming meeting, two days later."""
    person = store.people.find(cast.db, couple.actors[0].email)
    meeting = _coming(cast, person, moment) if person else None
    if person is None or meeting is None:
        return None
    sent = store.outbox.sent_to(cast.db, person.id, Matter("meeting", meeting.id))
    shown = opened(store.outbox.get(cast.db, sent[0].id).raw)
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
    return ""


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


def _meeting(cast: Cast, letter: Letter) -> Meeting:
    return store.meetings.get(cast.db, letter.about.id)


def _coming(cast: Cast, person: Person, moment: datetime) -> Meeting | None:
    for season in store.rounds.every(cast.db):
        for pair in store.pairs.of_person(cast.db, season.id, person.id):
            ahead = store.meetings.of_pair(cast.db, pair.id)
            return next((one for one in ahead if one.starts_at > moment), None)
    return None
