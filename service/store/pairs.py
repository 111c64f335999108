"""Pairs and the people in them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from service.domain.pairs import Pair, Party
from service.store import people
from service.store.database import Database, insert
from service.store.times import maybe_time, to_text

COLUMNS = "id, round_id, model, team_name, plan, published_at, ended_at"


def add(db: Database, pair: Pair) -> Pair:
    """Keep a new pair as a draft and return it with its id."""
    row = {
        "round_id": pair.round_id,
        "model": pair.model,
        "team_name": pair.team_name,
        "plan": pair.plan,
    }
    pair_id = insert(db, "pairs", row)
    for party in pair.parties:
        _add_party(db, pair_id, party)
    return replace(pair, id=pair_id)


def get(db: Database, pair_id: int) -> Pair:
    """Return a pair, or raise LookupError."""
    for row in db.query(f"select {COLUMNS} from pairs where id = ?", [pair_id]):
        return _pair(db, row)
    raise LookupError(f"no pair {pair_id}")


def of_round(db: Database, round_id: int) -> list[Pair]:
    """Return a round's pairs, the oldest first."""
    rows = list(db.query(f"select {COLUMNS} from pairs where round_id = ? order by id", [round_id]))
    return [_pair(db, row) for row in rows]


def are_many(db: Database, most: int) -> bool:
    """Return whether there are more pairs than some number, without counting them all."""
    rows = db.query("select count(*) as n from (select 1 from pairs limit ?)", [most + 1])
    return int(next(rows)["n"]) > most


def drafts(db: Database, round_id: int) -> list[Pair]:
    """Return a round's pairs that are not published."""
    return [pair for pair in of_round(db, round_id) if pair.published_at is None]


def mark_published(db: Database, pair_id: int, now: datetime) -> bool:
    """Publish a pair; False if it was published already."""
    cursor = db.execute(
        "update pairs set published_at = :now where id = :id and published_at is null",
        {"id": pair_id, "now": to_text(now)},
    )
    return bool(cursor.rowcount == 1)


def unpublish(db: Database, pair_id: int) -> bool:
    """Make a published pair a draft again; False if it is none."""
    cursor = db.execute(
        "update pairs set published_at = null where id = ? and published_at is not null", [pair_id]
    )
    return bool(cursor.rowcount == 1)


def end(db: Database, pair_id: int, now: datetime) -> bool:
    """Note that a published pair has ended; False if it had, or is a draft."""
    cursor = db.execute(
        "update pairs set ended_at = :now"
        " where id = :id and ended_at is null and published_at is not null",
        {"id": pair_id, "now": to_text(now)},
    )
    return bool(cursor.rowcount == 1)


def drop_draft(db: Database, pair_id: int) -> bool:
    """Delete a pair that is a draft; False if it is published or gone."""
    drafts = list(db.query("select id from pairs where id = ? and published_at is null", [pair_id]))
    if not drafts:
        return False
    db.execute("delete from parties where pair_id = ?", [pair_id])
    db.execute("delete from pairs where id = ?", [pair_id])
    return True


def of_person(db: Database, round_id: int, person_id: int) -> list[Pair]:
    """Return a person's pairs in a round."""
    rows = db.query(
        "select pairs.id from pairs join parties on parties.pair_id = pairs.id"
        " where pairs.round_id = :round and parties.person_id = :person order by pairs.id",
        {"round": round_id, "person": person_id},
    )
    return [get(db, row["id"]) for row in list(rows)]


def remove(db: Database, pair_id: int, person_id: int) -> None:
    """Take one person out of a pair."""
    db.execute(
        "delete from parties where pair_id = :pair and person_id = :person",
        {"pair": pair_id, "person": person_id},
    )


def idle(db: Database) -> list[int]:
    """Return the ids of published pairs whose plan has room for a next meeting.

    None of theirs lies ahead or waits to be told of.
    """
    rows = db.query(
        "select id from pairs where published_at is not null and ended_at is null and not exists"
        " (select 1 from meetings m where m.pair_id = pairs.id"
        " and m.state in ('planned', 'disputed')) and plan > (select count(*) from meetings m"
        " where m.pair_id = pairs.id and m.state = 'held') order by round_id, id"
    )
    return [row["id"] for row in rows]


def _add_party(db: Database, pair_id: int, party: Party) -> None:
    insert(
        db,
        "parties",
        {
            "pair_id": pair_id,
            "person_id": party.person.id,
            "role": party.role,
            "contact": int(party.contact),
        },
    )


def _pair(db: Database, row: Mapping[str, Any]) -> Pair:
    parties = db.query(
        f"select role, contact, {people.COLUMNS} from parties"
        " join people on people.id = parties.person_id where pair_id = ? order by parties.rowid",
        [row["id"]],
    )
    return Pair(
        id=row["id"],
        round_id=row["round_id"],
        model=row["model"],
        team_name=row["team_name"],
        plan=row["plan"],
        published_at=maybe_time(row["published_at"]),
        ended_at=maybe_time(row["ended_at"]),
        parties=tuple(
            Party(people.person_of(one), one["role"], bool(one["contact"])) for one in parties
        ),
    )
