"""The mail that `oksa check` sends to the service itself: a calendar's yes, made by us (P44)."""

import re
from base64 import b64encode
from datetime import datetime, timedelta
from email.utils import format_datetime
from hmac import compare_digest
from hmac import digest as hmac

from service.domain.invitations import Acceptance, Mailbox
from service.domain.site import Site
from service.mail.calendar import acceptance_object
from service.mail.signing import signed

_OURS = re.compile(r"<?check\.([0-9a-f]{16})\.([0-9a-f]{32})@")


def message_id(site: Site, nonce: str) -> str:
    """Return the Message-ID of one test mail, which nobody else can make; `nonce` is 16 hex."""
    return f"<check.{nonce}.{_seal(site, nonce)}@{site.mail_domain}>"


def is_self_test(site: Site, message_id: str) -> bool:
    """Return whether a Message-ID is that of a test mail of ours."""
    found = _OURS.match(message_id)
    return found is not None and compare_digest(found[2], _seal(site, found[1]))


def to(site: Site) -> str:
    """Return where test mails go: an address that every door takes."""
    return f"oksa@{site.mail_domain}"


def uid(site: Site, nonce: str) -> str:
    """Return the UID of the event that a test mail accepts."""
    return f"check-{nonce}@{site.mail_domain}"


def written(site: Site, nonce: str, now: datetime) -> bytes:
    """Return a test mail: it says yes, as a calendar does, to an invitation of no meeting."""
    ours = Mailbox("Oksa", to(site))
    answer = Acceptance(
        uid=uid(site, nonce),
        sequence=0,
        organizer=ours,
        attendee=Mailbox("Oksa", site.sender_address),
        starts_at=now + timedelta(days=1),
        ends_at=now + timedelta(days=1, hours=1),
        summary="oksa check",
        stamped_at=now,
    )
    body = b64encode(acceptance_object(answer)).decode()
    lines = [
        f"From: Oksa <{site.sender_address}>",
        f"To: {to(site)}",
        "Subject: oksa check",
        f"Date: {format_datetime(now)}",
        f"Message-ID: {message_id(site, nonce)}",
        "Auto-Submitted: auto-generated",
        "MIME-Version: 1.0",
        "Content-Type: text/calendar; charset=utf-8; method=REPLY",
        "Content-Transfer-Encoding: base64",
        "",
        *(body[at : at + 76] for at in range(0, len(body), 76)),
        "",
    ]
    return signed("\r\n".join(lines).encode("ascii"), site, now)


def _seal(site: Site, nonce: str) -> str:
    return hmac(site.secret, f"check:{nonce}".encode(), "sha256")[:16].hex()
