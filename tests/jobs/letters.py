"""Letters for the tests of what sends and keeps them."""

from datetime import UTC, datetime

from service import store
from service.config import MailServer
from service.domain.letters import Letter, Matter

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def a_letter(key: str, to: str = "anna@example.org", meeting: int = 0) -> Letter:
    """Return a letter; letters without a meeting are each about a matter of their own."""
    raw = (
        "From: Oksa <oksa@oksa.example.org>\r\n"
        f"To: {to}\r\nSubject: {key}\r\nMessage-ID: <{key}@oksa.example.org>\r\n"
        "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
        "Content-Transfer-Encoding: 8bit\r\n\r\nHyvää päivää!\r\n.\r\n..\r\n.alku\r\n"
    )
    return Letter(
        key=key,
        kind="receipt",
        to_address=to,
        language="fi",
        subject=key,
        message_id=f"<{key}@oksa.example.org>",
        raw=raw.encode(),
        about=Matter("meeting", meeting or 1000 + sum(key.encode())),
        person_id=1,
        envelope_from=f"oksa+{key}@oksa.example.org",
    )


def put(db: store.Database, *letters: Letter, due_at: datetime = NOW) -> None:
    """Put letters in the outbox."""
    for letter in letters:
        store.outbox.add(db, letter, due_at, NOW)


def states(db: store.Database) -> dict[str, str]:
    """Return the state of each letter by its key."""
    return {letter.key: letter.state for letter in store.letters.every(db)}


def server(port: int, *, tls: bool = False) -> MailServer:
    """Return the address of a mail server of a test."""
    return MailServer("localhost", port, tls, False, "", "")
