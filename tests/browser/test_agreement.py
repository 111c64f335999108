"""The agreement's page in a browser: by axe, by keyboard, and to look at."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from service import store
from service.app import create_app
from service.config import load
from service.domain.languages import LANGUAGES, Language
from service.domain.pairs import Pair
from tests.browser.looking import follow, look
from tests.browser.serving import serving_app
from tests.web.an_agreement import a_pair_at_it, link


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("agreement")


@pytest.fixture(scope="module")
def app(house: Path) -> Flask:
    environ = {
        "OKSA_DATA": str(house),
        "OKSA_BASE_URL": "http://127.0.0.1",
        "OKSA_MAIL_DOMAIN": "posti.example.fi",
        "SECRET_KEY": "a secret of the tests alone",
    }
    return create_app(load(environ, house))


@pytest.fixture(scope="module")
def data(house: Path) -> store.Database:
    return store.connect(house)


@pytest.fixture(scope="module")
def pair(app: Flask, data: store.Database) -> Pair:
    with app.app_context():
        return a_pair_at_it(data)


@pytest.fixture(scope="module")
def paths(app: Flask, pair: Pair) -> tuple[str, str]:
    """Return the mentor's page and the actor's."""
    with app.app_context():
        return link(pair, pair.mentor), link(pair, pair.contact)


@pytest.fixture(scope="module")
def served(app: Flask) -> Iterator[str]:
    with serving_app(app) as url:
        yield url


@pytest.fixture
def browser_page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(java_script_enabled=True)
    context.set_default_timeout(20_000)  # milliseconds
    yield context.new_page()
    assert context.cookies() == []
    context.close()


def open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_the_agreement(
    browser_page: Page, served: str, paths: tuple[str, str], language: Language
) -> None:
    page, address = browser_page, f"{served}{paths[0]}/{language}"
    page.goto(address)
    found = look(page, f"agreement-shut-{language}", "light", "dark")
    open_all(page)
    found += look(page, f"agreement-open-{language}", "light", "dark")
    page.locator("#expense_estimate").fill("x")
    follow(page.locator("#place button"))
    expect(page.locator(".summary")).to_be_visible()
    found += look(page, f"agreement-error-{language}", "light", "dark")
    assert found == []


def test_an_agreement_is_made_by_keyboard_without_scripts(
    chromium: Browser, served: str, data: store.Database, pair: Pair, paths: tuple[str, str]
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    context.set_default_timeout(20_000)  # milliseconds
    mentors, actors = context.new_page(), context.new_page()
    mentors.goto(f"{served}{paths[0]}/en")
    mentors.locator("#goals summary").focus()
    mentors.keyboard.press("Enter")
    actors.goto(f"{served}{paths[1]}/en")
    _write_goals(actors, "Find a way")
    mentors.keyboard.press("Tab")
    mentors.keyboard.type("Dare to apply")
    mentors.locator("#goals button").focus()
    mentors.keyboard.press("Enter")
    expect(mentors.locator(".summary")).to_contain_text("Eetu Koski has changed this point")
    expect(mentors.locator("#goals dd")).to_have_text("Find a way")
    follow(mentors.locator("#goals button"))
    follow(mentors.get_by_role("button", name="We agree orally"))
    expect(mentors.locator("label[for=written]")).to_have_text("8/8 points written")
    for page in (mentors, actors):
        page.reload()
        follow(page.get_by_role("button", name="I approve this agreement"))
    expect(actors.locator("main")).to_contain_text("Both have approved this version.")
    assert context.cookies() == []
    context.close()
    assert store.agreements.of(data, pair.id).agreed_at is not None


def _write_goals(page: Page, text: str) -> None:
    page.locator("#goals summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type(text)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#goals dd")).to_have_text(text)
