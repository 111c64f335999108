"""Claims as they are made: by a reply with receipts, or on the form (P25, P26)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from service import store
from service.actions import claim_letters
from service.domain.accounts import hidden
from service.domain.claims import (
    Claim,
    ExpenseKind,
    ExpensePlan,
    Setting,
    Told,
    WarningName,
    warnings_of,
)
from service.domain.errors import Refused
from service.domain.meetings import Meeting
from service.domain.people import Person
from service.domain.readings import Finding
from service.domain.receipts import Receipt, Sorted
from service.domain.replies import Reply
from service.domain.site import Site
from service.rates_file import rates

MOST_CENTS = 1_000_000  # a sum beyond this is a slip


def by_reply(
    db: store.Database, site: Site, reply: Reply, findings: Sequence[Finding], files: Sorted,
    now: datetime,
) -> None:  # fmt: skip
    """Note the costs that a reply claims, with its receipts, and confirm each by mail.

    Raises Refused where the round pays none, or someone else than the mentor claims.
    """
    meeting = meeting_for(db, reply.writer, reply.about.id)
    with store.transaction(db):
        receipts = keep(db, files)
        for finding in findings:
            claim = _said(db, reply, meeting, finding, now)
            made = note(db, replace(claim, receipts=(*claim.receipts, *receipts)), now)
            if meeting.state == "held":
                _confirm(db, site, reply, made, files.refused, now)
            else:
                _refuse_unheld(db, site, made, now)


def add_receipts(
    db: store.Database, site: Site, reply: Reply, files: Sorted, now: datetime
) -> None:
    """Add a mail's receipts to the claim that is open, or begin one whose sum is not known."""
    meeting = meeting_for(db, reply.writer, reply.about.id)
    made = _of_person(db, meeting, reply.writer)
    still_open = [claim for claim in made if claim.is_open]
    if made and not still_open and made[-1].state != "declined":
        raise Refused("a receipt for a claim that is decided")
    if meeting.state != "held":
        raise Refused("a receipt for a meeting that was not held")
    lacking = [claim for claim in still_open if "receipt" in claim.missing]
    with store.transaction(db):
        receipts = keep(db, files)
        begun = _begun(db, meeting, reply.writer, reply.mail_id, now)
        for claim in lacking or still_open[-1:] or [begun]:
            added = note(db, replace(claim, receipts=(*claim.receipts, *receipts)), now)
            _confirm(db, site, reply, added, files.refused, now)


def correct(
    db: store.Database, site: Site, reply: Reply, right: Finding, files: Sorted, now: datetime
) -> None:
    """Put another sum into the one claim that is open; raises Refused where it is not clear."""
    meeting = meeting_for(db, reply.writer, reply.about.id)
    still_open = [claim for claim in _of_person(db, meeting, reply.writer) if claim.is_open]
    if len(still_open) != 1:
        raise Refused("corrects a claim, and it is not clear which")
    with store.transaction(db):
        receipts = (*still_open[0].receipts, *keep(db, files))
        claim = replace(still_open[0], cents=cents_of(right), receipts=receipts)
        _confirm(db, site, reply, note(db, claim, now), files.refused, now)


def by_form(
    db: store.Database, site: Site, meeting: Meeting, person: Person, told: Told, now: datetime
) -> Claim:
    """Note what a claimant tells on the form, and confirm it by mail; the IBAN comes only here.

    Raises Refused where the meeting is not held, or the claim was decided on meanwhile.
    """
    meeting = meeting_for(db, person, meeting.id)
    if meeting.state != "held":
        raise Refused(f"meeting {meeting.id} is {meeting.state}")
    made = [claim for claim in _of_person(db, meeting, person) if claim.state != "declined"]
    if made and not any(claim.is_open for claim in made):
        raise Refused(f"claim {made[-1].id} is {made[-1].state}")
    with store.transaction(db):
        known = open_claim(db, meeting, person) or _begun(db, meeting, person, None, now)
        claim = replace(
            known,
            kind=told.kind,
            cents=told.cents,
            route=told.route,
            travelled_on=told.travelled_on,
            kilometres=told.kilometres,
            passengers=told.passengers,
            why=told.why,
            iban=told.iban or known.iban,
            holder=told.holder or known.holder,
            receipts=(*known.receipts, *keep(db, told.files)),
        )
        saved = note(db, claim, now)
        _share_account(db, saved, now)
        claim_letters.confirm(db, site, saved, (), f"form:{now:%Y%m%d%H%M%S}", now)
    return saved


def open_claim(db: store.Database, meeting: Meeting, person: Person) -> Claim | None:
    """Return the claim that a person's form is about: without an account first, then the oldest."""
    still_open = [claim for claim in _of_person(db, meeting, person) if claim.is_open]
    return min(still_open, key=lambda claim: bool(claim.iban), default=None)


