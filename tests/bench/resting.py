"""How much memory all processes of a service take together while nothing happens."""

import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figures import Figure
from tests.jobs import machine
from tests.jobs.wait import until
from tests.torture import service

LIMIT = 150  # MB


def figures() -> Iterator[Figure]:
    """Measure a service that has just started, and one that has shown pages and taken a mail."""
    with tempfile.TemporaryDirectory(prefix="oksa-bench-") as name:
        settings = machine.settings(Path(name))
        with service.running(settings) as started:
            idle, note = _together(started), _told(started)
            yield Figure("memory of all processes, idle", idle, "MB", LIMIT, "at most", note)
            for page in ("haku", "haku/sv", "haku/en"):
                with urllib.request.urlopen(f"{started.web}/{page}") as shown:
                    shown.read()
            yield Figure("the same after some pages", _together(started), "MB", LIMIT, "at most")


def _together(started: service.Service) -> float:
    """Return megabytes, once they have stopped growing; shared pages are counted once."""
    seen = [0.0]

    def is_still() -> bool:
        seen.append(sum(_pss(process) for process in started.processes()))
        return len(seen) > 100 and abs(seen[-1] - seen[-100]) < 0.5

    until(is_still, 60)
    return seen[-1]


def _told(started: service.Service) -> str:
    return ", ".join(f"{_name(one)} {_pss(one):.0f}" for one in started.processes())


def _pss(process: int) -> float:
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _name(process: int) -> str:
    return Path(f"/proc/{process}/comm").read_text().strip()
