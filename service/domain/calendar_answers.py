"""The organiser's side of iTIP: what a calendar answer does to a meeting (C2 to C8, C11)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from service.domain.invitations import CalendarMessage
from service.domain.meetings import Answer, Attendee, Meeting

Outcome = Literal["applied", "already_applied", "stale", "counter", "refresh", "tray"]

ANSWERS: Mapping[str, Answer] = {
    "NEEDS-ACTION": "needs_action",
    "ACCEPTED": "accepted",
    "DECLINED": "declined",
    "TENTATIVE": "tentative",
}
CLOCKS_DIFFER_BY = timedelta(days=1)


@dataclass(frozen=True)
class Verdict:
    """What became of a calendar message, and why in one short clause.

    A counter carries the time it proposes, aware, and its length where it says one.
    """

    outcome: Outcome
    reason: str
    proposed_starts_at: datetime | None = None
    minutes: int | None = None


def apply_answer(
    meeting: Meeting, person_id: int, message: CalendarMessage, mail_domain: str, now: datetime
) -> tuple[Meeting, Verdict]:
    """Return the meeting after a calendar message of one person, and what became of the message.

    Who wrote is known before, from the token: the ATTENDEE may be an alias (C7). Answers count
    in the order they were given, not in that of their arrival (C6), so this is safe to run twice.
    An answer says who means to come, never who came (C11).
    """
    attendee = meeting.attendee(person_id)
    if attendee is None:
        return meeting, Verdict("tray", "comes from someone outside the meeting")
    if misfit := _misfit(meeting, message, mail_domain, now):
        return meeting, Verdict("tray", misfit)
    match message.method:
        case "REPLY":
            return _reply(meeting, attendee, message, now)
        case "COUNTER":
            return meeting, _counter(meeting, attendee, message, now)
        case "REFRESH":
            return meeting, _over(meeting, now) or Verdict(
                "refresh", "asks for it to be sent again"
            )
    return meeting, Verdict("tray", "is a calendar message, but not an answer")


def _misfit(
    meeting: Meeting, message: CalendarMessage, mail_domain: str, now: datetime
) -> str | None:
    """Return why a message cannot be about this meeting as we sent it, or None."""
    if message.uid is None:
        return "names no meeting"
    if message.uid.lower() != meeting.uid(mail_domain).lower():
        return "names another meeting"
    if message.recurring:
        return "speaks of a series, and our meetings are single"
    if meeting.state == "cancelled":
        return "answers a cancelled meeting"
    if message.sequence is not None and message.sequence > meeting.sequence:
        return "answers a version that we never sent"
    if message.stamped_at is not None and message.stamped_at > now + CLOCKS_DIFFER_BY:
        return "is stamped in the future"
    return None


def _reply(
    meeting: Meeting, attendee: Attendee, message: CalendarMessage, now: datetime
) -> tuple[Meeting, Verdict]:
    if unclear := _unclear(message):
        return meeting, Verdict("tray", unclear)
    answer = ANSWERS[message.partstat or ""]
    if verdict := _late(meeting, attendee, message, answer) or _over(meeting, now):
        return meeting, verdict
    answered = replace(
        attendee,
        answer=answer,
        sequence=_sequence(meeting, message),
        stamped_at=message.stamped_at,
    )
    everyone = tuple(answered if one is attendee else one for one in meeting.attendees)
    return replace(meeting, attendees=everyone), Verdict("applied", f"says {answer}")


def _unclear(message: CalendarMessage) -> str | None:
    """Return why a REPLY is not one person's one answer, or None."""
    if message.attendees > 1:
        return "names several attendees"
    if message.attendees == 0:
        return "names no attendee"
    if message.partstat == "DELEGATED":
        return "comes from a delegate"
    return None if message.partstat in ANSWERS else "gives no answer that we know"


def _late(
    meeting: Meeting, attendee: Attendee, message: CalendarMessage, answer: Answer
) -> Verdict | None:
    """Return what a REPLY is that others have overtaken, or None for the newest yet (C6)."""
    if _is_stale(meeting, attendee, message):
        return Verdict("stale", "is older than what we know")
    if message.stamped_at not in (None, _known_at(meeting, attendee, message)):
        return None
    answered = _has_answered(meeting, attendee)
    same_version = answered and attendee.sequence == _sequence(meeting, message)
    if message.stamped_at is None and not same_version:
        return None
    if same_version and answer != attendee.answer:
        return Verdict("tray", "cannot be put in order with the answer that we have")
    return Verdict("already_applied", "is the answer that we have")


def _is_stale(meeting: Meeting, attendee: Attendee, message: CalendarMessage) -> bool:
    """Return whether the time has moved since, or the person has answered later."""
    sequence = _sequence(meeting, message)
    if sequence < meeting.since:
        return True
    if _has_answered(meeting, attendee) and sequence < (attendee.sequence or 0):
        return True
    known_at = _known_at(meeting, attendee, message)
    return bool(known_at and message.stamped_at and message.stamped_at < known_at)


def _sequence(meeting: Meeting, message: CalendarMessage) -> int:
    """Return which version is answered; a message that does not say answers the present one."""
    return meeting.sequence if message.sequence is None else message.sequence


def _has_answered(meeting: Meeting, attendee: Attendee) -> bool:
    """Return whether the person has answered for the present time."""
    return attendee.sequence is not None and attendee.sequence >= meeting.since


def _known_at(meeting: Meeting, attendee: Attendee, message: CalendarMessage) -> datetime | None:
    """Return when the answer was given that a message must be newer than.

    Answers to the same version are ordered by their moment. Of a message without SEQUENCE
    only its moment can tell that we had it before a move.
    """
    if attendee.sequence == _sequence(meeting, message):
        return attendee.stamped_at
    before_a_move = message.sequence is None and not _has_answered(meeting, attendee)
    return attendee.stamped_at if before_a_move else None


def _over(meeting: Meeting, now: datetime) -> Verdict | None:
    if meeting.state_at(now) == "planned":
        return None
    return Verdict("tray", "answers a meeting that is over")


def _counter(
    meeting: Meeting, attendee: Attendee, message: CalendarMessage, now: datetime
) -> Verdict:
    """Return the proposal; whoever also answered later has thought better of it."""
    if _is_stale(meeting, attendee, message):
        return Verdict("stale", "is older than what we know")
    if over := _over(meeting, now):
        return over
    starts_at, ends_at = message.starts_at, message.ends_at
    if starts_at is None:
        return Verdict("tray", "proposes no time that we can read")
    if starts_at <= now:
        return Verdict("tray", "proposes a time that has passed")
    length = (ends_at - starts_at) // timedelta(minutes=1) if ends_at else 0
    return Verdict("counter", "proposes another time", starts_at, length if length > 0 else None)
