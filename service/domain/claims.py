"""Expense claims: what a mentor asks back, and how far it has come (P25, P26)."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from service.domain.errors import Refused
from service.domain.meetings import Meeting
from service.domain.receipts import Receipt, Sorted

ExpenseKind = Literal["transport", "car", "entrance"]
ClaimState = Literal["received", "asked", "approved", "declined", "paid"]
PlanState = Literal["proposed", "approved", "declined"]
WarningName = Literal[
    "over_plan", "late", "second", "not_held", "no_plan", "plan_open", "plan_declined",
    "no_receipt", "over_limit", "unknown_rate",
]  # fmt: skip
OPEN: tuple[ClaimState, ...] = ("received", "asked")
CLAIM_WITHIN_MONTHS = 2
NO_FILES = Sorted()
BEFORE: Mapping[ClaimState, tuple[ClaimState, ...]] = {
    "received": ("asked",),
    "asked": OPEN,
    "approved": OPEN,
    "declined": OPEN,
    "paid": ("approved",),
}


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
    asked_at: datetime | None = None


@dataclass(frozen=True)
class Claim:
    """One expense claim. `cents` is what is asked; `warnings` are why a human must look.

    `iban` is the whole number and is shown masked; it is given on the form alone. A claim of
    0 cents is one whose sum is not known yet.
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
    kilometres: Decimal | None = None
    passengers: int = 0
    why: str = ""
    iban: str = ""
    holder: str = ""
    state: ClaimState = "received"
    reason: str = ""
    warnings: tuple[WarningName, ...] = ()
    because: int | None = None
    receipts: tuple[Receipt, ...] = ()
    decided_by: str | None = None
    decided_at: datetime | None = None
    exported_at: datetime | None = None
    paid_at: datetime | None = None

    @property
    def reference(self) -> str:
        """Return what the finance office knows it by."""
        return f"K{self.id}"

    @property
    def is_open(self) -> bool:
        """Return whether nobody has decided on it."""
        return self.state in OPEN

    @property
    def missing(self) -> tuple[Literal["sum", "receipt", "iban"], ...]:
        """Return what its claimant has still to give; an own car needs no receipt."""
        lacks: dict[Literal["sum", "receipt", "iban"], bool] = {
            "sum": not self.cents,
            "receipt": not self.receipts and self.kind != "car",
            "iban": not self.iban,
        }
        return tuple(name for name, is_missing in lacks.items() if is_missing)


@dataclass(frozen=True)
class Told:
    """What a claimant tells on the form; an empty `iban` keeps the one that is known."""

    kind: ExpenseKind
    cents: int
    route: str = ""
    travelled_on: date | None = None
    kilometres: Decimal | None = None
    passengers: int = 0
    why: str = ""
    iban: str = ""
    holder: str = ""
    files: Sorted = NO_FILES


@dataclass(frozen=True)
class Setting:
    """What a claim is judged by: its meeting, the plan for it, and the pair's other claims."""

    meeting: Meeting
    plan: ExpensePlan | None
    others: tuple[Claim, ...]
    limit_cents: int
    made_on: date
    rates: Mapping[int, "Rate"]


@dataclass(frozen=True)
class Rate:
    """What the tax office lets be paid for a kilometre in an own car in one year, in euros."""

    year: int
    euros: Decimal
    passenger: Decimal
    source: str

    def cents(self, kilometres: Decimal, passengers: int) -> int:
        """Return the allowance for a way; each passenger adds a little."""
        euros = kilometres * (self.euros + passengers * self.passenger)
        return int((euros * 100).quantize(Decimal(1), ROUND_HALF_UP))


def claim_by(meeting: Meeting) -> date:
    """Return the last day on which a meeting's costs are claimed in time."""
    on = meeting.held_on or meeting.day
    month = on.month - 1 + CLAIM_WITHIN_MONTHS
    year, month = on.year + month // 12, month % 12 + 1
    return date(year, month, min(on.day, monthrange(year, month)[1]))


def over_plan(cents: int, plan: ExpensePlan | None) -> int:
    """Return by how many cents a sum goes beyond the estimate; 0 without a plan."""
    return max(0, cents - plan.estimate_cents) if plan else 0


def warnings_of(claim: Claim, setting: Setting) -> tuple[WarningName, ...]:
    """Return why a human must look at a claim, the gravest first; nothing here refuses it."""
    travelled_on = claim.travelled_on or setting.meeting.day
    counted = [one for one in setting.others if one.state != "declined" and one.id != claim.id]
    together = claim.cents + sum(one.cents for one in counted)
    stands: dict[WarningName, bool] = {
        "not_held": setting.meeting.state != "held",
        "second": bool(counted),
        "over_limit": 0 < setting.limit_cents < together,
        "over_plan": over_plan(claim.cents, setting.plan) > 0,
        "no_plan": setting.plan is None,
        "plan_open": setting.plan is not None and setting.plan.state == "proposed",
        "plan_declined": setting.plan is not None and setting.plan.state == "declined",
        "late": setting.made_on > claim_by(setting.meeting),
        "no_receipt": "receipt" in claim.missing,
        "unknown_rate": claim.kind == "car" and travelled_on.year not in setting.rates,
    }
    return tuple(name for name, is_so in stands.items() if is_so)


def refuse_wrong_step(claim: Claim, to: ClaimState) -> None:
    """Raise Refused where a claim cannot take a step: money needs a sum and an account (S4)."""
    if claim.state not in BEFORE[to]:
        raise Refused(f"claim {claim.id} is {claim.state}")
    if to == "approved" and not claim.cents:
        raise Refused("the sum is not known yet")
    if to == "approved" and not claim.iban:
        raise Refused("the account number is not given yet")
