"""Where a mail comes from, established once and kept with it (S4)."""

from service import store
from service.domain.proof import Origin
from service.mail.alignment import Look
from service.mail.origin import check


def establish(db: store.Database, mail_id: int, look: Look) -> None:
    """Check a pending mail's signatures, once; `look` gives a name's TXT records.

    The looking up stands outside any transaction, since strangers' servers may be slow. A mail
    whose check has stopped the program keeps no proof.
    """
    kept = store.inbox.get(db, mail_id)
    if kept.state != "pending" or store.inbox.origin_of(db, mail_id) is not None:
        return
    store.inbox.note_origin(db, mail_id, Origin("none", "the check has not ended"))
    store.inbox.note_origin(db, mail_id, check(store.inbox.raw(db, mail_id), look))
