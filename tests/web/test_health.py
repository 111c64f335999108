"""What health says about the disk, and about the mailbox that mail is fetched from."""

from datetime import timedelta
from pathlib import Path

from service import clock, config, store
from service.app import create_app
from tests.jobs import doors
from tests.programme import NOW

ENVIRON = {"OKSA_BASE_URL": "https://oksa.example.org", "OKSA_MAIL_DOMAIN": "oksa.example.org"}
IMAP = {"OKSA_IMAP_URL": "imaps://oksa@mail.example.org", "OKSA_IMAP_PASSWORD": "sala"}


def test_health_tells_since_when_no_mail_is_fetched_and_what_was_left(tmp_path: Path) -> None:
    db = store.connect(tmp_path)
    environ = {**ENVIRON, **IMAP, "OKSA_DATA": str(tmp_path)}
    client = create_app(config.load(environ, tmp_path)).test_client()
    assert client.get("/health/ready").text == "ok\n"
    store.memory.note_fetched(db, left=2)
    store.memory.note_imap_trouble(db, "login refused", NOW)
    left = "imap: mails left in the mailbox, too big or not to be had: 2"
    since = f"imap: no mail fetched since {NOW:%Y-%m-%dT%H:%M:%SZ}: login refused"
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.text) == (200, f"ok\n{left}\n{since}\n")
    store.memory.note_fetched(db, left=0)
    assert client.get("/health/ready").text == "ok\n"


def test_health_does_not_speak_of_a_mailbox_that_is_fetched_from_no_more(tmp_path: Path) -> None:
    store.memory.note_imap_trouble(store.connect(tmp_path), "login refused", NOW)
    environ = {**ENVIRON, "OKSA_DATA": str(tmp_path)}
    client = create_app(config.load(environ, tmp_path)).test_client()
    assert client.get("/health/ready").text == "ok\n"


def test_health_tells_that_the_disk_has_no_room(tmp_path: Path) -> None:
    with doors.small_disk(tmp_path) as disk:
        environ = {**ENVIRON, "OKSA_DATA": str(disk)}
        client = create_app(config.load(environ, tmp_path)).test_client()
        assert client.get("/health/ready").text == "ok\n"
        (disk / "filler").write_bytes(bytes(3 * 1024 * 1024))
        told = "disk: no room, mail waits to be read and letters wait to leave"
        answer = client.get("/health/ready")
        assert (answer.status_code, answer.text) == (200, f"ok\n{told}\n")


def test_health_tells_that_nobody_does_what_is_due(tmp_path: Path) -> None:
    db = store.connect(tmp_path)
    environ = {**ENVIRON, "OKSA_DATA": str(tmp_path)}
    client = create_app(config.load(environ, tmp_path)).test_client()
    now = clock.now(db)
    store.memory.note_tick(db, now - timedelta(minutes=4))
    assert client.get("/health/ready").text == "ok\n"
    at = now - timedelta(minutes=6)
    store.memory.note_tick(db, at)
    told = f"worker: nothing done since {at:%Y-%m-%dT%H:%M:%SZ}"
    assert client.get("/health/ready").text == f"ok\n{told}\n"
