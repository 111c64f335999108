"""What the machine lacks is held against no mail: it waits, and is read when there is room (R8)."""

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from jobs import deliver
from jobs.read_mail import read_mail
from service import store
from service.domain.letters import Matter
from service.domain.pairs import Pair
from service.store.inbox import Delivery, Mail
from tests.jobs import doors
from tests.jobs.letters import server
from tests.programme import SITE, a_published_pair, an_answer, at, booked
from tests.sink import Sink

AFTER = at("2027-02-10 09:00")


@pytest.mark.parametrize("left", [0, 5, 20])
def test_without_room_mail_waits_untried_and_is_read_when_there_is_some(
    tmp_path: Path, left: int
) -> None:
    with doors.small_disk(tmp_path) as disk:
        db = store.connect(disk)
        mail_id = _answered(db)
        with _full(db, disk, left * 4096):
            assert [read_mail(db, SITE, AFTER) for _ in range(5)] == [0] * 5
            assert _stands(store.inbox.get(db, mail_id)) == ("pending", 0)
        assert read_mail(db, SITE, AFTER) == 1
        assert _stands(store.inbox.get(db, mail_id)) == ("settled", 1)
        db.conn.close()


def test_without_room_no_letter_is_begun_for_nobody_could_note_that_it_left(
    tmp_path: Path,
) -> None:
    with doors.small_disk(tmp_path) as disk, Sink() as sink:
        db = store.connect(disk)
        _answered(db)
        read_mail(db, SITE, AFTER)
        waiting = store.letters.counts(db)["waiting"]
        assert waiting > 0
        with _full(db, disk, 5 * 4096):
            assert deliver.deliver(db, server(sink.port), disk, AFTER)["sent"] == 0
        assert deliver.deliver(db, server(sink.port), disk, AFTER)["sent"] == waiting
        assert len(sink.received) == waiting
        db.conn.close()


@pytest.mark.parametrize("pages", [0, 6, 12, 18])
def test_where_writing_fails_midway_no_try_is_counted_however_often(
    db: store.Database, tmp_path: Path, pages: int
) -> None:
    mail_id = _answered(db)
    store.empty_log(db)
    with _no_file_longer_than(pages * 4096):
        for _ in range(5):
            read_mail(db, SITE, AFTER)
        stood = _stands(store.inbox.get(db, mail_id))
    assert stood[0] in ("pending", "settled")
    read_mail(db, SITE, AFTER)
    assert _stands(store.inbox.get(db, mail_id)) == ("settled", 1)


def _answered(db: store.Database) -> int:
    pair: Pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    raw = an_answer("Joo tavattiin, 1,5 h", pair.contact, Matter("meeting", meeting.id))
    (mail_id,) = store.inbox.keep(db, [Delivery(raw, "x@example.org", (), "smtp")], AFTER)
    return mail_id


def _stands(mail: Mail) -> tuple[str, int]:
    return mail.state, mail.tries


@contextmanager
def _full(db: store.Database, disk: Path, left: int) -> Iterator[None]:
    """Fill a disk up to some bytes, and make room again."""
    store.empty_log(db)
    with (disk / "filler").open("ab", buffering=0) as filler:
        with suppress(OSError):
            while True:
                filler.write(bytes(4096))
        filler.truncate(max(0, os.fstat(filler.fileno()).st_size - left))
        yield
        filler.truncate(0)


@contextmanager
def _no_file_longer_than(size: int) -> Iterator[None]:
    """Let writing fail as it does at a quota, which no look at the disk foretells."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
