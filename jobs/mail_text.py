"""A mail's text on its way in: from DATA to CR LF dot CR LF, and to nothing else (S1).

Read in pieces instead of lines, ten megabytes of empty lines cost no more than a picture.
"""

import re
from asyncio import LimitOverrunError, StreamReader
from collections.abc import Callable

MOST_BYTES = 10 * 1024 * 1024
LINE_BYTES = 64 * 1024
END = b"\r\n.\r\n"
MOST_STUFFED = MOST_BYTES * 4 // 3 + len(END)  # more than any stuffing explains
_BARE_STUFFED = re.compile(rb"(?<!\r)\n\.\.")


class Crowded(Exception):
    """There was no room in memory for a text, which was read to its end and thrown away."""


async def read(reader: StreamReader, may_hold: Callable[[int], bool]) -> bytes | None:
    """Return the text without its stuffed dots (RFC 5321 §4.5.2), None if it is over 10 MB.

    A text that is too big is read to its end, so that the conversation can go on. Raises
    Crowded, at its end too, where it may not be held: `may_hold` is asked with its bytes so far.
    """
    # The first line begins after a CR LF, too: that of the DATA command.
    reader._buffer[:0] = b"\r\n"  # type: ignore[attr-defined]
    pieces: list[bytes] = []
    size, is_held, is_last = 0, True, False
    while not is_last:
        piece, is_last = await _piece(reader)
        size += len(piece)
        is_held = is_held and may_hold(size if size <= MOST_STUFFED else 0)
        if is_held and size <= MOST_STUFFED:
            pieces.append(piece)
        else:
            pieces.clear()
    if size > MOST_STUFFED:
        return None
    if not is_held:
        raise Crowded
    text = _unstuffed(b"".join(pieces).removesuffix(b".\r\n"))[2:]
    return text if len(text) <= MOST_BYTES else None


def has_long_line(text: bytes) -> bool:
    """Return whether a line is longer than 64 KiB; here a bare LF ends one, too.

    Some programs hand over mails with these alone, and refusing such a mail would lose it.
    """
    start = 0
    while len(text) - start > LINE_BYTES:
        end = text.rfind(b"\n", start, start + LINE_BYTES + 2)
        if end < 0:
            return True
        start = end + 1
    return False


def _unstuffed(text: bytes) -> bytes:
    """Return a text without the dots its sender put before those that begin a line.

    Python's smtplib also does so after a bare LF, which is no end of a line (RFC 5321 §2.3.8).
    """
    if b"\n.." in text:
        text = _BARE_STUFFED.sub(b"\n.", text)
    return text.replace(b"\r\n.", b"\r\n")


async def _piece(reader: StreamReader) -> tuple[bytes, bool]:
    try:
        return await reader.readuntil(END), True
    except LimitOverrunError as longer:
        return await reader.readexactly(longer.consumed), False
