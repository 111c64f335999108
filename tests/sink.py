"""A real SMTP server that keeps what it is given, and answers as it is told to."""

import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

Taken = tuple[str, list[str], bytes]
Say = Callable[[str, Taken], str]


def agree(step: str, taken: Taken) -> str:
    """Say yes to everything."""
    return "250 OK"


@dataclass
class Sink:
    """A mail server on a free port of this machine; use it in a `with`.

    `say` answers the steps `MAIL`, `RCPT` and `DATA`; an answer that is empty breaks the
    connection off. `received` holds (envelope sender, [recipients], bytes) of each mail
    whose DATA was answered with 250, `seen` those of all whose text arrived.
    """

    say: Say = agree
    tls: ssl.SSLContext | None = None
    host: str = "127.0.0.1"
    port: int = 0
    received: list[Taken] = field(default_factory=list)
    seen: list[Taken] = field(default_factory=list)
    sessions: int = 0

    def start(self) -> "Sink":
        """Begin to listen."""
        self.port = self.port or free_port()
        self._controller = _Controller(self, hostname=self.host, port=self.port)
        self._controller.start()
        return self

    def stop(self) -> None:
        """Stop listening."""
        self._controller.stop()

    def __enter__(self) -> "Sink":
        return self.start()

    def __exit__(self, *failure: object) -> None:
        self.stop()

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's names
        self, server: SMTP, session: Session, _: Envelope, name: str, said: list[str]
    ) -> list[str]:
        """Count the session."""
        session.host_name = name
        self.sessions += 1
        return said

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, _: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take the envelope's sender."""
        envelope.mail_from = address
        return self._answer(server, "MAIL", envelope)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, _: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take one recipient."""
        answer = self._answer(server, "RCPT", envelope, address)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take the text."""
        self.seen.append(_taken(envelope))
        answer = self._answer(server, "DATA", envelope)
        if answer.startswith("250"):
            self.received.append(_taken(envelope))
        return answer

    def _answer(self, server: Any, step: str, envelope: Envelope, address: str = "") -> str:
        sender, recipients, raw = _taken(envelope)
        answer = self.say(step, (sender, recipients or [address], raw))
        if not answer:
            server.transport.abort()
        return answer


def free_port() -> int:
    """Return a port nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class _Controller(Controller):
    def factory(self) -> SMTP:
        return SMTP(
            self.handler, enable_SMTPUTF8=True, tls_context=self.handler.tls, hostname="sink"
        )


def _taken(envelope: Envelope) -> Taken:
    raw = envelope.original_content or b""
    return envelope.mail_from or "", list(envelope.rcpt_tos), raw
