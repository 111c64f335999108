"""Quiet pairs on the console's first page: why, in words (P22)."""

from flask import Flask

from service import store
from tests.programme import a_published_pair, at
from tests.web.desk import at_the_console, at_the_time


def test_a_quiet_pair_is_listed_with_the_reason_as_a_sentence(
    app: Flask, db: store.Database
) -> None:
    pair = a_published_pair(db)
    at_the_time(db, at("2027-02-20 10:00"))
    page = at_the_console(app, db).get("/koordinaattori").text
    needs = page.split('id="next"')[0]
    assert "No first meeting in the 14 days since they began." in needs
    assert f'href="/koordinaattori/parit/{pair.id}"' in needs
