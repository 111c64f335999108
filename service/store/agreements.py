"""Agreements: their points, approvals and the versions that were agreed (P11)."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from service.domain.agreements import Agreed, Agreement, Approval, Point, PointName
from service.store.database import Database
from service.store.times import maybe_text, maybe_time, to_text, to_time

POINT = "point, body, oral, revision, saved_by, saved_at"


def of(db: Database, pair_id: int) -> Agreement:
    """Return a pair's agreement, empty and in its first version where nothing is kept yet."""
    rows = db.query(
        "select version, asked_at, agreed_at, changed_at from agreements where pair_id = ?",
        [pair_id],
    )
    for row in rows:
        return Agreement(
            pair_id=pair_id,
            version=row["version"],
            points=_points(db, pair_id),
            approvals=_approvals(db, pair_id),
            asked_at=maybe_time(row["asked_at"]),
            agreed_at=maybe_time(row["agreed_at"]),
            changed_at=maybe_time(row["changed_at"]),
        )
    return Agreement(pair_id, 1, {})


def unapproved(db: Database, round_id: int) -> dict[int, datetime]:
    """Return when each pair of a round was asked for an agreement that it has not made yet."""
    rows = db.query(
        "select a.pair_id, a.asked_at from agreements a join pairs p on p.id = a.pair_id"
        " where p.round_id = ? and a.asked_at is not null and a.agreed_at is null",
        [round_id],
    )
    return {row["pair_id"]: to_time(row["asked_at"]) for row in rows}


def save(db: Database, agreement: Agreement) -> None:
    """Write an agreement back: version, points and approvals of the present version.

    Approvals of earlier versions are history and stay as they are.
    """
    _start(db, agreement.pair_id)
    db.execute(
        "update agreements set version = :version, agreed_at = :agreed_at,"
        " changed_at = :changed_at where pair_id = :pair",
        {
            "pair": agreement.pair_id,
            "version": agreement.version,
            "agreed_at": maybe_text(agreement.agreed_at),
            "changed_at": maybe_text(agreement.changed_at),
        },
    )
    _save_points(db, agreement)
    _save_approvals(db, agreement)


def mark_asked(db: Database, pair_id: int, now: datetime) -> bool:
    """Note that a pair is being asked for its agreement; False if it was noted before."""
    _start(db, pair_id)
    cursor = db.execute(
        "update agreements set asked_at = :now where pair_id = :pair and asked_at is null",
        {"pair": pair_id, "now": to_text(now)},
    )
    return bool(cursor.rowcount == 1)


def take_change(db: Database, pair_id: int) -> bool:
    """Let one worker ask about a change; False if nothing is left to ask about."""
    cursor = db.execute(
        "update agreements set changed_at = null where pair_id = ? and changed_at is not null",
        [pair_id],
    )
    return bool(cursor.rowcount == 1)


def unasked(db: Database, round_id: int) -> list[int]:
    """Return the published pairs of a round that have not been asked for their agreement."""
    rows = db.query(
        "select pairs.id from pairs left join agreements on agreements.pair_id = pairs.id"
        " where pairs.round_id = ? and pairs.published_at is not null and pairs.ended_at is null"
        " and agreements.asked_at is null order by pairs.id",
        [round_id],
    )
    return [row["id"] for row in list(rows)]


def changed(db: Database, *, before: datetime) -> list[int]:
    """Return the pairs whose agreement was changed before a moment and not asked about since."""
    rows = db.query(
        "select pair_id from agreements where changed_at is not null and changed_at <= ?"
        " order by changed_at",
        [to_text(before)],
    )
    return [row["pair_id"] for row in list(rows)]


def keep_version(db: Database, agreement: Agreement, now: datetime) -> None:
    """Keep the present version as it was agreed; safe to run twice."""
    db.execute(
        "insert into agreement_versions (pair_id, version, body, agreed_at)"
        " values (:pair, :version, :body, :now) on conflict do nothing",
        {
            "pair": agreement.pair_id,
            "version": agreement.version,
            "body": json.dumps([_point_row(one) for one in agreement.points.values()]),
            "now": to_text(now),
        },
    )


def agreed_versions(db: Database, pair_id: int) -> list[Agreed]:
    """Return the versions that both approved, the latest first."""
    rows = db.query(
        "select version, body, agreed_at from agreement_versions where pair_id = ?"
        " order by version desc",
        [pair_id],
    )
    return [
        Agreed(row["version"], _by_name(json.loads(row["body"])), to_time(row["agreed_at"]))
        for row in list(rows)
    ]


def _start(db: Database, pair_id: int) -> None:
    db.execute(
        "insert into agreements (pair_id, version) values (?, 1) on conflict do nothing", [pair_id]
    )


def _save_points(db: Database, agreement: Agreement) -> None:
    for point in agreement.points.values():
        db.execute(
            f"insert into agreement_points (pair_id, {POINT})"
            " values (:pair, :point, :body, :oral, :revision, :saved_by, :saved_at)"
            " on conflict (pair_id, point) do update set body = excluded.body,"
            " oral = excluded.oral, revision = excluded.revision,"
            " saved_by = excluded.saved_by, saved_at = excluded.saved_at",
            {**_point_row(point), "pair": agreement.pair_id},
        )


def _save_approvals(db: Database, agreement: Agreement) -> None:
    db.execute(
        "delete from approvals where pair_id = ? and version = ?",
        [agreement.pair_id, agreement.version],
    )
    for one in agreement.approvals:
        db.execute(
            "insert into approvals (pair_id, version, person_id, approved_at, how, inbox_id,"
            " language) values (:pair, :version, :person, :at, :how, :because, :language)"
            " on conflict do nothing",
            {
                "pair": agreement.pair_id,
                "version": one.version,
                "person": one.person_id,
                "at": to_text(one.approved_at),
                "how": one.how,
                "because": one.because,
                "language": one.language,
            },
        )


def _points(db: Database, pair_id: int) -> Mapping[PointName, Point]:
    rows = db.query(
        f"select {POINT} from agreement_points where pair_id = ? order by rowid", [pair_id]
    )
    return _by_name(list(rows))


def _by_name(rows: Iterable[Mapping[str, Any]]) -> Mapping[PointName, Point]:
    points = (
        Point(
            name=row["point"],
            body=json.loads(row["body"]),
            oral=bool(row["oral"]),
            revision=row["revision"],
            saved_by=row["saved_by"],
            saved_at=maybe_time(row["saved_at"]),
        )
        for row in rows
    )
    return {point.name: point for point in points}


def _approvals(db: Database, pair_id: int) -> tuple[Approval, ...]:
    rows = db.query(
        "select person_id, version, approved_at, how, inbox_id, language from approvals"
        " where pair_id = ? order by rowid",
        [pair_id],
    )
    return tuple(
        Approval(row["person_id"], row["version"], to_time(row["approved_at"]), row["how"],
                 row["inbox_id"], row["language"])
        for row in list(rows)
    )  # fmt: skip


def _point_row(point: Point) -> dict[str, object]:
    return {
        "point": point.name,
        "body": json.dumps(dict(point.body), ensure_ascii=False),
        "oral": int(point.oral),
        "revision": point.revision,
        "saved_by": point.saved_by,
        "saved_at": maybe_text(point.saved_at),
    }
