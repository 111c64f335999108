"""Tokens: which person and matter stand behind an address or a link."""

from dataclasses import dataclass
from datetime import datetime

from service.domain.letters import Matter
from service.store.database import Database
from service.store.times import to_text


@dataclass(frozen=True)
class Token:
    """What a token opens: one matter, for one person, for one purpose."""

    token: str
    purpose: str
    about: Matter
    person_id: int
    revoked: bool


def put(db: Database, token: str, purpose: str, about: Matter, person_id: int) -> None:
    """Remember a token; the same one again changes nothing."""
    db.execute(
        "insert into tokens (token, purpose, matter, matter_id, person_id)"
        " values (:token, :purpose, :matter, :matter_id, :person) on conflict (token) do nothing",
        {
            "token": token,
            "purpose": purpose,
            "matter": about.kind,
            "matter_id": about.id,
            "person": person_id,
        },
    )


def find(db: Database, token: str) -> Token | None:
    """Return what a token opens, or None for one we never gave."""
    rows = db.query(
        "select token, purpose, matter, matter_id, person_id, revoked_at from tokens"
        " where token = ?",
        [token],
    )
    for row in rows:
        about = Matter(row["matter"], row["matter_id"])
        revoked = row["revoked_at"] is not None
        return Token(row["token"], row["purpose"], about, row["person_id"], revoked)
    return None


def revoke(db: Database, person_id: int, about: Matter, now: datetime) -> None:
    """Refuse a person's tokens of one matter from now on."""
    db.execute(
        "update tokens set revoked_at = :now where person_id = :person"
        " and matter = :matter and matter_id = :matter_id and revoked_at is null",
        {
            "now": to_text(now),
            "person": person_id,
            "matter": about.kind,
            "matter_id": about.id,
        },
    )
