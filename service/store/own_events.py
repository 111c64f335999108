"""Events of participants' own calendars that became meetings (P15), by their UIDs."""

from dataclasses import dataclass
from datetime import datetime

from service.store.database import Database
from service.store.times import maybe_text, maybe_time


@dataclass(frozen=True)
class OwnEvent:
    """A participant's event and its meeting. `person_id` made it.

    `sequence` and `stamped_at` are those of the last message applied. `twin` says that the
    service had invited to the same meeting before, so that two events stand in calendars.
    """

    uid: str
    meeting_id: int
    person_id: int
    sequence: int
    stamped_at: datetime | None
    twin: bool


def put(db: Database, event: OwnEvent) -> None:
    """Keep what was last applied of an event."""
    db.execute(
        "insert into own_events (uid, meeting_id, person_id, sequence, stamped_at, twin)"
        " values (:uid, :meeting, :person, :sequence, :stamped_at, :twin)"
        " on conflict (uid) do update set sequence = :sequence, stamped_at = :stamped_at",
        {
            "uid": event.uid,
            "meeting": event.meeting_id,
            "person": event.person_id,
            "sequence": event.sequence,
            "stamped_at": maybe_text(event.stamped_at),
            "twin": int(event.twin),
        },
    )


def find(db: Database, uid: str) -> OwnEvent | None:
    """Return the event of a UID, in whatever case, or None."""
    return _one(db, "uid", uid)


def of_meeting(db: Database, meeting_id: int) -> OwnEvent | None:
    """Return the event that a meeting was made from, or None."""
    return _one(db, "meeting_id", meeting_id)


def _one(db: Database, column: str, value: object) -> OwnEvent | None:
    rows = db.query(
        "select uid, meeting_id, person_id, sequence, stamped_at, twin from own_events"
        f" where {column} = ? order by twin",
        [value],
    )
    for row in rows:
        stamped_at = maybe_time(row["stamped_at"])
        return OwnEvent(**{**row, "stamped_at": stamped_at, "twin": bool(row["twin"])})
    return None
