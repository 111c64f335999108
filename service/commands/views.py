"""`oksa inbox`, `outbox`, `meetings`, `migrate`: what stands in the database."""

from datetime import datetime
from zoneinfo import ZoneInfo

from service import store
from service.commands import mail
from service.commands.arguments import Call, Rooms, command
from service.domain.letters import Letter
from service.domain.meetings import Meeting


def add_to(rooms: Rooms) -> None:
    """Add the commands of this module."""
    command(rooms, "inbox", "list the mail that came in, and where it ended", _inbox)
    outbox = command(rooms, "outbox", "list the letters, send, release or drop some", _outbox)
    outbox.add_argument("act", nargs="?", choices=["send", "release", "drop"])
    outbox.add_argument("letters", nargs="*", type=int, metavar="ID")
    meetings = command(rooms, "meetings", "list the meetings", _meetings)
    meetings.add_argument("--round", type=int, metavar="ID")
    command(rooms, "migrate", "bring the database up to date", _migrate)


def _inbox(call: Call) -> int:
    db = call.data()
    counts = store.inbox.counts(db)
    messages = [_message(db, call, kept) for kept in store.inbox.every(db)]
    value = {"counts": counts, "sum": sum(counts.values()), "messages": messages}
    call.show(
        value, lambda: _lines(counts, [f"{m['id']} {m['state']}: {m['reason']}" for m in messages])
    )
    return 0


def _message(db: store.Database, call: Call, kept: store.inbox.Mail) -> dict[str, object]:
    about = kept.about
    of_meeting = about is not None and about.kind == "meeting"
    return {
        "id": kept.id,
        "received_at": kept.received_at.isoformat(),
        "state": kept.state,
        "reason": kept.reason,
        "sha256": kept.sha256,
        "person": store.people.get(db, kept.person_id).email if kept.person_id else None,
        "meeting": _uid(call, store.meetings.get(db, about.id)) if about and of_meeting else None,
    }


def _outbox(call: Call) -> int:
    acts = {"send": mail.send, "release": mail.release, "drop": mail.drop}
    if call.given.act:
        return acts[call.given.act](call)
    db = call.data()
    counts = store.letters.counts(db)
    letters = [_letter(letter) for letter in store.letters.every(db)]
    value = {"counts": counts, "letters": letters}
    call.show(
        value,
        lambda: _lines(counts, [f"{one['id']} {one['state']}: {one['kind']}" for one in letters]),
    )
    return 0


def _letter(letter: Letter) -> dict[str, object]:
    return {
        "id": letter.id,
        "kind": letter.kind,
        "to": letter.to_address,
        "language": letter.language,
        "subject": letter.subject,
        "state": letter.state,
        "due_at": letter.due_at.isoformat() if letter.due_at else None,
        "sent_at": letter.sent_at.isoformat() if letter.sent_at else None,
        "message_id": letter.message_id,
    }


def _meetings(call: Call) -> int:
    db = call.data()
    now = call.now(db)
    found = [_meeting(call, meeting, now) for meeting in store.meetings.every(db, call.given.round)]
    call.show(found, lambda: "\n".join(_line(one) for one in found))
    return 0


def _meeting(call: Call, meeting: Meeting, now: datetime) -> dict[str, object]:
    return {
        "pair": meeting.pair_id,
        "number": meeting.number,
        "of": meeting.of,
        "uid": _uid(call, meeting),
        "sequence": meeting.sequence,
        "starts_at": meeting.starts_at.astimezone(ZoneInfo(meeting.timezone)).isoformat(),
        "minutes": meeting.minutes,
        "place": meeting.place,
        "state": meeting.state_at(now),
        "held_on": meeting.held_on.isoformat() if meeting.held_on else None,
        "people": [
            {
                "email": one.person.email,
                "role": one.role,
                "answer": one.answer,
                "attended": one.attended,
            }
            for one in meeting.attendees
        ],
        "because": meeting.because,
    }


def _uid(call: Call, meeting: Meeting) -> str:
    return meeting.uid(call.settings.need_site().mail_domain)


def _line(meeting: dict[str, object]) -> str:
    place = f"{meeting['number']}/{meeting['of']}"
    return f"pair {meeting['pair']}, meeting {place}, {meeting['starts_at']}: {meeting['state']}"


def _lines(counts: dict[str, int], rest: list[str]) -> str:
    return "\n".join([", ".join(f"{n} {state}" for state, n in counts.items()), *rest])


def _migrate(call: Call) -> int:
    call.data()
    call.show({"migrated": True}, lambda: "the database is up to date")
    return 0
