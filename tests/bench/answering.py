"""How fast replies are read and settled, from the inbox's row to the meeting and the echo."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import perf_counter

from jobs.read_mail import read_mail
from service import store
from service.domain.letters import Matter
from service.mail import addresses
from service.reading import guard
from service.store.inbox import Delivery
from tests.bench.figures import Figure
from tests.programme import NOW, SITE, a_published_pair, an_answer, booked

MANY = 200
HOUR = timedelta(hours=1)


def figures() -> Iterator[Figure]:
    """Measure answers that each settle a meeting of their own."""
    with tempfile.TemporaryDirectory(prefix="oksa-bench-") as name:
        db = store.connect(Path(name))
        answers = _answers(db)
        now = NOW + timedelta(days=30)
        (first,) = store.inbox.keep(db, answers[:1], now)
        read_mail(db, SITE, now)  # the reader is warm, as it is when mail comes
        assert store.inbox.get(db, first).state == "settled", store.inbox.get(db, first).reason
        store.inbox.keep(db, answers[1:], now)
        began = perf_counter()
        read_mail(db, SITE, now)
        speed = (MANY - 1) / (perf_counter() - began)
        settled = store.inbox.counts(db)["settled"]
        db.conn.close()
        guard.close()
    yield Figure("replies read and settled", speed, "/s", note=f"{settled} of {MANY} settled")


def _answers(db: store.Database) -> list[Delivery]:
    """Return answers about meetings of one pair, each at its reply address."""
    pair = a_published_pair(db)
    (first,) = booked(db, pair, "2027-02-09 17:00")
    found = []
    for number in range(MANY):
        starts_at = first.starts_at - HOUR * 2 * (number + 1)
        meeting = store.meetings.add(db, replace(first, starts_at=starts_at), NOW)
        about, person = Matter("meeting", meeting.id), pair.contact
        token = addresses.token(SITE, "reply", about, person.id)
        store.tokens.put(db, token, "reply", about, person.id)
        raw = an_answer("Ja, vi träffades, 1,5 timmar.", person, about)
        found.append(Delivery(raw, person.email, (), "smtp"))
    return found
