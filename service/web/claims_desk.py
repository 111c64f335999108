"""The desk of expenses: plans to approve, claims to decide on, sheets for the office (P25, P26)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from forms.translations import _, _l, spoken
from service import store
from service.actions import claiming, claims
from service.domain.accounts import masked
from service.domain.claim_words import KINDS
from service.domain.claims import Claim, ExpensePlan, over_plan
from service.domain.errors import Refused
from service.domain.flat import shortened
from service.domain.meetings import Meeting
from service.domain.pairs import Pair
from service.domain.people import Person
from service.domain.rounds import Round
from service.domain.words import euros
from service.web import claims_export, current, session
from service.web.console.frame import guard, keep_nowhere, me, season, show
from service.web.sheets import CSV, XLSX, csv_of, download, xlsx_of

pages = Blueprint("claims_desk", __name__, url_prefix=f"{session.PATH}/kulut")
pages.before_request(guard)
pages.after_request(keep_nowhere)
LONGEST = 500  # characters of a reason
WARNINGS = {
    "not_held": _l("The meeting is not noted as held."),
    "second": _l("The pair has claimed expenses before."),
    "over_limit": _l("Together with the pair’s other claims it goes beyond the round’s limit."),
    "no_plan": _l("Nothing was agreed beforehand for this meeting."),
    "plan_open": _l("The plan was not approved beforehand."),
    "plan_declined": _l("The plan was declined beforehand."),
    "late": _l("Claimed later than two months after the meeting."),
    "no_receipt": _l("There is no receipt."),
    "unknown_rate": _l("The kilometre allowance of that year is not known: check the sum."),
}
REFUSALS = {
    "somebody has dealt with this already": _l("Somebody has dealt with this already."),
    "the reason is missing": _l("Write the reason or the question first: it is mailed."),
    "the sum is not known yet": _l("The sum is not known yet: ask for it."),
    "the account number is not given yet": _l("The account number is not given yet: ask for it."),
}


@dataclass(frozen=True)
class Card:
    """A claim with all that a coordinator needs to decide on it."""

    claim: Claim
    pair: Pair
    meeting: Meeting
    plan: ExpensePlan | None
    person: Person
    warnings: tuple[str, ...]


@pages.get("")
def expenses() -> str:
    """Show a round's plans and claims. Looking changes nothing (S5)."""
    return _page()


@pages.post("/suunnitelmat/<int:plan_id>")
def settle_plan(plan_id: int) -> Answer | tuple[str, int]:
    """Approve or decline a plan."""
    db, site, by, now = current.db(), current.site(), me(), current.now()
    said = _said()
    presses: dict[str, Callable[[], None]] = {
        "approve": lambda: claims.approve_plan(db, site, plan_id, by, now),
        "decline": lambda: claims.decline_plan(db, site, plan_id, said, by, now),
    }
    return _done(presses, f"plan-{plan_id}")


@pages.post("/<int:claim_id>")
def settle_claim(claim_id: int) -> Answer | tuple[str, int]:
    """Approve, ask about, decline or mark as paid one claim."""
    db, site, by, now = current.db(), current.site(), me(), current.now()
    said = _said()
    presses: dict[str, Callable[[], None]] = {
        "approve": lambda: claims.approve(db, site, claim_id, said, by, now),
        "ask": lambda: claims.ask(db, site, claim_id, said, by, now),
        "decline": lambda: claims.decline(db, site, claim_id, said, by, now),
        "pay": lambda: claims.pay(db, site, [claim_id], by, now),
    }
    return _done(presses, f"claim-{claim_id}")


@pages.post("/maksettu")
def pay_exported() -> Answer | tuple[str, int]:
    """Mark as paid all claims of the round that were approved and given to the office."""
    here = season() or abort(404)
    made = store.claims.of_round(current.db(), here.id)
    given = [claim.id for claim in made if claim.state == "approved" and claim.exported_at]
    db, site, by, now = current.db(), current.site(), me(), current.now()
    return _done({"pay": lambda: claims.pay(db, site, given, by, now)}, "pay")


