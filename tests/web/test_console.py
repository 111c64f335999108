"""The console's pages: what they show, that looking changes nothing, and the one-press buttons."""

import ast
import re
from pathlib import Path
from typing import get_args

import pytest
from flask import Flask

import mail_templates
import service
from forms.translations import speak
from service import store
from service.actions import attendance
from service.domain.letters import Matter
from service.domain.meetings import Held, State
from service.mail.rewording import whole_text
from service.store.inbox import Delivery, Verdict
from service.web.console import tables, words
from service.web.console.frame import STYLE
from service.web.console.shown import marked
from tests.programme import a_published_pair, an_answer, booked, receive
from tests.web.a_desk_full import LATER, a_full_desk
from tests.web.desk import MINNA, at_the_console, at_the_time, dump, post

HOME = "/koordinaattori"
ACTIONS = Path(service.__file__).parent / "actions"
DOMAIN = Path(service.__file__).parent / "domain"


def in_the_tray(db: store.Database, about: Matter, person_id: int, **found: object) -> int:
    """Lay a mail in the tray with one finding, as the reader would, and return its id."""
    delivery = Delivery(f"Subject: {found}\n\nJoo, tunnin.".encode(), "", (), "smtp")
    (mail_id,) = store.inbox.keep(db, [delivery], LATER)
    findings = [{"evidence": "Joo, tunnin", **found}] if found else []
    reading = {"source": "person", "text": "Joo, tunnin.", "findings": findings, "certain": False}
    verdict = Verdict("tray", "not certain", person_id, about, "attendance", reading)
    store.inbox.settle(db, mail_id, verdict, LATER)
    return mail_id


def test_looking_at_every_page_changes_nothing_but_who_looked(
    app: Flask, db: store.Database
) -> None:
    full = a_full_desk(db)
    browser = at_the_console(app, db)
    before = dump(db)
    paths = ["", "/parit", f"/parit/{full.pair.id}", "/hakemukset", "/parit?round=7", "?done=1"]
    paths += ["/julkaisu", "/hakemukset/1", "/koordinaattorit", "/historia", "/lukija", "/jako"]
    paths += ["/posti", "/posti?state=tray", "/luvut", "/luvut/1.xlsx", "/luvut/1-meetings.csv"]
    for mail in store.inbox.every(db):
        paths += [f"/posti/{mail.id}", f"/posti/{mail.id}/raaka"]
    for path in paths:
        assert browser.get(f"{HOME}{path}").status_code == 200
        assert browser.head(f"{HOME}{path}").status_code == 200
    after = dump(db)
    looks = [(one.who, one.act) for one in store.acts.latest(db, 100)]
    mails = len(store.inbox.every(db))
    assert looks == [(MINNA, "looked")] * (2 * mails + 2)  # each GET, no HEAD
    for counted in ("acts", "sqlite_sequence"):
        before.pop(counted), after.pop(counted)
    assert after == before


def test_a_number_that_no_row_has_and_a_press_of_no_button_have_pages_of_their_own(
    app: Flask, db: store.Database
) -> None:
    a_full_desk(db)
    browser = at_the_console(app, db)
    beyond = 2**64
    for path in ("parit", "posti", "posti/kirje", "hakemukset", "kulut"):
        end = "/kuitti/abc" if path == "kulut" else ""
        assert browser.get(f"{HOME}/{path}/{beyond}{end}").status_code == 404
    assert browser.get(f"{HOME}?done={beyond}").status_code == 404
    assert browser.get(f"/kuva/{beyond}-fi-abc.png").status_code == 404
    for path in ("jono", "parit", "posti", "osoitteet", "tilaisuudet"):
        press = {"do": "write", "press": "done"}
        answer = post(browser, f"{HOME}/{path}/{beyond}", HOME, **press)
        assert answer.status_code == 404
    made = post(browser, f"{HOME}/julkaisu/parit", HOME, mentor=str(beyond), actor="1")
    assert made.status_code == 404
    tampered = post(browser, f"{HOME}/posti/1", press="zzz")
    assert tampered.status_code == 400
    assert "This page cannot be used that way" in tampered.text


