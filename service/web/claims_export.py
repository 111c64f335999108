"""Approved claims as a sheet for the finance office: CSV and XLSX without formulas (S10)."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from zoneinfo import ZoneInfo

from forms.translations import _l, spoken
from service import store
from service.domain.cells import comma, plain_cell
from service.domain.claim_words import KINDS
from service.domain.claims import Claim
from service.domain.rounds import Round

Cell = str | Decimal | date
HEAD = (
    _l("Reference"), _l("Round"), _l("Name"), _l("IBAN"), _l("Account’s holder"),
    _l("Meeting"), _l("Kind"), _l("Way"), _l("km"), _l("Sum, €"), _l("Approved by"),
    _l("Approved on"),
)  # fmt: skip


def rows(db: store.Database, season: Round, claims: Iterable[Claim]) -> list[list[Cell]]:
    """Return the sheet, its head first; the whole account number stands here alone."""
    return [[str(text) for text in HEAD], *(_row(db, season, claim) for claim in claims)]


def csv_of(sheet: Sequence[Sequence[Cell]]) -> bytes:
    """Return a sheet as spreadsheets in Finland open it: UTF-8 with BOM, `;`, decimal comma."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in sheet:
        writer.writerow([_as_text(cell) for cell in row])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def xlsx_of(sheet: Sequence[Sequence[Cell]]) -> bytes:
    """Return a sheet as XLSX, sums and days as such.

    What writes it takes 11 MB, and is imported when the first sheet is asked for.
    """
    import xlsxwriter

    file = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(file, options) as book:
        formats = {
            Decimal: book.add_format({"num_format": "0.00"}),
            date: book.add_format({"num_format": "d.m.yyyy"}),
        }
        page = book.add_worksheet()
        for number, row in enumerate(sheet):
            for column, cell in enumerate(row):
                if isinstance(cell, Decimal):
                    page.write_number(number, column, float(cell), formats[Decimal])
                elif isinstance(cell, date):
                    page.write_datetime(number, column, cell, formats[date])
                else:
                    page.write_string(number, column, plain_cell(cell))
    return file.getvalue()


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


def _as_text(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return comma(cell)
    if isinstance(cell, date):
        return f"{cell.day}.{cell.month}.{cell.year}"
    return plain_cell(cell)
