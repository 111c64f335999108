"""How fast a mail is taken for good: our door against Debian's Postfix, by Postfix's own client."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

from service import store
from tests.bench.figures import Figure
from tests.jobs import machine
from tests.programs import postfix

TICK = os.sysconf("SC_CLK_TCK")  # of the processor's clock, a second

BYTES = 4096
LIMITS = {1: 0.7, 10: 0.7, 50: 2.0}  # R10, by sessions
MAILS = {1: 400, 10: 1000, 50: 1500}
ROUNDS = 5
DOMAIN = "oksa.example.org"
SOURCE = "/usr/sbin/smtp-source"
# Later lines overrule the shipped ones; without transport_maps relayed mail goes this way.
NOWHERE = "transport_maps =\nrelay_transport = discard:\nmynetworks = 127.0.0.0/8\n"


class Side(NamedTuple):
    """One that takes mail: its port, and its process, with children or without."""

    port: int
    process: int


def figures() -> Iterator[Figure]:
    """Measure both at each number of sessions, turn and turn about."""
    with tempfile.TemporaryDirectory(prefix="oksa-bench-") as name, _postfix() as theirs:
        settings = machine.settings(Path(name))
        assert settings.smtp_listen is not None
        with machine.part("jobs.door", settings) as door:
            ours = Side(settings.smtp_listen[1], door.pid)
            for sessions, limit in LIMITS.items():
                yield _figure(sessions, limit, ours, theirs)
        db = store.connect(Path(name))
        sent = sum((ROUNDS + 1) * count for count in MAILS.values())
        assert sum(store.inbox.counts(db).values()) == sent  # each was kept, and is its own
        db.conn.close()


def _figure(sessions: int, limit: float, ours: Side, theirs: Side) -> Figure:
    mails = MAILS[sessions]
    for side in (ours, theirs):  # the first of all is not counted: programs start, files grow
        _speed(side.port, sessions, mails)
    before = _processor(ours), _processor(theirs)
    pairs = [
        (_speed(ours.port, sessions, mails), _speed(theirs.port, sessions, mails))
        for _ in range(ROUNDS)
    ]
    ratio = median(mine / other for mine, other in pairs)
    took = _processor(ours) - before[0], _processor(theirs) - before[1]
    mine, other = (median(speeds) for speeds in zip(*pairs, strict=True))
    work, their_work = (1000 * seconds / mails / ROUNDS for seconds in took)
    note = f"{mine:.0f}/s, Postfix {other:.0f}/s; processor {work:.2f} and {their_work:.2f} ms"
    what = f"4 kB mails accepted, {sessions} session{'s' * (sessions > 1)}"
    return Figure(what, ratio, "× Postfix", limit, note=note)


def _speed(port: int, sessions: int, mails: int) -> float:
    began = perf_counter()
    subprocess.run(
        [
            *(SOURCE, "-d", "-s", str(sessions), "-m", str(mails), "-l", str(BYTES)),
            *("-f", "anna@example.org", "-t", f"oksa@{DOMAIN}", f"127.0.0.1:{port}"),
        ],
        check=True,
    )
    return mails / (perf_counter() - began)


def _processor(side: Side) -> float:
    """Return the seconds of processor of a process, its children and those that have ended."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(path.parent.name) == side.process:
            ticks += sum(int(field) for field in fields[11:15])
        elif int(fields[1]) == side.process:
            ticks += sum(int(field) for field in fields[11:13])
    return ticks / TICK


@contextmanager
def _postfix() -> Iterator[Side]:
    """Run a Postfix that queues durably and then lets each mail go to nowhere."""
    with postfix.running(DOMAIN, NOWHERE, "discard unix - - n - - discard\n") as made:
        process = int((made.folder / "spool" / "pid" / "master.pid").read_text())
        yield Side(made.port, process)
