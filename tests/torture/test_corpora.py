"""Nothing that strangers wrote is lost, changed, left waiting or acted on (R7)."""

import smtplib
from pathlib import Path

import pytest

from jobs import door
from service import store
from tests.programme import NOW, SITE, a_published_pair, booked
from tests.torture.corpora import Feed, by_pipe, by_smtp, messages, read_with_kills

WHOLE = messages()
HERE = ("127.0.0.1", 0)


@pytest.mark.skipif(not WHOLE, reason="libpython3.11-testsuite is not here")
@pytest.mark.parametrize("through", ["smtp", "lmtp", "pipe"])
def test_each_message_ends_once_with_a_reason_and_does_nothing(
    through: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = store.connect(tmp_path)
    (meeting,) = booked(db, a_published_pair(db), "2027-02-09 17:00")
    letters = store.outbox.every(db)
    corpus = WHOLE if through == "smtp" else WHOLE[::6]
    kept = _fed(through, corpus, tmp_path, monkeypatch)
    read_with_kills(tmp_path, kills=2 if through == "smtp" else 1)
    mails = store.inbox.every(db)
    assert sorted(store.inbox.raw(db, mail.id) for mail in mails) == sorted(set(kept))
    assert {mail.state for mail in mails} <= {"tray", "ignored", "quarantined"}
    assert all(mail.reason for mail in mails)
    assert sum(store.inbox.counts(db).values()) == len(mails)
    assert store.meetings.get(db, meeting.id) == meeting
    assert store.outbox.every(db) == letters
    assert store.claims.waiting(db) == []


def _fed(
    through: str, corpus: list[bytes], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> list[bytes]:
    if through == "pipe":
        monkeypatch.setenv("OKSA_DATA", str(folder))  # kept, and not read: there is no site
        return [by_pipe(raw) for _ in range(2) for raw in corpus]
    listen = door.Listen(smtp=HERE) if through == "smtp" else door.Listen(lmtp=HERE)
    opened = door.start(folder, SITE, listen, lambda: None, lambda db: NOW)
    host, port = (opened.smtp if through == "smtp" else opened.lmtp) or ("", 0)
    kind = smtplib.SMTP if through == "smtp" else smtplib.LMTP
    try:
        with kind(host, port) as client:
            feed: Feed = by_smtp(client, SITE.sender_address)
            return [feed(raw) for _ in range(2) for raw in corpus]
    finally:
        opened.stop()
