"""Doors opened in a test, what is said to them raw, and what they kept."""

import smtplib
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from jobs import door
from jobs.certificate import Certificate
from jobs.conversation import Limits
from service import store
from service.config import Settings
from service.domain.letters import Matter
from service.mail import addresses
from service.store import Database
from service.store.inbox import Mail
from tests.jobs import machine
from tests.jobs.letters import NOW
from tests.programme import SITE

TO = addresses.address(SITE, addresses.token(SITE, "reply", Matter("meeting", 1), 1))
VERP = addresses.address(SITE, addresses.token(SITE, "bounce", Matter("meeting", 1), 1))
MAIL = b"From: anna@example.org\r\nSubject: Hei\r\n\r\nJoo tavattiin.\r\n"
ANYWHERE = ("127.0.0.1", 0)
# What other servers take for the end of a text; ours is CR LF dot CR LF alone (S1).
SMUGGLING = [
    b"\n.\n",
    b"\n.\r\n",
    b"\r\n.\n",
    b"\r.\r",
    b"\r.\r\n",
    b"\r\n.\r",
    b"\n.\r",
    b"\r.\n",
    b"\r\n\x00.\r\n",
]
SMUGGLED = b"MAIL FROM:<boss@example.org>\r\nRCPT TO:<" + TO.encode() + b">\r\nDATA\r\nx\r\n"


@contextmanager
def opened(
    folder: Path,
    woken: list[int] | None = None,
    certificate: Certificate | None = None,
    limits: Limits = door.LIMITS,
) -> Iterator[door.Door]:
    """Open both doors on free ports, and close them in the end."""

    def wake() -> None:
        if woken is not None:
            woken.append(1)

    listen = door.Listen(ANYWHERE, ANYWHERE, certificate)
    both = door.start(folder, SITE, listen, wake, _now, limits)
    try:
        yield both
    finally:
        both.stop()


def settings(folder: Path, **said: str) -> Settings:
    """Return settings of a door in a process of its own, with the key of the tests."""
    return machine.settings(folder, 0, SECRET_KEY=SITE.secret.decode(), **said)


def smtp(opened: door.Door) -> smtplib.SMTP:
    """Return a connection to the SMTP door."""
    assert opened.smtp is not None
    return smtplib.SMTP(*opened.smtp)


def lmtp(opened: door.Door) -> smtplib.LMTP:
    """Return a connection to the LMTP door."""
    assert opened.lmtp is not None
    return smtplib.LMTP(*opened.lmtp)


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """Give a folder on a disk of its own with room for four megabytes."""
    disk = folder / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "oksa", str(disk)], capture_output=True
    )
    if mounted.returncode != 0:
        pytest.skip("a disk cannot be mounted here: a full one is not tried")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def line(address: door.Address | None) -> socket.socket:
    """Return a bare connection to a door."""
    assert address is not None
    return socket.create_connection(address, timeout=20)


def out(client: smtplib.SMTP, octets: bytes) -> None:
    """Send bytes as they are."""
    assert client.sock is not None
    client.sock.sendall(octets)


def mails(folder: Path) -> list[Mail]:
    """Return what was kept."""
    db = store.connect(folder)
    try:
        return store.inbox.every(db)
    finally:
        db.conn.close()


def raw(folder: Path) -> list[bytes]:
    """Return the bytes of what was kept."""
    db = store.connect(folder)
    try:
        return [store.inbox.raw(db, mail.id) for mail in store.inbox.every(db)]
    finally:
        db.conn.close()


def _now(db: Database) -> datetime:
    return NOW
