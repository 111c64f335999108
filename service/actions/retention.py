"""Forgetting people when the term of what is held of them is over (G3, P40)."""

from collections.abc import Callable, Iterable
from datetime import datetime

from service import store
from service.domain.people import is_erased
from service.domain.preparation import KEPT_FOR
from service.domain.retention import forgotten_before, is_past

Forget = Callable[[store.Database, int], None]
AT_ONCE = 500  # mails and letters; a door waits for as long as these take


def forget_mail(db: store.Database, now: datetime) -> int:
    """Delete what came and what left a month ago, but for hash, size and where it ended (P35)."""
    before = forgotten_before("mail", now)
    mails = store.retention.old_mails(db, before)
    letters = store.retention.old_letters(db, before)
    old: list[tuple[Forget, int]] = [(store.retention.forget_mail, one) for one in mails]
    old += [(store.retention.forget_letter, one) for one in letters]
    for first in range(0, len(old), AT_ONCE):
        with store.transaction(db):
            for forget, number in old[first : first + AT_ONCE]:
                forget(db, number)
            _noted(db, len(old), now)
    return len(old)


def forget_quoted_notes(db: store.Database, now: datetime) -> int:
    """Delete the bytes of mails that may quote preparation passed on, three days later (G2)."""
    with store.transaction(db):
        quoting = store.notes.quoted_in(db, received_before=now - KEPT_FOR)
        for mail_id in quoting:
            store.notes.forget_quoted(db, mail_id)
        return _noted(db, len(quoting), now)


def forget_declined(db: store.Database, now: datetime) -> int:
    """Let those whom a round had no place for be nobody, half a year after the kind no."""
    with store.transaction(db):
        old = store.retention.declined(db, forgotten_before("declined", now))
        for application_id, _ in old:
            named = store.retention.forget_application(db, application_id, now)
            _forget_strangers(db, named)
        return _noted(db, len(old), now)


def forget_rounds(db: store.Database, now: datetime) -> int:
    """Let the people of rounds that ended a year ago be nobody; counts stay."""
    forgotten = 0
    for round_id in store.retention.unforgotten(db):
        season = store.rounds.get(db, round_id)
        if is_past(season, now):
            with store.transaction(db):
                _forget_strangers(db, store.retention.forget_round(db, round_id, now))
                forgotten += _noted(db, 1, now)
    return forgotten


def forget_claims(db: store.Database, now: datetime) -> int:
    """Let claims be nobody's six years after their year, and delete their receipts."""
    files: list[str] = []
    with store.transaction(db):
        old = store.retention.old_claims(db, forgotten_before("claims", now))
        for claim_id in old:
            person_id, digests = store.retention.forget_claim(db, claim_id, now)
            files += digests
            _forget_strangers(db, [person_id])
        forgotten = _noted(db, len(old), now)
    for digest in files:
        store.files.drop(db, digest)
    return forgotten


def forget_files(db: store.Database, now: datetime) -> int:
    """Delete receipts that came down with something which was refused in the end."""
    return store.files.drop_unnamed(db, forgotten_before("files", now))


def forget_acts(db: store.Database, now: datetime) -> int:
    """Delete what was noted two years ago of who did what."""
    with store.transaction(db):
        return _noted(db, store.retention.forget_acts(db, forgotten_before("acts", now)), now)


TERMS: tuple[Callable[[store.Database, datetime], int], ...] = (
    forget_mail,
    forget_quoted_notes,
    forget_declined,
    forget_rounds,
    forget_claims,
    forget_files,
    forget_acts,
)


def _forget_strangers(db: store.Database, people: Iterable[int]) -> None:
    """Erase whoever nothing needs to know any more."""
    for person_id in people:
        known = store.people.get(db, person_id)
        if not is_erased(known) and not store.retention.has_ties(db, person_id):
            store.erasing.forget(db, person_id)


def _noted(db: store.Database, forgotten: int, now: datetime) -> int:
    if forgotten:
        store.memory.note_words_deleted(db, now)
    return forgotten
