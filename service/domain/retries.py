"""When a letter that could not be handed over is tried again, and when it is given up (R9)."""

from datetime import datetime, timedelta
from hashlib import sha256

LIFE = timedelta(days=5)
FEWEST = 8  # tries; a machine that stood still for days does not give up at its second
WAITS = tuple(
    timedelta(minutes=minutes)
    for minutes in (1, 5, 15, 60, *(hours * 60 for hours in (4, 6, 8, 10, 12, 14, 17, 20, 24)))
)
JITTER = 0.1  # a wait is up to a tenth shorter, so that letters do not come back as one crowd


def next_try(
    letter_id: int, tries: int, first_tried_at: datetime, now: datetime
) -> datetime | None:
    """Return when to try again after so many tries, or None to give up.

    Each wait is longer than the one before; the last try is five days after the first.
    """
    wait = WAITS[min(tries, len(WAITS)) - 1] * (1 - JITTER * _share(letter_id, tries))
    ends_at = first_tried_at + LIFE
    if now < ends_at:
        return min(now + wait, ends_at)
    return now + wait if tries < FEWEST else None


def _share(letter_id: int, tries: int) -> float:
    """Return a number from 0 to 1 that is the same each time, so that tests and repeats agree."""
    digest = sha256(f"{letter_id}:{tries}".encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**32
