"""A coordinator's browser at the console of an invented programme."""

import re
from datetime import UTC, datetime

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service import store
from service.actions import coordinators
from service.domain.languages import Language
from tests.programme import SITE

MINNA = "minna@example.org"


def at_the_time(db: store.Database, now: datetime) -> None:
    """Let the pages believe that it is now."""
    store.memory.set_clock_ahead(db, now - datetime.now(UTC))


def a_browser(app: Flask) -> FlaskClient:
    """Return a browser that keeps cookies, over https as they need."""
    app.config["PREFERRED_URL_SCHEME"] = "https"
    return app.test_client()


def at_the_console(
    app: Flask, db: store.Database, email: str = MINNA, language: Language = "en"
) -> FlaskClient:
    """Return a browser in which a coordinator has signed in by a link of the command line."""
    browser = a_browser(app)
    who = coordinators.add(db, email, email.partition("@")[0].title(), language)
    link = coordinators.make_link(db, SITE, who, "", _now(db))
    answer = post(browser, link.removeprefix(SITE.base_url))
    assert answer.location == "/koordinaattori"
    return browser


def post(browser: FlaskClient, path: str, page: str = "", **fields: str) -> TestResponse:
    """Post a form as the page at `page` (else at `path`) gives it."""
    return browser.post(path, data={"csrf": csrf(browser, page or path), **fields})


def csrf(browser: FlaskClient, page: str) -> str:
    """Return the token in a page's forms."""
    found = re.search(r'name="csrf" value="([^"]+)"', browser.get(page).text)
    assert found
    return found[1]


def dump(db: store.Database) -> dict[str, list[object]]:
    """Return everything that the database holds."""
    return {name: list(db.table(name).rows) for name in db.table_names()}


def _now(db: store.Database) -> datetime:
    return datetime.now(UTC) + store.memory.clock_ahead(db)
