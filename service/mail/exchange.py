"""One letter over one SMTP connection (RFC 5321), in two round trips where the server allows it.

smtplib opens the connection; the hand-over is ours, because smtplib takes half an answer for a
whole one, waits for each answer before it speaks again, and has one time-out for everything.
"""

import re
import smtplib
from dataclasses import dataclass

from service.domain.letters import Letter
from service.domain.refusals import Step

LINE_BYTES, REPLY_LINES = 2048, 100  # RFC 5321 §4.5.3.1.5 asks for 512
_PLAIN = re.compile(r"[^\x00-\x20<>\x7f-\U0010ffff]{1,250}@[^\x00-\x20<>@]{1,250}")
_ANSWER = re.compile(rb"([2-5]\d\d)([ -].*)?\r?\n", re.DOTALL)


@dataclass(frozen=True)
class Said:
    """A server's answer to a step: its code and words."""

    step: Step
    code: int
    words: str


class Broken(Exception):
    """The connection ended, fell silent or spoke no SMTP; `text_begun` tells since when."""

    def __init__(self, why: Exception, *, text_begun: bool) -> None:
        super().__init__(f"{type(why).__name__}: {why}")
        self.text_begun = text_begun
        self.silent = isinstance(why, TimeoutError)


def hand_over(host: smtplib.SMTP, letter: Letter, waits: tuple[float, float]) -> Said:
    """Hand one letter over and return the answer that ended it; TEXT with 250 is taken.

    `waits` are the seconds to wait for an answer, before and after the text. Raises Broken,
    and ValueError for an address that cannot be said in SMTP (UnicodeError is one).
    """
    commands = _commands(host, letter)
    begun = False
    try:
        _wait(host, waits[0])
        said = _ask(host, commands)
        if said.step != "DATA" or said.code != 354:
            _forget(host, said)
            return said
        _wait(host, waits[1])
        begun = True
        _say(host, _stuffed(letter.raw))
        said = _heard(host, "TEXT")
        if said.code == 421:
            host.close()
        return said
    except (OSError, EOFError) as why:
        raise Broken(why, text_begun=begun) from why


def _commands(host: smtplib.SMTP, letter: Letter) -> tuple[bytes, bytes, bytes]:
    options = f" SIZE={len(letter.raw)}" if host.has_extn("size") else ""
    if not letter.raw.isascii() and host.has_extn("8bitmime"):
        options += " BODY=8BITMIME"
    sender, to = _address(letter.envelope_from), _address(letter.to_address)
    return (
        f"MAIL FROM:<{sender}>{options}\r\n".encode("ascii"),
        f"RCPT TO:<{to}>\r\n".encode("ascii"),
        b"DATA\r\n",
    )


def _address(address: str) -> str:
    """Return an address as it stands in an envelope. Raises ValueError for none (S10)."""
    if not _PLAIN.fullmatch(address):
        raise ValueError("not an address that mail can be sent to")
    local, _, domain = address.rpartition("@")
    return address if address.isascii() else f"{local}@{domain.encode('idna').decode('ascii')}"


def _ask(host: smtplib.SMTP, commands: tuple[bytes, bytes, bytes]) -> Said:
    """Say MAIL, RCPT and DATA, and return the first answer that is a no, else that to DATA."""
    if host.has_extn("pipelining"):
        return _ask_together(host, b"".join(commands))
    mail, recipient, data = commands
    for step, command in (("MAIL", mail), ("RCPT", recipient)):
        _say(host, command)
        said = _heard(host, step)  # type: ignore[arg-type]
        if said.code not in (250, 251):
            return said
    _say(host, data)
    return _heard(host, "DATA")


def _ask_together(host: smtplib.SMTP, commands: bytes) -> Said:
    _say(host, commands)
    mail = _heard(host, "MAIL")
    recipient = mail if mail.code == 421 else _heard(host, "RCPT")
    if 421 in (mail.code, recipient.code):  # it hangs up and answers nothing more
        return mail if mail.code == 421 else recipient
    data = _heard(host, "DATA")
    refused = next((one for one in (mail, recipient) if one.code not in (250, 251)), None)
    if refused and data.code == 354:
        _say(host, b".\r\n")  # RFC 2920 §3.1: an empty text for nobody, whose answer says nothing
        _heard(host, "TEXT")
    return refused or data


def _forget(host: smtplib.SMTP, said: Said) -> None:
    """Have the server forget a hand-over that ended early, so that the next can begin."""
    try:
        if said.code != 421:
            _say(host, b"RSET\r\n")
            _heard(host, said.step)
            return
    except (OSError, EOFError):  # the answer that counts has come
        pass
    host.close()


def _say(host: smtplib.SMTP, text: bytes) -> None:
    if host.sock is None:
        raise EOFError("not connected")
    host.sock.sendall(text)


def _wait(host: smtplib.SMTP, seconds: float) -> None:
    if host.sock is not None:
        host.sock.settimeout(seconds)


def _heard(host: smtplib.SMTP, step: Step) -> Said:
    """Return one whole answer. Raises EOFError for half of one: nobody knows what it would say."""
    words = []
    if host.sock is None:
        raise EOFError("not connected")
    host.file = host.file or host.sock.makefile("rb")
    for _ in range(REPLY_LINES):
        line: bytes = host.file.readline(LINE_BYTES)
        match = _ANSWER.fullmatch(line)
        if match is None:
            raise EOFError("the connection ended" if not line else "half an answer, or no SMTP")
        words.append((match[2] or b"")[1:].strip())
        if (match[2] or b"").startswith(b"-"):
            continue
        return Said(step, int(match[1]), b" ".join(words).decode("utf-8", "replace"))
    raise EOFError("an answer without end")


def _stuffed(raw: bytes) -> bytes:
    """Return a text with its dots doubled and the end of it: RFC 5321 §4.5.2."""
    text = raw.replace(b"\n.", b"\n..")
    text = b"." + text if text.startswith(b".") else text
    return text + (b".\r\n" if text.endswith(b"\r\n") else b"\r\n.\r\n")
