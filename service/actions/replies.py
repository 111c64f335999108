"""Mail that came in, read: settled, asked back, laid in the tray or ignored (P18, P35, S4)."""

from datetime import datetime

from service import store
from service.actions import copies, intake, ladder
from service.actions.hearing import to_be_kept
from service.actions.intake import Arrival
from service.domain.accounts import hidden, without
from service.domain.site import Site
from service.mail import self_test
from service.reading import guard, wire
from service.store.inbox import Verdict

TRIES = 3  # R6
STOPPED = "stopped the program"
UNREADABLE: dict[guard.Why, str] = {
    "time": "could not be read in two seconds",
    "memory": "could not be read in 256 MB",
    "crash": "made the reader crash",
    "parse": "cannot be taken apart",
}


def read_mail(db: store.Database, site: Site, mail_id: int, now: datetime) -> None:
    """Read one kept mail and let it end somewhere. Safe to run twice.

    A mail that has stopped the program three times is quarantined instead: each try is counted
    before it begins, so that one which kills the whole program counts as well (R6). Raises
    `guard.Unreadable` for a mail that breaks the reader's bounds.
    """
    if store.inbox.note_try(db, mail_id) >= TRIES:
        quarantine(db, mail_id, now)
        return
    kept = store.inbox.get(db, mail_id)
    if kept.state != "pending":
        return
    raw = store.inbox.raw(db, mail_id)
    # Reading may take two seconds: it is done before the transaction, in which nobody else can
    # write, and once more inside only if something has changed in between.
    mark = store.version(db)
    arrival = intake.taken_in(db, site, kept, raw)
    with store.transaction(db):
        if store.version(db) != mark:
            arrival = intake.taken_in(db, site, kept, raw)
        verdict = _verdict(db, site, arrival, now)
        store.inbox.settle(db, mail_id, verdict, now)
        if verdict.state in ("settled", "asked") and _tells_account(arrival, raw):
            store.inbox.drop_raw(db, mail_id)  # P25: no account number is kept from a reply
            store.memory.note_words_deleted(db, now)


def quarantine(db: store.Database, mail_id: int, now: datetime) -> None:
    """Set a mail aside that cannot be read; the reason is the last one noted."""
    reason = store.inbox.get(db, mail_id).reason or STOPPED
    store.inbox.settle(db, mail_id, Verdict("quarantined", reason), now)


def _tells_account(arrival: Arrival, raw: bytes) -> bool:
    """Return whether a reply tells an account number; about costs, also in its signature."""
    if without(arrival.reading.text) != arrival.reading.text:
        return True
    if arrival.known is None or arrival.known.about.kind != "expense":
        return False
    text = guard.shown(raw).text
    return hidden(text) != text


def _verdict(db: store.Database, site: Site, arrival: Arrival, now: datetime) -> Verdict:
    message_id, about = arrival.mail.outside.message_id, arrival.known
    repeated = store.inbox.same_message_id(db, message_id, arrival.kept.id)
    if repeated is not None:
        reason = f"has the Message-ID of mail {repeated}"
        return Verdict("ignored", reason, message_id=message_id)
    if self_test.is_self_test(site, message_id):
        return Verdict("ignored", "a test mail of `oksa check`", message_id=message_id)
    outcome = ladder.end_of(db, site, arrival, now)
    reading = to_be_kept(arrival.reading, outcome)
    if arrival.is_copy and outcome.end == "ignored":  # what two write to each other is theirs
        return Verdict("ignored", outcome.reason, message_id=message_id)
    if arrival.is_copy and outcome.end == "settled":
        reading = copies.to_be_kept(reading)
    return Verdict(
        state=outcome.end,
        reason=outcome.reason,
        person_id=about.person.id if about else None,
        about=about.about if about else None,
        asked=about.asked if about else None,
        reading=wire.kept_of(reading, arrival.context),
        message_id=message_id,
    )
