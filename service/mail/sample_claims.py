"""The sample letters about expense claims."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from service.domain.claim_words import KINDS
from service.domain.claims import claim_by
from service.domain.pairs import Pair
from service.domain.people import Person
from service.domain.receipts import CALLED
from service.domain.site import Site
from service.mail import sample_people

Words = Mapping[str, object]
REASON = "Arvio oli 20,00 €, mutta juna oli ainoa tapa ehtiä ajoissa, joten 23,40 € sopii."


def claims(pair: Pair, site: Site) -> Iterator[tuple[str, Person, Words]]:
    """Yield each letter about expenses, and those that change with their values several times."""
    mentor = pair.mentor
    held = replace(sample_people.meeting_of(pair), state="held", held_on=date(2027, 3, 16))
    what = {kind: told[mentor.language] for kind, told in KINDS.items()}
    asked: Words = {
        "meeting": held,
        "link": f"{site.base_url}/k/aabcdefghijklmnopqrstuvwxyz",
        "by": claim_by(held),
        "kind": "transport",
        "what": what["transport"],
        "cents": 2000,
    }
    yield "expense_start", mentor, asked
    yield "expense_start-car", mentor, {**asked, "kind": "car", "what": what["car"]}
    yield from _noted(mentor, {**asked, "cents": 2340})
    whole: Words = {**asked, "cents": 2340, "iban": "FI•• … ••85", "reason": ""}
    for name in ("expense_approved", "expense_declined", "expense_paid"):
        yield name, mentor, whole
    for name in ("expense_approved", "expense_declined", "expense_question"):
        yield f"{name}-reason", mentor, {**whole, "reason": REASON}
    plan: Words = {"number": 2, "of": 4, "what": what["transport"], "cents": 2000}
    plan = {**plan, "other": pair.other_side(mentor), "reason": REASON}
    yield "expense_plan_approved", mentor, plan
    yield "expense_plan_declined", mentor, plan


def _noted(mentor: Person, asked: Words) -> Iterator[tuple[str, Person, Words]]:
    refused = [CALLED[kind][mentor.language] for kind in ("word", "zip")]
    full: Words = {
        **asked, "receipts": 1, "missing": [], "over": 0, "iban": "FI•• … ••85", "refused": [],
    }  # fmt: skip
    lacking: Words = {**full, "missing": ["iban"], "iban": "", "over": 340}
    nothing: Words = {**lacking, "receipts": 0, "missing": ["receipt", "iban"], "refused": refused}
    no_sum: Words = {**nothing, "cents": 0, "missing": ["sum", "receipt", "iban"], "over": 0}
    yield "expense_received", mentor, full
    yield "expense_received-no_iban", mentor, lacking
    yield "expense_received-little", mentor, no_sum
    yield "expense_missing-receipt", mentor, nothing
    yield "expense_missing-sum", mentor, no_sum
    by_car: Words = {**no_sum, "kind": "car", "missing": ["sum", "iban"], "refused": []}
    yield "expense_missing-car", mentor, by_car
