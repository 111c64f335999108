"""Letters that wait to leave: a coordinator reads, changes or discards them (P30)."""

from datetime import datetime

from service import store
from service.domain.bounces import HELD
from service.domain.errors import Refused
from service.domain.letters import Letter
from service.domain.site import Site
from service.mail.rewording import reworded

# A sign-in link and a digest are their coordinator's; what one of a pair writes to the other is
# theirs (P16).
THEIRS = ("sign_in", "coord_digest", "preparation_note")
GONE = "the letter does not wait any more"


def may_change(letter: Letter) -> bool:
    """Return whether a letter can be changed: nobody can have it yet.

    One held after a restore may have left before it, and is sent as it was or given up (R4).
    """
    waits = letter.state == "waiting" or (letter.state == "on_hold" and letter.reason == HELD)
    return waits and not letter.tries and letter.kind not in THEIRS


def reword(
    db: store.Database, site: Site, letter_id: int, words: str, by: str, now: datetime
) -> None:
    """Let a waiting letter say something else; raises Refused where it waits no more."""
    with store.transaction(db):
        letter = store.letters.get(db, letter_id)
        if not may_change(letter):
            raise Refused(GONE)
        store.outbox.reword(db, reworded(letter, site, words, now))
        store.acts.add(db, by, "letter_reworded", ("letter", letter_id), now)


def discard(db: store.Database, letter_id: int, by: str, now: datetime) -> None:
    """Give a waiting letter up; raises Refused where it waits no more."""
    with store.transaction(db):
        if not may_change(store.letters.get(db, letter_id)):
            raise Refused(GONE)
        store.delays.discard(db, letter_id)
        store.acts.add(db, by, "letter_discarded", ("letter", letter_id), now)
