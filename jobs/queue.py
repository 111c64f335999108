"""The queue: where it is, how to reach it, and how to wake the worker."""

import logging
import os
import stat
import tempfile
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from threading import Thread
from urllib.parse import quote

from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.exceptions import WatchError
from redis.retry import Retry as Repeat
from rq import Queue, Retry
from rq.serializers import JSONSerializer

from service.config import Settings
from service.setting_values import BadSetting

NAME, SENDERS = "oksa", "oksa-send"  # one queue a worker: RQ pops unsafely from two
TICK, SEND = "jobs.worker.tick", "jobs.sender.send"
TICK_SECONDS = 1800  # many letters to a slow server; a server that hangs is given up long before
SOCKET_BYTES = 100  # the kernel's limit is 108 on Linux and 104 on macOS, with a NUL
WAKE_SECONDS = 0.05
log = logging.getLogger(__name__)


def url(settings: Settings) -> str:
    """Return where the queue is: REDIS_URL, or the socket of our own server."""
    return settings.redis_url or f"unix://{quote(str(socket_path(settings.folder)))}"


def socket_path(folder: Path) -> Path:
    """Return our own server's socket: in the data folder, or where its path is short enough."""
    path = folder.absolute() / "queue" / "socket"
    if len(os.fsencode(path)) <= SOCKET_BYTES:
        return path
    digest = sha256(os.fsencode(folder.absolute())).hexdigest()[:12]
    return _own_folder(Path(tempfile.gettempdir()) / f"oksa-{os.getuid()}-{digest}") / "socket"


def connect(url: str, seconds: float = 2) -> Redis:
    """Return a client that fails at once when the server is gone: the first error is the last."""
    return Redis.from_url(
        url,
        retry=Repeat(NoBackoff(), 0),
        socket_connect_timeout=seconds,
        socket_timeout=seconds,
    )


def wake(url: str) -> None:
    """Ask the worker to see what is due; best effort, and never longer than 50 ms.

    What this misses, the sweeper finds within a minute (R3).
    """
    _ask(url, NAME, TICK, 1)


def wake_senders(url: str, count: int) -> None:
    """Ask so many senders to help with what is due, in the same way."""
    if count:
        _ask(url, SENDERS, SEND, count)


def _ask(url: str, name: str, job: str, most: int) -> None:
    waker = Thread(target=_enqueue, args=[url, name, job, most], daemon=True)
    waker.start()
    waker.join(WAKE_SECONDS)


def _enqueue(url: str, name: str, job: str, most: int) -> None:
    try:
        for _ in range(most):
            _enqueue_unless_waiting(_queue(url, name), job, most)
    except (RedisError, OSError) as gone:
        log.info("worker not woken: %s", type(gone).__name__)


def _enqueue_unless_waiting(queue: Queue, job: str, most: int) -> None:
    with queue.connection.pipeline() as pipe:
        pipe.watch(queue.key)  # type: ignore[no-untyped-call]
        if pipe.llen(queue.key) >= most:
            return
        pipe.multi()
        # Once more at once after a fault; a job lost with its worker is the sweeper's (R3).
        queue.enqueue(
            job, job_timeout=TICK_SECONDS, result_ttl=0, failure_ttl=60, retry=Retry(max=1),
            pipeline=pipe,
        )  # fmt: skip
        try:
            pipe.execute()
        except WatchError:
            # Someone else woke the worker, or it took a job just now: either way it will
            # look at the rows after this moment.
            return


@lru_cache(maxsize=4)
def _queue(url: str, name: str) -> Queue:
    return Queue(name, connection=connect(url), serializer=JSONSerializer)


def _own_folder(path: Path) -> Path:
    """Return a folder in a place others can write to, once it is surely ours alone."""
    path.mkdir(mode=0o700, exist_ok=True)
    found = path.lstat()
    if found.st_uid != os.getuid() or stat.S_IMODE(found.st_mode) != 0o700:
        raise BadSetting(f"OKSA_DATA: its path is long, and {path} belongs to someone else")
    return path
