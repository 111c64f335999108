"""A round's figures: tables, bars of the same rows, and both as CSV and XLSX (P32)."""

from datetime import date

from flask import Response, abort

from forms.translations import _, spoken
from service import store
from service.actions.figures import figures
from service.domain.figures import Row, Table
from service.domain.rounds import Round
from service.domain.words import day
from service.web import current
from service.web.console import words
from service.web.console.frame import pages, season, show
from service.web.sheets import CSV, XLSX, Cell, csv_of, download, xlsx_of

MONTHLY = ("meetings", "hours")


@pages.get("/luvut")
def round_figures() -> str:
    """Show what a round adds up to. Looking changes nothing (S5)."""
    here = season()
    return show(
        "figures.html",
        season=here,
        seasons=store.rounds.every(current.db()),
        tables=_tables(here) if here else [],
        row_name=row_name,
    )


@pages.get("/luvut/<int:round_id>.xlsx")
def figures_xlsx(round_id: int) -> Response:
    """Return all tables of a round, a sheet each."""
    here = _round(round_id)
    sheets = {words.figure(one.subject): _sheet(one) for one in _tables(here)}
    return download(xlsx_of(sheets), XLSX, f"oksa-{round_id}-{current.now():%Y%m%d}.xlsx")


@pages.get("/luvut/<int:round_id>-<subject>.csv")
def figures_csv(round_id: int, subject: str) -> Response:
    """Return one table of a round."""
    here = _round(round_id)
    table = next((one for one in _tables(here) if one.subject == subject), None) or abort(404)
    name = f"oksa-{round_id}-{subject}-{current.now():%Y%m%d}.csv"
    return download(csv_of(_sheet(table)), CSV, name)


def row_name(table: Table, row: Row) -> str:
    """Return what a row is about, in words."""
    if not isinstance(row.name, date):
        return words.figure(row.name)
    if table.subject in MONTHLY:
        return f"{row.name.month}/{row.name.year}"
    return day(row.name, spoken())


def _tables(here: Round) -> list[Table]:
    return figures(current.db(), here, current.now())


def _round(round_id: int) -> Round:
    try:
        return store.rounds.get(current.db(), round_id)
    except LookupError:
        abort(404)


def _sheet(table: Table) -> list[list[Cell]]:
    """Return a table as a sheet: its head, its rows, and what they sum up to."""
    said: list[Cell] = [words.figure(column) for column in table.columns]
    head = [words.figure(table.subject), *said, _("In all")]
    rows = [[_first(table, row), *row.numbers, row.total] for row in table.rows]
    return [head, *rows, [_("In all"), *table.totals, table.total]]


def _first(table: Table, row: Row) -> Cell:
    """Return a row's name, a week's as a day."""
    is_week = isinstance(row.name, date) and table.subject not in MONTHLY
    return row.name if is_week else row_name(table, row)
