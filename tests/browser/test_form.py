"""The form as people meet it: by keyboard, without JavaScript, on a phone and on a desk."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from service import store
from service.domain.applications import Application, Member
from service.domain.languages import Language
from service.domain.rounds import Round
from tests.browser.looking import follow

NARROW = {"width": 320, "height": 640}
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
SHOTS = os.environ.get("OKSA_SHOTS", "")  # a folder for pictures to look at
PATHS = {"fi": "/haku", "sv": "/haku/sv", "en": "/haku/en"}
TITLES = {
    "role": {"fi": "Tule mukaan", "sv": "Kom med", "en": "Join the"},
    "check": {"fi": "Tarkista vast", "sv": "Kontrollera dina", "en": "Check your"},
    "sent": {"fi": "Hakemuksesi on", "sv": "Din ansökan har", "en": "Your application has"},
}


@contextmanager
def a_page(
    chromium: Browser, size: dict[str, int], *, scripts: bool, locale: str = "fi"
) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": size["width"], "height": size["height"]},
        java_script_enabled=scripts,
        locale=locale,
    )
    try:
        yield context.new_page()
    finally:
        assert context.cookies() == []
        context.close()


def shoot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


def tab_to(page: Page, target: str) -> None:
    """Press Tab until a control has the focus, as someone without a mouse does."""
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.locator(f"{target}:focus").count():
            return
    raise AssertionError(f"{target} cannot be reached by keyboard")


def type_into(page: Page, name: str, text: str) -> None:
    tab_to(page, f"[name={name}]")
    page.keyboard.type(text)


def tick(page: Page, name: str) -> None:
    tab_to(page, f"[name={name}]")
    page.keyboard.press("Space")


def go_on(page: Page) -> None:
    """Walk to the button below the questions and press it."""
    tab_to(page, "button.button")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def press(page: Page) -> None:
    """Press the button below the questions, and wait for what it brings."""
    follow(page.locator("main button.button"))


def choose_role(page: Page, presses: int) -> None:
    """Pick the first role by Space, the others by the arrow keys."""
    tick(page, "role")
    for _press in range(presses):
        page.keyboard.press("ArrowDown")
    go_on(page)


def fill_mentor(page: Page, each: Callable[[str], None]) -> None:
    choose_role(page, 0)
    each("you")
    type_into(page, "name", "Aino Mentori")
    type_into(page, "email", "aino@example.org")
    type_into(page, "phone", "040 123")
    go_on(page)
    each("topics")
    tab_to(page, "[name=field]")
    page.keyboard.press("ArrowDown")
    type_into(page, "work", "Tuottaja")
    tick(page, "themes")
    type_into(page, "ask_me_about", "Kaikesta")
    go_on(page)
    each("practical")
    type_into(page, "town", "Helsinki")
    tick(page, "online")
    tick(page, "capacity")
    tick(page, "takes_team")
    tick(page, "consent")
    go_on(page)


def fill_actor(page: Page, each: Callable[[str], None]) -> None:
    choose_role(page, 1)
    each("you")
    type_into(page, "name", "Eetu Aktori")
    type_into(page, "email", "eetu@example.org")
    go_on(page)
    fill_actors_topics(page, each)
    each("practical")
    type_into(page, "town", "Turku")
    tick(page, "may_name")
    tick(page, "consent")
    go_on(page)


def fill_team(page: Page, each: Callable[[str], None]) -> None:
    choose_role(page, 2)
    each("you")
    type_into(page, "name", "Kaisa Kontakti")
    type_into(page, "email", "kaisa@example.org")
    type_into(page, "team_name", "Kajo")
    type_into(page, "members", "Olli Opiskelija, olli@example.org")
    page.keyboard.press("Enter")
    page.keyboard.type("Vilja Virta, vilja@example.org")
    go_on(page)
    fill_actors_topics(page, each)
    each("practical")
    type_into(page, "town", "Kuopio")
    type_into(page, "own_mentor", "Marja Mestari, marja@example.org")
    tick(page, "consent")
    go_on(page)


def fill_actors_topics(page: Page, each: Callable[[str], None]) -> None:
    each("topics")
    tab_to(page, "[name=field]")
    page.keyboard.press("ArrowDown")
    tick(page, "phase")
    page.keyboard.press("ArrowDown")
    tick(page, "changing_field")
    type_into(page, "goals", "Haluan ymmärtää alaa.")
    tick(page, "themes")
    go_on(page)


FILL = {"mentor": fill_mentor, "actor": fill_actor, "team": fill_team}
ASKED = {
    "mentor": Application(
        round_id=0,
        role="mentor",
        name="Aino Mentori",
        email="aino@example.org",
        language="fi",
        answers={
            "field": "Kulttuuri",
            "work": "Tuottaja",
            "themes": ("Työnhaku",),
            "ask_me_about": "Kaikesta",
            "town": "Helsinki",
            "online": True,
            "capacity": 1,
            "takes_team": True,
            "may_name": False,
        },
        phone="040 123",
    ),
    "actor": Application(
        round_id=0,
        role="actor",
        name="Eetu Aktori",
        email="eetu@example.org",
        language="sv",
        answers={
            "field": "Kultur",
            "phase": "thesis",
            "changing_field": True,
            "goals": "Haluan ymmärtää alaa.",
            "themes": ("Att söka jobb",),
            "town": "Turku",
            "online": False,
            "may_name": True,
        },
    ),
    "team": Application(
        round_id=0,
        role="team",
        name="Kaisa Kontakti",
        email="kaisa@example.org",
        language="en",
        answers={
            "team_name": "Kajo",
            "field": "Culture",
            "phase": "thesis",
            "changing_field": True,
            "goals": "Haluan ymmärtää alaa.",
            "themes": ("Applying for work",),
            "town": "Kuopio",
            "online": False,
            "own_mentor": "Marja Mestari, marja@example.org",
        },
        members=(
            Member("Olli Opiskelija", "olli@example.org"),
            Member("Vilja Virta", "vilja@example.org"),
        ),
    ),
}


def asked(application: Application) -> tuple[object, ...]:
    kept = {k: v for k, v in application.answers.items() if not k.startswith("consent")}
    return (
        application.role,
        application.name,
        application.email,
        application.language,
        kept,
        application.phone,
        application.members,
    )


@pytest.mark.parametrize(
    ("role", "language", "size"),
    [("mentor", "fi", PHONE), ("actor", "sv", DESK), ("team", "en", PHONE)],
)
def test_each_role_can_apply_by_keyboard_alone_without_javascript(
    chromium: Browser,
    address: str,
    db: store.Database,
    season: Round,
    role: str,
    language: str,
    size: dict[str, int],
) -> None:
    with a_page(chromium, size, scripts=False) as page:
        page.goto(address + PATHS[language])
        shoot(page, f"{role}-0-role")
        FILL[role](page, lambda step: shoot(page, f"{role}-{step}"))
        expect(page).to_have_title(re.compile(TITLES["check"][language]))
        shoot(page, f"{role}-check")
        go_on(page)
        expect(page).to_have_title(re.compile(TITLES["sent"][language]))
        shoot(page, f"{role}-sent")
        reference = page.locator(".reference").inner_text()
        kept = next(
            one for one in store.applications.of_round(db, season.id) if one.reference == reference
        )
        assert asked(kept) == asked(ASKED[role])


def test_errors_come_first_and_lead_to_their_fields(
    chromium: Browser, address: str, season: Round
) -> None:
    with a_page(chromium, PHONE, scripts=False) as page:
        page.goto(address + "/haku")
        choose_role(page, 0)
        type_into(page, "phone", "040 123")
        page.keyboard.press("Enter")
        expect(page).to_have_title(re.compile("^Virhe: Sinä"))
        first = page.locator("main > :first-child")
        expect(first).to_have_class("summary")
        expect(first).to_be_focused()
        shoot(page, "error-you")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("[name=email]")).to_be_focused()
        expect(page.locator("[name=phone]")).to_have_value("040 123")
        told = page.locator("#email-error").inner_text()
        assert told == "Virhe: Kirjoita sähköpostiosoitteesi"


def test_language_buttons_keep_what_was_typed(
    chromium: Browser, address: str, season: Round
) -> None:
    with a_page(chromium, PHONE, scripts=False) as page:
        page.goto(address + "/haku")
        choose_role(page, 1)
        type_into(page, "name", "Eetu Aktori")
        type_into(page, "email", "not yet an address")
        follow(page.get_by_role("button", name="Svenska"))
        expect(page.locator("html")).to_have_attribute("lang", "sv")
        assert page.url == address + "/haku/sv"
        expect(page.locator("[name=name]")).to_have_value("Eetu Aktori")
        expect(page.locator("[name=email]")).to_have_value("not yet an address")
        assert page.locator(".summary").count() == 0


def test_back_in_the_browser_harms_nothing(chromium: Browser, address: str, season: Round) -> None:
    with a_page(chromium, PHONE, scripts=False) as page:
        page.goto(address + "/haku")
        choose_role(page, 1)
        type_into(page, "name", "Eetu Aktori")
        type_into(page, "email", "eetu2@example.org")
        go_on(page)
        page.go_back()
        expect(page.locator("[name=name]")).to_have_value("Eetu Aktori")
        go_on(page)
        expect(page.locator("[name=goals]")).to_be_visible()


@pytest.mark.parametrize(
    ("language", "size"), [("fi", NARROW), ("sv", NARROW), ("en", NARROW), ("fi", DESK)]
)
def test_axe_finds_nothing_on_any_page_in_any_state(
    chromium: Browser,
    address: str,
    db: store.Database,
    season: Round,
    language: Language,
    size: dict[str, int],
) -> None:
    with a_page(chromium, size, scripts=True, locale=language) as page:
        found: dict[str, list[str]] = {}

        def look(name: str) -> None:
            results = Axe().run(page).response["violations"]
            found[name] = [f"{one['id']}: {one['nodes'][0]['html']}" for one in results]
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= size["width"], f"{name} is {width} px wide"

        for role in FILL:
            page.goto(address + PATHS[language])
            press(page)
            look(f"{role} role wrong")
            page.goto(address + PATHS[language])
            look(f"{role} role")

            def each(step: str, role: str = role) -> None:
                look(f"{role} {step}")
                press(page)
                look(f"{role} {step} wrong")

            FILL[role](page, each)
            look(f"{role} check")
            press(page)
            look(f"{role} sent")
        own = link_of(db, season, "eetu@example.org")
        for path in (own, f"{own}/muuta", "/tietosuoja", "/saavutettavuus", "/none", "/h/none"):
            page.goto(f"{address}{path}")
            look(path)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def link_of(db: store.Database, season: Round, email: str) -> str:
    person = store.people.find(db, email)
    assert person is not None
    rows = db.query(
        "select token from tokens where purpose = 'page' and person_id = ?", [person.id]
    )
    return f"/h/{next(rows)['token']}"


@pytest.mark.parametrize("days", [20, -20])
def test_axe_finds_nothing_before_opening_and_after_closing(
    chromium: Browser, address: str, db: store.Database, season: Round, days: int
) -> None:
    with a_page(chromium, PHONE, scripts=True) as page:
        store.memory.set_clock_ahead(db, timedelta(days=days))
        try:
            page.goto(address + "/haku")
            for name in ("empty", "wrong", "told"):
                if name != "empty":
                    page.fill("[name=email]", {"wrong": "x", "told": "ulla@example.org"}[name])
                    press(page)
                assert Axe().run(page).response["violations"] == []
                shoot(page, f"wait-{days}-{name}")
        finally:
            store.memory.set_clock_ahead(db, timedelta())


def test_the_first_page_is_light_and_comes_in_two_requests(
    chromium: Browser, address: str, season: Round
) -> None:
    with a_page(chromium, PHONE, scripts=True) as page:
        bodies: list[int] = []
        page.on("response", lambda answer: bodies.append(len(answer.body())))
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(address + "/haku", wait_until="networkidle")
        assert (len(bodies), sum(bodies) <= 30 * 1024, complaints) == (2, True, [])
