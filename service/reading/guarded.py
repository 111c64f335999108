"""The reading child: a process of its own in which a stranger's bytes are taken apart (R6).

It is started by `guard`, holds one message at a time and answers what it is asked of it. The
kernel ends it when a message takes too long, and memory beyond its bounds is refused to it.
"""

import gc
import resource
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from io import FileIO
from typing import Any

from service.domain.readings import Context
from service.reading import hearing
from service.reading.crossing import made, plain, send, take
from service.reading.mail.attached import attached_to
from service.reading.mail.message import Mail, parse
from service.reading.reader import read_parsed
from service.reading.short.absence import back_on

SECONDS = 2.0  # of a message's time, on the clock and of the processor
BEYOND = 256 << 20  # bytes that one message may take beyond what the child holds before it
GROWN = 24 << 20  # bytes: a child that has grown by more is replaced by a new one
IDLE_SECONDS = 60.0  # then it leaves, and its memory with it
SAMPLES = ("joo nähtiin tiistaina", "ja, vi träffades i går", "yes, we met on Tuesday, 1.5 h")

Answer = tuple[object, bytes]


@dataclass
class _Hand:
    """The message in hand, and what is left of its time."""

    raw: bytes
    clock: float = SECONDS
    processor: float = SECONDS
    parsed: list[Mail] = field(default_factory=list)

    def mail(self) -> Mail:
        """Return the message taken apart, once."""
        self.parsed = self.parsed or [parse(self.raw)]
        return self.parsed[0]


def unguarded() -> Callable[[bytes, dict[str, Any]], Answer]:
    """Return what answers in this process, with no bounds: for mails that are our own."""
    _learn()
    gc.freeze()
    hand = _Hand(b"")

    def answer(raw: bytes, asked: dict[str, Any]) -> Answer:
        nonlocal hand
        hand = hand if hand.raw == raw else _Hand(raw)
        return TASKS[asked["do"]](hand, asked)

    return answer


def main() -> None:
    """Answer until the service is gone or nothing was asked for a while."""
    line = socket.socket(fileno=0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the service to hear
    _learn()
    gc.freeze()  # the word lists stay; looking through them again and again costs a third
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    line.settimeout(IDLE_SECONDS)
    try:
        send(line, "ready")
        _serve(line)
    except (EOFError, OSError):
        return


def _serve(line: socket.socket) -> None:
    """Answer until the line is closed, or a message comes that a smaller child should take."""
    hand, at_rest = _Hand(b""), _size()
    while True:
        asked, raw = take(line)
        if asked["new"]:
            before = _size() - len(raw)
            if before > at_rest + GROWN:
                return
            hand = _Hand(raw)
            _limit_memory(before + BEYOND)
        send(line, *_within(hand, asked))


def _learn() -> None:
    """Read the word lists of all three languages, so that no message pays for them."""
    context = Context("attendance", datetime(2026, 4, 9, 8, tzinfo=UTC))
    for words in SAMPLES:
        raw = f"From: a@example.org\nContent-Type: text/plain; charset=utf-8\n\n{words}\n".encode()
        hearing.opened(parse(raw), None, "")
        hearing.heard(parse(raw), context, over=False)


def _within(hand: _Hand, asked: dict[str, Any]) -> Answer:
    """Answer within the message's time, or be ended by the kernel, and within its memory."""
    signal.setitimer(signal.ITIMER_REAL, max(hand.clock, 0.001))
    signal.setitimer(signal.ITIMER_PROF, max(hand.processor, 0.001))
    try:
        return TASKS[asked["do"]](hand, asked)
    except MemoryError:
        hand.parsed.clear()
        return {"stopped": "memory"}, b""
    except Exception as wrong:  # noqa: BLE001 - one message, whatever is in it (R6)
        return {"stopped": "parse", "by": type(wrong).__name__}, b""
    finally:
        hand.clock = signal.setitimer(signal.ITIMER_REAL, 0)[0]
        hand.processor = signal.setitimer(signal.ITIMER_PROF, 0)[0]


def _opened(hand: _Hand, asked: dict[str, Any]) -> Answer:
    found = hearing.opened(hand.mail(), asked["envelope_from"], asked["authserv_id"])
    return {"said": plain(found)}, b""


def _heard(hand: _Hand, asked: dict[str, Any]) -> Answer:
    context = made(Context, asked["context"])
    return {"said": plain(hearing.heard(hand.mail(), context, over=asked["over"]))}, b""


def _shown(hand: _Hand, asked: dict[str, Any]) -> Answer:
    return {"said": plain(hearing.shown(hand.mail()))}, b""


def _files(hand: _Hand, asked: dict[str, Any]) -> Answer:
    files = attached_to(hand.mail(), len(hand.raw))
    said = [[file.name, len(file.content)] for file in files]
    return {"said": said}, b"".join(file.content for file in files)


def _read(hand: _Hand, asked: dict[str, Any]) -> Answer:
    return {"said": plain(read_parsed(hand.mail(), made(Context, asked["context"])))}, b""


def _understood(hand: _Hand, asked: dict[str, Any]) -> Answer:
    words, context = hand.raw.decode(), made(Context, asked["context"])
    return {"said": plain(hearing.understood(words, context))}, b""


def _back(hand: _Hand, asked: dict[str, Any]) -> Answer:
    return {"said": plain(back_on(hand.raw.decode(), made(datetime, asked["received_at"])))}, b""


TASKS: dict[str, Callable[[_Hand, dict[str, Any]], Answer]] = {
    "open": _opened,
    "hear": _heard,
    "show": _shown,
    "files": _files,
    "read": _read,
    "understand": _understood,
    "back": _back,
}


def _size() -> int:
    """Return the bytes of address space in use; 0 where the system does not tell."""
    if sys.platform != "linux":
        return 0
    return int(_statm().seek(0) or _statm().read().split()[0]) * resource.getpagesize()


@cache
def _statm() -> FileIO:
    return FileIO("/proc/self/statm")


def _limit_memory(most: int) -> None:
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main()
