"""Conversations at the mail doors, by SMTP (RFC 5321) or LMTP (RFC 2033), and their limits."""

import asyncio
import re
from dataclasses import dataclass, field
from ssl import SSLContext
from typing import Any

from aiosmtpd.smtp import SMTP

from jobs import mail_text

LINGER_SECONDS = 5
# How often a command may be said in one conversation; the rest is bounded by other limits.
CALLS = {"NOOP": 100, "HELP": 10, "VRFY": 10, "*": 1_000_000}
ENHANCED = {
    "451": "4.3.0",
    "500": "5.5.2",
    "501": "5.5.4",
    "502": "5.5.1",
    "503": "5.5.1",
    "552": "5.3.4",
    "554": "5.7.0",
    "555": "5.5.4",
}
# A plain address and what follows it (RFC 5321 §4.1.2); any other aiosmtpd takes apart.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_PLAIN = re.compile(
    rf"<({_ATOM}(?:\.{_ATOM})*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)>((?: [\x21-\x7e]+)*)"
)
_HAS_CODE = re.compile(r"\d{3} \d\.\d{1,3}\.\d{1,3} ")


@dataclass(frozen=True)
class Limits:
    """What one sender, and all of them together, may ask of a door.

    `idle_seconds` is how long the next command may take, `text_seconds` a mail's whole text.
    """

    idle_seconds: float = 300  # RFC 5321 §4.5.3.2.7
    text_seconds: float = 600
    conversations: int = 200
    of_one_host: int = 100
    refusals: int = 20
    text_bytes: int = 64 * 1024 * 1024  # of all texts on their way together, in memory
    small_text_bytes: int = 256 * 1024  # has room beside them


@dataclass(frozen=True)
class Crowd:
    """The conversations under way at all doors."""

    limits: Limits
    present: "set[Conversation]" = field(default_factory=set)

    def is_full(self, host: str) -> bool:
        """Return whether one more conversation is too much, counted with those of its host."""
        of_one_host = sum(other.host == host for other in self.present)
        return len(self.present) > self.limits.conversations or (
            of_one_host > self.limits.of_one_host
        )

    def has_room(self, size: int) -> bool:
        """Return whether a text may be so long, besides what the others hold."""
        if size <= self.limits.small_text_bytes:
            return True
        return size + sum(other.held for other in self.present) <= self.limits.text_bytes


