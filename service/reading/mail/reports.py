"""The delivery report in a bounce: a block of fields for each recipient (RFC 3464, RFC 6533)."""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser

from service.reading.mail.message import Mail
from service.reading.text.word_lists import words

REPORTS = ("message/delivery-status", "message/global-delivery-status")
ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
ENHANCED = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
BASIC = re.compile(r"(?<![\d.])([45])\d\d(?=[ -])")

_ESCAPED = re.compile(r"\\x\{([0-9A-Fa-f]{2,5})\}")  # "ä" in a 7-bit report (RFC 6533 §3)
_NO_ROUTE = "5.4.4"  # the domain cannot be resolved (RFC 3463 §3.5)
_MAX_REPORT = 20_000


@dataclass(frozen=True)
class Failure:
    """One recipient of a delivery report: Action and Status as they stand there.

    A status that says no more than "failed" (5.0.0) is taken from the other server's own line.
    The recipient is empty where the report names none.
    """

    recipient: str
    action: str
    status: str

    @property
    def permanent(self) -> bool:
        """Whether it will not be tried again, and trying anew is of no use."""
        return self.action != "delayed" and not self.status.startswith("4")


def reported(mail: Mail) -> list[Failure]:
    """Return what a mail's delivery reports say of each recipient, of success too."""
    parts = [part for part in mail.parts if part.get_content_type() in REPORTS]
    blocks = [block for part in parts for block in _blocks(part)]
    return [_failure(block) for block in blocks if block.get("Action") or block.get("Status")]


def _blocks(part: Message) -> Iterator[Message]:
    """Yield blocks of fields; those that a gateway has encoded, or that stand in a body, too."""
    inside = part.get_payload()
    encoded = str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64"
    for block in inside if isinstance(inside, list) else []:
        if not isinstance(block, Message):
            continue
        yield block
        body = block.get_payload()
        text = body[:_MAX_REPORT] if isinstance(body, str) else ""
        for fields in (_plain(text) if encoded else text).split("\n\n"):
            if fields.strip():
                yield HeaderParser().parsestr(fields)


def _plain(text: str) -> str:
    try:
        return binascii.a2b_base64(text).decode("utf-8", "replace").replace("\r\n", "\n")
    except (binascii.Error, ValueError):
        return ""


def _failure(block: Message) -> Failure:
    action = str(block.get("Action", "")).strip().lower()
    # Original-Recipient is the address we wrote to, when the mail was forwarded (RFC 3464 §2.3.1).
    for name in ("Original-Recipient", "Final-Recipient"):
        value = str(block.get(name, ""))[:500]
        address = ADDRESS.search(_ESCAPED.sub(lambda one: chr(int(one[1], 16)), value))
        if address:
            return Failure(address.group(0).lower(), action, _status(block, action))
    return Failure("", action, _status(block, action))


def _status(block: Message, action: str) -> str:
    status = str(block.get("Status", "")).strip()[:40]
    told = " ".join(str(block.get("Diagnostic-Code", ""))[:500].split())
    # Gmail gives up on a domain that is not there with 4.0.0, others with 4.4.x.
    if status.startswith(("4.0", "4.4")) and action == "failed" and _is_nowhere(told):
        return f"{_NO_ROUTE} {told}"[:200]
    if status[1:] not in ("", ".0.0"):
        return status
    code = ENHANCED.search(told) or BASIC.search(told)
    return told[code.start() :][:200] if code else status


def _is_nowhere(told: str) -> bool:
    said = told.lower()
    return "try again" not in said and any(mark in said for mark in words("automatic")["nowhere"])
