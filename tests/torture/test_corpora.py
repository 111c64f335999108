"""Nothing that strangers wrote is lost, changed, left waiting or acted on (R7)."""

import os
import smtplib
from pathlib import Path
from threading import Event, Thread

import pytest

from jobs import door, imap
from service import config, store
from service.app import create_app
from service.config import Imap
from tests.jobs.wait import until
from tests.programme import NOW, SITE, a_published_pair, booked
from tests.programs import dovecot
from tests.torture.corpora import LONG, Feed, by_pipe, by_smtp, messages, read_with_kills

WHOLE = messages()
SAMPLE = WHOLE if os.environ.get(LONG) else WHOLE[::12]
HERE = ("127.0.0.1", 0)


@pytest.mark.skipif(not WHOLE, reason="libpython3.11-testsuite is not here")
@pytest.mark.parametrize("through", ["smtp", "lmtp", "pipe", "webhook", "imap"])
def test_each_message_ends_once_with_a_reason_and_does_nothing(
    through: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = store.connect(tmp_path)
    (meeting,) = booked(db, a_published_pair(db), "2027-02-09 17:00")
    letters = store.letters.every(db)
    kept = _fed(through, WHOLE if through == "smtp" else SAMPLE, tmp_path, monkeypatch)
    read_with_kills(tmp_path, kills=2 if through == "smtp" else 1)
    mails = store.inbox.every(db)
    assert sorted(store.inbox.raw(db, mail.id) for mail in mails) == sorted(set(kept))
    assert {mail.state for mail in mails} <= {"tray", "ignored", "quarantined"}
    assert all(mail.reason for mail in mails)
    assert sum(store.inbox.counts(db).values()) == len(mails)
    assert store.meetings.get(db, meeting.id) == meeting
    assert store.letters.every(db) == letters
    assert store.claims.waiting(db) == []


def _fed(
    through: str, corpus: list[bytes], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> list[bytes]:
    twice = [*corpus, *corpus]
    match through:
        case "pipe":
            monkeypatch.setenv("OKSA_DATA", str(folder))  # kept, and not read: there is no site
            return [by_pipe(raw) for raw in twice]
        case "webhook":
            return _posted(twice, folder)
        case "imap":
            return _fetched(twice, folder)
        case _:
            return _sent(through, twice, folder)


def _sent(through: str, mails: list[bytes], folder: Path) -> list[bytes]:
    listen = door.Listen(smtp=HERE) if through == "smtp" else door.Listen(lmtp=HERE)
    opened = door.start(folder, SITE, listen, lambda: None, lambda db: NOW)
    host, port = (opened.smtp if through == "smtp" else opened.lmtp) or ("", 0)
    kind = smtplib.SMTP if through == "smtp" else smtplib.LMTP
    try:
        with kind(host, port) as client:
            feed: Feed = by_smtp(client, SITE.sender_address)
            return [feed(raw) for raw in mails]
    finally:
        opened.stop()


def _posted(mails: list[bytes], folder: Path) -> list[bytes]:
    environ = {
        "OKSA_DATA": str(folder),
        "OKSA_BASE_URL": SITE.base_url,
        "OKSA_MAIL_DOMAIN": SITE.mail_domain,
        "OKSA_WEBHOOK_SECRET": "a secret of the tests",
    }
    client = create_app(config.load(environ, folder)).test_client()
    headers = {"Authorization": f"Bearer {environ['OKSA_WEBHOOK_SECRET']}"}
    for raw in mails:
        assert client.post("/mail-in", data=raw, headers=headers).status_code == 200
    return mails


def _fetched(mails: list[bytes], folder: Path) -> list[bytes]:
    """Lay mails into a mailbox and return them as its server gives them: with CRLF at the ends."""
    with dovecot.running() as box:
        box.clear()
        for raw in mails:
            box.bring(raw)
        url = f"imap://{dovecot.USER}@127.0.0.1:{box.port}/INBOX"
        mailbox = Imap(url, "password", dovecot.PASSWORD, "", "Oksa")
        stopping, db = Event(), store.connect(folder)
        post = imap.Post(db, lambda: None, lambda _: NOW)
        fetching = Thread(target=imap.fetch, args=[mailbox, post, stopping, imap.Pauses()])
        fetching.start()
        until(lambda: len(box.mails("Oksa")) == len(mails), 120)
        stopping.set()
        fetching.join()
        db.conn.close()
        return box.mails("Oksa")
