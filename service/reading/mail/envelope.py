"""Who a mail says it is from, whom it was for, and what it answers; nothing of its words."""

import re
from dataclasses import dataclass
from email.message import Message

from service.domain.proof import Result
from service.reading.mail.authentication import told
from service.reading.mail.message import Mail

_PIECE = re.compile(r'\\.|"|[^"\\]+|\\')
_ANGLED = re.compile(r"<([^<>@\s]+@[^<>@\s]+)>")
_BARE = re.compile(r"[^<>@\s,;:()\"]+@[^<>@\s,;:()\"]+")
_IDS = re.compile(r"<[^<>\s]{1,300}>")
_MOST = 50  # addresses and ids looked at: more than any person writes


@dataclass(frozen=True)
class Envelope:
    """A mail's outside; `sender` is empty where From is not one plain address or mail is unsound.

    `robot` says that a machine or a list may have sent it: it is read but never answered (S7).
    `told` is what the mail server that we believe found of its origin (S4). `recipients` are all
    addresses it was for, `to` those it was written to, without copies.
    """

    sender: str
    recipients: tuple[str, ...]
    message_id: str
    answers: tuple[str, ...]
    robot: bool
    told: Result
    to: tuple[str, ...] = ()


def envelope(mail: Mail, envelope_from: str | None, authserv_id: str) -> Envelope:
    """Return a parsed mail's outside; `envelope_from` is None for a door that knows none."""
    head = mail.head
    places = ("Delivered-To", "X-Original-To", "To", "Cc")
    for_whom = [address for name in places for address in _in(head, name)]
    answered = " ".join(str(head.get(name, "")) for name in ("In-Reply-To", "References"))
    ids = _IDS.findall(str(head.get("Message-ID", "")))
    sender = sender_of(mail) if mail.sound else ""
    return Envelope(
        sender=sender,
        recipients=tuple(for_whom[:_MOST]),
        message_id=ids[0] if len(ids) == 1 else "",
        answers=tuple(_IDS.findall(answered)[:_MOST]),
        robot=_robot(mail, envelope_from),
        told=told(mail.header("Authentication-Results"), authserv_id, sender.rpartition("@")[2]),
        to=tuple(_in(head, "To")[:_MOST]),
    )


def sender_of(mail: Mail) -> str:
    """Return the one plain address of a mail's one From, lower case, or nothing."""
    heads = mail.head.get_all("From", [])
    return _one_address(str(heads[0])) if len(heads) == 1 else ""


def _in(head: Message, name: str) -> list[str]:
    """Return the addresses in all headers of a name."""
    return [found for value in head.get_all(name, []) for found in _addresses(str(value))]


def _one_address(value: str) -> str:
    """Return the only address of a From line, or nothing: `a@x <b@y>` is no known sender."""
    unquoted = _unquoted(" ".join(value.split()))
    angled = _ANGLED.findall(unquoted)
    rest = _ANGLED.sub(" ", unquoted)
    if len(angled) == 1 and not re.search(r"[@<>,]", rest):
        return str(angled[0]).lower()
    bare = unquoted.strip()
    return bare.lower() if not angled and _BARE.fullmatch(bare) else ""


def _unquoted(value: str) -> str:
    """Return a line without its quoted strings, in linear time; an open quote quotes nothing."""
    outside: list[str] = []
    inside = False
    for piece in _PIECE.findall(value):
        if piece == '"':
            inside = not inside
            outside.append(" ")
        elif not inside:
            outside.append(piece)
    return value if inside else "".join(outside)


def _addresses(value: str) -> list[str]:
    unquoted = _unquoted(value[:16_000])
    return [found.lower() for found in _BARE.findall(unquoted)]


def _robot(mail: Mail, envelope_from: str | None) -> bool:
    precedence = mail.header("Precedence").lower()
    submitted = mail.header("Auto-Submitted").lower() or "no"
    return (
        envelope_from == ""
        or mail.head.get("List-Id") is not None
        or precedence in ("bulk", "list", "junk")
        or submitted != "no"
    )