@pages.post("/vienti")
def export() -> Response:
    """Return the approved claims as a sheet or a PDF, and note that they were handed on."""
    here = season() or abort(404)
    db, now = current.db(), current.now()
    given = claims.to_pay(db, here.id)
    content, mimetype, ending = _exported(here, given, request.form.get("press", ""), now)
    claims.hand_on(db, given, me(), now)
    return download(content, mimetype, f"oksa-{here.id}-{now:%Y%m%d}.{ending}")


@pages.get("/<int:claim_id>/kuitti/<sha256>")
def receipt(claim_id: int, sha256: str) -> Response:
    """Return a receipt to be saved, never shown; its name is ours (S9)."""
    db = current.db()
    try:
        claim = store.claims.get(db, claim_id)
        number, one = next(
            (number, one)
            for number, one in enumerate(claim.receipts, start=1)
            if one.sha256 == sha256
        )
        content = store.files.read(db, one.sha256)
    except (LookupError, StopIteration):
        abort(404)
    name = f"{claim.reference}-{number}.{one.type}"
    return download(content, "application/octet-stream", name)


def _done(presses: dict[str, Callable[[], None]], where: str) -> Answer | tuple[str, int]:
    """Do what was pressed and show the page anew, or say why it cannot be done."""
    press = presses.get(request.form.get("press", "")) or abort(400)
    try:
        press()
    except LookupError:
        abort(404)
    except Refused as why:
        refused = str(REFUSALS.get(str(why), _l("That does not fit: look at its stage.")))
        return _page(refused, where), 409
    current.wake()
    return redirect(url_for(".expenses", round=request.args.get("round"), done=1), 303)


def _page(refused: str = "", where: str = "") -> str:
    db, here = current.db(), season()
    made = [_card(db, claim) for claim in store.claims.of_round(db, here.id)] if here else []
    return show(
        "claims/desk.html",
        season=here,
        seasons=store.rounds.every(db),
        plans=_plans(db, here.id) if here else [],
        by_state={state: [one for one in made if one.claim.state == state] for state in STATES},
        exported=any(_is_handed_on(one.claim) for one in made),
        kinds={kind: told[spoken()] for kind, told in KINDS.items()},
        masked=masked,
        refused=refused,
        where=where,
        typed=_said(),
        done="done" in request.args,
    )


STATES = ("received", "asked", "approved", "paid", "declined")


def _plans(db: store.Database, round_id: int) -> list[tuple[ExpensePlan, Pair]]:
    proposed = [plan for plan in store.expense_plans.every(db) if plan.state == "proposed"]
    known = [(plan, store.pairs.get(db, plan.pair_id)) for plan in proposed]
    return [(plan, pair) for plan, pair in known if pair.round_id == round_id]


def _card(db: store.Database, claim: Claim) -> Card:
    meeting = store.meetings.get(db, claim.meeting_id)
    plan = store.expense_plans.find(db, claim.pair_id, meeting.number)
    return Card(
        claim,
        store.pairs.get(db, claim.pair_id),
        meeting,
        plan,
        store.people.get(db, claim.person_id),
        tuple(_warning(name, claim, plan) for name in claiming.stand(db, claim)),
    )


def _warning(name: str, claim: Claim, plan: ExpensePlan | None) -> str:
    if name != "over_plan":
        return str(WARNINGS[name])
    over = euros(over_plan(claim.cents, plan), spoken())
    return _("%(over)s beyond the estimate.", over=over)


def _exported(here: Round, given: list[Claim], press: str, now: datetime) -> tuple[bytes, str, str]:
    """Return some claims as a file with its type and its name's ending."""
    db = current.db()
    if press == "pdf":
        return claims_export.paper_of(db, here, given, now), "application/pdf", "pdf"
    sheet = claims_export.rows(db, here, given)
    if press == "xlsx":
        return xlsx_of({str(_("Expenses")): sheet}), XLSX, "xlsx"
    return csv_of(sheet), CSV, "csv"


def _is_handed_on(claim: Claim) -> bool:
    return claim.state == "approved" and claim.exported_at is not None


def _said() -> str:
    return shortened(" ".join(request.form.get("said", "").split()), LONGEST)
