"""Meetings: one appointment of a pair, from its plan to what became of it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from service.domain.errors import Refused
from service.domain.people import Person

State = Literal["planned", "held", "not_held", "cancelled", "disputed", "unknown"]
Answer = Literal["needs_action", "accepted", "declined", "tentative"]
UNDO_WITHIN = timedelta(days=14)  # P18
ASKED_IN_VAIN = timedelta(days=7)  # from "did you meet?": by then both have been asked


@dataclass(frozen=True)
class Attendee:
    """One person's place in a meeting: their calendar answer, and whether they were there.

    `sequence` and `stamped_at` order calendar answers (contracts/calendar.md C6): they are
    those of the last answer applied, None before the first.
    """

    person: Person
    role: Literal["mentor", "actor"]
    answer: Answer = "needs_action"
    attended: bool | None = None
    sequence: int | None = None
    stamped_at: datetime | None = None


@dataclass(frozen=True)
class Before:
    """What a move has replaced, and when: the way back, should the move be a mistake (P18)."""

    starts_at: datetime
    minutes: int
    moved_at: datetime


@dataclass(frozen=True)
class Meeting:
    """One appointment. `starts_at` is aware; `number` counts from 1; `of` is the plan's length.

    `state` is what is stored; views show `state_at(now)`, since a date that has passed
    without an answer is unknown, never held (P17). `since` is the SEQUENCE that its present
    time came with: answers to earlier ones were about another time. `own_uid` is the UID of
    the event in a participant's own calendar that it was made from (P15), empty for ours.
    `before` is its time before the last move, None once it has been moved back.
    """

    id: int
    pair_id: int
    number: int
    of: int
    starts_at: datetime
    minutes: int
    timezone: str
    place: str = ""
    url: str = ""
    state: State = "planned"
    sequence: int = 0
    held_on: date | None = None
    because: int | None = None
    asked_at: datetime | None = None
    settled_at: datetime | None = None
    created_at: datetime | None = None
    attendees: tuple[Attendee, ...] = ()
    since: int = 0
    own_uid: str = ""
    before: Before | None = None

    @property
    def ends_at(self) -> datetime:
        """Return when it ends, as planned."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def day(self) -> date:
        """Return the day of its start where it takes place."""
        return self.starts_at.astimezone(ZoneInfo(self.timezone)).date()

    def state_at(self, now: datetime) -> State:
        """Return the state to show: planned turns to unknown when the end has passed."""
        return "unknown" if self.state == "planned" and self.ends_at <= now else self.state

    def uid(self, mail_domain: str) -> str:
        """Return the UID of its calendar event, the same for life (contracts/calendar.md I5)."""
        return self.own_uid or f"m{self.id}@{mail_domain}"

    @property
    def suits_both(self) -> bool:
        """Return whether somebody of each side has not said that they cannot come."""
        left = {one.role for one in self.attendees if one.answer != "declined"}
        return {one.role for one in self.attendees} == left

    def attendee(self, person_id: int) -> Attendee | None:
        """Return a person's place in it, or None for a stranger."""
        return next((one for one in self.attendees if one.person.id == person_id), None)


@dataclass(frozen=True)
class Held:
    """Someone says that it took place; what they did not say is None or empty."""

    on: date | None = None
    minutes: int | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class NotHeld:
    """Someone says that it did not take place."""


def settle(meeting: Meeting, said: Held | NotHeld) -> Meeting:
    """Return the meeting after one participant's clear answer.

    The first answer settles it. One that contradicts it makes the meeting
    disputed: the pair, not the program, decides between two stories (P17). One that adds
    who of a team was missing contradicts nothing (P20).
    """
    outcome: State = "held" if isinstance(said, Held) else "not_held"
    match meeting.state:
        case "cancelled" | "disputed":
            raise Refused(f"meeting {meeting.id} is {meeting.state}")
        case "held" | "not_held" if meeting.state != outcome:
            return replace(meeting, state="disputed")
        case "planned" | "unknown" if isinstance(said, Held):
            return replace(
                meeting,
                state="held",
                held_on=said.on or meeting.day,
                minutes=said.minutes or meeting.minutes,
                attendees=_attendance(meeting, said.missing),
            )
        case "planned" | "unknown":
            absent = tuple(replace(one, attended=False) for one in meeting.attendees)
            return replace(meeting, state="not_held", attendees=absent)
        case "held" if isinstance(said, Held) and _tells_more(meeting, said):
            return replace(meeting, attendees=_attendance(meeting, said.missing))
    return meeting


