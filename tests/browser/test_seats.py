"""The waiting list and the events in a browser: by axe, on a narrow screen, and to look at."""

import threading
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from jobs.invite_to_events import invite_to_events
from service import clock, store
from service.actions import applicants, coordinators, pairs, places
from service.actions.pairs import HOLD
from service.app import create_app
from service.config import load
from service.domain.languages import LANGUAGES, Language
from service.domain.rounds import Event
from tests.browser.looking import follow, look
from tests.programme import (
    ANNA,
    EETU,
    NOW,
    SITE,
    a_round,
    an_application,
    apply,
    at,
    send_all,
)  # fmt: skip
from tests.web.desk import MINNA, at_the_time

EVENTS = tuple(
    Event(kind, at(f"{on} 16:00"), 120, ("mentor", "actor"), place="Opintie 1, Tampere")
    for kind, on in (("kickoff", "2027-02-04"), ("halfway", "2027-04-08"))
)
MOMENT = at("2027-02-05 10:00")
WAITING = (("Kalle Kivi", "fi"), ("Ruut Ros", "sv"), ("Maria-Margareta Wolffhausen-Åström", "fi"))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> store.Database:
    """Return a house in which a place is free, three people wait, and the kick-off is over."""
    db = store.connect(tmp_path_factory.mktemp("seats"))
    season = store.rounds.add(db, a_round(events=EVENTS))
    apply(db, an_application("mentor", ANNA.name, ANNA.email, "fi"))
    apply(db, an_application("actor", EETU.name, EETU.email, "sv"))
    pairs.make(db, season, ANNA.email, [EETU.email])
    (pair,) = pairs.publish(db, SITE, season, NOW)
    invite_to_events(db, SITE, NOW + HOLD)
    for name, language in WAITING:
        one = apply(db, an_application("actor", name, f"a{len(name)}@example.org", language))  # type: ignore[arg-type]
        applicants.answer(db, SITE, [one], ("waiting", date(2027, 2, 9)), MINNA, NOW)
    send_all(db, NOW + HOLD)
    places.free(db, pair, pair.contact, MOMENT - timedelta(days=1))
    store.pairs.end(db, pair.id, MOMENT)
    store.applications.withdraw(db, 1, pair.contact.id)
    at_the_time(db, MOMENT)
    return db


@pytest.fixture(scope="module")
def console(data: store.Database) -> Iterator[str]:
    house = Path(next(data.query("pragma database_list"))["file"]).parent
    environ = {
        "OKSA_DATA": str(house),
        "OKSA_BASE_URL": "http://127.0.0.1",
        "OKSA_MAIL_DOMAIN": "posti.example.fi",
    }
    server = make_server("127.0.0.1", 0, create_app(load(environ, house)), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(10)
    server.server_close()


@pytest.fixture
def page(chromium: Browser, console: str, data: store.Database) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    context.set_default_timeout(20_000)  # milliseconds
    found = context.new_page()
    who = coordinators.add(data, MINNA, "Minna Mallinen", "fi")
    link = coordinators.make_link(data, SITE, who, "", clock.now(data)).removeprefix(SITE.base_url)
    found.goto(f"{console}{link}")
    follow(found.locator("main .button"))
    expect(found).to_have_url(f"{console}/koordinaattori")
    yield found
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_the_waiting_list_and_the_events(
    page: Page, console: str, language: Language
) -> None:
    names: dict[Language, str] = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
    follow(page.get_by_role("button", name=names[language], exact=True))
    expect(page.locator("html")).to_have_attribute("lang", language)
    found = look(page, f"home-{language}")
    for path in ("jono", "tilaisuudet", "ehdotukset"):
        page.goto(f"{console}/koordinaattori/{path}")
        for details in page.locator("summary").all():
            details.click()
        found += look(page, f"{path}-{language}")
    assert found == []


def test_a_place_is_offered_by_keyboard_alone(
    page: Page, console: str, data: store.Database
) -> None:
    page.goto(f"{console}/koordinaattori/jono")
    page.locator("select").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".note")).to_be_visible()
    assert [one.state for one in store.places.open_offers(data)] == ["open"]
