import asyncio

import pytest

from jobs import mail_text
from jobs.mail_text import LINE_BYTES, MOST_BYTES, has_long_line


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        (b".\r\n", b""),
        (b"\r\n.\r\n", b"\r\n"),
        (b"a\r\n.\r\n", b"a\r\n"),
        (b"..\r\n..a\r\n.a\r\n.\r\n", b".\r\n.a\r\na\r\n"),
        (b"\n.\r\r\n.\r\n", b"\n.\r\r\n"),
        (b"a\n..b\n...\n.c\r\n...d\r\n.\r\n", b"a\n.b\n..\n.c\r\n..d\r\n"),
        (b"\r\n" * (MOST_BYTES // 2) + b".\r\n", b"\r\n" * (MOST_BYTES // 2)),
        (b"x" * 500_000 + b"\r\n.\r\n", b"x" * 500_000 + b"\r\n"),
        (b"..\r\n" * 70_000 + b".\r\n", b".\r\n" * 70_000),
    ],
)
@pytest.mark.parametrize("step", [1, 7, 65_536])
def test_a_text_is_read_to_its_end_however_it_comes(sent: bytes, text: bytes, step: int) -> None:
    step = max(step, len(sent) // 1000)
    assert asyncio.run(_read(sent + b"NOOP\r\n", step)) == (text, b"NOOP\r\n")


def test_the_cap_counts_the_text_and_not_its_stuffing() -> None:
    lines = b"..\r\n" * (MOST_BYTES // 3)
    assert asyncio.run(_read(lines + b".\r\nQUIT", 60_000))[0] == b".\r\n" * (MOST_BYTES // 3)
    for sent in (lines + b"xx\r\n", b"x" * 30_000_000 + b"\r\n"):
        assert asyncio.run(_read(sent + b".\r\nQUIT", 60_000)) == (None, b"QUIT")


@pytest.mark.parametrize("before", [b"", b"a\r\n" * 30_000, b"x" * LINE_BYTES + b"\r\n"])
def test_a_line_may_have_64_kib(before: bytes) -> None:
    for end in (b"", b"\r\n", b"\r\na\r\n"):
        assert not has_long_line(before + b"x" * LINE_BYTES + end)
        assert has_long_line(before + b"x" * (LINE_BYTES + 1) + end)


def test_a_line_feed_alone_ends_a_line_but_no_text() -> None:
    assert not has_long_line((b"x" * LINE_BYTES + b"\n") * 3 + b".\n")
    assert has_long_line(b"x\n" + b"x" * (LINE_BYTES + 2) + b"\n")


async def _read(sent: bytes, step: int) -> tuple[bytes | None, bytes]:
    """Return the text of what is sent in pieces, and what comes after it."""
    reader = asyncio.StreamReader(limit=LINE_BYTES)
    reading = asyncio.create_task(mail_text.read(reader, lambda size: True))
    for start in range(0, len(sent), step):
        await asyncio.sleep(0)
        reader.feed_data(sent[start : start + step])
    reader.feed_eof()
    return await reading, await reader.read()
