"""How fast replies are read: messages a second in batch, and hostile bodies against a plain one."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from time import perf_counter

from service.domain.readings import AskedMeeting, Context
from service.reading import read
from tests.bench.figures import Figure
from tests.reading.measure import Case, cases_in, raw_of
from tests.reading.test_reader import HOSTILE

REPLIES = Path(__file__).parents[1] / "reading" / "replies"
MEETING = AskedMeeting(datetime.fromisoformat("2026-04-08T17:00:00+03:00"), 90, 2)
CONTEXT = Context(
    "attendance", datetime.fromisoformat("2026-04-09T08:00:00+03:00"), meeting=MEETING
)


def figures() -> Iterator[Figure]:
    """Measure messages a second, the start-up, and the slowest hostile body."""
    yield Figure("replies read in batch, one core", batch(), "/s", 200)
    yield Figure("first message after the process began", start_up(), "s")
    name, seconds = slowest_hostile()
    yield Figure("slowest hostile 200 kB body", seconds, "s", 0.3, "at most", name)


def batch() -> float:
    """Return how many of our written replies, in their clients' dress, are read in a second."""
    files = sorted(REPLIES.glob("??.jsonl"))
    sets: list[list[Case]] = [cases_in(path) for path in files]
    raws = [raw_of(case, REPLIES) for cases in sets for case in cases]
    for cases in sets:  # the word lists of each language are read once, before the first mail
        read(raw_of(cases[0], REPLIES), CONTEXT)
    return len(raws) / took(lambda: [read(raw, CONTEXT) for raw in raws])


def start_up() -> float:
    """Return how long a new process takes to read one message."""
    code = "import tests.bench.reading as b; b.read(b'From: a@example.org\\n\\njoo', b.CONTEXT)"
    return took(lambda: subprocess.run([sys.executable, "-c", code], check=True))


def slowest_hostile() -> tuple[str, float]:
    """Return the hostile body that takes longest, and its seconds."""
    times = {name: took(partial(read, raw, CONTEXT)) for name, raw in HOSTILE.items()}
    return max(times.items(), key=lambda one: one[1])


def took(work: Callable[[], object]) -> float:
    """Return the seconds that some work takes."""
    began = perf_counter()
    work()
    return perf_counter() - began
