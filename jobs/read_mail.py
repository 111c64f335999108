"""Reading what the doors have kept."""

import logging
from datetime import datetime

from jobs import dns
from service import store
from service.actions import origins, replies
from service.domain.site import Site

log = logging.getLogger(__name__)


def read_mail(db: store.Database, site: Site, now: datetime) -> int:
    """Read every mail that waits and return how many; one that cannot be read waits again."""
    waiting = store.inbox.pending(db)
    for mail_id in waiting:
        read_one(db, site, mail_id, now)
    return len(waiting)


def read_one(db: store.Database, site: Site, mail_id: int, now: datetime) -> None:
    """Read one kept mail; what stops the program is noted and tried again, three times (R6)."""
    try:
        if site.verify_dkim:
            origins.establish(db, mail_id, dns.lookups())
        replies.read_mail(db, site, mail_id, now)
    except Exception as wrong:
        # One poison mail must not stop the others. The text of the exception may hold words
        # of the mail, so only its kind is told.
        log.exception("mail %d cannot be read", mail_id, exc_info=False)
        store.inbox.note_failure(db, mail_id, f"stopped the reader: {type(wrong).__name__}")
