"""`oksa run` with all its parts, which are found by name, killed, halted, and seen to come back."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from jobs.parts import environment
from service.config import Settings
from tests.jobs.wait import until
from tests.sink import free_port

SECONDS = 60


@dataclass(frozen=True)
class Service:
    """A service that runs, and the address of its pages."""

    process: "subprocess.Popen[bytes]"
    web: str

    def part(self, name: str) -> int:
        """Return the process of a part, once there is one."""
        until(lambda: name in self._parts(), SECONDS)
        return self._parts()[name]

    def kill(self, name: str) -> None:
        """Kill a part as a power cut would; the supervisor starts it again."""
        process = self.part(name)
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
        until(lambda: self._parts().get(name) != process, SECONDS)

    @contextmanager
    def halted(self, name: str) -> Iterator[None]:
        """Let a part stand still inside: it is there and says nothing."""
        process = self.part(name)
        os.kill(process, signal.SIGSTOP)
        try:
            yield
        finally:
            with suppress(ProcessLookupError):  # the supervisor may have given it up
                os.kill(process, signal.SIGCONT)

    def processes(self) -> list[int]:
        """Return all processes of the service: the supervisor's, its parts', and theirs."""
        found = [self.process.pid]
        for process in found:
            found += _children(process)
        return found

    def _parts(self) -> dict[str, int]:
        return {_name(child): child for child in _children(self.process.pid)}


@contextmanager
def running(settings: Settings) -> Iterator[Service]:
    """Run `oksa run` with some settings, given once its parts are there, and stop it."""
    port = free_port()
    with NamedTemporaryFile(prefix="oksa-log-") as said:  # not on the disk that is filled
        log = Path(said.name)
        process = subprocess.Popen(
            [Path(sys.executable).with_name("oksa"), "run", "--port", str(port)],
            env={**os.environ, **environment(settings)},
            stdout=said,
            stderr=said,
        )
        try:
            until(lambda: _has_said(log, [b"web: http", b"door: takes", b"worker: ready"]), SECONDS)
            yield Service(process, f"http://127.0.0.1:{port}")
        finally:
            process.terminate()
            process.wait(SECONDS)


def _has_said(log: Path, words: list[bytes]) -> bool:
    said = log.read_bytes()
    return all(word in said for word in words)


def _children(process: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            found += [int(child) for child in task.read_text().split()]
    return found


def _name(process: int) -> str:
    """Return a part's name: ours name themselves, and the queue's is the name of its program."""
    try:
        name = Path(f"/proc/{process}/comm").read_text().strip()
        is_dead = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return ""
    if is_dead:
        return ""
    return "queue" if name.endswith("-server") else name.removeprefix("oksa-")
