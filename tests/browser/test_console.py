"""The console and the meeting page in a browser: by axe, by keyboard, and to look at."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from service import clock, store
from service.actions import coordinators
from service.domain.languages import LANGUAGES, Language
from tests.browser.looking import follow, look
from tests.browser.serving import serving
from tests.programme import SITE
from tests.web.a_desk_full import Full, a_full_desk
from tests.web.desk import MINNA

NAMES: dict[Language, str] = {"fi": "Suomi", "sv": "Svenska", "en": "English"}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("console")


@pytest.fixture(scope="module")
def data(house: Path) -> store.Database:
    return store.connect(house)


@pytest.fixture(scope="module")
def full(data: store.Database) -> Full:
    return a_full_desk(data)


@pytest.fixture(scope="module")
def console(house: Path, full: Full) -> Iterator[str]:
    with serving(house) as url:
        yield url


def sign_in(page: Page, console: str, data: store.Database) -> None:
    """Sign in by a link of the command line, by keyboard alone."""
    who = coordinators.add(data, MINNA, "Minna Mallinen", "fi")
    link = coordinators.make_link(data, SITE, who, "", clock.now(data)).removeprefix(SITE.base_url)
    page.goto(f"{console}{link}")
    page.locator("main .button").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{console}/koordinaattori")


def speak(page: Page, language: Language) -> None:
    follow(page.get_by_role("button", name=NAMES[language], exact=True))
    expect(page.locator("html")).to_have_attribute("lang", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_the_console(
    page: Page, console: str, data: store.Database, full: Full, language: Language
) -> None:
    sign_in(page, console, data)
    speak(page, language)
    found = look(page, f"console-home-{language}")
    waiting = store.letters.waiting(data, 1)[0]
    for name, path in (
        ("tray", f"/posti/{full.unclear}"),
        ("question", f"/posti/{full.question}"),
        ("pairs", "/parit"),
        ("pair", f"/parit/{full.pair.id}"),
        ("applications", "/hakemukset"),
        ("mails", "/posti"),
        ("letter", "/posti/kirje/1"),
        ("waiting-letter", f"/posti/kirje/{waiting.id}"),
        ("figures", "/luvut"),
        ("erase", f"/henkilot/{full.pair.contact.id}/poisto"),
    ):
        page.goto(f"{console}/koordinaattori{path}")
        for details in page.locator("summary").all()[:1]:
            details.click()
        found += look(page, f"console-{name}-{language}")
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_the_way_in(page: Page, console: str, language: Language) -> None:
    page.goto(f"{console}/koordinaattori/kirjaudu")
    speak(page, language)
    found = look(page, f"console-sign-in-{language}")
    follow(page.locator("main .button"))
    found += look(page, f"console-sign-in-error-{language}")
    page.locator("[name=email]").fill("nobody@example.org")
    follow(page.locator("main .button"))
    expect(page).to_have_url(f"{console}/koordinaattori/kirjaudu/lahetetty")
    found += look(page, f"console-link-sent-{language}")
    page.goto(f"{console}/koordinaattori/sisaan/abc")
    found += look(page, f"console-enter-{language}")
    follow(page.locator("main .button"))
    found += look(page, f"console-used-link-{language}")
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_the_meeting_page(
    page: Page, console: str, full: Full, language: Language
) -> None:
    page.goto(f"{console}{full.page(full.past)}/{language}")
    found = look(page, f"console-met-{language}")
    follow(page.locator("main .button"))
    found += look(page, f"console-met-error-{language}")
    page.goto(f"{console}{full.page(full.coming)}/{language}")
    found += look(page, f"console-come-{language}")
    page.goto(f"{console}/t/a{'b' * 26}/{language}")
    found += look(page, f"console-unknown-{language}")
    assert found == []


def test_a_meeting_is_told_of_by_keyboard_without_scripts(
    chromium: Browser, console: str, data: store.Database, full: Full
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{console}{full.page(full.coming, 1)}/sv")
    page.locator("[name=come]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Noterat: du kommer")
    assert context.cookies() == []
    context.close()
    answered = store.meetings.get(data, full.coming.id).attendee(full.pair.contact.id)
    assert answered is not None
    assert answered.answer == "accepted"


def test_a_mail_is_settled_by_one_press(
    page: Page, console: str, data: store.Database, full: Full
) -> None:
    sign_in(page, console, data)
    speak(page, "en")
    follow(page.get_by_role("link", name=full.pair.mentor.name).first)
    follow(page.get_by_role("button", name="Nothing to do"))
    expect(page.get_by_role("status")).to_contain_text("Done")
    assert store.inbox.get(data, full.question).handled_by == MINNA
