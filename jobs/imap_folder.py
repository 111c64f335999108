"""Emptying a folder of an IMAP server: each mail is moved only after it was kept (R1, P45).

Nothing is remembered here of what was fetched, so a changed UIDVALIDITY loses nothing: what
still lies in the folder is fetched, and the same bytes are the same mail (R6).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from imap_tools import BaseMailBox
from imap_tools.errors import (
    MailboxCopyError,
    MailboxFlagError,
    MailboxMoveError,
    UnexpectedCommandStatusError,
)
from imap_tools.utils import check_command_status, encode_folder

from jobs.imap_server import NoMail

MOST_BYTES = 10 * 1024 * 1024
GROUP, GROUP_BYTES = 20, 4 * 1024 * 1024  # mails kept in one commit
LEFT = "OksaLeft"  # the keyword of mails that we cannot take
TRIES = 3
LOOKED_AT = 200  # sizes asked for at once
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_UID = re.compile(rb"UID (\d+)")

Keep = Callable[[Sequence[bytes]], None]
Tried = Counter[tuple[str, str]]


def empty(mailbox: BaseMailBox, moved_to: str, keep: Keep, tried: Tried) -> int:
    """Keep and move the mails of the selected folder, and return how many had to be left there.

    Where the server does not let mails be moved, all are kept nevertheless, and then
    NoMail is raised; they will come again, as the same mails.

    `tried` counts, across connections, the fetches of a mail that did not end: a mail at
    which the server hangs up is left after three, so that the others come in.
    """
    mailbox.client.untagged_responses.pop("EXISTS", None)  # what is announced from here on is new
    validity = str(mailbox.client.untagged_responses.get("UIDVALIDITY", ""))
    there = mailbox.uids("UNDELETED", charset=None)
    left = set(mailbox.uids(f"UNDELETED KEYWORD {LEFT}", charset=None))
    for uid in there:
        if tried[validity, uid] >= TRIES and uid not in left:
            _leave(mailbox, uid)
            left.add(uid)
    waiting = sorted(set(there) - left, key=lambda uid: (tried[validity, uid], int(uid)))
    refused: UnexpectedCommandStatusError | None = None
    for group in _groups(mailbox, waiting, validity, tried, left):
        keep([raw for _, raw in group])
        try:
            _move(mailbox, ",".join(uid for uid, _ in group), moved_to)
        except UnexpectedCommandStatusError as wrong:
            refused = wrong
    if refused is not None:
        raise NoMail("kept, but the server does not let it be moved") from refused
    return len(left)


def _groups(
    mailbox: BaseMailBox, waiting: Sequence[str], validity: str, tried: Tried, left: set[str]
) -> Iterator[list[tuple[str, bytes]]]:
    """Fetch mails, so many together as one commit should hold; leave those that cannot be."""
    group: list[tuple[str, bytes]] = []
    for uid, size in _sized(mailbox, waiting):
        tried[validity, uid] += 1
        raw = _fetched(mailbox, uid) if size <= MOST_BYTES else None
        del tried[validity, uid]
        if raw is None or len(raw) > MOST_BYTES:
            _leave(mailbox, uid)
            left.add(uid)
            continue
        group.append((uid, raw))
        if len(group) >= GROUP or sum(len(raw) for _, raw in group) >= GROUP_BYTES:
            yield group
            group = []
    if group:
        yield group


def _sized(mailbox: BaseMailBox, waiting: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Go through mails with their sizes in bytes, 0 where the server tells none."""
    for start in range(0, len(waiting), LOOKED_AT):
        some = waiting[start : start + LOOKED_AT]
        sizes = _sizes(mailbox, some)
        for uid in some:
            yield uid, sizes.get(uid, 0)


def _sizes(mailbox: BaseMailBox, uids: Sequence[str]) -> dict[str, int]:
    _, answer = mailbox.client.uid("FETCH", ",".join(uids), "(RFC822.SIZE)")
    lines = [line for line in answer if isinstance(line, bytes)]
    found = [(_UID.search(line), _SIZE.search(line)) for line in lines]
    return {uid[1].decode(): int(size[1]) for uid, size in found if uid and size}


def _fetched(mailbox: BaseMailBox, uid: str) -> bytes | None:
    """Return a mail's bytes without marking it as read, or None if the server has none."""
    _, answer = mailbox.client.uid("FETCH", uid, "(BODY.PEEK[])")
    for part in answer:
        if isinstance(part, tuple) and b"BODY[]" in part[0].upper():
            return bytes(part[1])
    return None


def _leave(mailbox: BaseMailBox, uid: str) -> None:
    """Mark a mail for people's eyes and for our own, which look at it no more."""
    status, _ = mailbox.client.uid("STORE", uid, "+FLAGS.SILENT", rf"(\Flagged {LEFT})")
    if status != "OK":  # a server without keywords
        mailbox.client.uid("STORE", uid, "+FLAGS.SILENT", r"(\Flagged)")


def _move(mailbox: BaseMailBox, uids: str, moved_to: str) -> None:
    """Move mails: by MOVE (RFC 6851), else by a copy and the removal of these mails alone.

    imap-tools' own removal expunges whatever else is marked as deleted. Where the server
    knows no UID EXPUNGE (RFC 4315), ours stay marked, and are not fetched again.
    """
    client, folder = mailbox.client, encode_folder(moved_to).decode()
    if "MOVE" in client.capabilities:
        check_command_status(client.uid("MOVE", uids, folder), MailboxMoveError)
        return
    check_command_status(client.uid("COPY", uids, folder), MailboxCopyError)
    stored = client.uid("STORE", uids, "+FLAGS.SILENT", r"(\Deleted)")
    check_command_status(stored, MailboxFlagError)
    if "UIDPLUS" in client.capabilities:
        client.uid("EXPUNGE", uids)
