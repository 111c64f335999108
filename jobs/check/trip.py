"""A test mail to ourselves, out by the mail server and back by a door, and what it says."""

import secrets
import time
from collections.abc import Iterator
from datetime import datetime

from jobs.check.finding import Finding
from service import store
from service.config import MailServer
from service.domain.flat import one_line, shortened
from service.domain.site import Site
from service.mail import outbound, self_test
from service.reading import guard

WAIT_SECONDS = 30.0
LOOK_SECONDS = 0.5


def check(
    db: store.Database, site: Site, server: MailServer, now: datetime, *, can_send: bool
) -> Iterator[Finding]:
    """Send a calendar's answer to ourselves, wait for it, and read it."""
    nonce = secrets.token_hex(8)
    raw = self_test.written(site, nonce, now)
    if can_send:
        back, finding = _round(db, site, server, raw)
        yield finding
    else:
        back = None
        yield Finding("test mail", "skipped", "no mail can be sent")
    yield _answer(site, nonce, back or raw, came_back=back is not None)


def _round(
    db: store.Database, site: Site, server: MailServer, raw: bytes
) -> tuple[bytes | None, Finding]:
    """Send the test mail and return it as it came back, if it did."""
    before = store.inbox.last_id(db)
    begun = time.monotonic()
    if refused := _sent(site, server, raw):
        return None, Finding("test mail", "wrong", refused)
    while time.monotonic() - begun < WAIT_SECONDS:
        for mail in store.inbox.ended_since(db, before):
            if self_test.is_self_test(site, mail.message_id) and mail.message_id.encode() in raw:
                said = f"came back in {time.monotonic() - begun:.1f} s by {mail.door}"
                return store.inbox.raw(db, mail.id), Finding("test mail", "ok", said)
        time.sleep(LOOK_SECONDS)
    said = f"{self_test.to(site)}: did not come back, or was not read, in {WAIT_SECONDS:.0f} s"
    return None, Finding("test mail", "wrong", said)


def _sent(site: Site, server: MailServer, raw: bytes) -> str:
    """Hand the test mail over; return why that could not be done, or nothing."""
    try:
        with outbound.line(server) as line:
            if line.host is not None:
                line.host.sendmail(self_test.to(site), [self_test.to(site)], raw)
    except (outbound.Unreachable, OSError) as why:  # smtplib's errors are such
        return shortened(one_line(f"not taken by the mail server: {why}"), 300)
    return ""


def _answer(site: Site, nonce: str, raw: bytes, *, came_back: bool) -> Finding:
    """Read the answer to our own invitation, as any calendar's."""
    try:
        told = guard.opened(raw, "", "").calendar
    except guard.Unreadable as why:
        return Finding("invitation", "wrong", f"its answer cannot be read: {why}")
    if told is None or (told.uid, told.partstat) != (self_test.uid(site, nonce), "ACCEPTED"):
        return Finding("invitation", "wrong", "its answer was changed on its way")
    way = "as it came back" if came_back else "as it was written, since it did not come back"
    return Finding("invitation", "ok", f"its answer is read as a yes, {way}")