def test_home_tells_what_waits_what_leaves_and_what_happened(
    app: Flask, db: store.Database
) -> None:
    a_full_desk(db)
    page = at_the_console(app, db).get(HOME).text
    needs, rest = page.split('id="next"')
    leaves, happened = rest.split('id="happened"')
    assert needs.index("It is meant for a coordinator only.") < needs.index("Oksa asked once")
    assert "Outi Outo" in needs
    assert "It answers no letter of ours." in needs
    assert "Sisko Hiljainen" in needs
    assert "040 555 0100" in needs
    assert "Draft pairs: 1" in needs
    assert "Liisa Holm &amp; Mira Saari" in needs
    assert "“Did you meet?”" in leaves
    assert "Eetu Koski</a>: Asked back: Oksa was not certain what is meant." in happened
    assert "Introduction to the mentor" in happened


def test_an_empty_house_says_so(app: Flask, db: store.Database) -> None:
    browser = at_the_console(app, db)
    assert "Nothing needs you now." in browser.get(HOME).text
    assert "There are no pairs yet." in browser.get(f"{HOME}/parit").text
    assert "There are no applications yet." in browser.get(f"{HOME}/hakemukset").text
    assert browser.get(f"{HOME}/posti/1").status_code == 404
    assert browser.get(f"{HOME}/posti/1/raaka").status_code == 404
    assert browser.get(f"{HOME}/parit/1").status_code == 404


def test_a_mail_is_shown_with_its_words_marked(app: Flask, db: store.Database) -> None:
    full = a_full_desk(db)
    about = Matter("meeting", full.past.id)
    mail_id = in_the_tray(db, about, full.pair.contact.id, kind="held", minutes=60)
    page = at_the_console(app, db).get(f"{HOME}/posti/{mail_id}").text
    assert "<mark>Joo, tunnin</mark>." in page
    assert "The pair met: 1 h" in page
    assert "They met <small>(as understood: 1 h, Tue 9 February)</small>" in page
    assert "did you meet?" in page
    presses = [press for press in tables.PRESSES if f'value="{press}"' in page]
    assert presses == ["held", "not_held", "done"]


def test_before_a_meeting_the_buttons_are_about_coming(app: Flask, db: store.Database) -> None:
    full = a_full_desk(db)
    about = Matter("meeting", full.coming.id)
    mail_id = in_the_tray(db, about, full.pair.contact.id)
    page = at_the_console(app, db).get(f"{HOME}/posti/{mail_id}").text
    presses = [press for press in tables.PRESSES if f'value="{press}"' in page]
    assert presses == ["accepted", "declined", "cancelled", "done"]


def test_one_press_settles_the_meeting_and_says_who_pressed(app: Flask, db: store.Database) -> None:
    full = a_full_desk(db)
    about = Matter("meeting", full.past.id)
    mail_id = in_the_tray(db, about, full.pair.contact.id, kind="held", minutes=60)
    browser = at_the_console(app, db)
    answer = post(browser, f"{HOME}/posti/{mail_id}", press="held")
    assert answer.location == f"{HOME}?done={mail_id}"
    page = browser.get(answer.location).text
    assert "Done: Eetu Koski – They met" in page
    meeting = store.meetings.get(db, full.past.id)
    assert (meeting.state, meeting.minutes, meeting.because) == ("held", 60, mail_id)
    mail = store.inbox.get(db, mail_id)
    assert (mail.state, mail.reason, mail.handled_by) == ("settled", "held", MINNA)
    assert "(Minna" in browser.get(f"{HOME}/posti/{mail_id}").text


def test_a_second_coordinator_is_told_that_it_is_done(app: Flask, db: store.Database) -> None:
    full = a_full_desk(db)
    path = f"{HOME}/posti/{full.unclear}"
    first = at_the_console(app, db)
    second = at_the_console(app, db, "otso@example.org")
    for browser, status in ((first, 303), (second, 409)):
        page = post(browser, path, page=HOME, press="not_held")
        assert page.status_code == status
    assert "Somebody has dealt with this already." in page.text
    assert store.inbox.get(db, full.unclear).handled_by == MINNA


