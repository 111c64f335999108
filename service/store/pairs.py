"""Pairs and the people in them."""

from collections.abc import Mapping, Sequence
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
    for pair in _pairs(db, "where id = ?", [pair_id]):
        return pair
    raise LookupError(f"no pair {pair_id}")


def of_round(db: Database, round_id: int) -> list[Pair]:
    """Return a round's pairs, the oldest first."""
    return _pairs(db, "where round_id = ? order by id", [round_id])


def are_many(db: Database, most: int) -> bool:
    """Return whether there are more pairs than some number, without counting them all."""
    rows = db.query("select count(*) as n from (select 1 from pairs limit ?)", [most + 1])
    return int(next(rows)["n"]) > most


def drafts(db: Database, round_id: int) -> list[Pair]:
    """Return a round's pairs that are not published."""
    return _pairs(db, "where round_id = ? and published_at is null order by id", [round_id])


def people_in(db: Database, round_id: int) -> set[int]:
    """Return the ids of everyone in a published pair of a round, also in one that has ended."""
    rows = db.query(
        "select person_id from parties join pairs on pairs.id = parties.pair_id"
        " where round_id = ? and published_at is not null",
        [round_id],
    )
    return {row["person_id"] for row in rows}


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
    where = (
        "where round_id = ? and id in (select pair_id from parties where person_id = ?) order by id"
    )
    return _pairs(db, where, [round_id, person_id])


def remove(db: Database, pair_id: int, person_id: int) -> None:
    """Take one person out of a pair."""
    db.execute(
        "delete from parties where pair_id = :pair and person_id = :person",
        {"pair": pair_id, "person": person_id},
    )


# A meeting that both were asked about in vain is waited for no longer (`is_given_up`).
_NOTHING_OPEN = (
    "not exists (select 1 from meetings m where m.pair_id = p.id"
    " and m.state in ('planned', 'disputed')"
    " and not (m.state = 'planned' and m.asked_at is not null and m.asked_at <= :in_vain_by))"
    " and p.plan > (select count(*) from meetings m"
    " where m.pair_id = p.id and m.state = 'held')"
)


def idle(db: Database, *, in_vain_by: datetime) -> list[int]:
    """Return the ids of published pairs whose plan has room for a next meeting.

    None of theirs lies ahead or waits to be told of; one that was asked about by that moment,
    and is not told of, is no longer waited for.
    """
    rows = db.query(
        "select p.id from pairs p where p.published_at is not null and p.ended_at is null"
        f" and {_NOTHING_OPEN} order by p.round_id, p.id",
        {"in_vain_by": to_text(in_vain_by)},
    )
    return [row["id"] for row in rows]


def without_news(
    db: Database, round_id: int, *, asked_before: datetime, in_vain_by: datetime
) -> list[int]:
    """Return the ids of a round's pairs at work that may have fallen silent (P22).

    They have meetings to hold and none ahead or to be told of, or an agreement that they were
    asked for before a moment and have not made; the rest is for the rules to say.
    """
    rows = db.query(
        "select p.id from pairs p left join agreements a on a.pair_id = p.id"
        " where p.round_id = :round and p.published_at is not null and p.ended_at is null"
        " and ((a.asked_at <= :before and a.agreed_at is null) or"
        f" ({_NOTHING_OPEN})) order by p.id",
        {
            "round": round_id,
            "before": to_text(asked_before),
            "in_vain_by": to_text(in_vain_by),
        },
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


def _pairs(db: Database, where: str, values: Sequence[object]) -> list[Pair]:
    """Return some pairs, their people in one more query, however many they are."""
    rows = list(db.query(f"select {COLUMNS} from pairs {where}", values))
    parties = db.query(
        f"select pair_id, role, contact, {people.COLUMNS} from parties"
        " join people on people.id = parties.person_id"
        f" where pair_id in (select pairs.id from pairs {where}) order by parties.rowid",
        values,
    )
    inside: dict[int, list[Party]] = {}
    for one in parties:
        party = Party(people.person_of(one), one["role"], bool(one["contact"]))
        inside.setdefault(one["pair_id"], []).append(party)
    return [_pair(row, inside.get(row["id"], ())) for row in rows]


def _pair(row: Mapping[str, Any], parties: Sequence[Party]) -> Pair:
    return Pair(
        id=row["id"],
        round_id=row["round_id"],
        model=row["model"],
        team_name=row["team_name"],
        plan=row["plan"],
        published_at=maybe_time(row["published_at"]),
        ended_at=maybe_time(row["ended_at"]),
        parties=tuple(parties),
    )
