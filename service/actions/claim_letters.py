"""The letters about expense claims: what we have, what is missing, what was decided (P26)."""

from datetime import datetime
from typing import Literal

from service import store
from service.actions.post import Fact, may_answer, page, post
from service.actions.prompting import prompt
from service.domain.accounts import masked
from service.domain.claim_words import KINDS
from service.domain.claims import Claim, ExpensePlan, claim_by, over_plan
from service.domain.letters import Draft, Matter
from service.domain.meetings import Meeting
from service.domain.people import Person
from service.domain.receipts import CALLED
from service.domain.replies import Reply
from service.domain.site import Site

Decision = Literal["expense_approved", "expense_declined", "expense_question", "expense_paid"]


def start(
    db: store.Database, site: Site, plan: ExpensePlan, meeting: Meeting, now: datetime
) -> bool:
    """Ask the mentor for the costs of a held meeting, once; False if that was done."""
    mentor = store.pairs.get(db, meeting.pair_id).mentor
    words = {
        **_about(db, site, meeting, mentor),
        "kind": plan.kind,
        "what": KINDS[plan.kind][mentor.language],
        "cents": plan.estimate_cents,
    }
    draft = _draft(db, "expense_start", mentor, meeting, str(meeting.id), words)
    return prompt(db, site, draft, now)


def confirm(
    db: store.Database, site: Site, claim: Claim, refused: tuple[str, ...], key: str, now: datetime
) -> None:
    """Say what we have of a claim; what a reply can mend is asked for once (P26).

    `refused` are the kinds of file that are no receipts, `key` names what caused the letter.
    """
    meeting, to = store.meetings.get(db, claim.meeting_id), store.people.get(db, claim.person_id)
    if not may_answer(db, to, now):
        return
    words = {**_of_claim(db, site, claim, meeting, to), "refused": _called(refused, to)}
    lacks = set(claim.missing) & {"sum", "receipt"}
    missing = _draft(db, "expense_missing", to, meeting, str(claim.id), words)
    if not (lacks and post(db, site, missing, now)):
        received = _draft(db, "expense_received", to, meeting, f"{claim.id}:{key}", words)
        post(db, site, received, now)


def ask_for_sum(
    db: store.Database, site: Site, reply: Reply, refused: tuple[str, ...], now: datetime
) -> bool:
    """Ask back where no claim could be made of a mail; False where S7 forbids it."""
    to, meeting = reply.writer, store.meetings.get(db, reply.about.id)
    if reply.silent or not may_answer(db, to, now):
        return False
    plan = store.expense_plans.find(db, meeting.pair_id, meeting.number)
    is_car = plan is not None and plan.kind == "car"
    words = {
        **_about(db, site, meeting, to),
        "kind": "car" if is_car else "transport",
        "what": "",
        "cents": 0,
        "receipts": 0,
        "missing": ["sum", "iban"] if is_car else ["sum", "receipt", "iban"],
        "over": 0,
        "iban": "",
        "refused": _called(refused, to),
    }
    key = f"mail:{reply.mail_id}"
    return post(db, site, _draft(db, "expense_missing", to, meeting, key, words), now)


def decided(
    db: store.Database, site: Site, kind: Decision, claim: Claim, reason: str, now: datetime
) -> None:
    """Tell the claimant of a decision, or put a coordinator's question, with the reason.

    An empty reason for declining is the one rule that refuses by itself: it was not held.
    """
    meeting, to = store.meetings.get(db, claim.meeting_id), store.people.get(db, claim.person_id)
    words = {**_of_claim(db, site, claim, meeting, to), "reason": reason}
    # One claim may be asked about several times; the other letters leave once.
    turn = f":{now:%Y%m%d%H%M%S}" if kind == "expense_question" else ""
    post(db, site, _draft(db, kind, to, meeting, f"{claim.id}{turn}", words), now)


def plan_decided(
    db: store.Database, site: Site, plan: ExpensePlan, reason: str, now: datetime
) -> None:
    """Tell the mentor whether the expense that the pair planned is approved (P25)."""
    pair = store.pairs.get(db, plan.pair_id)
    season = store.rounds.get(db, pair.round_id)
    kind = "expense_plan_approved" if plan.state == "approved" else "expense_plan_declined"
    words = {
        "number": plan.meeting_number,
        "of": pair.plan,
        "what": KINDS[plan.kind][pair.mentor.language],
        "cents": plan.estimate_cents,
        "other": pair.other_side(pair.mentor),
        "reason": reason,
    }
    about = Matter("pair", pair.id)
    post(db, site, Draft(kind, pair.mentor, about, f"{kind}:{plan.id}", season.name, words), now)


def _of_claim(
    db: store.Database, site: Site, claim: Claim, meeting: Meeting, to: Person
) -> dict[str, object]:
    plan = store.expense_plans.find(db, claim.pair_id, meeting.number)
    return {
        **_about(db, site, meeting, to),
        "kind": claim.kind,
        "what": KINDS[claim.kind][to.language],
        "cents": claim.cents,
        "receipts": len(claim.receipts),
        "missing": list(claim.missing),
        "over": 0 if claim.why else over_plan(claim.cents, plan),
        "iban": masked(claim.iban),
    }


def _about(db: store.Database, site: Site, meeting: Meeting, to: Person) -> dict[str, object]:
    link = page(site, "k", Matter("expense", meeting.id), to)
    return {"meeting": meeting, "link": link, "by": claim_by(meeting)}


def _called(refused: tuple[str, ...], to: Person) -> list[str]:
    return [CALLED[kind][to.language] for kind in refused]


def _draft(
    db: store.Database, kind: str, to: Person, meeting: Meeting, key: str, words: Fact
) -> Draft:
    season = store.rounds.get(db, store.pairs.get(db, meeting.pair_id).round_id)
    return Draft(kind, to, Matter("expense", meeting.id), f"{kind}:{key}", season.name, words)