def test_what_the_rules_refuse_stays_in_the_tray(app: Flask, db: store.Database) -> None:
    full = a_full_desk(db)
    mail_id = in_the_tray(db, Matter("meeting", full.past.id), full.pair.contact.id)
    browser = at_the_console(app, db)
    post(browser, f"{HOME}/posti/{full.unclear}", page=HOME, press="cancelled")
    answer = post(browser, f"{HOME}/posti/{mail_id}", page=HOME, press="held")
    assert answer.status_code == 409
    assert "the meeting is: cancelled" in answer.text
    assert store.inbox.get(db, mail_id).state == "tray"


def test_a_press_that_is_none_is_refused(app: Flask, db: store.Database) -> None:
    full = a_full_desk(db)
    answer = post(at_the_console(app, db), f"{HOME}/posti/{full.unclear}", page=HOME, press="x")
    assert answer.status_code == 400


def test_the_raw_mail_is_saved_and_never_shown(app: Flask, db: store.Database) -> None:
    full = a_full_desk(db)
    answer = at_the_console(app, db).get(f"{HOME}/posti/{full.unclear}/raaka")
    assert answer.data == store.inbox.raw(db, full.unclear)
    assert answer.mimetype == "text/plain"
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_an_unconfirmed_applicant_s_mail_can_confirm_the_address(
    app: Flask, db: store.Database
) -> None:
    a_full_desk(db)
    sisko = store.people.find(db, "sisko@example.org")
    assert sisko
    mail_id = in_the_tray(db, Matter("application", 1), sisko.id)
    browser = at_the_console(app, db)
    page = browser.get(f"{HOME}/posti/{mail_id}").text
    assert "Confirm the address" in page
    assert "sisko@example.org, 040 555 0100" in page
    post(browser, f"{HOME}/posti/{mail_id}", press="confirm")
    assert store.applications.confirmed(db, 1, "sisko@example.org") is not None


def test_pairs_show_states_answers_and_attendance(app: Flask, db: store.Database) -> None:
    full = a_full_desk(db)
    browser = at_the_console(app, db)
    page = browser.get(f"{HOME}/parit").text
    assert '<span class="state unknown">not known</span>' in page
    assert '<span class="state planned">planned</span>' in page
    assert "Anna Mäkinen: comes" in page
    assert "Draft: not published, nobody is told." in page
    attendance.decide(db, full.past, Held(missing=("Eetu",)), None, LATER)
    page = browser.get(f"{HOME}/parit").text
    assert '<span class="state held">held</span>' in page
    assert "Eetu Koski: was not there" in page


def test_a_pair_s_story_holds_every_mail_the_newest_first(app: Flask, db: store.Database) -> None:
    full = a_full_desk(db)
    page = at_the_console(app, db).get(f"{HOME}/parit/{full.pair.id}").text
    story = page.split('class="story"')[1]
    assert story.index("Tulen!") < story.index("Joo ei") < story.index("Introduction to the mentor")
    about = [Matter("pair", 1), Matter("meeting", full.past.id), Matter("meeting", full.coming.id)]
    assert story.count('<li class="in">') == len(store.inbox.about(db, about))
    assert story.count('<li class="out">') == len(store.letters.about(db, about))


def test_a_letter_s_own_link_is_closed_in_the_story(app: Flask, db: store.Database) -> None:
    full = a_full_desk(db)
    page = at_the_console(app, db).get(f"{HOME}/parit/{full.pair.id}").text
    assert "/t/…" in page
    assert full.page(full.past, 1).removeprefix("/t/") not in page
    assert whole_text(b"") == ""


def test_applications_are_listed_with_their_state(app: Flask, db: store.Database) -> None:
    a_full_desk(db)
    page = at_the_console(app, db).get(f"{HOME}/hakemukset").text
    assert page.count(">confirmed</span>") == 4
    assert page.count(">unconfirmed</span>") == 1


