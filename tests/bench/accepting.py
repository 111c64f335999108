"""How fast a mail is taken for good: our door against Debian's Postfix, by Postfix's own client."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

from service import store
from tests.bench.figures import Figure
from tests.jobs import machine
from tests.programs import postfix

BYTES = 4096
LIMITS = {1: 0.7, 10: 0.7, 50: 2.0}  # R10, by sessions
MAILS = {1: 400, 10: 1000, 50: 1500}
ROUNDS = 5
DOMAIN = "oksa.example.org"
SOURCE = "/usr/sbin/smtp-source"
# Later lines overrule the shipped ones; without transport_maps relayed mail goes this way.
NOWHERE = "transport_maps =\nrelay_transport = discard:\nmynetworks = 127.0.0.0/8\n"


def figures() -> Iterator[Figure]:
    """Measure both at each number of sessions, turn and turn about."""
    with tempfile.TemporaryDirectory(prefix="oksa-bench-") as name, _postfix() as theirs:
        settings = machine.settings(Path(name))
        assert settings.smtp_listen is not None
        with machine.part("jobs.door", settings):
            ours = settings.smtp_listen[1]
            for sessions, limit in LIMITS.items():
                yield _figure(sessions, limit, ours, theirs)
        db = store.connect(Path(name))
        sent = sum((ROUNDS + 1) * count for count in MAILS.values())
        assert sum(store.inbox.counts(db).values()) == sent  # each was kept, and is its own
        db.conn.close()


def _figure(sessions: int, limit: float, ours: int, theirs: int) -> Figure:
    mails = MAILS[sessions]
    for port in (ours, theirs):  # the first of all is not counted: programs start, files grow
        _speed(port, sessions, mails)
    pairs = [
        (_speed(ours, sessions, mails), _speed(theirs, sessions, mails)) for _ in range(ROUNDS)
    ]
    ratio = median(mine / other for mine, other in pairs)
    note = f"{median(mine for mine, _ in pairs):.0f}/s, Postfix {median(o for _, o in pairs):.0f}/s"
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


@contextmanager
def _postfix() -> Iterator[int]:
    """Run a Postfix that queues durably and then lets each mail go to nowhere."""
    with postfix.running(DOMAIN, NOWHERE, "discard unix - - n - - discard\n") as made:
        yield made.port
