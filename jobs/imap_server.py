"""A mail server spoken to by IMAP: the way to it, the login, and waiting for mail there."""

import imaplib
import ssl
from contextlib import suppress
from io import BufferedReader
from select import select
from threading import Event
from time import monotonic
from typing import cast

from imap_tools import BaseMailBox, MailBox, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError

from service.config import Imap
from service.domain.imap import Mailbox

ANSWER_SECONDS = 30.0  # for each answer of the server, and for the connection
LOOK_SECONDS = 1.0  # how soon a stop is heeded


class NoMail(Exception):
    """The server does not do as we wish; the text says so in words of ours, without a name."""


def enter(imap: Imap) -> BaseMailBox:
    """Return a mailbox that we are logged in to, its folder selected.

    Secrets are read now, not before. Raises BadSetting, NoMail, OSError, IMAP4.error.
    """
    box, secret = imap.mailbox(), imap.present_secret()
    mailbox = _reached(box)
    try:
        _log_in(mailbox.client, imap.kind, box.user, secret)
        _learn_what_it_can(mailbox.client)
        if not mailbox.folder.exists(imap.moved_to):
            mailbox.folder.create(imap.moved_to)
        mailbox.folder.set(box.folder)
    except BaseException:
        mailbox.client.shutdown()
        raise
    return mailbox


def leave(mailbox: BaseMailBox) -> None:
    """Say goodbye, if the server still listens."""
    try:
        mailbox.logout()
    except (OSError, imaplib.IMAP4.error, ImapToolsError):
        mailbox.client.shutdown()


def wait(mailbox: BaseMailBox, seconds: float, stopping: Event) -> None:
    """Return when the server says something, after some seconds, or at a stop (RFC 2177).

    Seconds must be fewer than 29 minutes. imap-tools' own way fails where the server speaks
    before its "+", and sleeps through what came together with it.
    """
    client = mailbox.client
    tag = client._command("IDLE")
    while client._get_response() is not None:
        if client.tagged_commands[tag]:
            raise imaplib.IMAP4.error("IDLE refused")
    ends = monotonic() + seconds
    while not _has_spoken(client) and not stopping.is_set() and monotonic() < ends:
        if select([client.sock], [], [], min(LOOK_SECONDS, ends - monotonic() + 0.01))[0]:
            break
    client.send(b"DONE\r\n")
    while not client.tagged_commands[tag]:
        client._get_response()
    del client.tagged_commands[tag]


def _reached(box: Mailbox) -> BaseMailBox:
    """Return a connection: inside TLS whose certificate is checked, or on this machine."""
    checked = ssl.create_default_context()  # imaplib's own checks nothing
    if box.tls:
        return MailBox(box.host, box.port, timeout=ANSWER_SECONDS, ssl_context=checked)
    mailbox = MailBoxUnencrypted(box.host, box.port, timeout=ANSWER_SECONDS)
    if not box.is_here:
        _secure(mailbox.client, checked)
    return mailbox


def _secure(client: imaplib.IMAP4, checked: ssl.SSLContext) -> None:
    """Go on inside TLS, or hang up."""
    try:
        if "STARTTLS" not in client.capabilities:
            raise NoMail("the server offers no STARTTLS")
        client.starttls(checked)
    except BaseException:
        with suppress(OSError):  # a failed handshake has closed it
            client.shutdown()
        raise


def _log_in(client: imaplib.IMAP4, kind: str, user: str, secret: str) -> None:
    """Log in by XOAUTH2, by PLAIN, which knows all of UTF-8, or by LOGIN."""
    try:
        if kind == "token":
            bearer = f"user={user}\x01auth=Bearer {secret}\x01\x01".encode()
            # A refusal comes as a challenge with the reason, to be answered with nothing.
            client.authenticate("XOAUTH2", lambda challenge: b"" if challenge else bearer)
        elif "AUTH=PLAIN" in client.capabilities:
            client.authenticate("PLAIN", lambda _: f"\0{user}\0{secret}".encode())
        else:
            client.login(user, secret)
    except imaplib.IMAP4.abort:
        raise
    except (imaplib.IMAP4.error, UnicodeEncodeError) as refused:
        raise NoMail("login refused") from refused


def _learn_what_it_can(client: imaplib.IMAP4) -> None:
    """Note the capabilities after the login: there are more, and imaplib does not ask again."""
    _, answer = client.capability()
    client.capabilities = tuple(bytes(answer[-1]).decode("ascii", "replace").upper().split())


def _has_spoken(client: imaplib.IMAP4) -> bool:
    """Return whether words of the server wait in our own buffers, where select sees none."""
    if "EXISTS" in client.untagged_responses:
        return True
    client.sock.settimeout(0)
    try:
        return bool(cast(BufferedReader, client.file).peek(1))
    except (BlockingIOError, ssl.SSLWantReadError):
        return False
    finally:
        client.sock.settimeout(ANSWER_SECONDS)
