"""A mail's text on its way in: from DATA to CR LF dot CR LF, and to nothing else (S1).

Read in pieces instead of lines, ten megabytes of empty lines cost no more than a picture.
"""

from asyncio import LimitOverrunError, StreamReader

MOST_BYTES = 10 * 1024 * 1024
LINE_BYTES = 64 * 1024
END = b"\r\n.\r\n"


async def read(reader: StreamReader) -> bytes | None:
    """Return the text without its stuffed dots (RFC 5321 §4.5.2), None if it is over 10 MB.

    A text that is too big is read to its end, so that the conversation can go on.
    """
    # The first line begins after a CR LF, too: that of the DATA command.
    reader._buffer[:0] = b"\r\n"  # type: ignore[attr-defined]
    pieces: list[bytes] = []
    size = 0
    while True:
        piece, is_last = await _piece(reader)
        size += len(piece)
        if size > MOST_BYTES * 4 // 3 + len(END):  # more than any stuffing explains
            pieces.clear()
        else:
            pieces.append(piece)
        if is_last:
            break
    text = b"".join(pieces).removesuffix(b".\r\n").replace(b"\r\n.", b"\r\n")[2:]
    return text if pieces and len(text) <= MOST_BYTES else None


def has_long_line(text: bytes) -> bool:
    """Return whether a line is longer than 64 KiB."""
    start = 0
    while len(text) - start > LINE_BYTES:
        end = text.rfind(b"\r\n", start, start + LINE_BYTES + 2)
        if end < 0:
            return True
        start = end + 2
    return False


async def _piece(reader: StreamReader) -> tuple[bytes, bool]:
    try:
        return await reader.readuntil(END), True
    except LimitOverrunError as longer:
        return await reader.readexactly(longer.consumed), False
