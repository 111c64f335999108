"""Sheets to be saved: CSV and XLSX without formulas (S10)."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

from flask import Response

from service.domain.cells import comma, plain_cell

Cell = str | int | Decimal | date
Sheet = Sequence[Sequence[Cell]]
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(content: bytes, mimetype: str, name: str) -> Response:
    """Return a file to be saved and never shown, under a name of ours (S9)."""
    response = Response(content, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response


def csv_of(sheet: Sheet) -> bytes:
    """Return a sheet as spreadsheets in Finland open it: UTF-8 with BOM, `;`, decimal comma."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in sheet:
        writer.writerow([_as_text(cell) for cell in row])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def xlsx_of(sheets: Mapping[str, Sheet]) -> bytes:
    """Return sheets by name as XLSX, numbers and days as such; a name has 31 characters at most.

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
        for name, sheet in sheets.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(sheet):
                for column, cell in enumerate(row):
                    if isinstance(cell, str):
                        page.write_string(number, column, plain_cell(cell))
                    elif isinstance(cell, date):
                        page.write_datetime(number, column, cell, formats[date])
                    else:
                        page.write_number(number, column, float(cell), formats.get(type(cell)))
    return file.getvalue()


def _as_text(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return comma(cell)
    if isinstance(cell, date):
        return f"{cell.day}.{cell.month}.{cell.year}"
    return plain_cell(cell) if isinstance(cell, str) else str(cell)
