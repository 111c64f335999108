"""The worker: does what is due whenever it is woken, and outlives the queue's absences."""

import logging
import os
from pathlib import Path
from threading import Event
from types import FrameType

from redis import RedisError
from rq import SimpleWorker
from rq.exceptions import StopRequested
from rq.serializers import JSONSerializer
from rq.worker import WorkerStatus

from jobs import child, deliver, queue, timetable
from service import clock, config, store
from service.setting_values import BadSetting

MAINTENANCE_SECONDS = 60
PAUSE_SECONDS = 1
SENDING_SECONDS = 20  # then the mails that came meanwhile have their turn
log = logging.getLogger(__name__)


def tick() -> dict[str, int]:
    """Do once, in order, what is due now; the one job there is. Safe to run at any time."""
    settings = config.load(os.environ, Path.cwd())
    site, server, folder = settings.need_site(), settings.need_mail(), settings.folder
    url = queue.url(settings)
    db = store.connect(folder)
    try:
        queue.wake_senders(url, settings.senders - 1)
        now = clock.now(db)
        counts = timetable.tick(db, site, server, folder, now, for_seconds=SENDING_SECONDS)
    finally:
        db.conn.close()
    if counts["sent"]:  # there may be more; what came meanwhile is read first
        queue.wake(url)
    return counts


def work(url: str, stopping: Event, name: str = queue.NAME) -> None:
    """Work on one queue until told to stop. Without a queue server, wait for one."""
    try:
        while not stopping.is_set():
            _work_while_served(url, stopping, name)
            stopping.wait(PAUSE_SECONDS)
    except StopRequested:  # a signal raises it wherever we are, in a pause as well
        return


def _work_while_served(url: str, stopping: Event, name: str) -> None:
    try:
        worker = Worker(
            [name],
            connection=queue.connect(url),
            maintenance_interval=MAINTENANCE_SECONDS,
            serializer=JSONSerializer,
        )
        worker.stopping = stopping
        queue.wake(url)  # what became due while nobody worked
        worker.work(logging_level="WARNING")
    except (RedisError, OSError) as gone:
        log.warning("no queue server: %s", type(gone).__name__)


class Worker(SimpleWorker):
    """RQ's worker without a thread that takes commands over Redis, and with our stop."""

    max_connection_wait_time = 2.0  # all that is due leaves within 60 s of the queue's return
    stopping: Event

    def subscribe(self) -> None:
        """Take no commands: whoever can write to the queue must not stop the worker."""

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        """End at once if idle; else finish the letter in hand and leave the others.

        Unlike RQ's own, it says nothing to the queue server here: when that is gone, the
        error would rise in the middle of the letter.
        """
        self.stopping.set()
        deliver.finish_early.set()
        self._stop_requested = True
        if self.get_state() != WorkerStatus.BUSY:
            raise StopRequested


def main() -> None:
    """Be the worker until told to stop."""
    stopping = child.begin()
    settings = child.settings()
    try:
        settings.need_site()
        settings.need_mail()
    except BadSetting as wrong:
        child.refuse(str(wrong))
    child.ready("ready")
    work(queue.url(settings), stopping)


if __name__ == "__main__":
    main()
