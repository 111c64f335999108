"""Raw bytes taken apart within fixed bounds (S2): headers, parts and the text that was written."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from functools import cache
from itertools import count, islice

from service.reading.html import text_of_html

MAX_BYTES = 10_000_000
MAX_HEADER_BLOCK = 128_000
MAX_HEADER = 16_000
MAX_HEADER_LINES = 1_000
MAX_DEPTH = 20
MAX_PARTS = 200
MAX_BOUNDARIES = 2_000
MAX_TEXT = 128_000
MAX_MESSAGES = 1_000  # as the parser counts: parts, and blocks of a delivery report
MAX_LINES = 150_000  # of a body; 10 MB of base64 are 130,000
MAX_HEADERS = 10_000  # of all the parts
MAX_PART_HEADER = 2_000  # bytes of a Content-… header; its parameters cost their square
MAX_MARKS = 30  # combining characters in a row; Unicode's stream-safe text has no more

_HEADERS_END = re.compile(rb"\r?\n\r?\n")
_LONG_DASHES = re.compile(rb"(?<=\n)(--[^\r\n]{1000})[^\r\n]+")  # no boundary, but tried as one
_LINE_END = re.compile(rb"\r\n|\r|\n")
_NESTING = re.compile(
    rb"content-type:[\s\x1c-\x1f]*(?:multipart/|message/rfc822|message/partial|message/external)",
    re.IGNORECASE,
)
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

    Parts inside a forwarded message are not among `parts` (contracts/calendar.md C3). A mail
    is not `sound` where its headers were cut or the parser found a defect (S3).
    """

    head: Message
    parts: tuple[Message, ...]
    text: str
    sound: bool = True

    def header(self, name: str) -> str:
        """Return one top header decoded to a single plain line, empty where it is missing."""
        raw = (value for key, value in self.head.raw_items() if key.lower() == name.lower())
        return decoded(next(raw, None))

    def has(self, content_type: str) -> bool:
        """Return whether a part of this content type stands in the mail."""
        return any(part.get_content_type() == content_type for part in self.parts)


def parse(raw: bytes) -> Mail:
    """Return the message taken apart; what exceeds a bound is cut away before any parsing."""
    head, body, whole = _split(raw[:MAX_BYTES])
    depth = len(_NESTING.findall(body))
    if depth > MAX_DEPTH:
        body, whole = b"", False
    # Each line is compared with the boundaries of all that it stands in.
    body = _few_parts(_few_lines(body, MAX_LINES // max(1, depth // 3)))
    body = _LONG_DASHES.sub(rb"\1", body)
    try:
        message = _parsed(head + b"\n\n" + body)
    except _TooMuch:
        message, whole = _parsed(head + b"\n\n"), False
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
    if not whole.isascii():
        whole = _heaps().sub(r"\1", whole)
    return unicodedata.normalize("NFC", _CONTROL.sub("", whole))


@cache
def _heaps() -> re.Pattern[str]:
    """Find heaps of combining marks, which take the square of their length to be put in order."""
    marks = "".join(c for c in map(chr, range(0x300, 0x20000)) if unicodedata.combining(c))
    return re.compile(f"([{marks}]{{{MAX_MARKS}}})[{marks}]+")


class _TooMuch(Exception):
    """A message has more parts than are read."""


class _Bounded(Compat32):
    """The parser's way with headers, each one cut at its bound also inside the parts."""

    headers: Iterator[int] = count()

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        if next(self.headers) > MAX_HEADERS:
            raise _TooMuch
        name, value = super().header_source_parse(sourcelines)
        return name, value[: MAX_PART_HEADER if name[:8].lower() == "content-" else MAX_HEADER]


def _parsed(raw: bytes) -> Message:
    made = count()

    def new(policy: _Bounded) -> Message:
        if next(made) > MAX_MESSAGES:
            raise _TooMuch
        return Message(policy)

    return message_from_bytes(raw, new, policy=_Bounded(headers=count()))  # type: ignore[arg-type, call-arg]


def _few_lines(body: bytes, most: int) -> bytes:
    """Cut a body after more lines than any person's mail has."""
    if body.count(b"\n") + body.count(b"\r") <= most:
        return body
    end = next(islice(_LINE_END.finditer(body), most, None), None)
    return body[: end.start()] if end else body


def _few_parts(body: bytes) -> bytes:
    """Cut a body where more boundaries have been seen than any person's mail has."""
    if body.count(b"\n--") <= MAX_BOUNDARIES:
        return body
    return b"\n--".join(body.split(b"\n--", MAX_BOUNDARIES)[:MAX_BOUNDARIES])


def _split(raw: bytes) -> tuple[bytes, bytes, bool]:
    """Return headers within their bounds, the body, and whether no header was cut."""
    end = _HEADERS_END.search(raw)
    head, body = (raw[: end.start()], raw[end.end() :]) if end else (raw, b"")
    lines = head[:MAX_HEADER_BLOCK].splitlines()[:MAX_HEADER_LINES]
    kept = b"\n".join(_short(lines))
    return kept, body, kept == b"\n".join(head[: MAX_HEADER_BLOCK + 1].splitlines())


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
    text = ""
    for part in parts:
        if len(text) < MAX_TEXT and _is_body(part, "text/plain"):
            text = (f"{text}\n" if text else "") + _flowed(part)
    text = text[:MAX_TEXT]
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
