"""Mail is fetched from Debian's Dovecot: kept first, then moved, and never twice (P45, R1, R6)."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import pytest

from jobs import imap
from jobs.imap import Pauses, Post
from service import store
from service.config import Imap, Settings
from service.store import Database
from tests.jobs import doors, machine
from tests.jobs.letters import NOW
from tests.jobs.wait import until
from tests.programs import dovecot
from tests.programs.between import Wire, wire
from tests.programs.dovecot import ELSEWHERE, PASSWORD, USER, Dovecot

MAIL = b"From: anna@example.org\r\nSubject: Hei\r\n\r\nJoo tavattiin.\r\n"
QUICK = Pauses(idle=60, poll=0.05, first=0.05, longest=0.2, sound=0.0)


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot.running() as running:
        yield running


@pytest.fixture
def box(server: Dovecot) -> Dovecot:
    server.clear()
    return server


@pytest.fixture
def line(box: Dovecot) -> Iterator[Wire]:
    with wire(box.port) as laid:
        yield laid


def test_a_mail_that_comes_is_kept_and_then_moved_within_two_seconds(
    box: Dovecot, line: Wire, tmp_path: Path
) -> None:
    rung: list[int] = []
    box.bring(MAIL)
    with _fetching(tmp_path, _imap(line.port), rung):
        until(lambda: box.mails("Oksa") == [MAIL])
        until(lambda: line.has_heard(b"IDLE\r\n"))
        began = monotonic()
        box.bring(MAIL + b"2")
        until(lambda: len(doors.raw(tmp_path)) == 2)
        assert monotonic() - began < 2
        until(lambda: box.mails("Oksa") == [MAIL, MAIL + b"2"])
    assert doors.raw(tmp_path) == [MAIL, MAIL + b"2"]
    kept = [(m.door, m.envelope_from, m.envelope_to, m.state) for m in doors.mails(tmp_path)]
    assert kept == [("imap", "", (), "pending")] * 2
    assert box.mails("INBOX") == []
    assert len(rung) == 2


def test_many_mails_are_kept_in_few_commits(box: Dovecot, line: Wire, tmp_path: Path) -> None:
    for number in range(45):
        box.bring(MAIL + b"%d" % number)
    with _fetching(tmp_path, _imap(line.port)):
        until(lambda: len(box.mails("Oksa")) == 45)
    assert len(doors.raw(tmp_path)) == 45
    assert sum(b" MOVE " in words for words in line.heard) == 3


def test_without_move_and_idle_it_copies_removes_its_own_and_looks_again(
    box: Dovecot, line: Wire, tmp_path: Path
) -> None:
    line.change = lambda words: words.replace(b" MOVE", b"").replace(b" IDLE", b"")
    box.bring(MAIL)
    box.mark("1", r"\Deleted")
    box.bring(MAIL + b"2")
    with _fetching(tmp_path, _imap(line.port)):
        until(lambda: box.mails("Oksa") == [MAIL + b"2"])
        box.bring(MAIL + b"3")
        until(lambda: box.mails("INBOX") == [MAIL])
        until(lambda: len(doors.raw(tmp_path)) == 2)
    assert not any(b"MOVE" in words or b"IDLE" in words for words in line.heard)


def test_killed_between_the_commit_and_the_move_nothing_is_lost_or_twice(
    box: Dovecot, line: Wire, tmp_path: Path
) -> None:
    line.hear = lambda words: b" MOVE " not in words
    box.bring(MAIL)
    settings = _settings(tmp_path, line.port)
    with machine.part("jobs.imap", settings) as process:
        until(lambda: line.has_heard(b" MOVE "))
        assert doors.raw(tmp_path) == [MAIL]
        machine.kill(process)
    assert (box.mails("INBOX"), box.mails("Oksa")) == ([MAIL], [])
    line.hear = lambda words: True
    with machine.part("jobs.imap", settings) as process:
        until(lambda: box.mails("Oksa") == [MAIL])
        process.terminate()
        assert process.wait(5) == 0
    assert doors.raw(tmp_path) == [MAIL]
    assert box.mails("INBOX") == []


def test_a_server_that_goes_and_comes_is_waited_for(
    box: Dovecot, tmp_path: Path, db: Database
) -> None:
    with _fetching(tmp_path, _imap(box.port)):
        until(lambda: box.folders() == {"INBOX", "Oksa"})
        box.stop()
        until(lambda: _trouble(db) == "Connection refused")
        box.bring(MAIL)
        box.start()
        until(lambda: doors.raw(tmp_path) == [MAIL])
        until(lambda: _trouble(db) is None)


def test_new_uids_are_fetched_as_any_others(box: Dovecot, tmp_path: Path) -> None:
    box.bring(MAIL)
    with _fetching(tmp_path, _imap(box.port)):
        until(lambda: box.mails("Oksa") == [MAIL])
        before = box.uidvalidity()
        box.stop()
        (box.folder / "mail" / "dovecot-uidlist").unlink()
        for index in (box.folder / "mail").glob("dovecot.index*"):
            index.unlink()
        box.bring(MAIL)
        box.bring(MAIL + b"2")
        box.start()
        until(lambda: len(box.mails("Oksa")) == 3)
        assert box.uidvalidity() != before
    assert doors.raw(tmp_path) == [MAIL, MAIL + b"2"]


def test_a_mail_over_10_mb_is_left_with_a_flag_and_the_next_is_fetched(
    box: Dovecot, line: Wire, tmp_path: Path, db: Database
) -> None:
    box.bring(MAIL + (b"x" * 998 + b"\r\n") * (10 * 1024 + 500))
    box.bring(MAIL)
    with _fetching(tmp_path, _imap(line.port)):
        until(lambda: store.memory.imap_left(db) == 1)
        box.bring(MAIL + b"2")
        until(lambda: len(doors.raw(tmp_path)) == 2)
    assert len(box.mails("INBOX")) == 1
    assert sum(b"BODY.PEEK" in words for words in line.heard) == 2
    assert "\\Flagged" in box.flags()[0]
    assert "OksaLeft" in box.flags()[0]


def test_a_mail_at_which_the_server_hangs_up_is_left_and_the_next_is_fetched(
    box: Dovecot, line: Wire, tmp_path: Path, db: Database
) -> None:
    def hang_up(words: bytes) -> bool:
        if b" 1 (BODY" in words:
            line.cut()
        return b" 1 (BODY" not in words

    line.hear = hang_up
    box.bring(MAIL)
    box.bring(MAIL + b"2")
    with _fetching(tmp_path, _imap(line.port)):
        until(lambda: store.memory.imap_left(db) == 1)
    assert doors.raw(tmp_path) == [MAIL + b"2"]
    assert sum(b" 1 (BODY" in words for words in line.heard) == 3
    assert "OksaLeft" in box.flags()[0]


def test_where_mail_cannot_be_moved_all_is_kept_and_health_says_so(
    box: Dovecot, tmp_path: Path, db: Database
) -> None:
    with _fetching(tmp_path, _imap(box.port)):
        until(lambda: box.folders() == {"INBOX", "Oksa"})
        folder = box.folder / "mail" / ".Oksa"
        shutil.chown(folder, "root")
        folder.chmod(0o500)
        for number in range(25):
            box.bring(MAIL + b"%d" % number)
        until(lambda: len(doors.raw(tmp_path)) == 25)
        until(lambda: _trouble(db) == "kept, but the server does not let it be moved")
        shutil.chown(folder, "nobody")
        folder.chmod(0o700)
        until(lambda: len(box.mails("Oksa")) == 25)
        until(lambda: _trouble(db) is None)
    assert len(doors.raw(tmp_path)) == 25


def test_a_server_elsewhere_is_spoken_to_by_starttls_or_not_at_all(
    box: Dovecot, line: Wire, tmp_path: Path, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(box.folder / "cert.pem"))
    line.change = lambda words: words.replace(b" STARTTLS", b"")
    box.bring(MAIL)
    with _fetching(tmp_path, _imap(line.port, host=ELSEWHERE)):
        until(lambda: _trouble(db) == "the server offers no STARTTLS")
        line.change = lambda words: words
        until(lambda: "Hostname mismatch" in (_trouble(db) or ""))
    assert line.has_heard(b"STARTTLS")
    assert not line.has_heard(b"AUTHENTICATE")
    assert box.mails("INBOX") == [MAIL]


def test_a_password_in_a_file_is_read_at_each_login_and_told_to_nobody(
    box: Dovecot, line: Wire, tmp_path: Path, db: Database, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "password"
    file.write_text("väärä sana\n")
    box.bring(MAIL)
    with _fetching(tmp_path, _imap(line.port, secret_file=file)):
        until(lambda: sum(b"AUTHENTICATE" in words for words in line.heard) >= 2)
        assert _trouble(db) == "login refused"
        file.unlink()
        until(lambda: "cannot read" in (_trouble(db) or ""))
        file.write_text(PASSWORD + "\n")
        until(lambda: doors.raw(tmp_path) == [MAIL])
    assert "väärä sana" not in caplog.text
    assert USER not in caplog.text.replace("Oksa", "")


def test_a_token_that_another_program_renews_lets_us_in(
    box: Dovecot, line: Wire, tmp_path: Path, db: Database
) -> None:
    file = tmp_path / "token"
    file.write_text("first")
    box.good_tokens.add("first")
    with _fetching(tmp_path, _imap(line.port, "token", file)):
        until(lambda: box.folders() == {"INBOX", "Oksa"})
        box.good_tokens.clear()
        line.cut()
        until(lambda: _trouble(db) == "login refused")
        box.good_tokens.add("second")
        box.bring(MAIL)
        file.write_text("second")
        until(lambda: doors.raw(tmp_path) == [MAIL])


def test_inside_tls_only_a_certificate_that_is_trusted_will_do(
    box: Dovecot, tmp_path: Path, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    box.bring(MAIL)
    with _fetching(tmp_path, _imap(box.tls_port, host="localhost", scheme="imaps")):
        until(lambda: (_trouble(db) or "").startswith("certificate not accepted: self-signed"))
        monkeypatch.setenv("SSL_CERT_FILE", str(box.folder / "cert.pem"))
        until(lambda: doors.raw(tmp_path) == [MAIL])
        box.bring(MAIL + b"2")
        until(lambda: len(doors.raw(tmp_path)) == 2)
    with _fetching(tmp_path, _imap(box.tls_port, scheme="imaps")):
        until(lambda: "IP address mismatch" in (_trouble(db) or ""))


@contextmanager
def _fetching(folder: Path, imap_: Imap, rung: list[int] | None = None) -> Iterator[None]:
    stopping, db = Event(), store.connect(folder)
    post = Post(db, lambda: (rung if rung is not None else []).append(1), _now)
    thread = Thread(target=imap.fetch, args=[imap_, post, stopping, QUICK])
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join()
        db.conn.close()


def _imap(
    port: int,
    kind: str = "password",
    secret_file: Path | None = None,
    host: str = "127.0.0.1",
    scheme: str = "imap",
) -> Imap:
    url = f"{scheme}://{USER}@{host}:{port}/INBOX"
    file = str(secret_file or "")
    secret = "" if secret_file else PASSWORD
    return Imap(url, "token" if kind == "token" else "password", secret, file, "Oksa")


def _settings(folder: Path, port: int) -> Settings:
    url = f"imap://{USER}@127.0.0.1:{port}"
    assert "OKSA_IMAP_URL" not in os.environ
    return machine.settings(folder, OKSA_IMAP_URL=url, OKSA_IMAP_PASSWORD=PASSWORD)


def _trouble(db: Database) -> str | None:
    found = store.memory.imap_trouble(db)
    return found[1] if found else None


def _now(db: Database) -> datetime:
    return NOW
