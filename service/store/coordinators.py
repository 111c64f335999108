"""Coordinators and their one-time sign-in links (S11)."""

from dataclasses import dataclass
from datetime import datetime

from service.domain.languages import Language
from service.store.database import Database, insert
from service.store.times import to_text


@dataclass(frozen=True)
class Coordinator:
    """Someone who runs the programme and may use the console."""

    id: int
    email: str
    name: str
    language: Language


def put(db: Database, email: str, name: str, language: Language) -> Coordinator:
    """Add a coordinator, or give a known one a new name."""
    db.execute(
        "insert into coordinators (email, name, language) values (:email, :name, :language)"
        " on conflict (email) do update set"
        " name = case when excluded.name = '' then name else excluded.name end",
        {"email": email.strip().lower(), "name": name, "language": language},
    )
    found = find(db, email)
    if found is None:
        raise LookupError(f"no coordinator {email}")
    return found


def every(db: Database) -> list[Coordinator]:
    """Return all coordinators by name."""
    rows = db.query("select id, email, name, language from coordinators order by name, email")
    return [Coordinator(**row) for row in rows]


def speak(db: Database, coordinator_id: int, language: Language) -> None:
    """Set the language of a coordinator's letters."""
    db.execute("update coordinators set language = ? where id = ?", [language, coordinator_id])


def remove(db: Database, coordinator_id: int) -> bool:
    """Remove a coordinator with their links; False for the last one, who stays."""
    others = db.query("select count(*) as n from coordinators where id != ?", [coordinator_id])
    if not next(others)["n"]:
        return False
    db.execute("delete from sign_ins where coordinator_id = ?", [coordinator_id])
    cursor = db.execute("delete from coordinators where id = ?", [coordinator_id])
    return bool(cursor.rowcount == 1)


def get(db: Database, coordinator_id: int) -> Coordinator:
    """Return a coordinator, or raise LookupError."""
    rows = db.query(
        "select id, email, name, language from coordinators where id = ?", [coordinator_id]
    )
    for row in rows:
        return Coordinator(**row)
    raise LookupError(f"no coordinator {coordinator_id}")


def find(db: Database, email: str) -> Coordinator | None:
    """Return the coordinator of an address, or None."""
    rows = db.query(
        "select id, email, name, language from coordinators where email = ?",
        [email.strip().lower()],
    )
    return next((Coordinator(**row) for row in rows), None)


def add_sign_in(
    db: Database, coordinator_id: int, digest: str, browser: str, now: datetime
) -> None:
    """Keep a one-time link by its digest; an empty `browser` lets any browser use it."""
    insert(
        db,
        "sign_ins",
        {
            "digest": digest,
            "coordinator_id": coordinator_id,
            "browser": browser,
            "made_at": to_text(now),
        },
    )


def use_sign_in(
    db: Database, digest: str, browser: str, *, made_after: datetime, now: datetime
) -> Coordinator | None:
    """Use a link up and return its coordinator; None if it is used, old or another browser's."""
    rows = list(
        db.query(
            "update sign_ins set used_at = :now where digest = :digest and used_at is null"
            " and made_at >= :after and (browser = '' or browser = :browser)"
            " returning coordinator_id",
            {
                "now": to_text(now),
                "digest": digest,
                "after": to_text(made_after),
                "browser": browser,
            },
        )
    )
    return get(db, rows[0]["coordinator_id"]) if rows else None


def signed_in(db: Database, digest: str) -> Coordinator:
    """Return whom a used link has let in, until they sign out; raises LookupError."""
    rows = db.query(
        "select coordinator_id from sign_ins where digest = ? and used_at is not null", [digest]
    )
    for row in rows:
        return get(db, row["coordinator_id"])
    raise LookupError("nobody is signed in by this link")


def sign_out(db: Database, digest: str) -> None:
    """Forget a link that was used, so that no copy of its session's cookie is worth anything."""
    db.execute("delete from sign_ins where digest = ? and used_at is not null", [digest])
