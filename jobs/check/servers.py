"""Who the service talks to: its queue, its own doors, the mail servers."""

import imaplib
import socket
from collections.abc import Iterator

from imap_tools.errors import ImapToolsError
from redis import RedisError

from jobs import imap_server, queue, queue_server
from jobs.check.finding import Finding
from service.config import MailServer, Settings
from service.domain.flat import one_line, shortened
from service.mail import outbound
from service.setting_values import BadSetting

SECONDS = 5.0
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - where to call what listens there


def queue_server_of(settings: Settings) -> Finding:
    """Ask the queue whether it is there; our own is there only while `oksa run` is."""
    try:
        with queue.connect(queue.url(settings), SECONDS) as client:
            client.ping()
    except (RedisError, OSError) as gone:
        if settings.redis_url:
            return Finding("redis", "wrong", f"REDIS_URL does not answer: {_short(gone)}")
        said = f"not up; `oksa run` starts {queue_server.binary()}"
        return Finding("redis", "warning", said)
    return Finding("redis", "ok", "REDIS_URL answers" if settings.redis_url else "our own answers")


def doors(settings: Settings) -> Iterator[Finding]:
    """Call the doors that should be open, as a mail server would."""
    if not (settings.smtp_listen or settings.lmtp_listen or settings.imap):
        other = "webhook or pipe" if settings.webhook_secret else "the pipe"
        yield Finding("door", "warning", f"none is set: mail comes in by {other} alone")
    for name, listen in (("smtp door", settings.smtp_listen), ("lmtp door", settings.lmtp_listen)):
        if listen is not None:
            yield _door(name, *listen)


def imap(settings: Settings) -> Finding:
    """Log in to the mailbox that mail is fetched from."""
    if settings.imap is None:
        return Finding("imap", "skipped", "OKSA_IMAP_URL is not set")
    try:
        imap_server.leave(imap_server.enter(settings.imap))
    except (imap_server.NoMail, ImapToolsError, imaplib.IMAP4.error, OSError) as why:
        return Finding("imap", "wrong", _short(why))
    except BadSetting as why:
        return Finding("imap", "wrong", str(why))
    return Finding("imap", "ok", f"{settings.imap.mailbox().host}: logged in")


def smtp(server: MailServer) -> Finding:
    """Go as far as a letter would: connection, TLS, login."""
    try:
        with outbound.line(server, SECONDS):
            pass
    except outbound.Unreachable as why:
        return Finding("smtp", "wrong", f"{server.host}:{server.port}: {why}")
    secure = "TLS" if server.use_tls or server.use_ssl else "without TLS"
    login = f"logged in as {server.username}" if server.username else "without login"
    return Finding("smtp", "ok", f"{server.host}:{server.port}, {secure}, {login}")


def _door(name: str, host: str, port: int) -> Finding:
    where = f"{host}:{port}"
    try:
        with socket.create_connection((ANYWHERE.get(host, host), port), SECONDS) as line:
            said = line.recv(512).decode("ascii", "replace")
    except OSError as why:
        return Finding(name, "warning", f"{where}: {_short(why)}: is `oksa run` up?")
    if not said.startswith("220"):
        return Finding(name, "wrong", f"{where} says {one_line(said)!r}")
    return Finding(name, "ok", f"{where} is open")


def _short(why: Exception) -> str:
    return shortened(one_line(f"{type(why).__name__}: {why}"), 200)
