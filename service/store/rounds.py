"""Rounds: their texts and dates are one JSON body, since no rule searches inside it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from service.domain.rounds import Event, Round
from service.store.database import Database, insert
from service.store.times import maybe_time, to_text


def get(db: Database, round_id: int) -> Round:
    """Return a round, or raise LookupError."""
    for row in db.query("select id, body, closed_at from rounds where id = ?", [round_id]):
        return _round(row)
    raise LookupError(f"no round {round_id}")


def every(db: Database) -> list[Round]:
    """Return all rounds, the newest first."""
    rows = db.query("select id, body, closed_at from rounds order by id desc")
    return [_round(row) for row in rows]


def add(db: Database, season: Round) -> Round:
    """Keep a new round and return it with its id."""
    body = {key: value for key, value in asdict(season).items() if key not in ("id", "closed_at")}
    return get(db, insert(db, "rounds", {"body": json.dumps(body, default=_text)}))


def close(db: Database, round_id: int, now: datetime) -> bool:
    """Close a round to applications; False if it was closed already."""
    cursor = db.execute(
        "update rounds set closed_at = :now where id = :id and closed_at is null",
        {"id": round_id, "now": to_text(now)},
    )
    return bool(cursor.rowcount == 1)


def prolong(db: Database, round_id: int, closes: date) -> None:
    """Let a round take applications to the end of a day, also where it was closed."""
    rows = db.query("select body from rounds where id = ?", [round_id])
    body = {**json.loads(next(iter(rows))["body"]), "closes": closes.isoformat()}
    db.execute(
        "update rounds set body = :body, closed_at = null where id = :id",
        {"id": round_id, "body": json.dumps(body)},
    )


def save_events(db: Database, season: Round) -> None:
    """Write back a round's common events, as the round holds them."""
    rows = db.query("select body from rounds where id = ?", [season.id])
    body = json.loads(next(iter(rows))["body"])
    body["events"] = [asdict(event) for event in season.events]
    db.execute(
        "update rounds set body = :body where id = :id",
        {"id": season.id, "body": json.dumps(body, default=_text)},
    )


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a round holds no {type(value).__name__}")


def _round(row: Mapping[str, Any]) -> Round:
    return _parsed(row["id"], row["body"], row["closed_at"])


@lru_cache(maxsize=32)  # every rule begins with the rounds, and reading one takes a millisecond
def _parsed(round_id: int, text: str, closed_at: str | None) -> Round:
    body = json.loads(text)
    known = {field.name for field in fields(Round)}
    for name in ("opens", "closes", "starts", "ends"):
        body[name] = date.fromisoformat(body[name])
    for name in ("models", "themes", "fields"):
        body[name] = tuple(body[name])
    body["events"] = tuple(_event(event) for event in body["events"])
    body = {key: value for key, value in body.items() if key in known}
    return Round(id=round_id, closed_at=maybe_time(closed_at), **body)


def _event(body: dict[str, Any]) -> Event:
    starts_at = datetime.fromisoformat(body["starts_at"])
    return Event(**{**body, "starts_at": starts_at, "roles": tuple(body["roles"])})
