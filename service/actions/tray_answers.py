"""The tray beside its buttons: corrected in values, answered in words, or put off (P29).

Each correction is also a labelled sample: what was read and what was meant.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from service import store
from service.actions import attendance, meetings
from service.actions.post import post
from service.domain.errors import Refused
from service.domain.letters import Draft, Matter
from service.domain.meetings import Held, Meeting
from service.domain.plans import Time
from service.domain.preparation import lines_of
from service.domain.rounds import Text
from service.domain.site import Site
from service.store.coordinators import Coordinator
from service.store.inbox import Mail

SNOOZE = timedelta(days=7)
NOT_SHARED = {"private", "preparation"}  # words that are for people alone (P16, P24)
_ADDRESS = re.compile(r"[^\s@<>,;]{1,64}@[^\s@<>,;]{1,253}")
_NUMBER = re.compile(r"\+?\d[\d ]{5,40}\d")


def met(db: store.Database, mail_id: int, said: Held, by: Coordinator, now: datetime) -> None:
    """Note that they met on a day for some minutes, and settle the mail.

    Raises Refused where another coordinator was first, or the rules say no.
    """
    if said.on is None or said.on > now.date():
        raise Refused("the day is still ahead")
    with store.transaction(db):
        meeting = _take(db, mail_id, "held", by, now)
        attendance.decide(db, meeting, said, mail_id, now)
        on = said.on.isoformat()
        _label(db, mail_id, {"kind": "held", "on": on, "minutes": said.minutes}, by, now)


def moved(
    db: store.Database, site: Site, mail_id: int, time: Time, by: Coordinator, now: datetime
) -> None:
    """Move the meeting that a mail is about, and settle the mail; raises Refused likewise."""
    starts_at, _minutes = time
    if starts_at <= now:
        raise Refused("moved to a time that has passed")
    with store.transaction(db):
        meeting = _take(db, mail_id, "moved", by, now)
        meetings.shift(db, site, meeting, time, mail_id, now)
        _label(db, mail_id, {"kind": "moved", "to": starts_at.isoformat()}, by, now)


def answer(
    db: store.Database, site: Site, mail_id: int, text: str, by: Coordinator, now: datetime
) -> None:
    """Answer the writer in the coordinator's own words, in the thread, and settle the mail."""
    lines = lines_of(text)
    if not any(lines):
        raise Refused("the letter is empty")
    with store.transaction(db):
        mail = store.inbox.get(db, mail_id)
        if mail.person_id is None or mail.about is None:
            raise Refused("the writer is not known")
        if not store.tray.take(db, mail_id, "answered", by.email, now):
            raise Refused("somebody has dealt with this already")
        person = store.people.get(db, mail.person_id)
        words = {"lines": lines, "coordinator": by.name, "received_at": mail.received_at}
        key = f"coordinator_answer:{mail_id}"
        programme = _programme(db, mail.about)
        draft = Draft("coordinator_answer", person, mail.about, key, programme, words)
        post(db, site, draft, now)
        store.acts.add(db, by.email, "answered", ("mail", mail_id), now)


def snooze(
    db: store.Database, mail_id: int, by: Coordinator, now: datetime, length: timedelta = SNOOZE
) -> None:
    """Let a mail come back to the tray after a while; raises Refused where it is settled."""
    with store.transaction(db):
        if not store.tray.snooze(db, mail_id, now + length):
            raise Refused("somebody has dealt with this already")
        store.acts.add(db, by.email, "snoozed", ("mail", mail_id), now)


def samples(db: store.Database) -> Iterator[dict[str, Any]]:
    """Yield what was read and what a coordinator decided, without addresses and numbers.

    What is for a coordinator or for the pair alone is left out.
    """
    for act in (*store.acts.every_of(db, "settled"), *store.acts.every_of(db, "read_anew")):
        if act.about != "mail":
            continue
        mail = store.inbox.get(db, act.about_id)
        kinds = {found["kind"] for found in (mail.reading or {}).get("findings", [])}
        if mail.reading and not kinds & NOT_SHARED:
            yield _sample(db, mail, mail.reading, act.note)


def _take(db: store.Database, mail_id: int, end: str, by: Coordinator, now: datetime) -> Meeting:
    mail = store.inbox.get(db, mail_id)
    if mail.about is None or mail.about.kind != "meeting":
        raise Refused("the message is about no meeting")
    if not store.tray.take(db, mail_id, end, by.email, now):
        raise Refused("somebody has dealt with this already")
    return store.meetings.get(db, mail.about.id)


def _label(
    db: store.Database, mail_id: int, said: Mapping[str, object], by: Coordinator, now: datetime
) -> None:
    store.acts.add(db, by.email, "read_anew", ("mail", mail_id), now, json.dumps(said))


def _programme(db: store.Database, about: Matter) -> Text:
    match about.kind:
        case "application" | "closing" | "certificate":
            return store.rounds.get(db, about.id).name
        case "event":
            return store.rounds.get(db, store.events.get(db, about.id).round_id).name
        case "wish":
            return store.rounds.get(db, store.wishes.get(db, about.id).round_id).name
        case "pair" | "agreement" | "midway":
            pair = store.pairs.get(db, about.id)
        case "meeting" | "expense":
            pair = store.pairs.get(db, store.meetings.get(db, about.id).pair_id)
        case "coordinator" | "digest":
            raise Refused("the writer is not known")
    return store.rounds.get(db, pair.round_id).name


def _sample(
    db: store.Database, mail: Mail, reading: Mapping[str, Any], decided: str
) -> dict[str, Any]:
    said = json.loads(decided) if decided.startswith("{") else {"kind": decided}
    return {
        "context": _context(db, mail),
        "text": _bare(str(reading.get("text", ""))),
        "language": reading.get("language"),
        "findings": [
            {key: _bare(value) if isinstance(value, str) else value for key, value in one.items()}
            for one in reading.get("findings", [])
        ],
        "certain": reading.get("certain"),
        "decided": said,
    }


def _context(db: store.Database, mail: Mail) -> dict[str, Any]:
    context: dict[str, Any] = {
        "asked": mail.asked or "none",
        "received_at": mail.received_at.isoformat(),
    }
    if mail.about and mail.about.kind == "meeting":
        meeting = store.meetings.get(db, mail.about.id)
        context["timezone"] = meeting.timezone
        context["meeting"] = {
            "starts_at": meeting.starts_at.isoformat(),
            "minutes": meeting.minutes,
            "number": meeting.number,
        }
    return context


def _bare(text: str) -> str:
    return _NUMBER.sub("000000", _ADDRESS.sub("someone@example.org", text))
