"""What follows when both have agreed: copies, booked meetings, a plan for expenses (P11, P12)."""

from datetime import datetime
from typing import get_args

from service import store
from service.actions import agreed_dates, claims
from service.actions.agreement_letters import send_copies
from service.domain.agreements import Agreed, Agreement
from service.domain.claims import ExpenseKind
from service.domain.pairs import Pair
from service.domain.site import Site

EXPENSE = ("expense_meeting", "expense_kind", "expense_estimate")


def conclude(
    db: store.Database, site: Site, pair: Pair, agreement: Agreement, now: datetime
) -> None:
    """Keep the agreed version, send it to everyone, and do what is new in it."""
    before = next(iter(store.agreements.agreed_versions(db, pair.id)), None)
    store.agreements.keep_version(db, agreement, now)
    send_copies(db, site, pair, agreement, now)
    present = store.agreements.agreed_versions(db, pair.id)[0]
    if _is_new(before, present, ("dates",)):
        agreed_dates.book(db, site, pair, (before, present), now)
    if _is_new(before, present, EXPENSE):
        _plan_expense(db, pair, present, now)


def minutes_agreed(db: store.Database, pair_id: int) -> int | None:
    """Return how long a pair has agreed to meet at a time, None where they have not."""
    latest = store.agreements.agreed_versions(db, pair_id)[:1]
    return next((agreed_dates.minutes_in(one) for one in latest), None)


def _is_new(before: Agreed | None, present: Agreed, names: tuple[str, ...]) -> bool:
    said = [present.says(name) for name in names]
    return all(said) and said != [before.says(name) if before else "" for name in names]


def _plan_expense(db: store.Database, pair: Pair, agreed: Agreed, now: datetime) -> None:
    """Propose what is to be paid back to the coordinators, who approve it beforehand (P25)."""
    number, said, cents = (agreed.says(name) for name in EXPENSE)
    kind = next((one for one in get_args(ExpenseKind) if one == said), None)
    if kind and number.isdecimal() and cents.isdecimal():
        claims.propose_plan(db, pair, int(number), kind, int(cents), now)
