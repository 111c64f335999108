import os
import signal
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from types import FrameType

import pytest
from rq.exceptions import StopRequested

from jobs import queue, queue_server
from jobs.queue_server import QueueServer
from jobs.worker import work
from service import store
from service.config import Settings
from tests.jobs import machine
from tests.jobs.letters import a_letter, put, states
from tests.jobs.wait import until
from tests.sink import Sink, Taken, free_port


@pytest.fixture
def sink() -> Iterator[Sink]:
    with Sink() as started:
        yield started


@pytest.fixture
def settings(tmp_path: Path, sink: Sink) -> Settings:
    return machine.settings(tmp_path, sink.port)


@pytest.fixture
def server(settings: Settings) -> Iterator[QueueServer]:
    started = queue_server.start(settings)
    yield started
    started.stop()


@pytest.fixture
def db(tmp_path: Path) -> Iterator[store.Database]:
    opened = store.connect(tmp_path)
    yield opened
    opened.conn.close()


def test_a_woken_worker_sends_what_is_due(
    server: QueueServer, settings: Settings, sink: Sink, db: store.Database
) -> None:
    with machine.part("jobs.worker", settings) as worker:
        for key in ("a", "b"):
            put(db, a_letter(key))
            queue.wake(server.url)
            until(lambda: states(db)[key] == "sent")  # noqa: B023
        worker.terminate()
        assert worker.wait(5) == 0
    assert [raw for _, _, raw in sink.received] == [a_letter("a").raw, a_letter("b").raw]


def test_an_emptied_queue_loses_no_letter(
    server: QueueServer, settings: Settings, db: store.Database
) -> None:
    with machine.part("jobs.worker", settings), queue.connect(server.url) as client:
        until(lambda: client.exists("rq:workers"))
        put(db, a_letter("a"))
        queue.wake(server.url)
        client.flushall()
        put(db, a_letter("b"))
        queue.wake(server.url)
        until(lambda: set(states(db).values()) == {"sent"})


def test_a_worker_outlives_its_queue_server(
    server: QueueServer, settings: Settings, db: store.Database
) -> None:
    with machine.part("jobs.worker", settings) as worker:
        put(db, a_letter("a"))
        queue.wake(server.url)
        until(lambda: states(db)["a"] == "sent")
        server.process.kill()
        server.process.wait()
        put(db, a_letter("b"))
        queue.wake(server.url)
        again = queue_server.start(settings)
        try:
            queue.wake(again.url)
            until(lambda: states(db)["b"] == "sent")
            assert worker.poll() is None
        finally:
            again.stop()


def test_a_worker_waits_for_its_first_queue_server_and_for_a_stop(
    settings: Settings, db: store.Database
) -> None:
    put(db, a_letter("a"))
    with machine.part("jobs.worker", settings) as worker:
        started = queue_server.start(settings)
        until(lambda: states(db)["a"] == "sent")
        started.stop()
        worker.terminate()
        assert worker.wait(5) == 0


def test_a_stop_in_the_pause_between_two_tries_of_the_queue_ends_the_work() -> None:
    def stop(signum: int, frame: FrameType | None) -> None:
        raise StopRequested

    before = signal.signal(signal.SIGALRM, stop)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.3)  # the first try has failed long before
        work(f"redis://127.0.0.1:{free_port()}", Event())
    finally:
        signal.signal(signal.SIGALRM, before)


def test_a_fault_in_one_tick_leaves_the_worker_at_work(
    server: QueueServer, settings: Settings, db: store.Database
) -> None:
    with machine.part("jobs.worker", settings) as worker, queue.connect(server.url) as client:
        until(lambda: client.exists("rq:workers"))
        put(db, a_letter("a"))
        db.execute("alter table outbox rename to outbox_away")
        queue.wake(server.url)
        until(lambda: client.zcard("rq:failed:oksa"))
        db.execute("alter table outbox_away rename to outbox")
        queue.wake(server.url)
        until(lambda: states(db)["a"] == "sent")
        assert worker.poll() is None


def test_a_worker_killed_in_a_letter_repeats_that_letter_to_the_byte(
    server: QueueServer, settings: Settings, sink: Sink, db: store.Database
) -> None:
    keys = [f"k{number}" for number in range(5)]
    put(db, *(a_letter(key) for key in keys))
    killed: list[str] = []

    def kill_once(step: str, taken: Taken) -> str:
        if step == "DATA" and not killed and b"Subject: k2" in taken[2]:
            os.kill(first.pid, signal.SIGKILL)
            killed.append("k2")
        return "250 OK"

    with machine.part("jobs.worker", settings) as first:
        sink.say = kill_once
        queue.wake(server.url)
        until(lambda: killed)
        first.wait()
    with machine.part("jobs.worker", settings):
        until(lambda: set(states(db).values()) == {"sent"})
    seen = sorted(raw for _, _, raw in sink.seen)
    assert seen == sorted(a_letter(key).raw for key in [*keys, *killed])


def test_a_stop_in_a_letter_finishes_it_and_leaves_the_others(
    server: QueueServer, settings: Settings, sink: Sink, db: store.Database
) -> None:
    def stop(step: str, taken: Taken) -> str:
        if step == "DATA":
            os.kill(worker.pid, signal.SIGTERM)
        return "250 OK"

    sink.say = stop
    with machine.part("jobs.worker", settings) as worker:
        put(db, a_letter("a"), a_letter("b"), a_letter("c"))
        queue.wake(server.url)
        assert worker.wait(5) == 0
    assert states(db) == {"a": "sent", "b": "waiting", "c": "waiting"}


def test_a_worker_without_a_mail_server_is_refused(tmp_path: Path) -> None:
    nowhere = machine.settings(tmp_path, MAIL_SERVER="")
    assert machine.run_to_its_end("jobs.worker", nowhere) == (2, "MAIL_SERVER is not set\n")
