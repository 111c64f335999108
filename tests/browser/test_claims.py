"""The expense page and the desk of expenses in a browser: by axe, by keyboard, and to look at."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from service import clock, store
from service.actions import claiming, claims, coordinators
from service.domain.claims import Claim
from service.domain.languages import LANGUAGES, Language
from service.domain.meetings import Meeting
from service.domain.pairs import Pair
from service.domain.receipts import File, Sorted
from service.mail import addresses
from tests.browser.looking import follow, look
from tests.browser.serving import serving
from tests.paying import AFTER, IBAN, JPEG, a_held_meeting, about, minna
from tests.programme import SITE
from tests.web.desk import MINNA, at_the_time

NAMES: dict[Language, str] = {"fi": "Suomi", "sv": "Svenska", "en": "English"}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def data(house: Path) -> store.Database:
    return store.connect(house)


@pytest.fixture
def held(data: store.Database) -> tuple[Pair, Meeting]:
    pair, meeting, plan = a_held_meeting(data)
    assert plan is not None
    claims.ask_for_claim(data, SITE, plan, meeting.id, AFTER)
    at_the_time(data, AFTER)
    return pair, meeting


@pytest.fixture
def served(house: Path, held: tuple[Pair, Meeting]) -> Iterator[str]:
    with serving(house) as url:
        yield url


def link(held: tuple[Pair, Meeting]) -> str:
    """Return the path of the mentor's expense page."""
    pair, meeting = held
    return f"/k/{addresses.token(SITE, 'page', about(meeting), pair.mentor.id)}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_the_expense_page(
    page: Page,
    served: str,
    data: store.Database,
    held: tuple[Pair, Meeting],
    tmp_path: Path,
    language: Language,
) -> None:
    receipt, note = tmp_path / "kuitti.jpg", tmp_path / "lasku.docx"
    receipt.write_bytes(JPEG + b"x" * 1_000_000)
    note.write_bytes(b"PK\x03\x04")
    page.goto(f"{served}{link(held)}/{language}")
    found = look(page, f"claims-form-{language}")
    page.locator("[name=receipts]").set_input_files(note)
    page.locator("[name=sum]").fill("27,40")
    follow(page.locator("main .button"))
    expect(page.locator(".summary")).to_be_visible()
    found += look(page, f"claims-error-{language}")
    page.locator("[name=route]").fill("Helsinki–Tampere–Helsinki")
    page.locator("[name=why]").fill("Halvempi juna oli täynnä.")
    page.locator("[name=iban]").fill(IBAN)
    page.locator("[name=holder]").fill("Anna Mäkinen")
    page.locator("[name=declare]").check()
    page.locator("[name=receipts]").set_input_files(receipt)
    follow(page.locator("main .button"))
    expect(page.locator("main")).to_contain_text("FI•• … ••85")
    found += look(page, f"claims-told-{language}")
    page.goto(f"{served}{link(held)}/{language}?change=1")
    found += look(page, f"claims-change-{language}")
    (claim,) = store.claims.every(data)
    assert claim.receipts[0].bytes == len(JPEG) + 1_000_000
    claims.approve(data, SITE, claim.id, "Syy on hyvä.", minna(data), AFTER)
    page.goto(f"{served}{link(held)}/{language}")
    found += look(page, f"claims-approved-{language}")
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_the_desk(
    page: Page, served: str, data: store.Database, held: tuple[Pair, Meeting], language: Language
) -> None:
    a_full_desk(data, held)
    sign_in(page, served, data)
    follow(page.get_by_role("button", name=NAMES[language], exact=True))
    page.goto(f"{served}/koordinaattori/kulut")
    expect(page.locator("html")).to_have_attribute("lang", language)
    found = look(page, f"claims-desk-{language}")
    follow(page.locator("#received ~ .cards [value=decline]").first)
    expect(page.locator(".summary")).to_be_visible()
    found += look(page, f"claims-desk-error-{language}")
    assert found == []


def test_a_claim_is_made_by_keyboard_without_scripts(
    chromium: Browser, served: str, data: store.Database, held: tuple[Pair, Meeting]
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}{link(held)}/fi")
    typed = {"route": "Helsinki–Tampere", "sum": "23,40", "iban": IBAN, "holder": "Anna Mäkinen"}
    for name, text in typed.items():
        tab_to(page, f"[name={name}]")
        page.keyboard.type(text)
    tab_to(page, "[name=declare]")
    page.keyboard.press("Space")
    tab_to(page, "main .button")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Kirjattu: kulukorvauksesi")
    assert context.cookies() == []
    context.close()
    (claim,) = store.claims.every(data)
    assert (claim.cents, claim.route) == (2340, "Helsinki–Tampere")


def tab_to(page: Page, target: str) -> None:
    """Press Tab until a control has the focus, as someone without a mouse does."""
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.locator(f"{target}:focus").count():
            return
    raise AssertionError(f"{target} cannot be reached by keyboard")


def sign_in(page: Page, served: str, data: store.Database) -> None:
    """Sign in by a link of the command line."""
    who = store.coordinators.find(data, MINNA)
    assert who
    path = coordinators.make_link(data, SITE, who, "", clock.now(data)).removeprefix(SITE.base_url)
    page.goto(f"{served}{path}")
    follow(page.locator("main .button"))
    expect(page).to_have_url(f"{served}/koordinaattori")


def a_full_desk(db: store.Database, held: tuple[Pair, Meeting]) -> None:
    """Lay a plan, and claims in every state, on the desk."""
    pair, meeting = held
    by = minna(db)
    claims.propose_plan(db, pair, 2, "entrance", 1500, AFTER)
    receipts = claiming.keep(db, Sorted(((File("kuitti.jpg", JPEG), "jpg"),)))
    claim = Claim(
        id=0,
        pair_id=pair.id,
        meeting_id=meeting.id,
        person_id=pair.mentor.id,
        kind="transport",
        cents=2340,
        made_at=AFTER,
        route="Helsinki–Tampere–Helsinki",
        why="Halvempi juna oli täynnä.",
        iban="FI2112345600000785",
        holder="Anna Mäkinen",
        receipts=receipts,
    )
    for step in ("paid", "approved", "declined", "asked", "received"):
        number = claiming.note(db, claim, AFTER).id
        if step in ("paid", "approved"):
            claims.approve(db, SITE, number, "Sopii.", by, AFTER)
        if step == "paid":
            claims.pay(db, SITE, [number], by, AFTER)
        if step == "declined":
            claims.decline(db, SITE, number, "Sama lippu kuin edellinen.", by, AFTER)
        if step == "asked":
            claims.ask(db, SITE, number, "Oliko lippu meno-paluu?", by, AFTER)
    claims.hand_on(db, claims.to_pay(db, 1), by, AFTER)
