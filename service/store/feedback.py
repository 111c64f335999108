"""Feedback: who was asked and has answered, and apart from that the answers (P27).

The rows of answers are in the order of random codes and have no times, so that one without
its person cannot be told by its place.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from service.domain.feedback import Answer, Asking, Occasion, Progress
from service.store.database import Database, insert
from service.store.times import to_text, to_time

COLUMNS = "code, occasion, round_id, role, answers, person_id, pair_id, quote, need"


def progress(
    db: Database, round_id: int, now: datetime, *, unsettled_since: datetime
) -> list[Progress]:
    """Return how far each published pair of a round has come that has not ended early."""
    rows = db.query(
        "select p.id, p.plan, p.published_at,"
        " coalesce(sum(m.state = 'held'), 0) as held,"
        " coalesce(sum(m.state = 'held' or"
        " (m.state in ('planned', 'disputed') and m.ends_at <= :now)), 0) as over,"
        " coalesce(sum(m.state in ('planned', 'disputed')"
        " and m.ends_at <= :now and m.ends_at > :since), 0) as unsettled,"
        " coalesce(sum(m.state = 'planned' and m.ends_at > :now), 0) as ahead"
        " from pairs p left join meetings m on m.pair_id = p.id"
        " where p.round_id = :round and p.published_at is not null and p.ended_at is null"
        " group by p.id order by p.id",
        {"round": round_id, "now": to_text(now), "since": to_text(unsettled_since)},
    )
    return [
        Progress(
            pair_id=row["id"],
            plan=row["plan"],
            begins=to_time(row["published_at"]).date(),
            held=row["held"],
            over=row["over"],
            unsettled=row["unsettled"],
            ahead=row["ahead"],
        )
        for row in list(rows)
    ]


def unasked_midway(db: Database, round_id: int) -> list[tuple[int, int]]:
    """Return pair and person of everyone in a round who has not been asked half-way."""
    rows = db.query(
        "select x.pair_id, x.person_id from parties x join pairs p on p.id = x.pair_id"
        " where p.round_id = ? and p.published_at is not null and p.ended_at is null"
        " and not exists (select 1 from askings a where a.occasion = 'midway'"
        " and a.matter_id = x.pair_id and a.person_id = x.person_id)"
        " order by x.pair_id, x.person_id",
        [round_id],
    )
    return [(row["pair_id"], row["person_id"]) for row in list(rows)]


def unasked_closing(db: Database, round_id: int) -> dict[int, list[int]]:
    """Return the pairs of each person of a round who has not been asked at its close."""
    rows = db.query(
        "select x.pair_id, x.person_id from parties x join pairs p on p.id = x.pair_id"
        " where p.round_id = :round and p.published_at is not null and p.ended_at is null"
        " and not exists (select 1 from askings a where a.occasion = 'closing'"
        " and a.matter_id = :round and a.person_id = x.person_id)"
        " order by x.person_id, x.pair_id",
        {"round": round_id},
    )
    people: dict[int, list[int]] = {}
    for row in list(rows):
        people.setdefault(row["person_id"], []).append(row["pair_id"])
    return people


def mark_asked(db: Database, asking: Asking, now: datetime) -> bool:
    """Note that a person is being asked or reminded; False if that was noted before."""
    cursor = db.execute(
        "insert into askings (occasion, matter_id, person_id, turn, asked_at)"
        " values (:occasion, :matter, :person, :turn, :now)"
        " on conflict (occasion, matter_id, person_id) do update set turn = excluded.turn"
        " where turn < excluded.turn and answered = 0",
        {
            "occasion": asking.occasion,
            "matter": asking.matter_id,
            "person": asking.person_id,
            "turn": asking.turn,
            "now": to_text(now),
        },
    )
    return bool(cursor.rowcount == 1)


def unanswered(db: Database, turn: int, *, asked_before: datetime) -> list[Asking]:
    """Return who was asked before a moment, last at some turn, and has not answered."""
    rows = db.query(
        "select occasion, matter_id, person_id, turn from askings"
        " where answered = 0 and turn = :turn and asked_at <= :before order by asked_at",
        {"turn": turn, "before": to_text(asked_before)},
    )
    return [Asking(**row) for row in list(rows)]


def mark_answered(db: Database, occasion: Occasion, matter_id: int, person_id: int) -> bool:
    """Note that a person has answered; False if they had. It is not noted when."""
    cursor = db.execute(
        "update askings set answered = 1 where occasion = :occasion and matter_id = :matter"
        " and person_id = :person and answered = 0",
        {"occasion": occasion, "matter": matter_id, "person": person_id},
    )
    return bool(cursor.rowcount == 1)


def has_answered(db: Database, occasion: Occasion, matter_id: int, person_id: int) -> bool:
    """Return whether a person has answered."""
    rows = db.query(
        "select 1 from askings where occasion = :occasion and matter_id = :matter"
        " and person_id = :person and answered = 1",
        {"occasion": occasion, "matter": matter_id, "person": person_id},
    )
    return next(rows, None) is not None


def counts(db: Database, round_id: int) -> dict[Occasion, tuple[int, int]]:
    """Return how many people of a round were asked and have answered, by occasion."""
    rows = db.query(
        "select occasion, count(*) as asked, sum(answered) as answered from askings"
        " where (occasion = 'closing' and matter_id = :round) or (occasion = 'midway'"
        " and matter_id in (select id from pairs where round_id = :round)) group by occasion",
        {"round": round_id},
    )
    return {row["occasion"]: (row["asked"], row["answered"]) for row in list(rows)}


def put(db: Database, answer: Answer) -> None:
    """Keep an answer."""
    insert(
        db,
        "feedback",
        {
            "code": answer.code,
            "occasion": answer.occasion,
            "round_id": answer.round_id,
            "role": answer.role,
            "answers": json.dumps(dict(answer.answers), ensure_ascii=False),
            "person_id": answer.person_id,
            "pair_id": answer.pair_id,
            "quote": answer.quote,
            "need": answer.need,
        },
    )


def of_person(db: Database, occasion: Occasion, round_id: int, person_id: int) -> list[Answer]:
    """Return what a person has answered under their name in a round."""
    rows = db.query(
        f"select {COLUMNS} from feedback where occasion = :occasion and round_id = :round"
        " and person_id = :person order by code",
        {"occasion": occasion, "round": round_id, "person": person_id},
    )
    return [_answer(row) for row in rows]


def drop(db: Database, code: str) -> None:
    """Delete an answer that another takes the place of."""
    db.execute("delete from feedback where code = ?", [code])


def of_round(db: Database, round_id: int, occasion: Occasion) -> list[Answer]:
    """Return the answers of a round, in an order that tells nothing."""
    rows = db.query(
        f"select {COLUMNS} from feedback where round_id = :round and occasion = :occasion"
        " order by code",
        {"round": round_id, "occasion": occasion},
    )
    return [_answer(row) for row in list(rows)]


def needing(db: Database) -> list[Answer]:
    """Return the half-way answers that a coordinator should look at."""
    rows = db.query(f"select {COLUMNS} from feedback where need != '' order by code")
    return [_answer(row) for row in list(rows)]


def settle_need(db: Database, code: str) -> bool:
    """Note that a coordinator has seen to it; False if somebody had."""
    cursor = db.execute("update feedback set need = '' where code = ? and need != ''", [code])
    return bool(cursor.rowcount == 1)


def need_again(db: Database, code: str, need: str) -> bool:
    """Let a coordinator look at an answer once more; False if it needs that already, or is gone."""
    cursor = db.execute("update feedback set need = ? where code = ? and need = ''", [need, code])
    return bool(cursor.rowcount == 1)


def _answer(row: Mapping[str, Any]) -> Answer:
    return Answer(**{**row, "answers": json.loads(row["answers"])})
