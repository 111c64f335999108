"""Letters: from a draft and its words to the bytes that leave.

Each kind is a folder of `mail_templates/` with one text a language. The text is written first
and is complete; its HTML twin is made from the same lines.
"""

import re
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import sha256

from service.domain.flat import shortened
from service.domain.invitations import Acceptance, Invitation, Mailbox
from service.domain.languages import Language
from service.domain.letters import RELAYED, Attachment, Draft, Letter
from service.domain.people import Person
from service.domain.site import Site
from service.mail import addresses, calendar, mime, templates
from service.mail.signing import signed
from service.mail.templates import Written

SUBJECT_LENGTH = 50
_TO = re.compile(rb"^To: [^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*", re.MULTILINE)


def write(draft: Draft, site: Site, now: datetime, *, prompt: bool = False) -> Letter:
    """Return the finished letter; the same draft, site and `now` give the same bytes.

    A `prompt` is one of the letters that its receiver may stop, and carries the way to.
    """
    language = draft.to.language
    given = {**draft.words, "now": now}
    written = templates.render(draft.kind, draft.to, _programme(draft), site, given)
    message_id = addresses.message_id(site, draft.key)
    reply_token = addresses.token(site, "reply", draft.about, draft.to.id)
    bounce_token = addresses.token(site, "bounce", draft.about, draft.to.id)
    head = b"".join(
        (
            _mailboxes(draft, site, reply_token),
            _head(written, language, message_id, now, by_machine=_is_by_machine(draft, site)),
            _thread(f"<t.{reply_token}@{site.mail_domain}>"),
            _way_out(draft, site) if prompt else b"",
        )
    )
    return Letter(
        key=draft.key,
        kind=draft.kind,
        to_address=draft.to.email,
        language=language,
        subject=_subject(written),
        message_id=message_id,
        raw=signed(head + _whole(draft, written, message_id), site, now),
        about=draft.about,
        person_id=draft.to.id,
        envelope_from=addresses.address(site, bounce_token),
        calendar=draft.invitation is not None,
        prompt=prompt,
    )


def invitation_letter(invitation: Invitation, now: datetime) -> bytes:
    """Return the whole mail for an invitation that comes without a draft (`oksa invite`)."""
    kind = "invitation" if invitation.method == "REQUEST" else "invitation_cancelled"
    to = Person(0, invitation.to.address, invitation.to.name, invitation.language)
    given = {"now": now, "meeting": invitation, "other": _others(invitation)}
    written = templates.render(kind, to, invitation.organizer.name, None, given)
    domain = invitation.organizer.address.rpartition("@")[2]
    said = f"{invitation.uid}:{invitation.sequence}:{invitation.method}:{invitation.to.address}"
    message_id = f"<{sha256(said.encode()).hexdigest()[:32]}@{domain}>"
    head = b"".join(
        (
            mime.address_header("From", invitation.organizer),
            mime.address_header("To", invitation.to),
            mime.address_header("Reply-To", invitation.organizer),
            _head(written, invitation.language, message_id, now),
        )
    )
    return head + _body(written, invitation.language, invitation, message_id)


def sent_again(letter: Letter, site: Site, key: str, now: datetime) -> Letter:
    """Return a stored letter for another occasion: the same bytes under another Message-ID."""
    message_id = addresses.message_id(site, key)
    raw = letter.raw.replace(letter.message_id.encode("ascii"), message_id.encode("ascii"), 1)
    return replace(letter, key=key, message_id=message_id, raw=signed(raw, site, now))


def readdressed(letter: Letter, site: Site, to: Person, now: datetime) -> Letter:
    """Return a letter that has not left for the address that its receiver has now."""
    header = mime.address_header("To", Mailbox(to.name, to.email))
    raw = _TO.sub(lambda _: header, letter.raw, count=1)
    return replace(letter, to_address=to.email, raw=signed(raw, site, now))


def _programme(draft: Draft) -> str:
    return draft.programme[draft.to.language]


