"""`oksa tick`, `receive`, `read`, `invite`, `letters`, `outbox send`: mail out and in.

What only one command needs is imported when it runs: a mail server starts `oksa` for each mail.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from service import store
from service.commands.arguments import Call, Rooms, Wrong, command, moment
from service.config import BadSetting
from service.domain.site import Site
from service.store.inbox import Delivery

SAMPLE_SITE = Site(
    "https://oksa.example.org", "oksa.example.org", "oksa@oksa.example.org", b"sample"
)
TRY_LATER = 75  # EX_TEMPFAIL of sysexits.h: the mail server keeps the message and tries again


def add_to(rooms: Rooms) -> None:
    """Add the commands of this module."""
    command(rooms, "tick", "do once everything that is due", _tick)
    command(rooms, "receive", "keep one raw message from standard input and read it", _receive)
    read = command(rooms, "read", "say what a reply means", _read)
    read.add_argument("--batch", metavar="CASES.jsonl")
    read.add_argument("--context", metavar="CONTEXT.json")
    read.add_argument("message", nargs="?", metavar="MESSAGE.eml")
    invite = command(rooms, "invite", "print the whole mail of an invitation", _invite)
    invite.add_argument("--meeting", required=True, type=Path, metavar="FILE.json")
    show = command(rooms, "letters", "write every letter in three languages as .eml", _letters)
    show.add_argument("--to", type=Path, default=Path("letters"), metavar="FOLDER")


def _tick(call: Call) -> int:
    from jobs import timetable

    site, server = call.settings.need_site(), call.settings.need_mail()
    db = call.data()
    counts = timetable.tick(db, site, server, call.settings.folder, call.now(db))
    print(json.dumps(counts))
    return 0


def send(call: Call) -> int:
    """Deliver what is due, and decide nothing (`oksa outbox send`)."""
    from jobs import deliver

    server = call.settings.need_mail()
    db = call.data()
    print(json.dumps(deliver.deliver(db, server, call.settings.folder, call.now(db))))
    return 0


def _receive(call: Call) -> int:
    """Keep the message, and read it if that can be done now: once kept, nothing fails (P35)."""
    raw = sys.stdin.buffer.read()
    if not raw.strip():
        raise Wrong("receive: there is no message on standard input")
    try:
        db = call.data()
        now = call.now(db)
        (mail_id,) = store.inbox.keep(db, [Delivery(raw, "", (), "pipe")], now)
    except (OSError, store.DatabaseError) as wrong:
        print(f"oksa: the message could not be kept: {wrong}", file=sys.stderr)
        return TRY_LATER
    _read_now(call, db, mail_id, now)
    call.show({"id": mail_id}, lambda: "")
    return 0


def _read_now(call: Call, db: store.Database, mail_id: int, now: datetime) -> None:
    """Read a kept message; without the settings for it, the next tick does."""
    from jobs import read_mail

    try:
        site = call.settings.need_site()
    except BadSetting as wrong:
        print(f"oksa: kept, but not read yet: {wrong}", file=sys.stderr)
        return
    read_mail.read_one(db, site, mail_id, now)


def _read(call: Call) -> int:
    given = call.given
    if (given.batch is None) == (given.message is None):
        raise Wrong("read: either --batch CASES.jsonl or --context CONTEXT.json MESSAGE.eml")
    from service.reading import command as reading

    return reading.run(given.batch, given.context, given.message, sys.stdout)


def _invite(call: Call) -> int:
    from service.mail import invite_command, letters

    path: Path = call.given.meeting
    now = moment(call.given.now) if call.given.now else datetime.now(UTC)
    try:
        invitation = invite_command.invitation_from_json(path.read_text("utf-8"), now)
    except OSError as wrong:
        raise Wrong(f"{path}: {wrong.strerror}") from wrong
    except ValueError as wrong:
        raise Wrong(f"{path}: {wrong}") from wrong
    sys.stdout.buffer.write(letters.invitation_letter(invitation, now))
    return 0


def _letters(call: Call) -> int:
    from service.mail import samples

    folder: Path = call.given.to
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    now = moment(call.given.now) if call.given.now else datetime.now(UTC)
    for name, raw in samples.samples(SAMPLE_SITE, now):
        (folder / f"{name}.eml").write_bytes(raw)
        written += 1
    call.show({"letters": written, "folder": str(folder)}, lambda: f"{written} letters in {folder}")
    return 0
