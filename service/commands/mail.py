"""`oksa tick`, `receive`, `read`, `invite`, `letters`, `outbox send`: mail out and in.

What only one command needs is imported when it runs: a mail server starts `oksa` for each mail.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from service import store
from service.commands.arguments import LATER, Call, Rooms, Wrong, command, moment
from service.domain.site import Site
from service.setting_values import BadSetting
from service.store.inbox import Delivery

SAMPLE_SITE = Site(
    "https://oksa.example.org", "oksa.example.org", "oksa@oksa.example.org", b"sample"
)
BY_COMMAND = "oksa outbox"  # who released or dropped letters, where no coordinator pressed


def add_to(rooms: Rooms) -> None:
    """Add the commands of this module."""
    command(rooms, "tick", "do once everything that is due", _tick)
    receive = command(
        rooms, "receive", "keep one raw message from standard input and read it", _receive
    )
    receive.set_defaults(unset=LATER)  # a mail server keeps the message, and does not bounce it
    read = command(rooms, "read", "say what a reply means", _read)
    read.add_argument("--batch", metavar="CASES.jsonl")
    read.add_argument("--context", metavar="CONTEXT.json")
    read.add_argument("message", nargs="?", metavar="MESSAGE.eml")
    invite = command(rooms, "invite", "print the whole mail of an invitation", _invite)
    invite.add_argument("--meeting", required=True, type=Path, metavar="FILE.json")
    show = command(rooms, "letters", "write every letter as .eml, .txt and .html", _letters)
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


def release(call: Call) -> int:
    """Let letters go that are on hold or failed: those named, else all on hold."""
    from service.actions import stuck_letters

    db = call.data()
    held = [one.id for one in stuck_letters.stuck(db) if one.state == "on_hold"]
    sent, late = stuck_letters.send(db, call.given.letters or held, BY_COMMAND, call.now(db))
    told = f"{sent} letters leave, {late} came too late and were given up"
    call.show({"released": sent, "too_late": late}, lambda: told)
    return 0


def drop(call: Call) -> int:
    """Give up letters that are on hold or failed; only those named."""
    from service.actions import stuck_letters

    if not call.given.letters:
        raise Wrong("outbox drop: name the letters by their ids")
    db = call.data()
    dropped = stuck_letters.give_up(db, call.given.letters, BY_COMMAND, call.now(db))
    call.show({"dropped": dropped}, lambda: f"{dropped} letters given up")
    return 0


def _receive(call: Call) -> int:
    """Keep the message, and read it if that can be done now: once kept, nothing fails (P35)."""
    raw = sys.stdin.buffer.read()
    if not raw.strip():
        raise Wrong("receive: there is no message on standard input")
    try:
        db = store.connect(call.settings.folder)
        now = call.now(db)
        (mail_id,) = store.inbox.keep(db, [Delivery(raw, "", (), "pipe")], now)
    except (OSError, store.DatabaseError) as wrong:
        print(f"oksa: the message could not be kept: {wrong}", file=sys.stderr)
        return LATER
    _read_now(call, db, mail_id, now)
    call.show({"id": mail_id}, lambda: "")
    return 0


def _read_now(call: Call, db: store.Database, mail_id: int, now: datetime) -> None:
    """Read a kept message; where that cannot be done now, the next tick does it."""
    from jobs import read_mail

    try:
        read_mail.read_one(db, call.settings.need_site(), mail_id, now)
    except (BadSetting, OSError, store.MachineError) as wrong:
        print(f"oksa: kept, but not read yet: {wrong}", file=sys.stderr)


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
    from email import message_from_bytes
    from email.policy import default

    from service.mail import samples

    folder: Path = call.given.to
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    now = moment(call.given.now) if call.given.now else datetime.now(UTC)
    for name, raw in samples.samples(SAMPLE_SITE, now):
        (folder / f"{name}.eml").write_bytes(raw)
        letter = message_from_bytes(raw, policy=default)
        for kind, ending in (("plain", "txt"), ("html", "html")):
            body = letter.get_body((kind,))
            (folder / f"{name}.{ending}").write_text(body.get_content() if body else "", "utf-8")
        written += 1
    call.show({"letters": written, "folder": str(folder)}, lambda: f"{written} letters in {folder}")
    return 0
