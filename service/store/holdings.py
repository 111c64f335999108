"""All that is held of one person: every row that names them, and nobody else's words (P40, G4)."""

import json
from collections.abc import Mapping
from typing import Any

from service.store.database import Database

Row = dict[str, Any]

# Each table with what of its rows is the person's. Reply addresses are left out: they are keys.
# Of letters to them there is no text here: it may hold another's words, and they have it.
HELD: Mapping[str, str] = {
    "people": "select * from people where id = :id",
    "applications": "select * from applications where person_id = :id",
    "interests": "select * from interests where person_id = :id",
    "parties": "select y.*, p.round_id, p.model, p.published_at, p.ended_at"
    " from parties y join pairs p on p.id = y.pair_id where y.person_id = :id",
    "attendees": "select y.*, m.number, m.starts_at, m.minutes, m.timezone, m.place, m.url,"
    " m.state, m.held_on from attendees y join meetings m on m.id = y.meeting_id"
    " where y.person_id = :id",
    "proposals": "select * from proposals where person_id = :id",
    "own_events": "select * from own_events where person_id = :id",
    "event_guests": "select g.*, e.kind, e.starts_at from event_guests g"
    " join events e on e.id = g.event_id where g.person_id = :id",
    "agreement_points": "select * from agreement_points where saved_by = :id",
    "approvals": "select * from approvals where person_id = :id",
    "claims": "select * from claims where person_id = :id",
    "receipts": "select r.* from receipts r join claims c on c.id = r.claim_id"
    " where c.person_id = :id",
    "askings": "select * from askings where person_id = :id",
    "feedback": "select * from feedback where person_id = :id",
    "comebacks": "select * from comebacks where person_id = :id",
    "wishes": "select * from wishes where person_id = :id",
    "places": "select * from places where person_id = :id",
    "offers": "select o.*, p.round_id, p.needs from offers o join places p on p.id = o.place_id"
    " where o.person_id = :id",
    "absences": "select * from absences where person_id = :id",
    "inbox": "select id, received_at, door, sha256, bytes, envelope_from, message_id, state,"
    " reason, matter, matter_id, asked, reading, handled_at, handled_by, origin from inbox"
    " where person_id = :id",
    "notes": "select n.inbox_id, n.passed_at, n.bytes, n.forgotten_at from notes n"
    " join inbox i on i.id = n.inbox_id where i.person_id = :id",
    "outbox": "select id, kind, matter, matter_id, to_address, language, subject, state, due_at,"
    " written_at, sent_at, reason from outbox where person_id = :id",
    "tokens": "select purpose, matter, matter_id, revoked_at from tokens where person_id = :id",
    "bounces": "select * from bounces where person_id = :id",
    "mailboxes": "select * from mailboxes where person_id = :id",
    "acts": "select at, who, act, note from acts where about = 'person' and about_id = :id",
    "coordinators": "select * from coordinators where email = :email",
    "sign_ins": "select s.made_at, s.used_at from sign_ins s"
    " join coordinators c on c.id = s.coordinator_id where c.email = :email",
}
AS_JSON = ("answers", "members", "reading", "body", "warnings")


def of_person(db: Database, person_id: int) -> dict[str, list[Row]]:
    """Return the rows that name a person by table, tables without any left out."""
    person = next(db.query("select email from people where id = ?", [person_id]))
    values = {"id": person_id, "email": person["email"]}
    held = {name: [_row(row) for row in db.query(sql, values)] for name, sql in HELD.items()}
    held["team_members"] = _as_member(db, person["email"])
    held["agreement_versions"] = _in_versions(db, person_id)
    return {name: rows for name, rows in held.items() if rows}


def _as_member(db: Database, email: str) -> list[Row]:
    """Return the teams that someone was listed in, with what was said of them alone."""
    rows = db.query("select round_id, members from applications where members != '[]'")
    return [
        {"round_id": row["round_id"], **member}
        for row in rows
        for member in json.loads(row["members"])
        if member["email"] == email
    ]


def _in_versions(db: Database, person_id: int) -> list[Row]:
    """Return the points of agreed versions that someone has written."""
    rows = db.query(
        "select v.pair_id, v.version, v.agreed_at, v.body from agreement_versions v"
        " join parties p on p.pair_id = v.pair_id where p.person_id = ?"
        " order by v.pair_id, v.version",
        [person_id],
    )
    return [
        {"pair_id": row["pair_id"], "version": row["version"], "agreed_at": row["agreed_at"]}
        | _row(point)
        for row in rows
        for point in json.loads(row["body"])
        if point["saved_by"] == person_id
    ]


def _row(row: Row) -> Row:
    """Return a row with its JSON opened and other people's data left out."""
    plain = {name: json.loads(one) if name in AS_JSON and one else one for name, one in row.items()}
    if "members" in plain:
        plain["members"] = len(plain["members"])  # they are told of themselves
    return plain
