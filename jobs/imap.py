"""The IMAP door: mail is fetched from a mailbox, kept, and only then moved away (P45, R1)."""

import imaplib
import logging
import random
import ssl
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from threading import Event
from time import monotonic

from imap_tools.errors import ImapToolsError

from jobs import child, imap_folder, imap_server, queue
from service import clock, store
from service.config import Imap
from service.setting_values import BadSetting
from service.store.inbox import Delivery

TROUBLES = (
    BadSetting,
    ImapToolsError,
    OSError,
    imap_server.NoMail,
    imaplib.IMAP4.error,
    store.DatabaseError,
)
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pauses:
    """How long to wait, in seconds: in one IDLE, without IDLE, and after trouble."""

    idle: float = 300.0  # far below 29 minutes, since networks forget silent connections
    poll: float = 30.0
    first: float = 1.0
    longest: float = 300.0
    sound: float = 60.0  # a connection that held this long was no trouble


@dataclass(frozen=True)
class Post:
    """Where fetched mail goes: the database, the bell of the worker, the clock."""

    db: store.Database
    ring: Callable[[], None]
    now: Callable[[store.Database], datetime]

    def keep(self, raws: Sequence[bytes]) -> None:
        """Keep mails in one commit, and wake the worker. Their envelope stands in their headers."""
        deliveries = [Delivery(raw, "", (), "imap") for raw in raws]
        store.inbox.keep(self.db, deliveries, self.now(self.db))
        self.ring()


def fetch(imap: Imap, post: Post, stopping: Event, pauses: Pauses = Pauses()) -> None:
    """Fetch mail until told to stop; after trouble wait, each time longer, and try again."""
    tried: imap_folder.Tried = Counter()
    failures = 0
    while not stopping.is_set():
        began = monotonic()
        try:
            _stay(imap, post, tried, stopping, pauses)
        except TROUBLES as trouble:
            failures = failures + 1 if monotonic() - began < pauses.sound else 1
            _tell(post, trouble)
            longest = min(pauses.longest, pauses.first * 2.0 ** min(failures - 1, 20))
            stopping.wait(longest * random.uniform(0.5, 1.0))


def _stay(
    imap: Imap, post: Post, tried: imap_folder.Tried, stopping: Event, pauses: Pauses
) -> None:
    """Log in, and empty the folder whenever something comes into it."""
    mailbox = imap_server.enter(imap)
    try:
        while not stopping.is_set():
            left = imap_folder.empty(mailbox, imap.moved_to, post.keep, tried)
            store.memory.note_fetched(post.db, left)
            if "IDLE" in mailbox.client.capabilities:
                imap_server.wait(mailbox, pauses.idle, stopping)
            else:
                stopping.wait(pauses.poll)
                mailbox.client.noop()
    finally:
        imap_server.leave(mailbox)


def _tell(post: Post, trouble: Exception) -> None:
    """Say in the log and in health why no mail is fetched."""
    why = _why(trouble)
    log.warning("no mail fetched: %s", why)
    try:
        store.memory.note_imap_trouble(post.db, why, post.now(post.db))
    except store.DatabaseError as wrong:
        log.warning("nor could that be noted: %s", wrong)


def _why(trouble: Exception) -> str:
    """Return the trouble in words of ours: what a server says may hold names."""
    match trouble:
        case BadSetting() | imap_server.NoMail():
            return str(trouble)
        case ssl.SSLCertVerificationError():
            return f"certificate not accepted: {trouble.verify_message}"
        case imaplib.IMAP4.abort():
            return "connection lost"
        case ImapToolsError() | imaplib.IMAP4.error():
            return f"refused by the server ({type(trouble).__name__})"
        case TimeoutError():
            return "no answer in time"
        case OSError():
            return trouble.strerror or str(trouble) or type(trouble).__name__
    return f"could not be kept: {trouble}"


def main() -> None:
    """Fetch mail until told to stop."""
    stopping = child.begin()
    settings = child.settings()
    if settings.imap is None:
        child.refuse("OKSA_IMAP_URL is not set")
    box = settings.imap.mailbox()
    child.ready(f"fetches mail from {box.host}:{box.port}, folder {box.folder}")
    ring = partial(queue.wake, queue.url(settings))
    fetch(settings.imap, Post(store.connect(settings.folder), ring, clock.now), stopping)


if __name__ == "__main__":
    main()
