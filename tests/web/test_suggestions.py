"""Suggestions on the console: both modes, one or all taken as drafts (P7)."""

import re

import pytest
from flask import Flask

from service import store
from service.domain.applications import Application
from tests.programme import NOW, a_round, an_application, apply
from tests.web.desk import at_the_console, at_the_time, post

PATH = "/koordinaattori/ehdotukset"


@pytest.fixture
def applied(db: store.Database) -> list[Application]:
    """Anna and Liisa mentor; Eetu and Sami fit both, Ruut neither."""
    store.rounds.add(db, a_round())
    at_the_time(db, NOW)
    return [
        apply(db, an_application(role, name, f"{name.lower()}@example.org", language))  # type: ignore[arg-type]
        for role, name, language in (
            ("mentor", "Anna", "fi"),
            ("mentor", "Liisa", "fi"),
            ("actor", "Eetu", "fi"),
            ("actor", "Sami", "fi"),
            ("actor", "Ruut", "sv"),
        )
    ]


def test_both_modes_stand_side_by_side_with_reasons(
    app: Flask, db: store.Database, applied: list[Application]
) -> None:
    page = at_the_console(app, db).get(PATH).text
    assert "Best total</th><th" in page
    assert "the same field: culture" in page
    assert "both can meet online" in page
    assert "a language in common: Finnish" in page
    assert "Nobody: another language" in re.sub(r"\s+", " ", page)


def test_those_ticked_become_drafts_and_nothing_else(
    app: Flask, db: store.Database, applied: list[Application]
) -> None:
    browser = at_the_console(app, db)
    ticks = re.findall(r'name="chosen" value="([^"]+)"', browser.get(PATH).text)
    assert len(ticks) == 2
    answer = post(browser, PATH, do="everyone", chosen=ticks[0])
    assert answer.location == f"{PATH}?round=1&made=1"
    assert "1 draft is made" in browser.get(answer.location).text
    (pair,) = store.pairs.drafts(db, 1)
    assert (pair.mentor.name, pair.contact.name) == ("Anna", "Eetu")


def test_one_pair_is_taken_by_its_own_button_once(
    app: Flask, db: store.Database, applied: list[Application]
) -> None:
    browser = at_the_console(app, db)
    _anna, liisa, eetu, _sami, _ruut = applied
    assert post(browser, PATH, do=f"{liisa.id}-{eetu.id}").status_code == 303
    again = post(browser, PATH, do=f"{liisa.id}-{eetu.id}")
    assert (again.status_code, "That was not done" in again.text) == (409, True)
    assert post(browser, PATH, do="total").status_code == 409
    assert post(browser, PATH, do="1-x").status_code == 400
    assert len(store.pairs.drafts(db, 1)) == 1
