"""Feedback, the check of certificates and the results in a browser: by axe, and to look at."""

import pytest
from playwright.sync_api import Page, expect

from jobs.ask_for_feedback import ask_for_feedback
from service import clock, store
from service.actions import attendance, certificates, coordinators, feedback
from service.domain.feedback import Answer, Told
from service.domain.languages import LANGUAGES, Language
from service.domain.letters import Matter
from service.domain.meetings import Held
from service.domain.pairs import Pair
from service.mail import addresses
from tests.browser.looking import follow, look
from tests.programme import SITE, a_published_pair, at, booked
from tests.web.desk import MINNA, at_the_time

HALF, CLOSED = at("2027-04-19 10:00"), at("2027-07-01 10:00")
GENUINE = {"fi": "Todistus on aito", "sv": "Intyget är äkta", "en": "The certificate is genuine"}


@pytest.fixture(scope="module")
def pair(db: store.Database) -> Pair:
    """Return a pair that has met and was asked half-way and at the close."""
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    attendance.decide(db, meeting, Held(), None, HALF)
    ask_for_feedback(db, SITE, HALF)
    ask_for_feedback(db, SITE, CLOSED)
    at_the_time(db, CLOSED)
    return pair


def link(pair: Pair, occasion: str) -> str:
    about = Matter("midway", pair.id) if occasion == "midway" else Matter("closing", pair.round_id)
    return f"/p/{addresses.token(SITE, 'page', about, pair.mentor.id)}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_the_questions(
    page: Page, address: str, db: store.Database, pair: Pair, language: Language
) -> None:
    found = []
    for occasion in ("midway", "closing"):
        page.goto(f"{address}{link(pair, occasion)}/{language}")
        found += look(page, f"feedback-{occasion}-{language}")
        page.locator("main .button").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".summary")).to_be_focused()
        found += look(page, f"feedback-{occasion}-wrong-{language}")
    assert found == []


def test_the_questions_are_answered_by_keyboard(
    page: Page, address: str, db: store.Database, pair: Pair
) -> None:
    page.goto(f"{address}{link(pair, 'midway')}/fi")
    page.get_by_label("4", exact=True).focus()
    page.keyboard.press("Space")
    page.get_by_label(
        "Oletteko tavanneet niin usein kuin sovitte? Jos ette, mikä on ollut tiellä?"
    ).focus()
    page.keyboard.type("Rytmi")
    page.locator("main .button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Kiitos vastauksestasi!")
    assert look(page, "feedback-midway-done") == []
    (kept,) = store.feedback.of_round(db, 1, "midway")
    assert kept.answers == {"fit": "4", "met": "Rytmi"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_where_certificates_are_checked(
    page: Page, address: str, db: store.Database, pair: Pair, language: Language
) -> None:
    season = store.rounds.get(db, pair.round_id)
    certificates.issue(db, SITE, season, pair.contact, "actor", CLOSED)
    code = addresses.certificate_code(SITE, season.id, pair.contact.id)
    page.goto(f"{address}/todistus/{language}")
    found = look(page, f"feedback-check-{language}")
    page.locator("#certificate").fill("K7QF-0000-0000")
    follow(page.locator("main .button"))
    found += look(page, f"feedback-check-strange-{language}")
    page.locator("#certificate").fill(code.lower())
    follow(page.locator("main .button"))
    expect(page.locator("h1")).to_have_text(GENUINE[language])
    found += look(page, f"feedback-check-genuine-{language}")
    assert found == []


def test_axe_finds_nothing_on_the_results(
    page: Page, address: str, db: store.Database, pair: Pair
) -> None:
    place = feedback.place_of(db, Matter("midway", pair.id), pair.contact)
    told = Told({"fit": "2", "change": "Emme löydä yhteistä aikaa."}, contact=True)
    feedback.take(db, SITE, place, told, CLOSED)
    for number in range(12):
        answers = {"goals": str(number % 3 + 3), "letters": str(number % 3 + 1),
                   "recommend": str(10 - number % 4), "useful": "Sain rohkeutta hakea töitä.",
                   "change": "Lisää yhteisiä tapahtumia."}  # fmt: skip
        role = "mentor" if number % 2 else "actor"
        store.feedback.put(db, Answer(f"{number:x}", "closing", 1, role, answers))
    place = feedback.place_of(db, Matter("closing", 1), pair.contact)
    feedback.take(db, SITE, place, Told({"goals": "4"}), CLOSED)
    store.certificates.note_comeback(db, 1, pair.mentor.id, 2)
    who = coordinators.add(db, MINNA, "Minna Mallinen", "fi")
    door = coordinators.make_link(db, SITE, who, "", clock.now(db)).removeprefix(SITE.base_url)
    page.goto(f"{address}{door}")
    follow(page.locator("main .button"))
    found = look(page, "feedback-home")
    page.goto(f"{address}/koordinaattori/palaute")
    found += look(page, "feedback-results")
    follow(page.get_by_role("button", name="English", exact=True))
    found += look(page, "feedback-results-en")
    assert found == []
