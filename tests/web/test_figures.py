"""Figures on the console: bars, tables, CSV and XLSX have the same numbers (P32)."""

import csv
import re
from io import BytesIO, StringIO
from zipfile import ZipFile

from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from service import store
from service.actions.figures import figures
from service.domain.figures import Table
from tests.web.a_desk_full import LATER, a_full_desk
from tests.web.desk import at_the_console, dump, post

FIGURES = "/koordinaattori/luvut"


def tables(db: store.Database) -> dict[str, Table]:
    return {one.subject: one for one in figures(db, store.rounds.get(db, 1), LATER)}


def sheet(browser: FlaskClient, subject: str) -> list[list[str]]:
    said = browser.get(f"{FIGURES}/1-{subject}.csv")
    assert said.headers["Content-Disposition"].startswith("attachment")
    return list(csv.reader(StringIO(said.data.decode("utf-8-sig")), delimiter=";"))


def test_bars_table_and_sheets_have_the_same_numbers(app: Flask, db: store.Database) -> None:
    a_full_desk(db)
    browser = at_the_console(app, db)
    before = dump(db)
    page = LexborHTMLParser(browser.get(FIGURES).text)
    book = ZipFile(BytesIO(browser.get(f"{FIGURES}/1.xlsx").data))
    for number, (subject, table) in enumerate(tables(db).items(), start=1):
        section = page.css_first(f"section[aria-labelledby={subject}]")
        assert section
        assert [one.text() for one in section.css(".count")] == [str(table.total)]
        rows = [[cell.text() for cell in row.css("td")] for row in section.css("tbody tr")]
        if table.total:
            expected = [[*row.numbers, row.total] for row in table.rows]
            expected.append([*table.totals, table.total])
            assert rows == [[str(n) for n in line] for line in expected]
            drawn = [text.text() for text in section.css("svg text")][1::2]
            assert drawn == [line[-1] for line in rows[:-1]]
        saved = [line[1:] for line in sheet(browser, subject)[1:]]
        assert saved[-1][-1] == str(table.total).replace(".", ",")
        assert len(saved) == len(table.rows) + 1
        xml = book.read(f"xl/worksheets/sheet{number}.xml").decode()
        cells = re.findall(r"<v>([\d.]+)</v></c></row>", xml)
        assert [float(n) for n in cells[1:]] == [*(float(r.total) for r in table.rows), table.total]
    assert dump(db) == before


def test_a_meeting_that_is_over_is_not_held_in_any_figure(app: Flask, db: store.Database) -> None:
    full = a_full_desk(db)
    at = tables(db)["meetings"].columns.index
    totals = tables(db)["meetings"].totals
    assert (totals[at("held")], totals[at("unknown")], totals[at("planned")]) == (0, 1, 1)
    browser = at_the_console(app, db)
    path = f"/koordinaattori/parit/{full.pair.id}"
    given = {"do": "held", "meeting": str(full.past.id), "on": "2027-02-09", "minutes": "80"}
    assert post(browser, path, **given).status_code == 303
    assert tables(db)["meetings"].totals[at("held")] == 1
    assert str(tables(db)["hours"].total) == "1.33"
    assert sheet(browser, "hours")[1] == ["2/2027", "1,33", "0,00", "1,33"]


def test_a_round_of_nothing_and_no_round_are_shown(app: Flask, db: store.Database) -> None:
    browser = at_the_console(app, db)
    assert "There is no round yet." in browser.get(FIGURES).text
    for path in ("1.xlsx", "1-pairs.csv"):
        assert browser.get(f"{FIGURES}/{path}").status_code == 404
