"""Feedback on the console: tables whose totals the bars repeat, needs, who comes back (P27)."""

import re

from flask import Flask

from jobs.ask_for_feedback import ask_for_feedback
from service import store
from service.actions import feedback
from service.domain.feedback import Answer, Asking, Told
from service.domain.letters import Matter
from service.domain.pairs import Pair
from tests.programme import SITE, a_published_pair, at
from tests.web.desk import MINNA, at_the_console, at_the_time, post

HOME = "/koordinaattori"
HALF = at("2027-04-19 10:00")
CANARY = "pyökkimetsän uni"


def asked(db: store.Database) -> Pair:
    pair = a_published_pair(db)
    ask_for_feedback(db, SITE, HALF)
    at_the_time(db, HALF)
    return pair


def tell(db: store.Database, pair: Pair, told: Told) -> None:
    place = feedback.place_of(db, Matter("midway", pair.id), pair.mentor)
    feedback.take(db, SITE, place, told, HALF)


def closing_answers(db: store.Database, role: str, *numbers: int) -> None:
    for at_, number in enumerate(numbers):
        answers = {"goals": str(number), "useful": CANARY}
        store.feedback.put(db, Answer(f"{role}{at_}", "closing", 1, role, answers))


def test_a_wish_to_be_contacted_is_on_the_first_page_until_seen_to(
    app: Flask, db: store.Database
) -> None:
    tell(db, asked(db), Told({"fit": "2", "met": "Emme löydä aikaa"}, contact=True))
    browser = at_the_console(app, db)
    page = browser.get(HOME).text
    assert "would like you to get in touch." in page
    assert "Emme löydä aikaa" in page
    (needing,) = store.feedback.needing(db)
    path = f"{HOME}/palaute/nahty"
    assert post(browser, path, HOME, code=needing.code).status_code == 303
    assert "get in touch" not in browser.get(HOME).text
    assert post(browser, path, HOME, code=needing.code).status_code == 409
    assert [one.act for one in store.acts.latest(db, 5) if one.who == MINNA] == ["saw_to_feedback"]
    assert "Emme löydä aikaa" in browser.get(f"{HOME}/palaute").text


def test_bars_and_table_have_the_same_numbers(app: Flask, db: store.Database) -> None:
    asked(db)
    store.feedback.mark_asked(db, _asking(), HALF)
    store.feedback.mark_answered(db, "closing", 1, 1)
    closing_answers(db, "mentor", 4, 4, 4, 5, 3)
    closing_answers(db, "actor", 5, 5, 5, 5, 1, 2)
    page = at_the_console(app, db).get(f"{HOME}/palaute").text
    bars = page[page.index("<svg") : page.index("</svg>")]
    counts = [int(one) for one in re.findall(r">(\d+)</text>", bars)][1::2]
    table = page[page.index("<table") : page.index("</table>")]
    rows = re.findall(r"<tr><th scope=\"row\">([^<]+)</th>((?:<td>\d+</td>)+)</tr>", table)
    cells = [[int(cell) for cell in re.findall(r"\d+", one)] for _, one in rows]
    assert counts == [cell[0] for cell in cells[:-1]]
    assert cells == [[1, 0, 1], [1, 0, 1], [1, 1, 0], [3, 3, 0], [5, 1, 4], [11, 5, 6]]
    assert page.count(CANARY) == 11


def test_small_groups_and_nameless_words_are_not_shown(app: Flask, db: store.Database) -> None:
    asked(db)
    store.feedback.mark_asked(db, _asking(), HALF)
    store.feedback.mark_answered(db, "closing", 1, 1)
    closing_answers(db, "mentor", 4, 4)
    closing_answers(db, "actor", 5, 5)
    browser = at_the_console(app, db)
    page = browser.get(f"{HOME}/palaute").text
    assert "Shown from 5 answers on" in page
    assert CANARY not in page
    closing_answers(db, "student", 1)
    page = browser.get(f"{HOME}/palaute").text
    assert "roles are shown from 5 answers of each on" in page
    assert ">mentor</th>" not in page.lower().split("back")[0]


def test_mentors_who_come_back_are_listed(app: Flask, db: store.Database) -> None:
    pair = asked(db)
    store.certificates.note_comeback(db, 1, pair.mentor.id, 2)
    page = at_the_console(app, db).get(f"{HOME}/palaute").text
    assert '<th scope="row">Anna Mäkinen</th><td>2</td>' in page


def test_the_page_is_there_before_the_first_round(app: Flask, db: store.Database) -> None:
    assert at_the_console(app, db).get(f"{HOME}/palaute").status_code == 200


def _asking() -> Asking:
    return Asking("closing", 1, 1, 0)
