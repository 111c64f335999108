"""Bytes that would harm whoever reads them harm a child process only (R6)."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from service.domain.readings import Context
from service.domain.receipts import File
from service.reading import guard, hearing, masking, read
from service.reading.answers import Heard, Opened
from service.reading.crossing import Foreign, made, plain, send, take
from tests.reading.measure import cases_in, raw_of

CONTEXT = Context("attendance", datetime(2026, 4, 9, 8, tzinfo=UTC))
REPLIES = Path(__file__).parent / "replies"
PLAIN = b"From: Anna <anna@example.org>\r\nMessage-ID: <1@x>\r\n\r\nJoo tavattiin eilen, 1,5 h\r\n"


@pytest.fixture(autouse=True)
def afresh() -> Iterator[None]:
    guard.close()
    yield
    guard.close()


def child() -> int:
    """Return the process id of the warm child."""
    return guard._warm[0].process.pid


def test_the_child_reads_as_the_reader_does() -> None:
    for case in list(cases_in(REPLIES / "sv.jsonl"))[:40]:
        raw = raw_of(case, REPLIES)
        there = guard.heard(raw, CONTEXT, over=False)
        assert there == Heard(masking.masked(read(raw, CONTEXT), CONTEXT), retold=False)


def test_the_child_reads_unmasked_what_is_tried_out() -> None:
    raw = PLAIN.replace(b"1,5 h", b"1,5 h. FI21 1234 5600 0007 85")
    assert guard.read(raw, CONTEXT) == read(raw, CONTEXT)


def test_the_child_understands_words_alone() -> None:
    times = replace(CONTEXT, asked="times")
    for words in ("ti 14.4. klo 17 ja ti 12.5. klo 17", "katsotaan myöhemmin", ""):
        assert guard.understood(words, times) == hearing.understood(words, times)
    assert guard.is_courtesy("Kiitos paljon!", CONTEXT)
    assert not guard.is_courtesy(" ", CONTEXT)


def test_the_child_tells_when_someone_is_back() -> None:
    received = datetime(2026, 7, 6, 9, tzinfo=UTC)
    assert guard.back_on("Olen lomalla, palaan 3.8.", received) == date(2026, 8, 3)
    assert guard.back_on("Olen lomalla.", received) is None


def test_one_child_serves_many_messages() -> None:
    seen = set()
    for number in range(5):
        guard.opened(PLAIN + b"%d" % number, None, "")
        seen.add(child())
    assert len(seen) == 1


def test_a_child_that_dies_is_replaced_by_the_next_message() -> None:
    before = guard.opened(PLAIN, None, "")
    os.kill(child(), signal.SIGKILL)
    with pytest.raises(guard.Unreadable, match="crash"):
        guard.heard(PLAIN, CONTEXT, over=False)
    assert guard.opened(PLAIN, None, "") == before


def test_a_child_that_hangs_is_ended() -> None:
    guard.opened(PLAIN, None, "")
    os.kill(child(), signal.SIGSTOP)
    with pytest.raises(guard.Unreadable, match="time"):
        guard.heard(PLAIN, CONTEXT, over=False)
    assert guard.opened(PLAIN, None, "").outside.sender == "anna@example.org"


def asked_of_a_child(task: str) -> tuple[object, int]:
    """Return what a child answers that works at a task of this test, and how it ended."""
    ours, theirs = socket.socketpair()
    program = (
        "from service.reading import guarded as g; g.TASKS['work'] = lambda h, a: {}; g.main()"
    )
    with theirs, ours:
        code = program.format(task)
        process = subprocess.Popen([sys.executable, "-c", code], stdin=theirs.fileno())
        theirs.close()
        assert take(ours)[0] == "ready"
        send(ours, {"do": "work", "new": True}, b"x")
        try:
            answer = take(ours)[0]
        except EOFError:
            answer = None
        ours.close()
        return answer, process.wait(10)


def test_a_message_has_two_seconds() -> None:
    assert asked_of_a_child("all(not one for one in iter(int, 1))") in [
        (None, -signal.SIGALRM),
        (None, -signal.SIGPROF),
    ]


# What the child has let go since it began may be taken again: some megabytes beside the 256.
@pytest.mark.parametrize(
    ("megabytes", "answer"), [(230, {"said": True}), (300, {"stopped": "memory"})]
)
def test_a_message_has_256_megabytes(megabytes: int, answer: object) -> None:
    task = f"({{'said': bool(bytearray({megabytes} << 20))}}, b'')"
    assert asked_of_a_child(task) == (answer, 0)


def test_a_child_that_has_left_is_no_failure() -> None:
    guard.opened(PLAIN, None, "")
    guard._warm[0].line.shutdown(1)  # as after a minute without a question
    guard._warm[0].process.wait(5)
    assert guard.opened(PLAIN, None, "").outside.message_id == "<1@x>"


def test_a_child_inherits_no_secret_and_no_file() -> None:
    with (Path(__file__)).open() as held:
        guard.opened(PLAIN, None, "")
        there = Path(f"/proc/{child()}")
        links = [os.readlink(one) for one in (there / "fd").iterdir()]
        assert held.name not in links
    assert (there / "environ").read_bytes().split(b"=")[0] == b"PYTHONPATH"
    assert (there / "environ").read_bytes().count(b"\0") == 1


def test_files_cross_to_the_byte() -> None:
    raw = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\n\r\nkuitti\r\n"
        b"--b\r\nContent-Type: application/pdf; name=a.pdf\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\nJVBERi0A/w==\r\n--b--\r\n"
    )
    assert guard.files(raw) == (File("a.pdf", b"%PDF-\x00\xff"),)


def test_only_values_of_the_expected_kind_are_taken() -> None:
    opened = guard.opened(PLAIN, "", "")
    assert made(Opened, plain(opened)) == opened
    wrong: list[object] = [{"outside": 1}, [], {"outside": {"sender": 5}}, {"calendar": None}]
    for said in wrong:
        with pytest.raises(Foreign):
            made(Opened, said)
    with pytest.raises(Foreign):
        made(Context, {"asked": "anything", "received_at": "2026-04-09T08:00:00+00:00"})