class Conversation(SMTP):
    """One sender's connection to the SMTP door."""

    line_length_limit = mail_text.LINE_BYTES
    door = "smtp"

    def __init__(
        self,
        reception: Any,
        crowd: Crowd,
        loop: asyncio.AbstractEventLoop,
        tls: SSLContext | None = None,
    ) -> None:
        super().__init__(
            reception,
            data_size_limit=mail_text.MOST_BYTES,
            enable_SMTPUTF8=True,
            hostname=reception.site.mail_domain,
            ident="Oksa",
            tls_context=tls,
            timeout=crowd.limits.idle_seconds,
            command_call_limit=CALLS,
            loop=loop,
        )
        self.crowd, self.host, self.refusals = crowd, "", 0
        self.held = 0  # bytes of the text that is on its way
        self.until = 0.0

    def connection_made(self, transport: Any) -> None:
        """Begin, or begin anew inside TLS."""
        self.host = (transport.get_extra_info("peername") or [""])[0]
        self.crowd.present.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """End."""
        self.crowd.present.discard(self)
        super().connection_lost(error)

    async def push(self, status: str | bytes) -> None:
        """Answer: words with their enhanced code (RFC 2034), bytes as they are."""
        if isinstance(status, bytes):
            await super().push(status)
            return
        limits, text_comes = self.crowd.limits, status.startswith("354")
        self._reset_timeout(limits.text_seconds if text_comes else limits.idle_seconds)
        self.refusals += status.startswith("5")
        if self._is_enough():
            status = "421 4.7.0 Too many errors, goodbye"
        await super().push("\r\n".join([_enhanced(status)] * self._answers(status)))
        if self._is_enough():
            self._hang_up()

    async def smtp_DATA(self, arg: str | None) -> None:  # noqa: N802 - aiosmtpd's names
        """Take a mail's text; aiosmtpd's own way refuses lines over 998 octets and is slow."""
        if await self.check_helo_needed():
            return
        if arg or not self.envelope or not self.envelope.rcpt_tos:
            await self.push("501 Syntax: DATA" if arg else "503 Send RCPT first")
            return
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        try:
            text = await mail_text.read(self._reader, self._may_hold)
            answer = await self._taken(text)
        except mail_text.Crowded:
            answer = "452 4.3.1 Too many large mails at once, try again later"
        self.envelope, self.held = self._create_envelope(), 0
        await self.push(answer)

    async def _taken(self, text: bytes | None) -> str:
        """Return the answer to a text that has come to its end."""
        if text is None:
            return "552 5.3.4 Too much mail data"
        if mail_text.has_long_line(text):
            return "500 5.5.2 A line is longer than 64 KiB"
        assert self.envelope is not None
        self.envelope.original_content = text
        answer: str = await self._call_handler_hook("DATA")
        return answer

    def _may_hold(self, size: int) -> bool:
        self.held = 0
        fits = self.crowd.has_room(size)
        self.held = size if fits else 0
        return fits

    async def smtp_STARTTLS(self, arg: str) -> None:  # noqa: N802
        """Begin TLS, once: aiosmtpd would begin a second handshake inside the first."""
        if self.tls_context and self._tls_protocol:
            await self.push("503 5.5.1 TLS has begun already")
            return
        await super().smtp_STARTTLS(arg)

    async def smtp_AUTH(self, arg: str) -> None:  # noqa: N802
        """Nobody signs in here."""
        await self.push("502 5.5.1 There is no signing in here")

    async def smtp_VRFY(self, arg: str) -> None:  # noqa: N802
        """Tell nothing; who wants to know an address asks with RCPT."""
        await self.push("252 2.5.2 Cannot verify, send a mail to see")

    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        """Return an address and what follows it; aiosmtpd's way takes 0.4 ms (R10)."""
        plain = _PLAIN.fullmatch(arg)
        return (plain[1], plain[2].lstrip()) if plain else super()._getaddr(arg)

    def _reset_timeout(self, duration: float | None = None) -> None:
        """Wait so long from now on; one timer does, that is set again when it goes off early."""
        self.until = self.loop.time() + (duration or self._timeout_duration)
        timer = self._timeout_handle
        if timer is None or timer.cancelled() or timer.when() > self.until:
            if timer is not None:
                timer.cancel()
            self._timeout_handle = self.loop.call_at(self.until, self._look_at_clock)

    def _look_at_clock(self) -> None:
        if self.loop.time() < self.until:
            self._timeout_handle = self.loop.call_at(self.until, self._look_at_clock)
        else:
            self._timeout_cb()

    def _answers(self, status: str) -> int:
        return 1

    def _is_enough(self) -> bool:
        return self.refusals > self.crowd.limits.refusals

    async def _handle_client(self) -> None:
        if self.crowd.is_full(self.host):
            await self.push("421 4.3.2 Too many connections, try again later")
            self._hang_up()
            return
        await super()._handle_client()

    def _timeout_cb(self) -> None:
        self._writer.write(b"421 4.4.2 Waited too long, goodbye\r\n")
        self._hang_up()

    def _hang_up(self) -> None:
        """Hang up, at last also on one that does not even take our last word."""
        if isinstance(self.transport, asyncio.Transport):
            self.transport.close()
            self.loop.call_later(LINGER_SECONDS, self.transport.abort)


class LmtpConversation(Conversation):
    """One connection of our own mail server to the LMTP door.

    After the text it gets one answer for each recipient it was allowed (RFC 2033 §4.2),
    whatever that answer is. Its refusals are not counted: each is about another sender.
    """

    door = "lmtp"
    due = 1

    async def smtp_LHLO(self, arg: str) -> None:  # noqa: N802
        """Greet."""
        await super().smtp_EHLO(arg)

    async def smtp_EHLO(self, arg: str) -> None:  # noqa: N802
        """Refuse SMTP's greeting (RFC 2033 §4.1)."""
        await self.push("500 5.5.1 This is LMTP, say LHLO")

    async def smtp_HELO(self, arg: str) -> None:  # noqa: N802
        """Refuse SMTP's older greeting."""
        await self.push("500 5.5.1 This is LMTP, say LHLO")

    async def check_helo_needed(self, helo: str = "LHLO") -> bool:
        """Ask for the greeting first."""
        needed: bool = await super().check_helo_needed("LHLO")
        return needed

    def _answers(self, status: str) -> int:
        if status.startswith("354"):
            self.due = len(self.envelope.rcpt_tos) if self.envelope else 1
            return 1
        answers, self.due = self.due, 1
        return answers

    def _is_enough(self) -> bool:
        return False


def _enhanced(status: str) -> str:
    """Return an answer with the code of RFC 3463 that aiosmtpd leaves out."""
    code, _, words = status.partition(" ")
    if code[0] not in "245" or code == "220" or _HAS_CODE.match(status):
        return status
    return f"{code} {ENHANCED.get(code, f'{code[0]}.0.0')} {words}"
