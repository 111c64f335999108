"""The supervisor: starts parts together, starts again what dies, stops all together."""

import os
import select
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from subprocess import TimeoutExpired
from threading import Event

from jobs import copies
from jobs.child import WRONG_SETTING
from jobs.parts import Part, Process
from jobs.queue_server import NotStarted

LOOK_SECONDS = 0.1
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.2, 30.0
SOUND_SECONDS = 5  # a part that lived this long did not die of its start
STOP_SECONDS, LAST_STOP_SECONDS = 3.5, 1.0

Say = Callable[[str], None]


@dataclass
class Running:
    """A part, its process, when it was or will be started, and what it said of a line."""

    part: Part
    process: Process
    since: float
    said: bytes = b""
    pause: float = FIRST_PAUSE_SECONDS
    again_at: float | None = None


def supervise(parts: Sequence[Part], say: Say, stopping: Event) -> int:
    """Keep parts running until told to stop; return the exit code.

    Call it in the main thread, and have no other: the kernel counts a child's parent by thread,
    and our parts are copies of this process. A part that ends with the code of a wrong setting
    ends all. The first part is stopped last.
    """
    running: list[Running] = []
    copies.prepare(part.module for part in parts if part.module)
    try:
        for part in parts:
            running.append(Running(part, _start(part, say), time.monotonic()))
        while not stopping.is_set():
            _relay(running, say)
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


def _start(part: Part, say: Say) -> Process:
    process = part.start()
    if process.stdout is None:
        say(f"{part.name}: ready")
    return process


def _relay(running: Sequence[Running], say: Say) -> None:
    """Wait a moment for what parts say, and say it under their names."""
    open_ones = {
        one.process.stdout: one
        for one in running
        if one.process.stdout and not one.process.stdout.closed
    }
    for pipe in select.select(list(open_ones), [], [], LOOK_SECONDS)[0]:
        one, heard = open_ones[pipe], os.read(pipe.fileno(), 65536)
        if not heard:
            pipe.close()
        *lines, one.said = (one.said + heard).split(b"\n")
        for line in lines if heard else filter(None, [one.said]):
            say(f"{one.part.name}: {line.decode('utf-8', 'replace').rstrip()}")


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
        _close([one.process])
        one.again_at, one.since, one.said = None, now, b""
        try:
            one.process = _start(one.part, say)
        except NotStarted as wrong:
            say(f"{one.part.name}: {wrong}")


def _stop(processes: Sequence[Process], seconds: float) -> None:
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
    _close(processes)


def _close(processes: Sequence[Process]) -> None:
    for process in processes:
        if process.stdout is not None:
            process.stdout.close()
