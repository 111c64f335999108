"""Expense plans and claims as coordinators decide on them, from plan to paid (P25, P26)."""

from collections.abc import Sequence
from datetime import datetime

from service import store
from service.actions import claim_letters
from service.actions.claim_letters import Decision
from service.actions.prompting import may_prompt
from service.domain.claims import (
    Claim,
    ClaimState,
    ExpenseKind,
    ExpensePlan,
    PlanState,
    refuse_wrong_step,
)
from service.domain.errors import Refused
from service.domain.pairs import Pair
from service.domain.site import Site
from service.store.coordinators import Coordinator


def propose_plan(
    db: store.Database, pair: Pair, meeting_number: int, kind: ExpenseKind, estimate_cents: int,
    now: datetime,
) -> ExpensePlan | None:  # fmt: skip
    """Keep what an agreement plans to spend, for a coordinator to approve beforehand.

    None where the round pays no expenses or the plan has no such meeting. The same plan again
    changes nothing; another one takes the place of what is not claimed yet.
    """
    season = store.rounds.get(db, pair.round_id)
    fits = 1 <= meeting_number <= pair.plan and estimate_cents > 0
    if not season.expenses_allowed or not fits:
        return None
    plan = ExpensePlan(0, pair.id, meeting_number, kind, estimate_cents)
    with store.transaction(db):
        return store.expense_plans.put(db, plan, now)


def approve_plan(
    db: store.Database, site: Site, plan_id: int, by: Coordinator, now: datetime
) -> None:
    """Approve a plan and tell the mentor; raises Refused if it is decided already."""
    _decide_plan(db, site, plan_id, "", by, now)


def decline_plan(
    db: store.Database, site: Site, plan_id: int, reason: str, by: Coordinator, now: datetime
) -> None:
    """Decline a plan and tell the mentor why; raises Refused if it is decided already."""
    _decide_plan(db, site, plan_id, _given(reason), by, now)


def ask_for_claim(
    db: store.Database, site: Site, plan: ExpensePlan, meeting_id: int, now: datetime
) -> bool:
    """Ask the mentor, once, for the costs of a held meeting; not who has claimed them already."""
    meeting = store.meetings.get(db, meeting_id)
    mentor = store.pairs.get(db, meeting.pair_id).mentor
    with store.transaction(db):
        made = store.claims.of_meeting(db, meeting_id)
        claimed = any(claim.state != "declined" for claim in made)
        if not claimed and not may_prompt(db, mentor, now):
            return False
        if not store.expense_plans.mark_asked(db, plan.id, now) or claimed:
            return False
        return claim_letters.start(db, site, plan, meeting, now)


def approve(
    db: store.Database, site: Site, claim_id: int, reason: str, by: Coordinator, now: datetime
) -> None:
    """Approve a claim that has a sum and an account; a reason may be told with it."""
    _decide(db, site, claim_id, ("approved", "expense_approved", reason.strip()), by, now)


def decline(
    db: store.Database, site: Site, claim_id: int, reason: str, by: Coordinator, now: datetime
) -> None:
    """Decline a claim; the reason is mailed."""
    _decide(db, site, claim_id, ("declined", "expense_declined", _given(reason)), by, now)


def ask(
    db: store.Database, site: Site, claim_id: int, question: str, by: Coordinator, now: datetime
) -> None:
    """Ask the claimant something by mail; the answer comes to the tray."""
    _decide(db, site, claim_id, ("asked", "expense_question", _given(question)), by, now)


def pay(
    db: store.Database, site: Site, claim_ids: Sequence[int], by: Coordinator, now: datetime
) -> None:
    """Mark approved claims as paid and tell each claimant, once."""
    with store.transaction(db):
        for claim_id in claim_ids:
            _decide(db, site, claim_id, ("paid", "expense_paid", ""), by, now)


def to_pay(db: store.Database, round_id: int) -> list[Claim]:
    """Return a round's claims that are approved and not paid."""
    return [one for one in store.claims.of_round(db, round_id) if one.state == "approved"]


def hand_on(db: store.Database, given: Sequence[Claim], by: Coordinator, now: datetime) -> None:
    """Note that the finance office gets some claims, once their sheet or paper is made."""
    with store.transaction(db):
        store.claims.mark_exported(db, [claim.id for claim in given], now)
        for claim in given:
            store.acts.add(db, by.email, "claim_exported", ("claim", claim.id), now)


def _decide_plan(
    db: store.Database, site: Site, plan_id: int, reason: str, by: Coordinator, now: datetime
) -> None:
    state: PlanState = "declined" if reason else "approved"
    with store.transaction(db):
        if not store.expense_plans.decide(db, plan_id, state, by.email, now):
            raise Refused("somebody has dealt with this already")
        store.acts.add(db, by.email, f"plan_{state}", ("expense_plan", plan_id), now)
        plan = store.expense_plans.get(db, plan_id)
        claim_letters.plan_decided(db, site, plan, reason, now)


def _decide(
    db: store.Database, site: Site, claim_id: int, step: tuple[ClaimState, Decision, str],
    by: Coordinator, now: datetime,
) -> None:  # fmt: skip
    to, letter, reason = step
    with store.transaction(db):
        claim = store.claims.get(db, claim_id)
        refuse_wrong_step(claim, to)
        if not store.claims.decide(db, claim_id, to, reason, by.email, now):
            raise Refused("somebody has dealt with this already")
        store.acts.add(db, by.email, f"claim_{to}", ("claim", claim_id), now)
        claim_letters.decided(db, site, letter, claim, reason, now)


def _given(reason: str) -> str:
    if not reason.strip():
        raise Refused("the reason is missing")
    return reason.strip()
