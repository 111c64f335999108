"""Meetings and who was invited to them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from service.domain.meetings import Attendee, Before, Meeting
from service.domain.people import Person
from service.store import people
from service.store.database import Database, insert
from service.store.times import maybe_date, maybe_text, maybe_time, to_text, to_time

COLUMNS = (
    "m.id, m.pair_id, m.number, m.starts_at, m.minutes, m.timezone, m.place, m.url, m.state,"
    " m.sequence, m.held_on, m.because, m.asked_at, m.settled_at, m.created_at, m.since,"
    " m.before_at, m.before_minutes, m.moved_at, p.plan,"
    " (select o.uid from own_events o where o.meeting_id = m.id and not o.twin) as own_uid"
)
FROM = " from meetings m join pairs p on p.id = m.pair_id"


def add(db: Database, meeting: Meeting, now: datetime) -> Meeting:
    """Keep a new meeting and return it with its id."""
    row = {**_row(meeting), "pair_id": meeting.pair_id, "created_at": to_text(now)}
    meeting_id = insert(db, "meetings", row)
    for attendee in meeting.attendees:
        insert(
            db,
            "attendees",
            {"meeting_id": meeting_id, "person_id": attendee.person.id, **_attendee_row(attendee)},
        )
    return get(db, meeting_id)


def get(db: Database, meeting_id: int) -> Meeting:
    """Return a meeting, or raise LookupError."""
    for meeting in _meetings(db, "where m.id = :id", {"id": meeting_id}):
        return meeting
    raise LookupError(f"no meeting {meeting_id}")


def save(db: Database, meeting: Meeting) -> None:
    """Write a meeting back, its people's answers and attendance included."""
    row = _row(meeting)
    sets = ", ".join(f"{column} = :{column}" for column in row)
    db.execute(f"update meetings set {sets} where id = :id", {**row, "id": meeting.id})
    for attendee in meeting.attendees:
        db.execute(
            "update attendees set role = :role, answer = :answer, attended = :attended,"
            " sequence = :sequence, stamped_at = :stamped_at"
            " where meeting_id = :meeting and person_id = :person",
            {**_attendee_row(attendee), "meeting": meeting.id, "person": attendee.person.id},
        )


def remove_attendee(db: Database, meeting_id: int, person_id: int) -> None:
    """Take one person out of a meeting."""
    db.execute(
        "delete from attendees where meeting_id = :meeting and person_id = :person",
        {"meeting": meeting_id, "person": person_id},
    )


def of_pair(db: Database, pair_id: int) -> list[Meeting]:
    """Return a pair's meetings in the order of their time."""
    return _meetings(db, "where m.pair_id = :id order by m.starts_at, m.id", {"id": pair_id})


def every(db: Database, round_id: int | None = None) -> list[Meeting]:
    """Return all meetings, or a round's, by pair and time."""
    where = "where :round is null or p.round_id = :round order by m.pair_id, m.starts_at, m.id"
    return _meetings(db, where, {"round": round_id})


def outlines(db: Database, round_id: int) -> list[Meeting]:
    """Return a round's meetings as `every` does, but without who is invited: for rules of time."""
    where = "where p.round_id = :round order by m.pair_id, m.starts_at, m.id"
    return [_meeting(row, ()) for row in _rows(db, where, {"round": round_id})]


def ahead(db: Database, *, after: datetime, before: datetime) -> list[Meeting]:
    """Return planned meetings that start between two moments, the next first."""
    return _meetings(
        db,
        "where m.state = 'planned' and m.ends_at > :after and m.starts_at >= :after"
        " and m.starts_at < :before order by m.starts_at",
        {"after": to_text(after), "before": to_text(before)},
    )


def unasked(db: Database, *, ended_before: datetime) -> list[Meeting]:
    """Return planned meetings that are over and whose pair has not been asked."""
    return _meetings(
        db,
        "where m.state = 'planned' and m.asked_at is null and m.ends_at < :before"
        " order by m.ends_at",
        {"before": to_text(ended_before)},
    )


def unanswered(db: Database, *, asked_after: datetime, asked_before: datetime) -> list[Meeting]:
    """Return planned meetings that the actor was asked about in a time and nobody has told of."""
    return _meetings(
        db,
        "where m.state = 'planned' and m.asked_at > :after and m.asked_at <= :before"
        " order by m.asked_at",
        {"after": to_text(asked_after), "before": to_text(asked_before)},
    )


def disputed(db: Database, *, settled_before: datetime) -> list[Meeting]:
    """Return the meetings of which two stories have stood since before a moment."""
    return _meetings(
        db,
        "where m.state = 'disputed' and m.settled_at <= :before order by m.settled_at",
        {"before": to_text(settled_before)},
    )


