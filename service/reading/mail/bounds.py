"""Raw bytes parsed within fixed bounds (S2): what no person's mail has is cut away before."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.policy import Compat32
from itertools import count, islice

MAX_BYTES = 10_000_000
MAX_HEADER_BLOCK = 128_000
MAX_HEADER = 16_000
MAX_HEADER_LINES = 1_000
MAX_DEPTH = 20
MAX_BOUNDARIES = 2_000
MAX_MESSAGES = 1_000  # as the parser counts: parts, and blocks of a delivery report
MAX_LINES = 150_000  # of a body; 10 MB of base64 are 130,000
MAX_HEADERS = 10_000  # of all the parts
MAX_PART_HEADER = 2_000  # bytes of a Content-… header; its parameters cost their square

_HEADERS_END = re.compile(rb"\r?\n\r?\n")
_LONG_DASHES = re.compile(rb"(?<=\n)(--[^\r\n]{1000})[^\r\n]+")  # no boundary, but tried as one
_LINE_END = re.compile(rb"\r\n|\r|\n")
_NESTING = re.compile(
    rb"content-type:[\s\x1c-\x1f]*(?:multipart/|message/rfc822|message/partial|message/external)",
    re.IGNORECASE,
)


def bounded(raw: bytes) -> tuple[Message, bool]:
    """Return a message parsed, and whether nothing that tells who wrote it was cut away."""
    head, body, whole = _split(raw[:MAX_BYTES])
    depth = len(_NESTING.findall(body))
    if depth > MAX_DEPTH:
        body, whole = b"", False
    # Each line is compared with the boundaries of all that it stands in.
    body = _few_parts(_few_lines(body, MAX_LINES // max(1, depth // 3)))
    body = _LONG_DASHES.sub(rb"\1", body)
    try:
        return _parsed(head + b"\n\n" + body), whole
    except _TooMuch:
        return _parsed(head + b"\n\n"), False


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