def meeting_for(db: store.Database, person: Person, meeting_id: int) -> Meeting:
    """Return a meeting whose costs a person may claim, or raise Refused."""
    meeting = store.meetings.get(db, meeting_id)
    pair = store.pairs.get(db, meeting.pair_id)
    if not store.rounds.get(db, pair.round_id).expenses_allowed:
        raise Refused("the round pays no expenses")
    if pair.mentor.id != person.id:
        raise Refused("claims expenses, and is not the mentor")
    return meeting


def setting_of(db: store.Database, claim: Claim) -> Setting:
    """Return what a claim is judged by; made in time, it may be completed later."""
    meeting = store.meetings.get(db, claim.meeting_id)
    season = store.rounds.get(db, store.pairs.get(db, claim.pair_id).round_id)
    return Setting(
        meeting=meeting,
        plan=store.expense_plans.find(db, claim.pair_id, meeting.number),
        others=tuple(one for one in store.claims.of_pair(db, claim.pair_id) if one.id != claim.id),
        limit_cents=season.expense_limit_cents,
        made_on=claim.made_at.astimezone(ZoneInfo(meeting.timezone)).date(),
        rates=rates(),
    )


def stand(db: store.Database, claim: Claim) -> tuple[WarningName, ...]:
    """Return why a human must look at a claim now: its meeting or plan may have changed since."""
    return warnings_of(claim, setting_of(db, claim)) if claim.is_open else claim.warnings


def note(db: store.Database, claim: Claim, now: datetime) -> Claim:
    """Keep a claim, new or changed, with what a human must look at."""
    judged = replace(claim, warnings=warnings_of(claim, setting_of(db, claim)))
    kept = judged if claim.id else store.claims.add(db, judged)
    if claim.id and not store.claims.save(db, judged):
        raise Refused(f"claim {claim.id} is decided")
    act = "claim_changed" if claim.id else "claim_received"
    store.acts.add(db, "", act, ("claim", kept.id), now)
    return store.claims.get(db, kept.id)


def keep(db: store.Database, files: Sorted) -> tuple[Receipt, ...]:
    """Put receipts on disk, before any row names them."""
    return tuple(
        Receipt(store.files.keep(db, file.content), hidden(file.name), found, len(file.content))
        for file, found in files.receipts
    )


def cents_of(finding: Finding) -> int:
    """Return a finding's sum in cents; raises Refused for one that cannot be meant."""
    cents = int(Decimal(finding.amount or "0") * 100)
    if not 0 < cents <= MOST_CENTS:
        raise Refused("claims a sum that cannot be meant")
    return cents


def _said(
    db: store.Database, reply: Reply, meeting: Meeting, finding: Finding, now: datetime
) -> Claim:
    """Return the claim that a finding makes: the same sum again is the same claim."""
    begun = _begun(db, meeting, reply.writer, reply.mail_id, now)
    plan = store.expense_plans.find(db, meeting.pair_id, meeting.number)
    kind, cents = _kind(finding, plan), cents_of(finding)
    for known in _of_person(db, meeting, reply.writer):
        if known.is_open and (not known.cents or (known.kind, known.cents) == (kind, cents)):
            return replace(known, kind=kind, cents=cents)
    return replace(begun, kind=kind, cents=cents)


def _begun(
    db: store.Database, meeting: Meeting, person: Person, because: int | None, now: datetime
) -> Claim:
    plan = store.expense_plans.find(db, meeting.pair_id, meeting.number)
    kind = plan.kind if plan else "transport"
    return Claim(0, meeting.pair_id, meeting.id, person.id, kind, 0, now, because=because)


def _kind(finding: Finding, plan: ExpensePlan | None) -> ExpenseKind:
    if finding.what == "entrance":
        return "entrance"
    if finding.what == "travel":
        return "car" if plan and plan.kind == "car" else "transport"
    return plan.kind if plan else "transport"


def _of_person(db: store.Database, meeting: Meeting, person: Person) -> list[Claim]:
    made = store.claims.of_meeting(db, meeting.id)
    return [claim for claim in made if claim.person_id == person.id]


def _confirm(
    db: store.Database, site: Site, reply: Reply, claim: Claim, refused: tuple[str, ...],
    now: datetime,
) -> None:  # fmt: skip
    if not reply.silent:
        claim_letters.confirm(db, site, claim, refused, str(reply.mail_id), now)


def _refuse_unheld(db: store.Database, site: Site, claim: Claim, now: datetime) -> None:
    """Decline the costs of a meeting that is not noted as held: the one rule that refuses."""
    store.claims.decide(db, claim.id, "declined", "", "", now)
    store.acts.add(db, "", "claim_declined", ("claim", claim.id), now)
    claim_letters.decided(db, site, "expense_declined", claim, "", now)


def _share_account(db: store.Database, claim: Claim, now: datetime) -> None:
    """Give a claimant's other open claims of the meeting the account too."""
    for other in store.claims.of_meeting(db, claim.meeting_id):
        is_theirs = other.id != claim.id and other.person_id == claim.person_id
        if is_theirs and other.is_open and not other.iban:
            note(db, replace(other, iban=claim.iban, holder=claim.holder), now)
