"""What a bounce says: whose mail was not delivered, and whether for good (D2)."""

import re
from dataclasses import dataclass
from email.message import Message

from service.domain.readings import Finding
from service.reading.mail.message import Mail, text_of
from service.reading.text.word_lists import words

_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_ENHANCED = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
_BASIC = re.compile(r"(?<![\d.])([45])\d\d(?=[ -])")


@dataclass(frozen=True)
class Failure:
    """One recipient of a delivery report: Action and Status as they stand there.

    A status that says no more than "failed" (5.0.0) is taken from the other server's own line.
    """

    recipient: str
    action: str
    status: str


def findings_of(mail: Mail) -> tuple[Finding, ...] | None:
    """Return one `bounced` a failed recipient; None where the report tells of success alone."""
    reported = _reported(mail)
    failures = [one for one in reported if one.action not in ("delivered", "relayed", "expanded")]
    if reported and not failures:
        return None
    if failures:
        return tuple(_from_report(one, mail) for one in failures[:20])
    return _from_words(mail)


def _reported(mail: Mail) -> list[Failure]:
    """Read RFC 3464: one block of fields a recipient."""
    failures = []
    for part in mail.parts:
        if part.get_content_type() != "message/delivery-status":
            continue
        inside = part.get_payload()
        blocks = inside if isinstance(inside, list) else []
        failures += [_failure(block) for block in blocks if isinstance(block, Message)]
    return [one for one in failures if one is not None]


def _failure(block: Message) -> Failure | None:
    # Original-Recipient is the address we wrote to, when the mail was forwarded (RFC 3464 §2.3.1).
    for name in ("Original-Recipient", "Final-Recipient"):
        address = _ADDRESS.search(str(block.get(name, ""))[:500])
        if address:
            action = str(block.get("Action", "")).strip().lower()
            return Failure(address.group(0).lower(), action, _status(block))
    return None


def _status(block: Message) -> str:
    status = str(block.get("Status", "")).strip()[:40]
    told = " ".join(str(block.get("Diagnostic-Code", ""))[:500].split())
    if status[1:] not in ("", ".0.0"):
        return status
    code = _ENHANCED.search(told) or _BASIC.search(told)
    return told[code.start() :][:200] if code else status


def _from_report(failure: Failure, mail: Mail) -> Finding:
    permanent = failure.action != "delayed" and not failure.status.strip().startswith("4")
    # 5.4.4 is a domain that cannot be resolved; 4.2.2 a full box that may be emptied.
    failed = mail.header("X-Failed-Recipients").lower()
    recipient = failed if _ADDRESS.fullmatch(failed) else failure.recipient
    return Finding(
        "bounced", evidence=failure.status, rule="dsn", recipient=recipient, permanent=permanent
    )


def _from_words(mail: Mail) -> tuple[Finding, ...]:
    """Read a bounce that has no report: Exim's and qmail's prose."""
    text = mail.text or next((text_of(part) for part in mail.parts), "")
    said = _above_copy(text[:8_000])
    failed = _ADDRESS.search(mail.header("X-Failed-Recipients"))
    named = failed or _named(said, mail)
    if named is None:
        return (Finding("bounced", rule="bounce without a name", permanent=False),)
    return (
        Finding(
            "bounced", evidence=_code_line(said), rule="bounce in words",
            recipient=named.group(0).lower(),
            permanent=_is_permanent(said, mail),
        ),
    )  # fmt: skip


def _named(said: str, mail: Mail) -> re.Match[str] | None:
    ours = mail.header("To").lower()
    found = [one for one in _ADDRESS.finditer(said) if one.group(0).lower() not in ours]
    return found[0] if found else None


def _is_permanent(said: str, mail: Mail) -> bool:
    told = f"{mail.header('Subject')} {said}".lower()
    if any(mark in told for mark in words("automatic")["delays"]):
        return False
    code = _ENHANCED.search(said) or _BASIC.search(said)
    return code is None or code.group(1) == "5"


def _code_line(said: str) -> str:
    """Return the line in which the other server gives its code, from there on."""
    code = _ENHANCED.search(said) or _BASIC.search(said)
    if code is None:
        return ""
    begins = said.rfind("\n", 0, code.start()) + 1
    return said[max(begins, code.start() - 4) :].split("\n", 1)[0][:200]


def _above_copy(text: str) -> str:
    """Return the text above the copy of our own mail."""
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if line.lstrip().startswith("-") and any(
            mark in line.lower() for mark in words("automatic")["copies"]
        ):
            return "\n".join(lines[:index])
    return text
