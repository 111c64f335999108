"""How fast stored letters leave, each marked for good on its own, against bare smtplib."""

import smtplib
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from threading import Event
from time import perf_counter

from rq import Queue
from rq.serializers import JSONSerializer

from jobs import deliver, queue, queue_server
from jobs.groups import in_groups
from jobs.worker import Worker
from service import store
from service.config import MailServer
from service.domain.letters import Draft, Letter, Matter
from service.domain.pacing import Pace
from service.mail.letters import write
from service.mail.samples import drafts
from tests.bench.calendars import SITE
from tests.bench.figures import Figure
from tests.jobs import machine
from tests.jobs.wait import until
from tests.sink import free_port

NOW = datetime(2027, 1, 12, 9, 0, tzinfo=UTC)
MANY, ROUNDS, IN_A_JOB = 1000, 5, 100
SINK = "/usr/sbin/smtp-sink"


def figures() -> Iterator[Figure]:
    """Measure the same letters sent in each way, turn and turn about."""
    with _sink() as port, tempfile.TemporaryDirectory(prefix="oksa-bench-") as name:
        whole = draft()
        letters = [_letter(whole, number) for number in range(MANY)]
        bare, stored, built, looped, queued = zip(
            *(_round(Path(name), port, whole, letters, turn) for turn in range(ROUNDS)), strict=True
        )
    note = f"smtplib {median(bare):.0f}/s"
    for what, limit, speeds in (
        ("stored letters sent", 0.5, stored),
        ("letters built, stored and sent", 0.2, built),
    ):
        ratio = median(mine / other for mine, other in zip(speeds, bare, strict=True))
        told = f"{median(speeds):.0f}/s, {note}"
        yield Figure(what, ratio, "× smtplib reused", limit, note=told)
    ratio = median(mine / other for mine, other in zip(queued, looped, strict=True))
    told = f"{median(queued):.0f}/s, the loop {median(looped):.0f}/s"
    yield Figure("jobs of 100 letters", ratio, "× the loop without a queue", 0.85, note=told)


def draft() -> Draft:
    """Return a usual letter: words and a link, as most are."""
    return next(found for name, found in drafts(SITE, "fi", NOW) if name == "did_you_meet")


def _letter(whole: Draft, number: int) -> Letter:
    mine = replace(whole, key=f"letter:{number}", about=Matter("meeting", number + 1))
    return write(mine, SITE, NOW)


def _round(
    folder: Path, port: int, whole: Draft, letters: Sequence[Letter], turn: int
) -> tuple[float, ...]:
    server = MailServer("127.0.0.1", port, False, False, "", "", Pace(0, 0))
    mine = folder / str(turn)
    return (
        _speed(lambda: _bare(port, letters)),
        _speed(lambda: _send(mine / "stored", server), lambda: _put(mine / "stored", letters)),
        _speed(lambda: _build_and_send(mine / "built", whole, server)),
        _speed(
            lambda: _loop(mine / "looped", server), lambda: _put_by_job(mine / "looped", letters)
        ),
        _queued(mine / "queued", port, letters),
    )


def _speed(work: Callable[[], object], before: Callable[[], object] = lambda: None) -> float:
    before()
    began = perf_counter()
    work()
    return MANY / (perf_counter() - began)


def _bare(port: int, letters: Sequence[Letter]) -> None:
    with smtplib.SMTP("127.0.0.1", port) as client:
        for letter in letters:
            client.sendmail(letter.envelope_from, [letter.to_address], letter.raw)


def _put(folder: Path, letters: Sequence[Letter]) -> None:
    db = store.connect(folder)
    with store.transaction(db):
        for letter in letters:
            store.outbox.add(db, letter, NOW, NOW)
    db.conn.close()


def _send(folder: Path, server: MailServer) -> None:
    db = store.connect(folder)
    while deliver.deliver(db, server, folder, NOW)["sent"]:
        pass
    assert store.letters.counts(db)["waiting"] == 0
    db.conn.close()


def _build_and_send(folder: Path, whole: Draft, server: MailServer) -> None:
    db = store.connect(folder)
    in_groups(db, (_store(db, _letter(whole, number)) for number in range(MANY)))
    db.conn.close()
    _send(folder, server)


def _store(db: store.Database, letter: Letter) -> bool:
    with store.transaction(db):
        return store.outbox.add(db, letter, NOW, NOW)


def _put_by_job(folder: Path, letters: Sequence[Letter]) -> None:
    for number in range(MANY // IN_A_JOB):
        _put(folder / str(number), letters[number * IN_A_JOB : (number + 1) * IN_A_JOB])


def _loop(folder: Path, server: MailServer) -> None:
    for number in range(MANY // IN_A_JOB):
        send_some(str(folder / str(number)), server.port)


def send_some(folder: str, port: int) -> int:
    """Send what waits in a folder; the job of this measurement, as `jobs.sender.send` is."""
    db = store.connect(Path(folder))
    try:
        server = MailServer("127.0.0.1", port, False, False, "", "", Pace(0, 0))
        return deliver.deliver(db, server, Path(folder), NOW)["sent"]
    finally:
        db.conn.close()


def _queued(folder: Path, port: int, letters: Sequence[Letter]) -> float:
    _put_by_job(folder, letters)
    server = queue_server.start(machine.settings(folder))
    try:
        line = Queue("bench", connection=queue.connect(server.url), serializer=JSONSerializer)
        for number in range(MANY // IN_A_JOB):
            line.enqueue(send_some, str(folder / str(number)), port, result_ttl=0)
        worker = Worker([line], connection=line.connection, serializer=JSONSerializer)
        worker.stopping = Event()
        return _speed(lambda: worker.work(burst=True, logging_level="WARNING"))
    finally:
        server.stop()


@contextmanager
def _sink() -> Iterator[int]:
    """Run Postfix's sink, which takes everything and keeps nothing."""
    port = free_port()
    process = subprocess.Popen([SINK, "-u", "nobody", f"127.0.0.1:{port}", "100"])
    try:
        until(lambda: _is_up(port))
        yield port
    finally:
        process.terminate()
        process.wait()


def _is_up(port: int) -> bool:
    try:
        smtplib.SMTP("127.0.0.1", port).close()
    except OSError:
        return False
    return True
