"""How much longer the timetable takes when a programme has had a million meetings (R10)."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from jobs import timetable
from service import store
from service.config import MailServer
from service.domain.pacing import Pace
from tests.bench.figures import Figure
from tests.programme import SITE, a_published_pair, at, booked

FEW, MANY = 1_000, 1_000_000
ROUNDS = 21
NOW = at("2027-02-10 09:00")
SERVER = MailServer("127.0.0.1", 9, False, False, "", "", Pace(0, 0))
# Past rounds: pairs of four meetings that were held, and their invitations and answers.
PAST = (
    "insert into people (id, email, name, language) select value + 1000,"
    " 'p' || value || '@example.org', 'A B', 'fi' from series",
    "insert into pairs (id, round_id, model, team_name, plan, published_at, ended_at)"
    " select value + 1000, 1, 'individual', '', 4, '2020-01-01 00:00:00', '2020-06-01 00:00:00'"
    " from series where value % 4 = 0",
    "insert into parties (pair_id, person_id, role, contact)"
    " select value + 1000, value + 1000, 'actor', 1 from series where value % 4 = 0",
    "insert into meetings (pair_id, number, starts_at, ends_at, minutes, timezone, place, url,"
    " state, sequence, asked_at, settled_at, created_at)"
    " select value / 4 * 4 + 1000, value % 4 + 1, '2020-03-01 10:00:00', '2020-03-01 11:00:00',"
    " 60, 'Europe/Helsinki', '', '', 'held', 0, '2020-03-02 07:00:00', '2020-03-02 08:00:00',"
    " '2020-01-01 00:00:00' from series",
    "insert into outbox (key, kind, matter, matter_id, person_id, to_address, domain, language,"
    " subject, message_id, envelope_from, raw, state, due_at, written_at, sent_at, tries)"
    " select 'k' || value, 'invitation', 'meeting', value + 1000, value + 1000,"
    " 'p' || value || '@example.org', 'example.org', 'fi', 's', '<' || value || '@e>', 'e', 'r',"
    " 'sent', '2020-02-01 10:00:00', '2020-02-01 10:00:00', '2020-02-01 10:00:00', 1 from series",
    "insert into inbox (received_at, door, sha256, bytes, envelope_from, envelope_to, message_id,"
    " state, reason, person_id, matter, matter_id, handled_at)"
    " select '2020-03-02 08:00:00', 'smtp', 'h' || value, 100, 'e', '[]', '<a' || value || '>',"
    " 'settled', 'r', value + 1000, 'meeting', value + 1000, '2020-03-02 08:00:00' from series",
)


def figures() -> Iterator[Figure]:
    """Measure the same tick over a short and over a long past."""
    with tempfile.TemporaryDirectory(prefix="oksa-bench-") as name:
        folders = Path(name, "few"), Path(name, "many")
        few, many = (lay(folder, count) for folder, count in zip(folders, (FEW, MANY), strict=True))
        times = [(_seconds(few, folders[0]), _seconds(many, folders[1])) for _ in range(ROUNDS)]
        few.conn.close()
        many.conn.close()
    ratio = median(long for _, long in times) / median(short for short, _ in times)
    told = ", ".join(f"{median(one) * 1000:.1f} ms" for one in zip(*times, strict=True))
    what = "a tick over 1,000,000 meetings"
    yield Figure(what, ratio, "× that over 1,000", 2.0, "at most", told)


def lay(folder: Path, count: int) -> store.Database:
    """Return a database of a pair that meets now, and of so many meetings in the past."""
    db = store.connect(folder)
    pair = a_published_pair(db)
    booked(db, pair, "2027-02-17 17:00", "2027-03-17 17:00")
    _seconds(db, folder)  # what is due at once is done, and later ticks have nothing to do
    series = f"with recursive series(value) as (select 0 union all select value + 1 from series where value < {count - 1})"  # noqa: E501
    with store.transaction(db):
        for statement in PAST:
            into, _, rest = statement.partition(" select ")
            db.execute(f"{into} {series} select {rest}")
    return db


def _seconds(db: store.Database, folder: Path) -> float:
    began = perf_counter()
    timetable.tick(db, SITE, SERVER, folder, NOW)
    return perf_counter() - began
