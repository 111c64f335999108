"""Raw bytes taken apart: headers, parts and the text that was written."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from functools import cached_property

from service.reading.mail.bounds import bounded
from service.reading.mail.charsets import decode, decoded
from service.reading.mail.html import text_of_html
from service.reading.text.word_lists import words

MAX_PARTS = 200

MAX_TEXT = 128_000

MAX_OPENING = 1_500

LONGEST_LINE = 200


@dataclass(frozen=True)
class Mail:
    """One message: its top headers, its leaf parts in order, and the text its writer sent.

    Parts inside a forwarded message are not among `parts` (contracts/calendar.md C3). A mail
    is not `sound` where its headers were cut or the parser found a defect (S3).
    """

    head: Message
    parts: tuple[Message, ...]
    text: str
    sound: bool = True

    def header(self, name: str) -> str:
        """Return one top header decoded to a single plain line, empty where it is missing."""
        return decoded(self._first.get(name.lower()))

    @cached_property
    def _first(self) -> dict[str, str]:
        """The first top header of each name in lower case, raw."""
        return {key.lower(): value for key, value in reversed([*self.head.raw_items()])}

    def has(self, content_type: str) -> bool:
        """Return whether a part of this content type stands in the mail."""
        return content_type in self._types

    @cached_property
    def opening(self) -> str:
        """How the text begins, as `opening_of` tells it."""
        return opening_of(self.text)

    @cached_property
    def _types(self) -> frozenset[str]:
        return frozenset(part.get_content_type() for part in self.parts)


def parse(raw: bytes) -> Mail:
    """Return the message taken apart; what exceeds a bound is cut away before any parsing."""
    message, whole = bounded(raw)
    parts = tuple(_leaves(message))
    sound = whole and not any(part.defects for part in (message, *parts))
    return Mail(message, parts, _text(parts), sound)


def payload(part: Message) -> bytes:
    """Return the bytes of a part with its transfer encoding undone."""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def text_of(part: Message) -> str:
    """Return the text of a part, by its charset where that fits, else as UTF-8 or Windows-1252."""
    return decode(payload(part)[:MAX_TEXT], str(part.get_content_charset() or ""))


def opening_of(text: str) -> str:
    """Return the beginning of a text on one line, in lower case, as it is searched for phrases."""
    return " ".join(text[:MAX_OPENING].lower().split())


def _leaves(message: Message) -> Iterator[Message]:
    waiting, seen = [message], 0
    while waiting and seen < MAX_PARTS:
        part = waiting.pop(0)
        seen += 1
        inside = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inside, list):
            waiting[:0] = [one for one in inside if isinstance(one, Message)]
        else:
            yield part


def _text(parts: tuple[Message, ...]) -> str:
    text = ""
    for part in parts:
        alone = len(parts) == 1 and part.get_content_type() == "text/plain"
        if len(text) < MAX_TEXT and (alone or _is_body(part, "text/plain")):
            text = (f"{text}\n" if text else "") + _flowed(part)
    text = text[:MAX_TEXT]
    if text.strip() and not _stands_in(text):
        return text
    pages = [text_of(part) for part in parts if _is_body(part, "text/html")]
    return (text_of_html(pages[0]) if pages else "") or text


def _stands_in(text: str) -> bool:
    """A text part that only asks for its page, or that lost all its line breaks on the way."""
    bare = text.strip()
    folded = len(bare) > LONGEST_LINE and "\n" not in bare
    return folded or bare.lower().startswith(tuple(words("mail")["stand_ins"]))


def _is_body(part: Message, content_type: str) -> bool:
    kept_apart = str(part.get("Content-Disposition", "")).lower().startswith("attachment")
    return part.get_content_type() == content_type and not kept_apart


def _flowed(part: Message) -> str:
    """Join the soft line breaks of format=flowed (RFC 3676)."""
    text = text_of(part)
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    pieces: list[str] = []
    soft = False
    for line in text.split("\n"):
        quoted = line.startswith(">")
        line = line[1:] if line.startswith(" ") else line
        if pieces and (quoted or not soft):
            pieces.append("\n")
        pieces.append(line)
        soft = line.endswith(" ") and line != "-- " and not quoted
    return "".join(pieces)
