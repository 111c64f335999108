"""Expense claims: what a mentor asks back, and how far it has come (P25, P26)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

ExpenseKind = Literal["transport", "car", "entrance"]
ClaimState = Literal["received", "asked", "approved", "declined", "paid"]
PlanState = Literal["proposed", "approved", "declined"]


@dataclass(frozen=True)
class ExpensePlan:
    """What a pair agreed beforehand: the expense of one meeting, by its number in the plan."""

    id: int
    pair_id: int
    meeting_number: int
    kind: ExpenseKind
    estimate_cents: int
    state: PlanState = "proposed"
    decided_by: str | None = None
    decided_at: datetime | None = None


@dataclass(frozen=True)
class Receipt:
    """A receipt, kept under its hash and never opened (S9)."""

    sha256: str
    name: str
    type: Literal["pdf", "jpg", "png", "heic"]
    bytes: int


@dataclass(frozen=True)
class Claim:
    """One expense claim. `cents` is what is asked; `warnings` are why a human must look.

    `iban` is the whole number and is shown masked; it is given on the form alone.
    """

    id: int
    pair_id: int
    meeting_id: int
    person_id: int
    kind: ExpenseKind
    cents: int
    made_at: datetime
    route: str = ""
    travelled_on: date | None = None
    kilometres: int | None = None
    why: str = ""
    iban: str = ""
    holder: str = ""
    state: ClaimState = "received"
    reason: str = ""
    warnings: tuple[str, ...] = ()
    because: int | None = None
    receipts: tuple[Receipt, ...] = ()
    decided_by: str | None = None
    decided_at: datetime | None = None
    paid_at: datetime | None = None
