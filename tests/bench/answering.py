"""How fast replies are read and settled, from the inbox's row to the meeting and the echo."""

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from time import perf_counter

from jobs.read_mail import read_mail
from service import store
from service.domain.letters import Matter
from service.reading import guard
from service.store.inbox import Delivery
from tests.bench.figures import Figure
from tests.programme import EETU, NOW, SITE, a_published_pair, an_answer, at, booked

MANY = 200
BEGINS = at("2027-01-12 10:00")


def figures() -> Iterator[Figure]:
    """Measure answers that each settle a meeting of their own."""
    with tempfile.TemporaryDirectory(prefix="oksa-bench-") as name:
        db = store.connect(Path(name))
        pair = a_published_pair(db)
        times = [f"{BEGINS + timedelta(hours=5 * number):%Y-%m-%d %H:%M}" for number in range(MANY)]
        meetings = booked(db, pair, *times, now=NOW)
        later = meetings[-1].starts_at + timedelta(days=1)
        answers = [
            an_answer("Ja, vi träffades, 1,5 timmar.", EETU, Matter("meeting", meeting.id))
            for meeting in meetings
        ]
        store.inbox.keep(db, [_kept(raw) for raw in answers[:1]], later)
        read_mail(db, SITE, later)  # the reader is warm, as it is when mail comes
        store.inbox.keep(db, [_kept(raw) for raw in answers[1:]], later)
        began = perf_counter()
        read_mail(db, SITE, later)
        speed = (MANY - 1) / (perf_counter() - began)
        settled = store.inbox.counts(db)["settled"]
        db.conn.close()
        guard.close()
    yield Figure("replies read and settled", speed, "/s", note=f"{settled} of {MANY} settled")


def _kept(raw: bytes) -> Delivery:
    return Delivery(raw, EETU.email, (), "smtp")
