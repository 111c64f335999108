"""The page that stops reminders in a browser, before and after: by axe, at 320 to 1280 pixels."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from jobs.ask_how_it_went import ask_how_it_went
from service import store
from service.domain.languages import LANGUAGES, Language
from service.domain.letters import Letter
from service.mail import addresses
from tests.programme import SITE, a_published_pair, at, booked, letters
from tests.web.desk import at_the_time

SHOTS = os.environ.get("OKSA_SHOTS", "")  # a folder for pictures to look at
AFTER = at("2027-02-10 09:00")


@pytest.fixture(scope="module")
def question(db: store.Database) -> Letter:
    """Return a letter that may be stopped."""
    booked(db, a_published_pair(db), "2027-02-09 17:00")
    ask_how_it_went(db, SITE, AFTER)
    at_the_time(db, AFTER)
    (question,) = letters(db, "did_you_meet")
    return question


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_and_the_buttons_work_by_keyboard(
    chromium: Browser, address: str, question: Letter, language: Language
) -> None:
    token = addresses.token(SITE, "stop", question.about, question.person_id)
    context = chromium.new_context()
    page = context.new_page()
    page.set_default_timeout(20_000)  # milliseconds
    page.goto(f"{address}/l/{token}/{language}")
    before = page.locator("h1").inner_text()
    found = look(page, f"asked-{language}")
    for name in (f"stopped-{language}", ""):
        page.locator("main .button").focus()
        page.keyboard.press("Enter")
        if name:
            expect(page.locator("h1")).not_to_have_text(before)
            found += look(page, name)
    expect(page.locator("h1")).to_have_text(before)
    assert found == []
    context.close()


def look(page: Page, name: str) -> list[str]:
    """Return what axe finds and what does not fit at each width; keep pictures if wished."""
    found = []
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        results = Axe().run(page).response["violations"]
        found += [f"{name} at {width}: {one['id']} {one['nodes'][0]['html']}" for one in results]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{name} at {width}: scrolls sideways")
        if SHOTS:
            page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)
    return found
