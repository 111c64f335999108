"""Letters that have waited for too long: which of them would say what is true no more (D2, R8)."""

from datetime import datetime, timedelta

from service.domain.letters import Letter
from service.domain.meetings import State

# They speak of a time to come, and are of no use after it.
OF_A_TIME = (
    "invitation",
    "invitation_moved",
    "invitation_changed",
    "invitation_cancelled",
    "own_event_accepted",
    "own_event_changed",
    "other_declined",
    "new_time",
    "proposal",
    "proposal_declined",
    "proposal_withdrawn",
    "preparation",
    "absence_meeting",
    "event_invitation",
    "event_reminder",
    "event_moved",
    "event_changed",
    "event_cancelled",
    "seat_check",
)
ASKS_HOW_IT_WENT = ("did_you_meet", "disputed")
OPEN: tuple[State, ...] = ("planned", "unknown", "disputed")
# They answer a mail that nobody remembers after a while.
ANSWERS = (
    "understood",
    "not_understood",
    "confirm_sender",
    "status",
    "paused",
    "digest_done",
    "own_mentor_noted",
)
ANSWERED_WITHIN = timedelta(days=7)
PROMPTED_WITHIN = timedelta(days=14)


def is_stale(letter: Letter, ends_at: datetime | None, state: State | None, now: datetime) -> bool:
    """Return whether a letter that has waited is better not sent.

    `ends_at` is the end of the meeting or event that it is about, `state` the meeting's; None
    where it is about something else. What a person wrote to another is never stale.
    """
    if letter.kind in OF_A_TIME and ends_at is not None:
        return ends_at <= now
    if letter.kind in ASKS_HOW_IT_WENT and state is not None:
        return state not in OPEN
    waited = now - letter.due_at if letter.due_at else timedelta()
    if letter.kind in ANSWERS:
        return waited > ANSWERED_WITHIN
    return letter.prompt and waited > PROMPTED_WITHIN
