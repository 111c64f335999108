"""The supervisor: starts parts together, starts again what dies, stops all together."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from subprocess import Popen, TimeoutExpired
from threading import Event, Thread
from typing import IO

from jobs.child import WRONG_SETTING
from jobs.parts import Part
from jobs.queue_server import NotStarted

LOOK_SECONDS = 0.1
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.2, 30.0
SOUND_SECONDS = 60  # a part that lived this long did not die of its start
STOP_SECONDS, LAST_STOP_SECONDS = 3.5, 1.0

Say = Callable[[str], None]


@dataclass
class Running:
    """A part, its process, and when it was or will be started."""

    part: Part
    process: Popen[bytes]
    since: float
    pause: float = FIRST_PAUSE_SECONDS
    again_at: float | None = None


def supervise(parts: Sequence[Part], say: Say, stopping: Event) -> int:
    """Keep parts running until told to stop; return the exit code.

    Call it in the main thread: the kernel counts a child's parent by thread. A part that
    ends with the code of a wrong setting ends all. The first part is stopped last.
    """
    running: list[Running] = []
    try:
        for part in parts:
            running.append(Running(part, _start(part, say), time.monotonic()))
        while not stopping.wait(LOOK_SECONDS):
            for one in running:
                if one.process.poll() == WRONG_SETTING:
                    return WRONG_SETTING
                _look_after(one, say)
    except NotStarted as wrong:
        say(str(wrong))
        return 1
    finally:
        _stop([one.process for one in running[1:]], STOP_SECONDS)
        _stop([one.process for one in running[:1]], LAST_STOP_SECONDS)
    return 0


def _start(part: Part, say: Say) -> Popen[bytes]:
    process = part.start()
    if process.stdout is None:
        say(f"{part.name}: ready")
    else:
        Thread(target=_relay, args=[part.name, process.stdout, say], daemon=True).start()
    return process


def _relay(name: str, lines: IO[bytes], say: Say) -> None:
    with lines:
        for line in lines:
            say(f"{name}: {line.decode('utf-8', 'replace').rstrip()}")


def _look_after(one: Running, say: Say) -> None:
    """Start a part again that has died, the later the oftener it did."""
    now = time.monotonic()
    if one.process.returncode is None:
        return
    if one.again_at is None:
        one.pause = FIRST_PAUSE_SECONDS if now - one.since > SOUND_SECONDS else one.pause
        one.again_at = now + one.pause
        one.pause = min(one.pause * 2, LONGEST_PAUSE_SECONDS)
        say(f"{one.part.name}: ended with code {one.process.returncode}, is started again")
    elif now >= one.again_at:
        one.again_at, one.since = None, now
        try:
            one.process = _start(one.part, say)
        except NotStarted as wrong:
            say(f"{one.part.name}: {wrong}")


def _stop(processes: Sequence[Popen[bytes]], seconds: float) -> None:
    """Ask processes to end, and end those that have not after some seconds."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + seconds
    for process in processes:
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except TimeoutExpired:
            process.kill()
            process.wait()