def _mailboxes(draft: Draft, site: Site, reply_token: str) -> bytes:
    # contracts/calendar.md I3: From, Reply-To and ORGANIZER of a calendar letter are one.
    programme = _programme(draft)
    sender = Mailbox(programme, site.sender_address)
    answers = Mailbox(programme, addresses.address(site, reply_token))
    if isinstance(draft.invitation, Invitation):
        sender = answers = draft.invitation.organizer
    elif draft.invitation:
        sender = draft.invitation.attendee
    return b"".join(
        (
            mime.address_header("From", sender),
            mime.address_header("To", Mailbox(draft.to.name, draft.to.email)),
            mime.address_header("Reply-To", answers),
        )
    )


def _head(
    written: Written, language: Language, message_id: str, now: datetime, *, by_machine: bool = True
) -> bytes:
    composed = "Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: OOF, AutoReply\r\n"
    return mime.header("Subject", _subject(written)) + (
        f"Date: {format_datetime(now.astimezone(UTC))}\r\n"
        f"Message-ID: {message_id}\r\n"
        f"{composed if by_machine else ''}"
        f"Content-Language: {language}\r\n"
        "MIME-Version: 1.0\r\n"
    ).encode("ascii")


def _is_by_machine(draft: Draft, site: Site) -> bool:
    """Return whether a letter says that a machine composed it (D1, RFC 3834 §5)."""
    if draft.invitation is not None and not site.mark_invitations:
        return False
    return draft.kind not in RELAYED


def _thread(root: str) -> bytes:
    return f"In-Reply-To: {root}\r\nReferences: {root}\r\n".encode("ascii")


def _way_out(draft: Draft, site: Site) -> bytes:
    """Return where reminders are stopped by one press in the mail program (RFC 2369, RFC 8058)."""
    token = addresses.token(site, "stop", draft.about, draft.to.id)
    link = addresses.page(site, "l", token)
    said = f"mailto:{addresses.address(site, token)}?subject=STOP"
    ways = f"List-Unsubscribe: <{link}>,\r\n <{said}>\r\n"
    if link.startswith("https:"):  # RFC 8058 §3.1
        ways += "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
    return ways.encode("ascii")


def _subject(written: Written) -> str:
    return shortened(written.subject, SUBJECT_LENGTH)


def _whole(draft: Draft, written: Written, message_id: str) -> bytes:
    body = _body(written, draft.to.language, draft.invitation, message_id)
    if not draft.attachments:
        return body
    parts = [body, *(_attached(one) for one in draft.attachments)]
    return mime.multipart("mixed", f"{message_id[1:25]}f", parts)


def _attached(attachment: Attachment) -> bytes:
    name = f'"{attachment.name}"'
    return mime.base64_part(
        f"{attachment.type}; name={name}", attachment.content, f"attachment; filename={name}"
    )


def _body(
    written: Written,
    language: Language,
    invitation: Invitation | Acceptance | None,
    message_id: str,
) -> bytes:
    boundary = message_id[1:25]
    texts = [mime.text_part("plain", written.text), mime.text_part("html", written.html)]
    if invitation is None:
        return mime.multipart("alternative", boundary, texts)
    if isinstance(invitation, Acceptance):
        accepted = calendar.acceptance_object(invitation)
        reply = mime.base64_part("text/calendar; charset=utf-8; method=REPLY", accepted)
        return mime.multipart("alternative", boundary, [*texts, reply])
    # contracts/calendar.md I2: clients take the inline part, older ones the attachment.
    event = calendar.calendar_object(invitation)
    inline = mime.base64_part(f"text/calendar; charset=utf-8; method={invitation.method}", event)
    attached = mime.base64_part(
        'application/ics; name="invite.ics"', event, 'attachment; filename="invite.ics"'
    )
    alternative = mime.multipart("alternative", f"{boundary}a", [*texts, inline])
    return mime.multipart("mixed", f"{boundary}m", [alternative, attached])


def _others(invitation: Invitation) -> str:
    names = (guest.name for guest in invitation.attendees)
    return ", ".join(name for name in names if name != invitation.to.name)
