"""Handing finished letters to the mail server, over one connection, by Flask-Mail.

The letters are finished bytes, stored before they leave (R4). So it is harmless here that
importing flask_mail changes the process's table of charsets.
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Literal

from flask import Flask
from flask_mail import BadHeaderError, Connection, Mail, Message

from service.config import MailServer
from service.domain.flat import one_line, shortened
from service.domain.letters import Letter

CONNECT_SECONDS = 15
ANSWER_SECONDS = 120  # a server may think long after the last dot; giving up early sends twice

End = Literal["taken", "later", "never", "unsent", "lost"]


class Unreachable(Exception):
    """No connection to the mail server; the text says why, without addresses."""


@dataclass(frozen=True)
class Answer:
    """How the hand-over of a letter ended.

    taken: the server has it. later, never: it said so (4xx, 5xx). unsent: the connection
    went before the letter's text was on its way. lost: it went after, so nobody knows.
    """

    end: End
    reason: str = ""


class Line(Connection):
    """Flask-Mail's connection, with time-outs and a certificate that is checked."""

    def __init__(self, mail: Mail, answer_seconds: float = ANSWER_SECONDS) -> None:
        super().__init__(mail)
        self.answer_seconds = answer_seconds
        self.text_begun = False

    def __exit__(self, *failure: object) -> None:
        if self.host is not None:
            with suppress(smtplib.SMTPException, OSError):  # every answer we need has come
                self.host.quit()
            self.host.close()

    def configure_host(self) -> smtplib.SMTP:
        """Return a connection ready for letters. Raises OSError (smtplib's errors are such)."""
        context = ssl.create_default_context()
        host = self._dial(context)
        try:
            self._greet(host, context)
        except BaseException:
            host.close()
            raise
        return host

    def is_open(self) -> bool:
        """Return whether another letter can go over this connection."""
        return self.host is not None and self.host.sock is not None

    def _dial(self, context: ssl.SSLContext) -> smtplib.SMTP:
        server, port = self.mail.server, self.mail.port
        wait = min(CONNECT_SECONDS, self.answer_seconds)
        if self.mail.use_ssl:
            return smtplib.SMTP_SSL(server, port, timeout=wait, context=context)
        return smtplib.SMTP(server, port, timeout=wait)

    def _greet(self, host: smtplib.SMTP, context: ssl.SSLContext) -> None:
        if self.mail.use_tls:
            host.starttls(context=context)
        if self.mail.username and self.mail.password:
            host.login(self.mail.username, self.mail.password)
        host.ehlo_or_helo_if_needed()
        if host.sock is not None:
            host.sock.settimeout(self.answer_seconds)
        host.data = self._noting(host.data)  # type: ignore[method-assign]

    def _noting(self, data: Any) -> Any:
        def noted(text: bytes) -> tuple[int, bytes]:
            self.text_begun = True
            answer: tuple[int, bytes] = data(text)
            return answer

        return noted


class Finished(Message):
    """A mail that is sent as the bytes it was stored as, to one address."""

    def __init__(self, letter: Letter) -> None:
        super().__init__(
            subject=letter.subject,
            recipients=[letter.to_address],
            sender=letter.envelope_from,
        )
        self.msgId = letter.message_id
        self.raw = letter.raw

    def as_bytes(self) -> bytes:
        """Return the stored bytes."""
        return self.raw

    def as_string(self) -> str:
        """Return the stored bytes as text."""
        return self.raw.decode("utf-8", "replace")


@contextmanager
def line(server: MailServer, answer_seconds: float = ANSWER_SECONDS) -> Iterator[Line]:
    """Give a connection to the mail server for many letters, or raise Unreachable."""
    app = _app(server)
    with app.app_context():
        connection = Line(app.extensions["mail"], answer_seconds)
        try:
            connection.__enter__()
        except OSError as why:
            raise Unreachable(_said(why)) from why
        try:
            yield connection
        finally:
            connection.__exit__()


def send(connection: Line, letter: Letter) -> Answer:
    """Hand one letter over and return how that ended; never raises what the server did."""
    connection.text_begun = False
    try:
        connection.send(Finished(letter))
    except smtplib.SMTPRecipientsRefused as refused:
        return _refused(*next(iter(refused.recipients.values())))
    except smtplib.SMTPResponseException as refused:
        return _refused(refused.smtp_code, refused.smtp_error)
    except (smtplib.SMTPServerDisconnected, OSError) as why:
        return _broken(connection, why)
    except (BadHeaderError, UnicodeError) as why:  # nothing was said to the server yet
        return Answer("never", _said(why))
    return Answer("taken")


def _broken(connection: Line, why: OSError) -> Answer:
    if connection.host is not None:
        connection.host.close()
    return Answer("lost" if connection.text_begun else "unsent", _said(why))


def _refused(code: int, words: bytes | str) -> Answer:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    reason = shortened(one_line(f"{code} {text}"), 300)
    return Answer("never" if 500 <= code < 600 else "later", reason)


def _said(why: Exception) -> str:
    return shortened(one_line(f"{type(why).__name__}: {why}"), 300)


def _app(server: MailServer) -> Flask:
    """Return a Flask application that serves nobody: Flask-Mail asks for one."""
    app = Flask("oksa.outbound")
    app.config.update(
        MAIL_SERVER=server.host,
        MAIL_PORT=server.port,
        MAIL_USE_TLS=server.use_tls,
        MAIL_USE_SSL=server.use_ssl,
        MAIL_USERNAME=server.username,
        MAIL_PASSWORD=server.password,
    )
    Mail(app)
    return app