def test_a_mail_without_a_reading_shows_its_whole_text(app: Flask, db: store.Database) -> None:
    full = a_full_desk(db)
    delivery = Delivery(b"From: x@example.org\n\nHyv=E4\n", "", (), "smtp")
    (plain,) = store.inbox.keep(db, [delivery], LATER)
    about = Matter("pair", full.pair.id)
    store.inbox.settle(db, plain, Verdict("tray", "not certain", None, about), LATER)
    (poison,) = store.inbox.keep(db, [Delivery(b"\xff", "who@example.org", (), "smtp")], LATER)
    store.inbox.settle(db, poison, Verdict("quarantined", "made the reader crash"), LATER)
    browser = at_the_console(app, db)
    assert "Hyv=E4" in browser.get(f"{HOME}/posti/{plain}").text
    page = browser.get(f"{HOME}/posti/{poison}").text
    assert "who@example.org" in page
    assert "There are no words in it." in page
    assert "Set aside: The message could not be read." in page


def test_hostile_words_are_only_words(app: Flask, db: store.Database) -> None:
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    words_said = "Vain koordinaattorille <script>alert(1)</script> <img src=x>"
    mail = receive(db, an_answer(words_said, pair.mentor, Matter("meeting", meeting.id)), LATER)
    at_the_time(db, LATER)
    browser = at_the_console(app, db)
    for path in ("", f"/posti/{mail.id}", f"/parit/{pair.id}"):
        page = browser.get(f"{HOME}{path}").text
        assert "<script" not in page
        assert "<img" not in page
        assert "&lt;script&gt;" in page


def test_evidence_is_marked_across_line_breaks_and_once_each() -> None:
    found = [{"evidence": "tavattiin tiistaina"}, {"evidence": ""}, {"evidence": "Seuraava 14.4."}]
    assert marked("Joo, tavattiin\ntiistaina. Seuraava 14.4.", found) == [
        ("Joo, ", False),
        ("tavattiin\ntiistaina", True),
        (". ", False),
        ("Seuraava 14.4.", True),
    ]
    assert marked("Ei (mitään", [{"evidence": "(mitään"}]) == [("Ei ", False), ("(mitään", True)]
    assert marked("Moi", []) == [("Moi", False)]


def test_every_letter_has_a_name_in_the_console() -> None:
    folders = {path.parent.name for path in Path(mail_templates.__file__).parent.glob("*/en.txt")}
    kinds = {name for name in folders if not name.startswith("footer")}
    assert kinds - set(tables.LETTERS) == set()


def test_every_fixed_reason_is_told_in_the_coordinator_s_words() -> None:
    speak("fi")
    told = {said: words.reason(said) for said in fixed_reasons()}
    assert {said for said, now in told.items() if said == now} == set()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("meeting 7 is held: nothing to take back", "since the meeting is: held."),
        ("5 meetings where the plan has 4", "would make 5 meetings, and the plan has 4."),
        ("could not be delivered: a@example.org", "could not be delivered to a@example.org."),
        ("answers the application: expense, question", "Costs, A question for a coordinator"),
        ("declined, with a comment that is not clear", "(cannot come), but its comment"),
        ("says something new", "says something new"),
    ],
)
def test_reasons_with_values_keep_them(said: str, told: str) -> None:
    speak("en")
    assert told in words.reason(said)


def fixed_reasons() -> set[str]:
    """Return the clauses that actions and rules write as they stand."""
    files = [*ACTIONS.glob("*.py"), DOMAIN / "calendar_answers.py", DOMAIN / "plans.py"]
    calls = [
        node
        for path in files
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    places = {"Refused": 0, "Outcome": 1, "Verdict": 1}
    said = [
        call.args[places[name]]
        for call in calls
        if (name := getattr(call.func, "id", "")) in places and len(call.args) > places[name]
    ]
    return {str(text.value) for text in said if isinstance(text, ast.Constant)}


def test_no_rule_of_the_style_sheet_is_for_a_bare_state_of_a_meeting() -> None:
    css = STYLE.decode()
    for state in get_args(State):
        assert not re.search(rf"(?:^|[\s,}}>])\.{state}\b", css), f".{state} is also .state.{state}"
