"""Those outside: people who send until they are told that it is kept, and a server that takes."""

import asyncio
import smtplib
import time
from dataclasses import dataclass, field
from threading import Lock, Thread
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.sink import Sink

MUTE = "mute.example.org"
AT_ONCE = 4
PAUSE_SECONDS = 0.05


@dataclass
class World(Sink):
    """A mail server that takes all letters, but for a domain that is mute until it is healed."""

    is_mute: bool = False

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient, or never answer."""
        while self.is_mute and address.endswith(f"@{MUTE}"):
            await asyncio.sleep(PAUSE_SECONDS)
        return await super().handle_RCPT(server, session, envelope, address, options)


@dataclass
class Senders:
    """A few people who send mails as they are let, each again until the door has said 250."""

    door: tuple[str, int]
    to: str
    mails: list[bytes]
    allowed: int = 0
    kept: list[bytes] = field(default_factory=list)
    refused: int = 0
    begun: int = 0
    is_over: bool = False
    lock: Any = field(default_factory=Lock)
    threads: list[Thread] = field(default_factory=list)

    def __enter__(self) -> "Senders":
        self.threads = [Thread(target=self._send) for _ in range(AT_ONCE)]
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self.is_over = True
        for thread in self.threads:
            thread.join()

    def _send(self) -> None:
        client: smtplib.SMTP | None = None
        while not self.is_over:
            raw = self._next()
            while raw is not None and not self.is_over:
                client = self._sent(client, raw)
                if client is not None:
                    self.kept.append(raw)
                    break
                self.refused += 1
                time.sleep(PAUSE_SECONDS)
            if raw is None:
                time.sleep(PAUSE_SECONDS)
        if client is not None:
            client.close()

    def _next(self) -> bytes | None:
        with self.lock:
            if self.begun >= min(self.allowed, len(self.mails)):
                return None
            self.begun += 1
            return self.mails[self.begun - 1]

    def _sent(self, client: smtplib.SMTP | None, raw: bytes) -> smtplib.SMTP | None:
        """Return the connection over which a mail was kept, or None."""
        try:
            client = client or smtplib.SMTP(*self.door, timeout=40)
            client.sendmail("anna@example.org", [self.to], raw)
        except (OSError, smtplib.SMTPException):
            if client is not None:
                client.close()
            return None
        return client
