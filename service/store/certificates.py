"""Certificates as they can be checked, and who will come back as a mentor (P28)."""

from datetime import date

from service.domain.certificates import Certificate
from service.store.database import Database

COLUMNS = "code, round_id, role, initials, meetings, minutes, issued_on"


def add(db: Database, certificate: Certificate) -> bool:
    """Keep a certificate; False if its person has that of the round already."""
    cursor = db.execute(
        f"insert into certificates ({COLUMNS})"
        " values (:code, :round, :role, :initials, :meetings, :minutes, :on)"
        " on conflict (code) do nothing",
        {
            "code": certificate.code,
            "round": certificate.round_id,
            "role": certificate.role,
            "initials": certificate.initials,
            "meetings": certificate.meetings,
            "minutes": certificate.minutes,
            "on": certificate.issued_on.isoformat(),
        },
    )
    return bool(cursor.rowcount == 1)


def find(db: Database, code: str) -> Certificate | None:
    """Return the certificate of a code, or None."""
    for row in db.query(f"select {COLUMNS} from certificates where code = ?", [code]):
        return Certificate(**{**row, "issued_on": date.fromisoformat(row["issued_on"])})
    return None


def note_comeback(db: Database, round_id: int, person_id: int, capacity: int) -> None:
    """Note how many actors a mentor of a round takes in the next one; the latest word counts."""
    db.execute(
        "insert into comebacks (round_id, person_id, capacity) values (:round, :person, :capacity)"
        " on conflict (round_id, person_id) do update set capacity = excluded.capacity",
        {"round": round_id, "person": person_id, "capacity": capacity},
    )


def comebacks(db: Database, round_id: int) -> list[tuple[int, int]]:
    """Return person and number of actors of each mentor who has answered, by person."""
    rows = db.query(
        "select person_id, capacity from comebacks where round_id = ? order by person_id",
        [round_id],
    )
    return [(row["person_id"], row["capacity"]) for row in rows]