def correct(meeting: Meeting, said: Held | NotHeld | None) -> Meeting:
    """Return the meeting after its own words are taken back, and told anew if `said` (P18)."""
    blank = tuple(replace(one, attended=None) for one in meeting.attendees)
    reopened = replace(meeting, state="planned", held_on=None, attendees=blank)
    return settle(reopened, said) if said else reopened


def told_first(meeting: Meeting) -> State:
    """Return the first of the two stories of a disputed meeting, whose details it keeps."""
    return "held" if any(one.attended for one in meeting.attendees) else "not_held"


def concede(meeting: Meeting, said: Held | NotHeld) -> Meeting:
    """Return a disputed meeting once both sides tell the same of it (P17)."""
    if said == {"held": Held(), "not_held": NotHeld()}[told_first(meeting)]:
        return replace(meeting, state=told_first(meeting))
    return correct(meeting, said)


def move(meeting: Meeting, starts_at: datetime, minutes: int | None = None) -> Meeting:
    """Return the meeting at a new time, everyone's answer open again (RFC 5546 §3.2.2)."""
    if meeting.state not in ("planned", "not_held", "unknown"):
        raise Refused(f"meeting {meeting.id} is {meeting.state}")
    open_again = tuple(
        replace(one, answer="needs_action", attended=None) for one in meeting.attendees
    )
    return replace(
        meeting,
        starts_at=starts_at,
        minutes=minutes or meeting.minutes,
        state="planned",
        sequence=meeting.sequence + 1,
        since=meeting.sequence + 1,
        asked_at=None,
        attendees=open_again,
    )


def way_back(meeting: Meeting, now: datetime) -> Before | None:
    """Return the time to which a meeting may be moved back, None where it is too late (P18)."""
    before = meeting.before
    if meeting.state != "planned" or before is None or before.starts_at <= now:
        return None
    return before if now - before.moved_at <= UNDO_WITHIN else None


def change(meeting: Meeting, place: str, url: str) -> Meeting:
    """Return the meeting in another place or behind another link, everyone's answer kept (I5).

    A place raises the SEQUENCE, a link alone does not; neither is a new time.
    """
    if meeting.state != "planned":
        raise Refused(f"meeting {meeting.id} is {meeting.state}")
    raised = int(place != meeting.place)
    return replace(meeting, place=place, url=url, sequence=meeting.sequence + raised)


def cancel(meeting: Meeting) -> Meeting:
    """Return the meeting called off; its UID is never used again."""
    if meeting.state != "planned":
        raise Refused(f"meeting {meeting.id} is {meeting.state}")
    return replace(meeting, state="cancelled", sequence=meeting.sequence + 1)


def answer(meeting: Meeting, person_id: int, said: Answer, at: datetime) -> Meeting:
    """Return the meeting after someone said in words, at a moment, whether they will come.

    Words stand in one order with calendar answers (C6): older ones than what we know of the
    present time change nothing.
    """
    known = meeting.attendee(person_id)
    if known is None:
        raise Refused(f"person {person_id} is not in meeting {meeting.id}")
    answered = known.sequence is not None and known.sequence >= meeting.since
    if answered and known.stamped_at is not None and at < known.stamped_at:
        return meeting
    now_so = replace(known, answer=said, sequence=meeting.sequence, stamped_at=at)
    everyone = tuple(now_so if one is known else one for one in meeting.attendees)
    return replace(meeting, attendees=everyone)


def _tells_more(meeting: Meeting, said: Held) -> bool:
    """Return whether someone names a team's missing of whom nobody has spoken yet."""
    told = any(one.attended is False for one in meeting.attendees)
    return bool(said.missing) and not told and len(meeting.attendees) > 2


def _attendance(meeting: Meeting, missing: tuple[str, ...]) -> tuple[Attendee, ...]:
    names = {name.casefold() for name in missing}
    return tuple(
        replace(one, attended=one.person.first_name.casefold() not in names)
        for one in meeting.attendees
    )


def is_given_up(meeting: Meeting, now: datetime) -> bool:
    """Return whether a meeting is over and both were asked in vain: nothing is booked by it."""
    asked_at = meeting.asked_at
    over = meeting.state == "planned" and meeting.ends_at <= now
    return over and asked_at is not None and now - asked_at >= ASKED_IN_VAIN
