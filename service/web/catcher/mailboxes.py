"""Mailboxes of the demo's people: one maildir an address, letters and answers in it."""

from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import compat32
from email.utils import parsedate_to_datetime
from mailbox import Maildir
from pathlib import Path
from urllib.parse import quote, unquote

SENT = "Sent"
UNREAD, READ = "new", "cur"


@dataclass(frozen=True)
class Kept:
    """One mail in a mailbox. `is_sent` tells what its owner wrote from what they got."""

    key: str
    raw: bytes
    is_read: bool
    is_sent: bool
    stamp: tuple[float, int]


def put(folder: Path, address: str, raw: bytes) -> str:
    """Lay a mail in the mailbox of an address and return its key; wholly there or not at all."""
    return _open(folder, address).add(raw)


def put_sent(folder: Path, address: str, raw: bytes) -> str:
    """Keep a mail that the mailbox's owner sent."""
    return _open(folder, address).add_folder(SENT).add(raw)


def addresses(folder: Path) -> list[str]:
    """Return the addresses that have a mailbox."""
    return sorted(unquote(path.name) for path in folder.iterdir()) if folder.exists() else []


def unread(folder: Path, address: str) -> int:
    """Return how many letters of a mailbox were not opened."""
    waiting = _path(folder, address) / UNREAD
    return sum(1 for _ in waiting.iterdir()) if waiting.exists() else 0


def every(folder: Path, address: str) -> list[Kept]:
    """Return a mailbox's mails, those its owner sent included, the newest first."""
    if not _path(folder, address).exists():
        return []
    box = _open(folder, address)
    sent = box.add_folder(SENT)
    mails = [_kept(box, key, is_sent=False) for key in box.iterkeys()]
    mails += [_kept(sent, key, is_sent=True) for key in sent.iterkeys()]
    return sorted(mails, key=lambda mail: mail.stamp, reverse=True)


def get(folder: Path, address: str, key: str) -> Kept:
    """Return one mail of a mailbox, or raise LookupError."""
    for mail in every(folder, address):
        if mail.key == key:
            return mail
    raise LookupError(f"no mail {key}")


def find(folder: Path, address: str, message_id: str) -> str | None:
    """Return the key of the letter of a Message-ID in a mailbox, or None."""
    wanted = f"\nmessage-id: {message_id}".lower().encode()
    for mail in every(folder, address):
        head = mail.raw.partition(b"\r\n\r\n")[0].replace(b"\r", b"").lower()
        if not mail.is_sent and wanted in head:
            return mail.key
    return None


def mark_read(folder: Path, address: str, key: str) -> None:
    """Note that a letter was opened; a key that is not there changes nothing."""
    box = _path(folder, address)
    with suppress(FileNotFoundError):
        (box / UNREAD / Path(key).name).rename(box / READ / f"{Path(key).name}:2,S")


def _path(folder: Path, address: str) -> Path:
    # Whoever fills in the form chooses the address: no slash may reach the file system.
    return folder / quote(address.strip().lower(), safe="@+")


def _open(folder: Path, address: str) -> Maildir:
    folder.mkdir(parents=True, exist_ok=True)
    return Maildir(_path(folder, address))


def _kept(box: Maildir, key: str, *, is_sent: bool) -> Kept:
    raw = box.get_bytes(key)
    is_read = is_sent or box.get_message(key).get_subdir() == READ
    return Kept(key, raw, is_read, is_sent, _stamp(raw, key))


def _stamp(raw: bytes, key: str) -> tuple[float, int]:
    """Return what mails are sorted by: the demo's own time, then the order of arrival."""
    head = raw.partition(b"\r\n\r\n")[0]
    written = parsedate_to_datetime(str(message_from_bytes(head, policy=compat32)["Date"]))
    seconds, _, rest = key.partition(".M")
    micros, _, _ = rest.partition("P")
    return written.timestamp(), int(seconds) * 1_000_000 + int(micros)
