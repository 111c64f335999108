"""Invitations that nobody has answered: whom to ask in words, and when (D3)."""

from datetime import datetime, timedelta

from service.domain.meetings import Attendee, Meeting

ASK_BEFORE = timedelta(days=7)
ASK_AFTER = timedelta(days=2)  # nobody is asked about what they have only just got
AT_LEAST = timedelta(days=1)  # later than that the answer comes too late to help


def ask_at(meeting: Meeting, attendee: Attendee, invited_at: datetime | None) -> datetime | None:
    """Return from when someone who leaves an invitation unanswered is asked, None for never.

    `invited_at` is when the invitation to the present time left, None where it has not.
    """
    if meeting.state != "planned" or meeting.own_uid or attendee.answer != "needs_action":
        return None
    if invited_at is None:
        return None
    at = max(meeting.starts_at - ASK_BEFORE, invited_at + ASK_AFTER)
    return at if at <= meeting.starts_at - AT_LEAST else None
