"""A backup holds everything, is told from a damaged one, and is put back while others look on."""

import tarfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest

from service import store
from service.actions import restoring
from service.domain.claims import Claim
from service.domain.errors import Refused
from service.domain.meetings import Meeting
from service.domain.receipts import Receipt
from service.store.inbox import Delivery
from tests.programme import NOW, a_published_pair, booked

PICTURE = b"\x89PNG a receipt"


@pytest.fixture
def backup(db: store.Database, tmp_path: Path) -> Path:
    """A backup of a pair with a meeting, a mail and a receipt, kept elsewhere."""
    (meeting,) = booked(db, a_published_pair(db), "2027-02-09 17:00")
    store.inbox.keep(db, [Delivery(b"Subject: hi\n\nhi", "", (), "pipe")], NOW)
    digest = store.files.keep(db, PICTURE)
    mentor = meeting.attendees[0].person.id
    receipt = Receipt(digest, "receipt.png", "png", len(PICTURE))
    store.claims.add(db, a_claim(meeting, mentor, receipt))
    (tmp_path / "secret_key").write_text("a key that letters were made with")
    path = tmp_path / "elsewhere" / "oksa.tar.gz"
    path.parent.mkdir()
    store.backups.write(db, path, NOW)
    return path


def test_a_backup_is_whole_and_its_owner_s_alone(backup: Path) -> None:
    found = store.backups.look(backup)
    assert (found.made_at, found.problems, found.receipts) == (NOW, (), 1)
    assert (found.rows["people"], found.rows["inbox"]) == (2, 1)
    assert backup.stat().st_mode & 0o777 == 0o600
    assert list(backup.parent.iterdir()) == [backup]


def test_a_new_machine_gets_all_of_it(backup: Path, tmp_path: Path) -> None:
    new = store.connect(tmp_path / "new")
    made_at, _ = restoring.restore(new, backup, tmp_path / "before", NOW)
    assert made_at == NOW
    (mail,) = store.inbox.every(new)
    (digest,) = {row["sha256"] for row in new.query("select sha256 from receipts")}
    (later,) = store.inbox.keep(new, [Delivery(b"later", "", (), "pipe")], NOW)
    assert later > mail.id + 1
    assert store.inbox.raw(new, mail.id) == b"Subject: hi\n\nhi"
    assert store.files.read(new, digest) == PICTURE
    assert (tmp_path / "new" / "secret_key").read_text() == "a key that letters were made with"
    assert (tmp_path / "new" / "oksa.sqlite3").stat().st_mode & 0o777 == 0o600


def test_whoever_has_the_data_open_sees_them_as_they_were(
    backup: Path, db: store.Database, tmp_path: Path
) -> None:
    worker = store.connect(tmp_path)
    store.inbox.keep(worker, [Delivery(b"Subject: later\n\nhi", "", (), "pipe")], NOW)
    restoring.restore(db, backup, tmp_path / "before", NOW)
    assert len(store.inbox.every(worker)) == 1
    store.inbox.keep(worker, [Delivery(b"Subject: new\n\nhi", "", (), "pipe")], NOW)
    assert len(store.inbox.every(db)) == 2
    assert store.backups.look(tmp_path / "before").rows["inbox"] == 2


def test_no_mail_comes_between_what_is_kept_and_what_is_put_back(
    backup: Path, db: store.Database, tmp_path: Path
) -> None:
    def receive() -> None:
        door = store.connect(tmp_path)
        for number in range(200):
            store.inbox.keep(door, [Delivery(b"%d" % number, "", (), "smtp")], NOW)

    with ThreadPoolExecutor() as pool:
        receiving = pool.submit(receive)
        while len(store.inbox.every(db)) < 20:
            pass
        restoring.restore(db, backup, tmp_path / "before", NOW)
        receiving.result()
    kept = store.backups.look(tmp_path / "before").rows["inbox"] + len(store.inbox.every(db))
    assert kept == 202  # and one more in each: the one in the backup


def test_receipts_that_came_later_go(backup: Path, db: store.Database, tmp_path: Path) -> None:
    digest = store.files.keep(db, b"later")
    (claim,) = {row["claim_id"] for row in db.query("select claim_id from receipts")}
    store.claims.add_receipts(db, claim, [Receipt(digest, "later.png", "png", 5)])
    restoring.restore(db, backup, tmp_path / "before", NOW)
    with pytest.raises(LookupError):
        store.files.read(db, digest)
    assert store.backups.look(tmp_path / "before").receipts == 2


def test_who_was_erased_since_stays_noted(backup: Path, db: store.Database, tmp_path: Path) -> None:
    store.ledger.note(db, "later", NOW)
    restoring.restore(db, backup, tmp_path / "before", NOW)
    assert store.ledger.since(db, NOW) == {"later"}
    store.backups.write(db, backup, NOW)
    new = store.connect(tmp_path / "new")
    restoring.restore(new, backup, tmp_path / "before", NOW)
    restoring.restore(new, backup, tmp_path / "before", NOW)
    assert (tmp_path / "new" / "erased.txt").read_text().count("later") == 1


def a_claim(meeting: Meeting, mentor: int, receipt: Receipt) -> Claim:
    return Claim(
        id=0,
        pair_id=meeting.pair_id,
        meeting_id=meeting.id,
        person_id=mentor,
        kind="entrance",
        cents=1200,
        made_at=NOW,
        receipts=(receipt,),
    )


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _other(path: Path) -> None:
    path.write_bytes(b"no tar at all")


def _without_receipt(path: Path) -> None:
    _pack_again(path, lambda member, content: None if "receipts" in member.name else content)


def _with_other_key(path: Path) -> None:
    _pack_again(path, lambda m, content: b"x" * m.size if m.name == "secret_key" else content)


def _with_rubbish_for_data(path: Path) -> None:
    _pack_again(path, lambda m, content: b"x" * m.size if "sqlite" in m.name else content)


def _pack_again(path: Path, changed: Callable[[tarfile.TarInfo, bytes], bytes | None]) -> None:
    with tarfile.open(path) as tar:
        members = [(one, tar.extractfile(one)) for one in tar]
        kept = [(one, file.read()) for one, file in members if file]
    with tarfile.open(path, "w:gz") as tar:
        for member, content in kept:
            if (new := changed(member, content)) is not None:
                tar.addfile(member, BytesIO(new))


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (_cut, "no whole backup"),
        (_emptied, "no whole backup"),
        (_other, "no whole backup"),
        (_without_receipt, "is missing"),
        (_with_other_key, "secret_key is damaged"),
        (_with_rubbish_for_data, "oksa.sqlite3 cannot be read"),
    ],
)
def test_what_is_not_whole_is_told_and_never_restored(
    backup: Path,
    db: store.Database,
    damage: Callable[[Path], None],
    said: str,
    tmp_path: Path,
) -> None:
    damage(backup)
    assert any(said in problem for problem in store.backups.look(backup).problems)
    with pytest.raises(Refused, match=said):
        restoring.restore(db, backup, tmp_path / "before", NOW)
    assert len(store.inbox.every(db)) == 1


def test_a_backup_of_a_newer_oksa_is_not_restored(db: store.Database, tmp_path: Path) -> None:
    db.execute("insert into migrations (name) values ('m999_ahead')")
    store.backups.write(db, tmp_path / "b", NOW)
    assert store.backups.look(tmp_path / "b").problems == ("made by a newer Oksa: m999_ahead",)
