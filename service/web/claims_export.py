"""Approved claims for the finance office: a sheet, and one PDF with the receipts (P26)."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from forms.translations import _l, spoken
from service import store
from service.domain.claim_words import KINDS
from service.domain.claims import Claim
from service.domain.rounds import Round
from service.mail import claim_papers
from service.web.sheets import Cell

HEAD = (
    _l("Reference"), _l("Round"), _l("Name"), _l("IBAN"), _l("Account’s holder"),
    _l("Meeting"), _l("Kind"), _l("Way"), _l("km"), _l("Sum, €"), _l("Approved by"),
    _l("Approved on"),
)  # fmt: skip


def rows(db: store.Database, season: Round, claims: Iterable[Claim]) -> list[list[Cell]]:
    """Return the sheet, its head first; the whole account number stands here alone."""
    return [[str(text) for text in HEAD], *(_row(db, season, claim) for claim in claims)]


def paper_of(db: store.Database, season: Round, claims: Iterable[Claim], now: datetime) -> bytes:
    """Return one PDF of some claims, with all their receipts attached."""
    paper = claim_papers.Paper(
        language=spoken(),
        programme=season.name[spoken()],
        lines=[_line(db, claim) for claim in claims],
        house=store.files.house(db),
        at=now.astimezone(ZoneInfo(season.timezone)),
    )
    return claim_papers.claims(paper)


def _line(db: store.Database, claim: Claim) -> claim_papers.Line:
    meeting = store.meetings.get(db, claim.meeting_id)
    person = store.people.get(db, claim.person_id)
    files = [store.files.place(db, one.sha256) for one in claim.receipts]
    return claim_papers.Line(claim, person.name, meeting.held_on or meeting.day, files)


def _row(db: store.Database, season: Round, claim: Claim) -> list[Cell]:
    person = store.people.get(db, claim.person_id)
    meeting = store.meetings.get(db, claim.meeting_id)
    by = store.coordinators.find(db, claim.decided_by or "")
    return [
        claim.reference,
        season.name[spoken()],
        person.name,
        claim.iban,
        claim.holder,
        meeting.held_on or meeting.day,
        KINDS[claim.kind][spoken()],
        claim.route,
        claim.kilometres if claim.kilometres is not None else "",
        (Decimal(claim.cents) / 100).quantize(Decimal("0.01")),
        (by.name if by else "") or claim.decided_by or "",
        claim.decided_at.astimezone(ZoneInfo(season.timezone)).date() if claim.decided_at else "",
    ]
