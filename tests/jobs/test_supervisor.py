import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from subprocess import PIPE, Popen
from threading import Event, Thread

from jobs.parts import Part, Process
from jobs.queue_server import NotStarted
from jobs.supervisor import supervise
from tests.jobs.wait import until

LIVES = "import os, time; print('I am', os.getpid(), flush=True); time.sleep(60)"
IS_DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + LIVES


def test_what_dies_is_started_again_and_all_stop_together() -> None:
    with _supervised(_part("a", LIVES), _part("b", LIVES)) as (said, stop):
        until(lambda: len(said) == 2)
        first, other = _process(said, "a: I am"), _process(said, "b: I am")
        os.kill(first, signal.SIGKILL)
        until(lambda: len(said) == 4)
        assert said[2] == "a: ended with code -9, is started again"
        again = _process(said[3:], "a: I am")
        assert again != first
        assert stop() == 0
    assert not any(_runs(process) for process in (again, other))


def test_a_part_that_will_not_stop_is_killed_within_five_seconds() -> None:
    with _supervised(_part("first", IS_DEAF), _part("deaf", IS_DEAF)) as (said, stop):
        until(lambda: len(said) == 2)
        before = time.monotonic()
        assert stop() == 0
        assert time.monotonic() - before < 5


def test_a_part_that_keeps_dying_is_started_again_ever_later() -> None:
    times: list[float] = []

    def start() -> Process:
        times.append(time.monotonic())
        return _part("a", "raise SystemExit(1)").start()

    with _supervised(Part("a", start)) as (_, stop):
        until(lambda: len(times) == 4)
        assert stop() == 0
    pauses = [later - sooner for sooner, later in pairwise(times)]
    assert all(pause > 0.2 * 2**turn for turn, pause in enumerate(pauses))


def test_a_wrong_setting_ends_all() -> None:
    with _supervised(
        _part("a", LIVES), _part("b", "import time; time.sleep(1); raise SystemExit(2)")
    ) as (said, stop):
        assert stop(ask=False) == 2
    assert not _runs(_process(said, "a: I am"))


def test_a_queue_that_does_not_start_ends_all() -> None:
    def start() -> Popen[bytes]:
        raise NotStarted("the queue server did not start: see its log")

    with _supervised(Part("queue", start)) as (said, stop):
        assert stop(ask=False) == 1
    assert said == ["the queue server did not start: see its log"]


class _Stop:
    def __init__(self, stopping: Event, thread: Thread, codes: list[int]) -> None:
        self.stopping, self.thread, self.codes = stopping, thread, codes

    def __call__(self, ask: bool = True) -> int:
        if ask:
            self.stopping.set()
        self.thread.join(8)
        return self.codes[0]


@contextmanager
def _supervised(*parts: Part) -> Iterator[tuple[list[str], _Stop]]:
    said: list[str] = []
    codes: list[int] = []
    stopping = Event()
    thread = Thread(target=lambda: codes.append(supervise(parts, said.append, stopping)))
    thread.start()
    try:
        yield said, _Stop(stopping, thread, codes)
    finally:
        stopping.set()
        thread.join()


def _part(name: str, code: str) -> Part:
    return Part(name, lambda: Popen([sys.executable, "-c", code], stdout=PIPE))


def _process(said: list[str], name: str) -> int:
    return next(int(line.removeprefix(name)) for line in said if line.startswith(name))


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
