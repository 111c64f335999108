"""Raw bytes taken apart within fixed bounds (S2): headers, parts and the text that was written."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header
from email.message import Message

from service.reading.html import text_of_html

MAX_BYTES = 10_000_000
MAX_HEADER_BLOCK = 128_000
MAX_HEADER = 16_000
MAX_HEADER_LINES = 1_000
MAX_MULTIPARTS = 20
MAX_PARTS = 200
MAX_BOUNDARIES = 2_000
MAX_TEXT = 128_000

_HEADERS_END = re.compile(rb"\r?\n\r?\n")
_MULTIPART = re.compile(rb"content-type:[ \t]*multipart/", re.IGNORECASE)
_CHARSETS = {
    "utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "ascii", "ascii": "ascii",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "windows-1252": "cp1252",
    "cp1252": "cp1252", "iso-8859-15": "iso-8859-15", "iso-8859-10": "iso-8859-10",
    "utf-16": "utf-16", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be", "utf-7": "utf-7",
    "iso-8859-2": "iso-8859-2", "windows-1250": "cp1250", "windows-1251": "cp1251",
    "koi8-r": "koi8-r", "gb2312": "gb18030", "gbk": "gb18030", "iso-2022-jp": "iso2022_jp",
}  # fmt: skip
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


@dataclass(frozen=True)
class Mail:
    """One message: its top headers, its leaf parts in order, and the text its writer sent.

    Parts inside a forwarded message are not among `parts` (contracts/calendar.md C3).
    """

    head: Message
    parts: tuple[Message, ...]
    text: str

    def header(self, name: str) -> str:
        """Return one top header decoded to a single plain line, empty where it is missing."""
        raw = (value for key, value in self.head.raw_items() if key.lower() == name.lower())
        return decoded(next(raw, None))

    def has(self, content_type: str) -> bool:
        """Return whether a part of this content type stands in the mail."""
        return any(part.get_content_type() == content_type for part in self.parts)


def parse(raw: bytes) -> Mail:
    """Return the message taken apart; what exceeds a bound is cut away before any parsing."""
    head, body = _split(raw[:MAX_BYTES])
    body = _few_parts(body)
    flat = len(_MULTIPART.findall(body)) > MAX_MULTIPARTS
    message = message_from_bytes(head + b"\n\n" + (b"" if flat else body))
    parts = tuple(_leaves(message))
    return Mail(message, parts, _text(parts))


def payload(part: Message) -> bytes:
    """Return the bytes of a part with its transfer encoding undone."""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def text_of(part: Message) -> str:
    """Return the text of a part, by its charset where that fits, else as UTF-8 or Windows-1252."""
    return decode(payload(part)[:MAX_TEXT], str(part.get_content_charset() or ""))


def decode(content: bytes, charset: str) -> str:
    """Return bytes as text; a charset that is unknown, or a lie, does no harm."""
    named = _CHARSETS.get(charset.lower().strip(), "utf-8")
    for name in ("utf-8", named) if named in ("cp1252", "ascii", "iso-8859-15") else (named,):
        try:
            return _clean(content.decode(name))
        except (UnicodeError, LookupError):
            continue
    try:
        return _clean(content.decode("utf-8"))
    except UnicodeError:
        return _clean(_cut_utf8(content))


def decoded(value: str | None) -> str:
    """Return a header's raw value as one line without control or direction characters (S3)."""
    if value is None:
        return ""
    plain = decode(value[:2_000].encode("utf-8", "surrogateescape"), "utf-8")
    try:
        words = decode_header(plain)
    except (ValueError, LookupError):
        words = [(plain, None)]
    line = "".join(
        decode(word, charset or "utf-8") if isinstance(word, bytes) else word
        for word, charset in words
    )
    return " ".join(_clean(line).split())


def _cut_utf8(content: bytes) -> str:
    """Read UTF-8 that was cut in the middle of a character; anything else as Windows-1252."""
    for cut in (1, 2, 3):
        try:
            return content[:-cut].decode("utf-8")
        except UnicodeError:
            continue
    return content.decode("cp1252", "replace")


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", _CONTROL.sub("", whole))


def _few_parts(body: bytes) -> bytes:
    """Cut a body where more boundaries have been seen than any person's mail has."""
    if body.count(b"\n--") <= MAX_BOUNDARIES:
        return body
    return b"\n--".join(body.split(b"\n--", MAX_BOUNDARIES)[:MAX_BOUNDARIES])


def _split(raw: bytes) -> tuple[bytes, bytes]:
    end = _HEADERS_END.search(raw)
    head, body = (raw[: end.start()], raw[end.end() :]) if end else (raw, b"")
    lines = head[:MAX_HEADER_BLOCK].splitlines()[:MAX_HEADER_LINES]
    return b"\n".join(_short(lines)), body


def _short(lines: list[bytes]) -> Iterator[bytes]:
    """Yield header lines; of a folded header only the first 16 KB."""
    size = 0
    for line in lines:
        size = size + len(line) if line[:1] in (b" ", b"\t") else len(line)
        if size <= MAX_HEADER:
            yield line
        elif size == len(line):
            yield line[:MAX_HEADER]


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
    plain = [_flowed(part) for part in parts if _is_body(part, "text/plain")]
    text = "\n".join(plain)[:MAX_TEXT]
    if text.strip():
        return text
    pages = [text_of(part) for part in parts if _is_body(part, "text/html")]
    return text_of_html(pages[0]) if pages else text


def _is_body(part: Message, content_type: str) -> bool:
    kept_apart = str(part.get("Content-Disposition", "")).lower().startswith("attachment")
    return part.get_content_type() == content_type and not kept_apart


def _flowed(part: Message) -> str:
    """Join the soft line breaks of format=flowed (RFC 3676)."""
    text = text_of(part)
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    joined: list[str] = []
    soft = False
    for line in text.split("\n"):
        quoted = line.startswith(">")
        line = line[1:] if line.startswith(" ") else line
        if soft and not quoted:
            joined[-1] += line
        else:
            joined.append(line)
        soft = line.endswith(" ") and line != "-- " and not quoted
    return "\n".join(joined)
