"""Letters that were refused while they were handed over count like bounces (D2)."""

from datetime import datetime

from service import store
from service.actions import mailboxes
from service.domain.site import Site


def note_refusals(db: store.Database, site: Site, now: datetime) -> int:
    """Count every letter that was given up since the last time; safe to run twice."""
    letters = store.mailboxes.uncounted(db)
    for letter_id in letters:
        mailboxes.count_refusal(db, site, letter_id, now)
    return len(letters)
