"""Handing finished letters to the mail server, over one connection, by Flask-Mail.

The letters are finished bytes, stored before they leave (R4). So it is harmless here that
importing flask_mail changes the process's table of charsets.
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Literal

from flask import Flask, current_app
from flask_mail import Connection, Mail, Message, email_dispatched

from service.config import MailServer
from service.domain.flat import one_line, shortened
from service.domain.letters import Letter
from service.domain.refusals import meaning
from service.mail.exchange import Broken, Said, hand_over

CONNECT_SECONDS = 15
ASK_SECONDS = 30  # for an answer before the text: giving up then costs nothing but time
ANSWER_SECONDS = 120  # a server may think long after the last dot; giving up early sends twice

End = Literal["taken", "later", "never", "ours", "unsent", "lost"]


class Unreachable(Exception):
    """No connection to the mail server; the text says why, without addresses."""


@dataclass(frozen=True)
class Answer:
    """How the hand-over of a letter ended.

    taken: the server has it. later, never: it said so (4xx, 5xx). ours: it refuses us, not
    the letter. unsent: the connection went before the letter's text was on its way. lost: it
    went after, so nobody knows. `code` is the answer's, 0 without one; `alarm` says that
    the operator must mend something, `hung_up` that the server closed the door (421) or fell
    silent.
    """

    end: End
    reason: str = ""
    code: int = 0
    alarm: bool = False
    hung_up: bool = False


class Line(Connection):
    """Flask-Mail's connection, with time-outs and a certificate that is checked."""

    def __init__(self, mail: Mail, answer_seconds: float = ANSWER_SECONDS) -> None:
        super().__init__(mail)
        self.waits = (min(ASK_SECONDS, answer_seconds), answer_seconds)

    def __exit__(self, *failure: object) -> None:
        if self.host is not None:
            with suppress(smtplib.SMTPException, OSError):  # every answer we need has come
                self.host.quit()
            self.host.close()

    def configure_host(self) -> smtplib.SMTP:
        """Return a connection ready for letters. Raises OSError (smtplib's errors are such)."""
        secure = self.mail.use_tls or self.mail.use_ssl
        context = ssl.create_default_context() if secure else None  # it costs 50 ms to make
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

    def _dial(self, context: ssl.SSLContext | None) -> smtplib.SMTP:
        server, port = self.mail.server, self.mail.port
        wait = min(CONNECT_SECONDS, *self.waits)
        if self.mail.use_ssl:
            return smtplib.SMTP_SSL(server, port, timeout=wait, context=context)
        return smtplib.SMTP(server, port, timeout=wait)

    def _greet(self, host: smtplib.SMTP, context: ssl.SSLContext | None) -> None:
        if self.mail.use_tls:
            host.starttls(context=context)
        if self.mail.username and self.mail.password:
            host.login(self.mail.username, self.mail.password)
        host.ehlo_or_helo_if_needed()


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
    if "\n" in letter.subject or "\r" in letter.subject:
        return Answer("never", "a line break in the subject")
    if connection.host is None:
        return Answer("unsent", "not connected")
    try:
        answer = _meant(hand_over(connection.host, letter, connection.waits))
    except Broken as why:
        connection.host.close()
        end: End = "lost" if why.text_begun else "unsent"
        return Answer(end, _short(str(why)), hung_up=why.silent)
    except ValueError as why:  # nothing was said to the server yet
        return Answer("never", _said(why))
    if answer.end == "taken" and email_dispatched.receivers:  # Message() costs more than sending
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        email_dispatched.send(app, message=Finished(letter))
    return answer


def _meant(said: Said) -> Answer:
    if said.step == "TEXT" and 200 <= said.code < 300:
        return Answer("taken")
    reason = _short(f"{said.code} {said.words}")
    means = meaning(said.step, said.code, said.words)
    ours = means == "ours"
    if ours and said.step == "RCPT":  # or is it this address alone? time will tell
        means = "later"
    return Answer(means, reason, said.code, alarm=ours, hung_up=said.code == 421)


def _short(text: str) -> str:
    return shortened(one_line(text), 300)


def _said(why: Exception) -> str:
    return shortened(one_line(f"{type(why).__name__}: {why}"), 300)


def _app(server: MailServer) -> Flask:
    """Return a Flask application that serves nobody: Flask-Mail asks for one."""
    app = Flask("oksa.outbound", static_folder=None)  # no route: each would be compiled anew
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
