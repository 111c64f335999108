"""A coordinator's day from sign-in to sign-out, without scripts and with them; and every page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from service import clock, store
from service.actions import coordinators
from service.domain.languages import LANGUAGES, Language
from tests.browser.looking import follow, look
from tests.browser.serving import serving
from tests.programme import SITE, an_application, apply, send_all
from tests.web.a_desk_full import Full, a_full_desk
from tests.web.desk import MINNA

NAMES: dict[Language, str] = {"fi": "Suomi", "sv": "Svenska", "en": "English"}


@dataclass(frozen=True)
class House:
    """A running console with a full desk."""

    url: str
    db: store.Database
    full: Full

    def at(self, path: str) -> str:
        return f"{self.url}/koordinaattori{path}"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Return a house of the test's own, since a day changes it."""
    db = store.connect(tmp_path)
    full = a_full_desk(db)
    apply(db, an_application("mentor", "Kaisa Kivi", "kaisa@example.org"))
    apply(db, an_application("actor", "Otso Otava", "otso.otava@example.org"))
    with serving(tmp_path) as url:
        yield House(url, db, full)


def sign_in(page: Page, house: House, language: Language = "en") -> None:
    """Sign in by a link of the command line, and speak a language."""
    who = coordinators.add(house.db, MINNA, "Minna Mallinen", "fi")
    now = clock.now(house.db)
    link = coordinators.make_link(house.db, SITE, who, "", now).removeprefix(SITE.base_url)
    page.goto(f"{house.url}{link}")
    follow(page.locator("main .button"))
    follow(page.get_by_role("button", name=NAMES[language], exact=True))
    expect(page.locator("html")).to_have_attribute("lang", language)


def press(page: Page, name: str) -> None:
    follow(page.get_by_role("button", name=name, exact=True))


def pass_ten_minutes(house: House) -> None:
    """Move the clock past the hold and let every letter leave."""
    ahead = store.memory.clock_ahead(house.db) + timedelta(minutes=11)
    store.memory.set_clock_ahead(house.db, ahead)
    send_all(house.db, clock.now(house.db))


@pytest.mark.parametrize("scripts", [False, True], ids=["without scripts", "with scripts"])
def test_a_day_is_played(chromium: Browser, house: House, scripts: bool) -> None:
    context = chromium.new_context(java_script_enabled=scripts)
    context.set_default_timeout(20_000)  # milliseconds
    page = context.new_page()
    sign_in(page, house)
    pair_and_publish(page, house)
    look_into_the_tray(page, house)
    follow_a_pair(page, house)
    page.goto(house.at("/kulut"))
    expect(page.locator("h1")).to_be_visible()
    press(page, "Sign out")
    page.goto(house.at(""))
    expect(page).to_have_url(house.at("/kirjaudu"))
    context.close()


def pair_and_publish(page: Page, house: House) -> None:
    follow(page.get_by_role("link", name="Publish"))
    kaisa = page.get_by_label("Mentor").locator("option", has_text="Kaisa Kivi")
    page.get_by_label("Mentor").select_option(value=kaisa.get_attribute("value"))
    otso = page.get_by_label("Actor or team").locator("option", has_text="Otso Otava")
    page.get_by_label("Actor or team").select_option(value=otso.get_attribute("value"))
    press(page, "Make a draft")
    expect(page.get_by_role("heading", name="Kaisa Kivi & Otso Otava")).to_be_visible()
    page.locator(".draft summary").first.click()
    expect(page.locator(".draft .letter").first).to_contain_text("Mira Saari")
    page.get_by_label("Type the number of letters").fill("3")
    press(page, "Publish 2 pairs")
    expect(page.get_by_role("alert")).to_contain_text("Type the number of letters: 4.")
    page.get_by_label("Type the number of letters").fill("4")
    press(page, "Publish 2 pairs")
    expect(page.locator(".held")).to_contain_text("4 letters leave at")
    follow(page.get_by_role("link", name="Pairs", exact=True))
    press(page, "Undo")
    expect(page.get_by_role("status")).to_contain_text("drafts again")
    expect(page.locator(".held")).to_have_count(0)
    page.get_by_label("Type the number of letters").fill("4")
    press(page, "Publish 2 pairs")
    pass_ten_minutes(house)
    page.goto(house.at(""))
    expect(page.locator(".held")).to_have_count(0)
    assert len(store.pairs.drafts(house.db, 1)) == 0


def look_into_the_tray(page: Page, house: House) -> None:
    page.goto(house.at(f"/posti/{house.full.unclear}"))
    page.locator("summary", has_text="They met on another day").click()
    page.get_by_label("They met on").fill("2027-02-08")
    page.get_by_label("Minutes").fill("60")
    follow(page.locator(".otherwise").get_by_role("button", name="They met", exact=True))
    expect(page.get_by_role("status")).to_contain_text("Done")
    page.goto(house.at(f"/posti/{house.full.question}"))
    page.locator("summary", has_text="Answer in your own words").click()
    page.get_by_label("Your words").fill("Tervetuloa, koira saa tulla!")
    press(page, "Send the answer")
    expect(page.get_by_role("status")).to_contain_text("Answered")
    assert store.meetings.get(house.db, house.full.past.id).minutes == 60


def follow_a_pair(page: Page, house: House) -> None:
    follow(page.get_by_role("link", name="Pairs", exact=True))
    follow(page.get_by_role("link", name="Anna Mäkinen & Eetu Koski"))
    expect(page.locator(".lead")).to_contain_text("Meetings held: 1/4.")
    follow(page.get_by_role("link", name="meetings", exact=True))
    expect(page.locator(".story")).not_to_contain_text("Introduction to the mentor")
    page.locator("summary", has_text="correct or move").click()
    page.get_by_label("Minutes").nth(1).fill("75")
    follow(page.locator(".acts").get_by_role("button", name="They met", exact=True).first)
    expect(page.get_by_role("status")).to_contain_text("corrected")
    assert store.meetings.get(house.db, house.full.past.id).minutes == 75


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_the_desk(page: Page, house: House, language: Language) -> None:
    sign_in(page, house, language)
    found = []
    for name, path in (
        ("publish", "/julkaisu"),
        ("pair", f"/parit/{house.full.pair.id}"),
        ("tray", f"/posti/{house.full.unclear}"),
        ("question", f"/posti/{house.full.question}"),
        ("applications", "/hakemukset"),
        ("application", "/hakemukset/1"),
        ("unconfirmed", "/hakemukset/3"),
        ("coordinators", "/koordinaattorit"),
        ("history", "/historia?looks=y"),
        ("share", "/jako"),
        ("reader", "/lukija"),
    ):
        page.goto(house.at(path))
        for details in page.locator("main summary").all():
            details.click()
        found += look(page, f"desk-{name}-{language}")
    page.locator("[name=message]").fill("Joo tavattiin eilen, 1,5 h. Seuraava 14.4. klo 17.")
    follow(page.locator("main .button"))
    found += look(page, f"desk-reader-read-{language}")
    page.goto(house.at("/julkaisu"))
    page.locator("[name=letters]").fill("1")
    follow(page.locator(".publish .button"))
    found += look(page, f"desk-publish-error-{language}")
    page.locator("[name=letters]").fill("4")
    seen = page.locator(".publish h2").inner_text()
    page.locator("[name=letters]").fill("".join(one for one in seen if one.isdigit()))
    follow(page.locator(".publish .button"))
    found += look(page, f"desk-published-{language}")
    page.goto(house.at(""))
    found += look(page, f"desk-home-{language}")
    assert found == []