def mark_asked(db: Database, meeting_id: int, now: datetime) -> bool:
    """Note that the pair is being asked; False if someone noted it before us."""
    asked = db.execute(
        "update meetings set asked_at = :now where id = :id and asked_at is null",
        {"now": to_text(now), "id": meeting_id},
    )
    return bool(asked.rowcount == 1)


def next_end(db: Database, now: datetime) -> datetime | None:
    """Return when the next planned meeting ends, for a demo's clock."""
    rows = db.query(
        "select min(ends_at) as at from meetings where state = 'planned' and ends_at > :now",
        {"now": to_text(now)},
    )
    return maybe_time(next(rows)["at"])


def _meetings(db: Database, where: str, values: Mapping[str, object]) -> list[Meeting]:
    rows = _rows(db, where, values)
    attendees = _attendees(db, where, values) if rows else {}
    return [_meeting(row, attendees.get(row["id"], ())) for row in rows]


def _rows(db: Database, where: str, values: Mapping[str, object]) -> list[dict[str, Any]]:
    return list(db.query(f"select {COLUMNS}{FROM} {where}", dict(values)))


def _attendees(
    db: Database, where: str, values: Mapping[str, object]
) -> Mapping[int, list[Attendee]]:
    """Return everyone invited to some meetings, by meeting: one query, however many they are."""
    rows = db.query(
        "select a.meeting_id, a.role, a.answer, a.attended, a.sequence, a.stamped_at,"
        f" {people.COLUMNS} from attendees a join people on people.id = a.person_id"
        f" where a.meeting_id in (select m.id{FROM} {where}) order by a.rowid",
        dict(values),
    )
    invited: dict[int, list[Attendee]] = {}
    known: dict[int, Person] = {}
    for row in rows:
        person = known.get(row["id"]) or known.setdefault(row["id"], people.person_of(row))
        invited.setdefault(row["meeting_id"], []).append(_attendee(row, person))
    return invited


def _meeting(row: Mapping[str, Any], attendees: Sequence[Attendee]) -> Meeting:
    return Meeting(
        id=row["id"],
        pair_id=row["pair_id"],
        number=row["number"],
        of=max(row["plan"], row["number"]),
        starts_at=to_time(row["starts_at"]),
        minutes=row["minutes"],
        timezone=row["timezone"],
        place=row["place"],
        url=row["url"],
        state=row["state"],
        sequence=row["sequence"],
        held_on=maybe_date(row["held_on"]),
        because=row["because"],
        asked_at=maybe_time(row["asked_at"]),
        settled_at=maybe_time(row["settled_at"]),
        created_at=maybe_time(row["created_at"]),
        attendees=tuple(attendees),
        since=row["since"],
        own_uid=row["own_uid"] or "",
        before=_before(row),
    )


def _before(row: Mapping[str, Any]) -> Before | None:
    if row["moved_at"] is None:
        return None
    return Before(to_time(row["before_at"]), row["before_minutes"], to_time(row["moved_at"]))


def _attendee(row: Mapping[str, Any], person: Person) -> Attendee:
    return Attendee(
        person=person,
        role=row["role"],
        answer=row["answer"],
        attended=None if row["attended"] is None else bool(row["attended"]),
        sequence=row["sequence"],
        stamped_at=maybe_time(row["stamped_at"]),
    )


def _row(meeting: Meeting) -> dict[str, object]:
    before = meeting.before
    return {
        "number": meeting.number,
        "starts_at": to_text(meeting.starts_at),
        "ends_at": to_text(meeting.ends_at),
        "minutes": meeting.minutes,
        "timezone": meeting.timezone,
        "place": meeting.place,
        "url": meeting.url,
        "state": meeting.state,
        "sequence": meeting.sequence,
        "since": meeting.since,
        "held_on": meeting.held_on.isoformat() if meeting.held_on else None,
        "because": meeting.because,
        "asked_at": maybe_text(meeting.asked_at),
        "settled_at": maybe_text(meeting.settled_at),
        "before_at": to_text(before.starts_at) if before else None,
        "before_minutes": before.minutes if before else None,
        "moved_at": to_text(before.moved_at) if before else None,
    }


def _attendee_row(attendee: Attendee) -> dict[str, object]:
    return {
        "role": attendee.role,
        "answer": attendee.answer,
        "attended": None if attendee.attended is None else int(attendee.attended),
        "sequence": attendee.sequence,
        "stamped_at": maybe_text(attendee.stamped_at),
    }
