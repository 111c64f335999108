"""Events of participants' own calendars: what a message about one does to a meeting (P15)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from service.domain.calendar_answers import CLOCKS_DIFFER_BY
from service.domain.invitations import CalendarMessage
from service.domain.meetings import Meeting

Step = Literal[
    "new", "moved", "changed", "cancelled", "already_applied", "stale", "series", "tray"
]  # fmt: skip
LONGEST = timedelta(hours=24)


@dataclass(frozen=True)
class Decision:
    """What a message about a participant's own event does, and why in one short clause."""

    step: Step
    reason: str


def decide(
    message: CalendarMessage,
    known: Meeting | None,
    last: tuple[int, datetime | None] | None,
    now: datetime,
) -> Decision:
    """Return what a REQUEST or CANCEL of a participant does.

    `known` is the meeting of its UID; `last` the SEQUENCE and DTSTAMP last applied of it.
    The order of arrival does not matter, and a repeat does nothing (C6).
    """
    if misfit := _misfit(message, now):
        return Decision("tray", misfit)
    if last and (late := _late(message, last)):
        return late
    if message.recurring:
        return Decision("series", "is a series of their own")
    if message.method == "CANCEL":
        return _cancelled(known, now)
    return _requested(message, known, now)


def minutes_of(message: CalendarMessage) -> int | None:
    """Return how long an event lasts, None where it does not say."""
    if message.starts_at is None or message.ends_at is None:
        return None
    length = (message.ends_at - message.starts_at) // timedelta(minutes=1)
    return length if length > 0 else None


def _misfit(message: CalendarMessage, now: datetime) -> str:
    """Return why a message is no invitation of a participant, or nothing."""
    if message.method not in ("REQUEST", "CANCEL"):
        return "is a calendar message, but no invitation"
    if message.uid is None:
        return "is an event without a UID"
    if message.stamped_at and message.stamped_at > now + CLOCKS_DIFFER_BY:
        return "is stamped in the future"
    return ""


def _late(message: CalendarMessage, last: tuple[int, datetime | None]) -> Decision | None:
    sequence, stamped_at = last
    given = message.sequence or 0
    if given != sequence:
        return Decision("stale", "is older than what we know") if given < sequence else None
    if message.stamped_at and stamped_at and message.stamped_at < stamped_at:
        return Decision("stale", "is older than what we know")
    newer = message.stamped_at and stamped_at and message.stamped_at > stamped_at
    # Thunderbird's CANCEL carries the SEQUENCE and DTSTAMP of the REQUEST before it.
    if newer or message.method == "CANCEL":
        return None
    return Decision("already_applied", "is the event that we have")


def _cancelled(known: Meeting | None, now: datetime) -> Decision:
    if known is None:
        return Decision("tray", "cancels an event that we do not know")
    if known.state == "cancelled":
        return Decision("already_applied", "is cancelled already")
    return _closed(known, now) or Decision("cancelled", "cancelled in their own calendar")


def _closed(known: Meeting, now: datetime) -> Decision | None:
    state = known.state_at(now)
    return None if state == "planned" else Decision("tray", f"changes a meeting that is {state}")


def _requested(message: CalendarMessage, known: Meeting | None, now: datetime) -> Decision:
    if known is not None and (closed := _closed(known, now)):
        return closed
    if unfit := _unfit(message, now):
        return Decision("tray", unfit)
    if known is None:
        return Decision("new", "made in their own calendar")
    length = minutes_of(message) or known.minutes
    if (message.starts_at, length) != (known.starts_at, known.minutes):
        return Decision("moved", "moved in their own calendar")
    return Decision("changed", "changed in their own calendar")


def _unfit(message: CalendarMessage, now: datetime) -> str:
    """Return why an event cannot be a meeting, or nothing."""
    if message.starts_at is None:
        return "has no time that we can read"
    if message.starts_at <= now:
        return "is for a time that has passed"
    too_long = message.ends_at and message.ends_at - message.starts_at > LONGEST
    return "lasts longer than a day" if too_long else ""
