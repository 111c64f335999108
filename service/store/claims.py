"""Expense claims and which receipts belong to them (P25, P26)."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from service.domain.claims import BEFORE, Claim, ClaimState
from service.domain.receipts import Receipt
from service.store.database import Database, insert
from service.store.times import maybe_date, maybe_time, to_text, to_time

COLUMNS = (
    "id, pair_id, meeting_id, person_id, kind, route, travelled_on, cents, kilometres, passengers,"
    " why, iban, holder, state, reason, warnings, because, made_at, decided_by, decided_at,"
    " exported_at, paid_at"
)


def add(db: Database, claim: Claim) -> Claim:
    """Keep a new claim with its receipts and return it with its id."""
    row = {
        **_told(claim),
        "pair_id": claim.pair_id,
        "meeting_id": claim.meeting_id,
        "person_id": claim.person_id,
        "state": claim.state,
        "reason": claim.reason,
        "because": claim.because,
        "made_at": to_text(claim.made_at),
    }
    claim_id = insert(db, "claims", row)
    add_receipts(db, claim_id, claim.receipts)
    return get(db, claim_id)


def get(db: Database, claim_id: int) -> Claim:
    """Return a claim, or raise LookupError."""
    for claim in _claims(db, "where id = ?", [claim_id]):
        return claim
    raise LookupError(f"no claim {claim_id}")


def save(db: Database, claim: Claim) -> bool:
    """Write back what a claimant has told, and let it wait for a coordinator again.

    False where it has been decided on meanwhile; then nothing is changed.
    """
    row = _told(claim)
    sets = ", ".join(f"{column} = :{column}" for column in row)
    cursor = db.execute(
        f"update claims set {sets}, state = 'received'"
        " where id = :id and state in ('received', 'asked')",
        {**row, "id": claim.id},
    )
    if cursor.rowcount == 1:
        add_receipts(db, claim.id, claim.receipts)
    return bool(cursor.rowcount == 1)


def decide(
    db: Database, claim_id: int, to: ClaimState, reason: str, by: str, now: datetime
) -> bool:
    """Take a claim a step on; False where somebody has taken it elsewhere before us."""
    before = BEFORE[to]
    marks = ", ".join(f"'{state}'" for state in before)
    at = "paid_at = :now" if to == "paid" else "decided_at = :now, decided_by = :by, reason = :why"
    cursor = db.execute(
        f"update claims set state = :to, {at} where id = :id and state in ({marks})",
        {"id": claim_id, "to": to, "why": reason, "by": by, "now": to_text(now)},
    )
    return bool(cursor.rowcount == 1)


def reopen(db: Database, claim_id: int, state: str) -> bool:
    """Take a decision back; False where none stands, or the finance office has the claim."""
    cursor = db.execute(
        "update claims set state = :state, decided_at = null, decided_by = null, reason = ''"
        " where id = :id and state in ('approved', 'declined') and exported_at is null",
        {"id": claim_id, "state": state},
    )
    return bool(cursor.rowcount == 1)


def mark_exported(db: Database, claim_ids: Sequence[int], now: datetime) -> None:
    """Note when claims were first given to the finance office."""
    for claim_id in claim_ids:
        db.execute(
            "update claims set exported_at = coalesce(exported_at, :now) where id = :id",
            {"id": claim_id, "now": to_text(now)},
        )


def of_meeting(db: Database, meeting_id: int) -> list[Claim]:
    """Return the claims for one meeting, the oldest first."""
    return _claims(db, "where meeting_id = ? order by id", [meeting_id])


def of_pair(db: Database, pair_id: int) -> list[Claim]:
    """Return a pair's claims, the oldest first."""
    return _claims(db, "where pair_id = ? order by id", [pair_id])


def of_round(db: Database, round_id: int) -> list[Claim]:
    """Return a round's claims, the oldest first."""
    where = "where pair_id in (select id from pairs where round_id = ?) order by id"
    return _claims(db, where, [round_id])


def every(db: Database) -> list[Claim]:
    """Return all claims, the oldest first."""
    return _claims(db, "order by id", [])


def waiting(db: Database) -> list[Claim]:
    """Return the claims that wait for a coordinator, the oldest first."""
    return _claims(db, "where state = 'received' order by id", [])


def add_receipts(db: Database, claim_id: int, receipts: Sequence[Receipt]) -> None:
    """Let receipts belong to a claim; those that it has are left as they are."""
    for one in receipts:
        db.execute(
            "insert into receipts (claim_id, sha256, name, type, bytes)"
            " values (:claim, :sha256, :name, :type, :bytes)"
            " on conflict (claim_id, sha256) do nothing",
            {
                "claim": claim_id,
                "sha256": one.sha256,
                "name": one.name,
                "type": one.type,
                "bytes": one.bytes,
            },
        )


def files_of(db: Database, person_id: int) -> list[str]:
    """Return the hashes of the receipts that someone has sent."""
    rows = db.query(
        "select distinct sha256 from receipts r join claims c on c.id = r.claim_id"
        " where c.person_id = ?",
        [person_id],
    )
    return [row["sha256"] for row in rows]


def _claims(db: Database, where: str, values: Sequence[object]) -> list[Claim]:
    rows = list(db.query(f"select {COLUMNS} from claims {where}", list(values)))
    return [_claim(db, row) for row in rows]


def _claim(db: Database, row: Mapping[str, Any]) -> Claim:
    receipts = db.query(
        "select sha256, name, type, bytes from receipts where claim_id = ? order by rowid",
        [row["id"]],
    )
    read = {
        "travelled_on": maybe_date(row["travelled_on"]),
        "kilometres": Decimal(row["kilometres"]) if row["kilometres"] else None,
        "warnings": tuple(json.loads(row["warnings"])),
        "made_at": to_time(row["made_at"]),
        "receipts": tuple(Receipt(**one) for one in list(receipts)),
        **{name: maybe_time(row[name]) for name in ("decided_at", "exported_at", "paid_at")},
    }
    return Claim(**{**row, **read})


def _told(claim: Claim) -> dict[str, object]:
    """Return the columns that a claimant's words fill."""
    return {
        "kind": claim.kind,
        "route": claim.route,
        "travelled_on": claim.travelled_on.isoformat() if claim.travelled_on else None,
        "cents": claim.cents,
        "kilometres": str(claim.kilometres) if claim.kilometres is not None else None,
        "passengers": claim.passengers,
        "why": claim.why,
        "iban": claim.iban,
        "holder": claim.holder,
        "warnings": json.dumps(claim.warnings),
    }
