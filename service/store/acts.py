"""Who did what on the console: rows are added and never changed (P29, G7)."""

from dataclasses import dataclass
from datetime import datetime

from service.store.database import Database, insert
from service.store.times import to_text, to_time


@dataclass(frozen=True)
class Act:
    """One act of a coordinator, or of the service where `who` is empty."""

    at: datetime
    who: str
    act: str
    about: str
    about_id: int
    note: str


def add(
    db: Database, who: str, act: str, about: tuple[str, int], now: datetime, note: str = ""
) -> None:
    """Write down an act; `about` is a kind of thing and its id."""
    kind, about_id = about
    row = {"at": to_text(now), "who": who, "act": act, "about": kind, "about_id": about_id}
    insert(db, "acts", {**row, "note": note})


def latest(db: Database, most: int = 50, *, looks: bool = True, who: str = "") -> list[Act]:
    """Return the latest acts, the newest first: all or one person's, mere looks left out or not."""
    rows = db.query(
        "select at, who, act, about, about_id, note from acts"
        " where (:who = '' or who = :who) and (:looks or act != 'looked')"
        " order by id desc limit :most",
        {"who": who, "looks": int(looks), "most": most},
    )
    return [Act(**{**row, "at": to_time(row["at"])}) for row in rows]


def every_of(db: Database, act: str) -> list[Act]:
    """Return all acts of one kind, the oldest first."""
    rows = db.query(
        "select at, who, act, about, about_id, note from acts where act = ? order by id", [act]
    )
    return [Act(**{**row, "at": to_time(row["at"])}) for row in rows]


def of(db: Database, about: str, about_id: int) -> list[Act]:
    """Return the acts about one thing, the oldest first."""
    rows = db.query(
        "select at, who, act, about, about_id, note from acts"
        " where about = ? and about_id = ? order by id",
        [about, about_id],
    )
    return [Act(**{**row, "at": to_time(row["at"])}) for row in rows]
