"""Reading what the doors have kept."""

import logging
from contextlib import suppress
from datetime import datetime

from jobs import dns
from service import store
from service.actions import origins, replies
from service.domain.site import Site
from service.reading.guard import Unreadable

MOST_STOPPED = 10  # in one go: with two seconds each, letters wait for them no longer
log = logging.getLogger(__name__)
# By a mail's hash, the tries it stood at, where even that could not be written back.
_owed: dict[str, int] = {}


def read_mail(db: store.Database, site: Site, now: datetime) -> int:
    """Read every mail that waits and return how many have ended.

    One that stops the reader is tried again after all the others, three times in all (R6).
    """
    ended = stopped = 0
    for _ in range(replies.TRIES):
        for mail_id in store.inbox.pending(db):
            done = read_one(db, site, mail_id, now)
            ended, stopped = ended + done, stopped + (not done)
            if stopped == MOST_STOPPED:
                return ended
    return ended


def read_one(db: store.Database, site: Site, mail_id: int, now: datetime) -> bool:
    """Read one kept mail, and return whether it ended; else it waits for its next try.

    After the third it is quarantined. What the machine does wrong is held against no mail.
    """
    if not store.has_room(db):
        log.warning("mail %d waits: no room on the disk", mail_id)
        return False
    mail = store.inbox.get(db, mail_id)
    tries = _owed.get(mail.sha256, mail.tries)
    try:
        _give_back(db, mail, tries)
        return _read(db, site, mail_id, now)
    except (OSError, store.MachineError) as wrong:
        log.warning("mail %d waits: %s", mail_id, type(wrong).__name__)
        _owed[mail.sha256] = tries
        with suppress(store.MachineError):  # no room even for that: before its next try, then
            _give_back(db, mail, tries)
        return False


def _read(db: store.Database, site: Site, mail_id: int, now: datetime) -> bool:
    try:
        if site.verify_dkim:
            origins.establish(db, mail_id, dns.lookups())
        replies.read_mail(db, site, mail_id, now)
    except (OSError, store.MachineError):
        raise
    except Unreadable as why:
        log.warning("mail %d: %s", mail_id, why.why)
        return _stopped(db, mail_id, replies.UNREADABLE[why.why], now)
    except Exception as wrong:
        # One poison mail must not stop the others. The text of the exception may hold words
        # of the mail, so only its kind is told.
        log.exception("mail %d: %s", mail_id, type(wrong).__name__, exc_info=False)
        return _stopped(db, mail_id, f"{replies.STOPPED}: {type(wrong).__name__}", now)
    return True


def _give_back(db: store.Database, mail: store.inbox.Mail, tries: int) -> None:
    """Let a mail stand at the tries it had before the machine failed."""
    if mail.sha256 in _owed:
        store.inbox.set_tries(db, mail.id, tries)
        del _owed[mail.sha256]


def _stopped(db: store.Database, mail_id: int, reason: str, now: datetime) -> bool:
    store.inbox.note_failure(db, mail_id, reason)
    if store.inbox.get(db, mail_id).tries < replies.TRIES:
        return False
    replies.quarantine(db, mail_id, now)
    return True
