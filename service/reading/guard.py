"""Reading what strangers sent without being harmed by it: in a warm child process (R6).

The child is a program of its own, not a copy of this process: it inherits no lock, no file, no
setting and no key. One serves many messages and leaves when there are none. Any thread may ask.
"""

import hashlib
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from threading import Lock
from typing import Any, Literal, NoReturn, TypeVar

from service.domain.readings import Context, Reading
from service.domain.receipts import File
from service.reading.answers import Heard, Opened, Shown
from service.reading.crossing import Foreign, made, plain, send, take

T = TypeVar("T")
Why = Literal["time", "memory", "crash", "parse"]
START_SECONDS = 30.0
ANSWER_SECONDS = 3.0  # the child ends itself after 2; this is for one that cannot
OVERDUE = (-signal.SIGALRM, -signal.SIGPROF)
ROOT = Path(__file__).parents[2]


class Unreadable(Exception):
    """A message could not be read; `why` is the bound that it broke."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


class _Child:
    """A child at work: its process, the line to it, and the hash of the mail it has in hand."""

    def __init__(self) -> None:
        self.line, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "service.reading.guarded"],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,  # a traceback could hold words of a mail (G6)
                env={"PYTHONPATH": str(ROOT)},
                cwd="/",
            )
        self.holds = ""
        self.line.settimeout(START_SECONDS)

    def end(self) -> int:
        """End the child if it still runs, and return how it ended."""
        self.line.close()
        try:
            return self.process.wait(0.2)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()


_turn = Lock()
_warm: list[_Child] = []  # none, or the one
_own: list[Callable[[bytes, dict[str, Any]], tuple[Any, bytes]]] = []  # none, or this process


def opened(raw: bytes, envelope_from: str | None, authserv_id: str) -> Opened:
    """Return a message's outside and calendar. Raises Unreadable, as all here.

    Raises OSError where no child can be started, which is not the message's fault.
    """
    asked = {"do": "open", "envelope_from": envelope_from, "authserv_id": authserv_id}
    return _told(raw, asked, lambda said: made(Opened, said))


def heard(raw: bytes, context: Context, *, over: bool) -> Heard:
    """Return what a message says in its context, as `hearing.heard`."""
    asked = {"do": "hear", "context": plain(context), "over": over}
    return _told(raw, asked, lambda said: made(Heard, said))


def shown(raw: bytes) -> Shown:
    """Return what a person is shown of a message."""
    return _told(raw, {"do": "show"}, lambda said: made(Shown, said))


def read(raw: bytes, context: Context) -> Reading:
    """Return what a message says, nothing masked: for whoever tries the reader."""
    asked = {"do": "read", "context": plain(context)}
    return _told(raw, asked, lambda said: made(Reading, said))


def understood(text: str, context: Context) -> Reading:
    """Return what words out of a message, or typed on a page, say in a context."""
    asked = {"do": "understand", "context": plain(context)}
    return _told(text.encode("utf-8", "replace"), asked, lambda said: made(Reading, said))


def is_courtesy(text: str, context: Context) -> bool:
    """Return whether words out of a message ask nothing of us: thanks or the like."""
    said = understood(text, replace(context, asked="announcement"))
    return said.certain and not said.findings and bool(text.strip())


def back_on(text: str, received_at: datetime) -> date | None:
    """Return when the writer of an automatic reply is there again, as `absence.back_on`."""
    asked = {"do": "back", "received_at": plain(received_at)}
    return _told(text.encode("utf-8", "replace"), asked, _as_day)


def files(raw: bytes) -> tuple[File, ...]:
    """Return the files that came with a message, taken as they are (S9)."""
    with _turn:
        said, content = _ask(raw, {"do": "files"})
    found = []
    for name, length in said:
        found.append(File(str(name), content[: int(length)]))
        content = content[int(length) :]
    return tuple(found)


@contextmanager
def unguarded() -> Iterator[None]:
    """Read in this process for a while, mails that are all our own: a rehearsal's (P33).

    A child answers in twice the time, since each of the two waits for the other to wake.
    """
    from service.reading import guarded  # the word lists, which the service itself never loads

    _own.append(guarded.unguarded())
    try:
        yield
    finally:
        _own.clear()


def close() -> None:
    """Let the child go; the next question starts another."""
    with _turn:
        while _warm:
            _warm.pop().end()


def _as_day(said: Any) -> date | None:
    return None if said is None else made(date, said)


def _told(raw: bytes, asked: Mapping[str, object], kind: Callable[[Any], T]) -> T:
    with _turn:
        said, _ = _ask(raw, asked)
    return kind(said)


def _ask(raw: bytes, asked: Mapping[str, object]) -> tuple[Any, bytes]:
    if _own:
        answer, content = _own[0](raw, dict(asked))
        return answer["said"], content
    for _ in range(2):  # a child that has left meanwhile, as it may, is no failure
        child = _child()
        try:
            return _exchange(child, raw, asked)
        except TimeoutError:
            child.process.kill()
            _fail(child, "time")
        except Foreign:
            child.process.kill()
            _fail(child, "crash")
        except (EOFError, OSError):
            _warm.clear()
            code = child.end()
            if code:
                raise Unreadable("time" if code in OVERDUE else "crash") from None
    raise Unreadable("crash")


def _exchange(child: _Child, raw: bytes, asked: Mapping[str, object]) -> tuple[Any, bytes]:
    digest = _digest(raw)
    new = child.holds != digest
    if new:
        child.holds = digest
    send(child.line, {**asked, "new": new}, raw if new else b"")
    answer, content = take(child.line)
    if "said" in answer:
        return answer["said"], content
    why: Why = "memory" if answer.get("stopped") == "memory" else "parse"
    if why == "memory":
        _fail(child, why)
    raise Unreadable(why)


def _child() -> _Child:
    """Return the warm child, or a new one once it is ready."""
    if not _warm:
        child = _Child()
        try:
            take(child.line)
        except (EOFError, OSError, Foreign) as wrong:
            raise OSError(f"the reader does not start: exit {child.end()}") from wrong
        child.line.settimeout(ANSWER_SECONDS)
        _warm.append(child)
    return _warm[0]


def _fail(child: _Child, why: Why) -> NoReturn:
    _warm.clear()
    child.end()
    raise Unreadable(why) from None


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
