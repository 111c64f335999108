"""The coordinator's desk: publish, undo, act for pairs, correct, answer everyone."""

import json
import re
import sys
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from jobs.remind_proposals import remind_proposals
from service import store
from service.actions import applications, attendance
from service.domain.letters import Matter
from service.domain.meetings import Held, NotHeld
from service.reading import guard
from tests import seasons
from tests.programme import (
    NOW,
    SITE,
    a_published_pair,
    a_round,
    an_answer,
    an_application,
    apply,
    at,
    booked,
    receive,
    send_all,
)
from tests.web.a_desk_full import LATER, a_full_desk
from tests.web.desk import MINNA, at_the_console, at_the_time, post
from tests.web.test_console import in_the_tray

HOME = "/koordinaattori"


def seal(page: str) -> str:
    found = re.search(r'name="seal" value="(\w+)"', page)
    assert found
    return found[1]


def test_publishing_shows_the_letters_asks_their_number_and_can_be_undone(
    app: Flask, db: store.Database
) -> None:
    a_full_desk(db)
    browser = at_the_console(app, db)
    page = browser.get(f"{HOME}/julkaisu").text
    assert "Liisa Holm &amp; Mira Saari" in page
    assert "2 letters would go" in page
    assert "You have a mentor: when will you meet?" in page  # Mira's letter, in English
    assert "Här är ditt par" in page  # Liisa's, in Swedish
    path = f"{HOME}/julkaisu"
    wrong = post(browser, path, seal=seal(page), letters="3")
    assert (wrong.status_code, "Type the number of letters: 2." in wrong.text) == (409, True)
    right = post(browser, path, seal=seal(page), letters=" 2 ")
    assert right.status_code == 303
    told = browser.get(HOME).text
    assert re.search(r"2 letters leave at 09:(39|40)", told)
    held = re.search(r'name="at" value="([^"]+)"', told)
    assert held
    undone = post(browser, f"{HOME}/peru", page=HOME, bulk="published", at=held[1])
    assert "drafts again" in browser.get(undone.location).text
    again = post(browser, f"{HOME}/peru", page=HOME, bulk="published", at=held[1])
    assert (again.status_code, "Somebody has dealt with this" in again.text) == (409, True)
    at_the_time(db, LATER + timedelta(hours=1))
    late = post(browser, f"{HOME}/peru", page=HOME, bulk="published", at=held[1])
    assert (late.status_code, "cannot be undone" in late.text) == (409, True)


def test_undo_shows_the_round_whose_letters_it_took_back(app: Flask, db: store.Database) -> None:
    a_full_desk(db)
    browser = at_the_console(app, db)
    publish = f"{HOME}/julkaisu?round=1"
    post(browser, publish, seal=seal(browser.get(publish).text), letters="2")
    store.rounds.add(db, replace(a_round(), opens=date(2027, 3, 1)))
    form = re.search(r'<form class="held".*?</form>', browser.get(HOME).text, re.DOTALL)
    assert form
    fields = dict(re.findall(r'name="(\w+)" value="([^"]+)"', form[0]))
    undone = browser.post(f"{HOME}/peru", data=fields)
    assert undone.location == f"{HOME}/julkaisu?round=1&note=undone"
    assert "Liisa Holm &amp; Mira Saari" in browser.get(undone.location).text


def test_a_draft_is_made_and_removed_by_selects(app: Flask, db: store.Database) -> None:
    season = store.rounds.add(db, a_round())
    mentor = apply(db, an_application("mentor", "Liisa Holm", "liisa@example.org"))
    actor = apply(db, an_application("actor", "Mira Saari", "mira@example.org"))
    at_the_time(db, NOW)
    browser = at_the_console(app, db)
    path = f"{HOME}/julkaisu"
    post(browser, f"{path}/parit", path, mentor=str(mentor.id), actor=str(actor.id))
    (draft,) = store.pairs.drafts(db, season.id)
    again = post(browser, f"{path}/parit", path, mentor=str(mentor.id), actor=str(actor.id))
    assert "mira@example.org has a pair in this round already." in again.text
    post(browser, f"{path}/parit/{draft.id}/poista", path)
    assert store.pairs.drafts(db, season.id) == []
    nobody = post(browser, f"{path}/parit", path, mentor="x", actor="")
    assert "Choose a mentor and an actor or a team." in nobody.text


def test_a_pair_s_page_says_where_it_stands_and_filters_its_story(
    app: Flask, db: store.Database
) -> None:
    full = a_full_desk(db)
    browser = at_the_console(app, db)
    path = f"{HOME}/parit/{full.pair.id}"
    page = browser.get(path).text
    assert "Meetings held: 0/4. Next: Tue 9 March at 17:00. No agreement yet." in page
    assert "Next: a message of theirs waits in the tray for you." in page
    assert '<span class="rule">' in page
    assert "Introduction to the mentor" in page
    only_meetings = browser.get(f"{path}?show=meetings").text
    assert "Introduction to the mentor" not in only_meetings
    assert "Tulen!" in only_meetings
    assert "Nothing yet." in browser.get(f"{path}?show=expenses").text
    assert browser.get(f"{path}?show=nothing").status_code == 200


def test_a_coordinator_acts_for_a_pair(app: Flask, db: store.Database) -> None:
    full = a_full_desk(db)
    browser = at_the_console(app, db)
    path = f"{HOME}/parit/{full.pair.id}"
    acts: list[dict[str, str]] = [
        {"do": "note", "on": "2027-02-01", "minutes": "45"},
        {"do": "held", "meeting": str(full.past.id), "on": "2027-02-08", "minutes": "60"},
        {"do": "not_held", "meeting": str(full.past.id)},
        {
            "do": "move",
            "meeting": str(full.coming.id),
            "on": "2027-03-10",
            "clock": "16:30",
        },
        {"do": "place", "meeting": str(full.coming.id), "place": "Kirjasto", "url": ""},
        {"do": "cancel", "meeting": str(full.coming.id)},
        {"do": "write", "to": "both", "words": "Hei!\r\n\r\nTervetuloa."},
        {"do": "end", "sure": "y"},
    ]
    for act in acts:
        assert post(browser, path, **act).status_code == 303, act
    told = [one.act for one in store.acts.latest(db, looks=False)][::-1]
    assert told == [
        "noted", "corrected", "corrected", "moved", "relocated", "cancelled", "wrote", "ended",
    ]  # fmt: skip
    assert {one.who for one in store.acts.latest(db)} == {MINNA}
    page = browser.get(path).text
    assert "Ended early on" in page
    assert "Note or book a meeting" not in page


def test_what_cannot_be_is_told_on_the_pair_s_page(app: Flask, db: store.Database) -> None:
    full = a_full_desk(db)
    browser = at_the_console(app, db)
    path = f"{HOME}/parit/{full.pair.id}"
    for act, told in (
        ({"do": "note", "on": "31.2."}, "Give the day, like 2027-03-16."),
        ({"do": "note", "on": "2027-02-01", "minutes": "many"}, "Give the length in minutes"),
        ({"do": "move", "meeting": str(full.coming.id), "on": "2027-03-10"}, "Give the time of"),
        ({"do": "place", "meeting": str(full.coming.id), "url": "zoom"}, "Give the whole link"),
        ({"do": "place", "meeting": str(full.coming.id), "place": "x" * 201}, "Give the place in"),
        ({"do": "place", "meeting": str(full.past.id), "place": "Kirjasto"}, "The meeting is over"),
        ({"do": "write", "words": " "}, "Write the letter first."),
        ({"do": "end"}, "Tick the box first."),
    ):
        answer = post(browser, path, **act)
        assert (answer.status_code, told in answer.text) == (409, True), act
    assert post(browser, path, do="cancel", meeting="99").status_code == 400
    assert post(browser, path, do="x", meeting=str(full.past.id)).status_code == 400


def test_a_mail_is_settled_by_values_words_or_later(app: Flask, db: store.Database) -> None:
    full = a_full_desk(db)
    browser = at_the_console(app, db)
    path = f"{HOME}/posti/{full.unclear}/muuten"
    page = f"{HOME}/posti/{full.unclear}"
    ahead = post(browser, path, page, do="meet", on="2027-02-12", minutes="60")
    assert (ahead.status_code, "The day is still ahead." in ahead.text) == (409, True)
    post(browser, path, page, do="meet", on="2027-02-08", minutes="60")
    assert store.meetings.get(db, full.past.id).minutes == 60
    second = f"{HOME}/posti/{full.question}"
    later = post(browser, f"{second}/muuten", second, do="snooze")
    assert "comes back Wed 17 February" in browser.get(later.location).text
    assert "Voinko ottaa koiran" not in browser.get(HOME).text
    at_the_time(db, LATER + timedelta(days=8))
    assert "Voinko ottaa koiran" in browser.get(HOME).text
    post(browser, f"{second}/muuten", second, do="answer", words="Voit!")
    assert store.inbox.get(db, full.question).handled_by == MINNA
    (sample,) = browser.get(f"{HOME}/posti/korjaukset.jsonl").text.splitlines()
    assert json.loads(sample)["decided"] == {"kind": "held", "on": "2027-02-08", "minutes": 60}


def test_a_moved_meeting_is_corrected_in_the_tray(app: Flask, db: store.Database) -> None:
    full = a_full_desk(db)
    mail_id = in_the_tray(db, Matter("meeting", full.coming.id), full.pair.contact.id)
    page = f"{HOME}/posti/{mail_id}"
    browser = at_the_console(app, db)
    post(browser, f"{page}/muuten", page, do="move", on="2027-03-16", clock="17.00")
    assert store.meetings.get(db, full.coming.id).starts_at == at("2027-03-16 17:00")


def test_applications_are_filtered_by_the_address(app: Flask, db: store.Database) -> None:
    a_full_desk(db)
    browser = at_the_console(app, db)
    for query, names in {
        "role=mentor": {"Anna Mäkinen", "Liisa Holm"},
        "state=unconfirmed": {"Sisko Hiljainen"},
        "language=en": {"Mira Saari"},
        "paired=no": {"Sisko Hiljainen"},
        "answer=pair": {"Anna Mäkinen", "Eetu Koski"},
        "answer=none&role=actor": {"Mira Saari", "Sisko Hiljainen"},
        "theme=Networks": set(),
        "role=nobody": set(),
    }.items():
        page = browser.get(f"{HOME}/hakemukset?{query}").text
        found = set(re.findall(r'hakemukset/\d+">([^<]+)</a>', page))
        assert found == names, query


def test_everyone_gets_an_answer_in_bulk(app: Flask, db: store.Database) -> None:
    store.rounds.add(db, a_round())
    actor = apply(db, an_application("actor", "Mira Saari", "mira@example.org"))
    mentor = apply(db, an_application("mentor", "Liisa Holm", "liisa@example.org"))
    at_the_time(db, at("2027-02-02 10:00"))
    browser = at_the_console(app, db)
    home = browser.get(HOME).text
    assert "Applying is over, and 2 applicants have had no answer." in home
    path = f"{HOME}/hakemukset"
    none = post(browser, path, do="declined")
    assert "Choose somebody first." in none.text
    unset = post(browser, path, do="waiting", chosen=str(actor.id))
    assert "Give the day" in unset.text
    answer = post(browser, path, do="waiting", chosen=str(actor.id), until="2027-02-20")
    assert "1 letter waits ten minutes" in browser.get(answer.location).text
    post(browser, path, do="declined", chosen=str(mentor.id))
    kinds = {letter.kind for letter in store.letters.every(db)}
    assert kinds >= {"app_waiting", "app_declined"}
    assert "have had no answer" not in browser.get(HOME).text


def test_an_application_is_shown_whole_and_confirmed_by_hand(
    app: Flask, db: store.Database
) -> None:
    season = store.rounds.add(db, a_round())
    silent = an_application("actor", "Sisko Hiljainen", "sisko@example.org", phone="040 555 0100")
    kept = applications.receive(db, SITE, season, silent, NOW)
    at_the_time(db, NOW)
    browser = at_the_console(app, db)
    path = f"{HOME}/hakemukset/{kept.id}"
    page = browser.get(path).text
    assert "040 555 0100" in page
    assert "Receipt of an application" in page
    assert post(browser, path, why="").status_code == 409
    assert post(browser, path, why="called").status_code == 303
    assert "confirmed an address by hand" in browser.get(path).text
    assert browser.get(f"{HOME}/hakemukset/99").status_code == 404


def test_coordinators_add_and_remove_each_other_but_not_the_last(
    app: Flask, db: store.Database
) -> None:
    browser = at_the_console(app, db)
    path = f"{HOME}/koordinaattorit"
    alone = post(browser, path, do="remove", coordinator="1")
    assert "The last coordinator cannot be removed." in alone.text
    added = {"do": "add", "name": "Otso", "email": "Otso@Example.org", "language": "sv"}
    assert post(browser, path, **added).status_code == 303
    assert "already" in post(browser, path, **added).text
    assert "Give a name" in post(browser, path, do="add", name="", email="x").text
    post(browser, path, do="language", coordinator="2", language="en")
    otso = store.coordinators.get(db, 2)
    assert (otso.email, otso.language) == ("otso@example.org", "en")
    post(browser, path, do="remove", coordinator="2")
    assert [one.email for one in store.coordinators.every(db)] == [MINNA]
    history = browser.get(f"{HOME}/historia?who={MINNA}").text
    assert "added a coordinator" in history
    assert "removed a coordinator" in history


def test_whoever_is_removed_is_out_at_once(app: Flask, db: store.Database) -> None:
    first = at_the_console(app, db)
    second = at_the_console(app, db, "otso@example.org")
    post(first, f"{HOME}/koordinaattorit", do="remove", coordinator="2")
    assert second.get(HOME).status_code == 303


def test_who_looked_at_whom_is_shown_on_wish(app: Flask, db: store.Database) -> None:
    full = a_full_desk(db)
    browser = at_the_console(app, db)
    browser.get(f"{HOME}/parit/{full.pair.id}")
    assert "looked at</strong>" not in browser.get(f"{HOME}/historia").text
    page = browser.get(f"{HOME}/historia?looks=y").text
    assert re.search(r"looked at – <a href=[^>]+>Anna Mäkinen &amp; Eetu Koski</a>", page)


def test_the_reader_is_tried_and_nothing_is_kept(app: Flask, db: store.Database) -> None:
    at_the_time(db, LATER)
    browser = at_the_console(app, db)
    path = f"{HOME}/lukija"
    page = post(browser, path, message="Joo tavattiin, 1,5 h", asked="attendance").text
    assert "The pair met: 1.5 h" in page
    assert "<mark>" in page
    assert "Oksa is certain of it." in page
    mail = "From: a@example.org\nSubject: Automatic reply: x\nAuto-Submitted: auto-replied\n\nPois"
    assert "An automatic reply" in post(browser, path, message=mail).text
    for before in (
        "From MAILER Mon Feb  1\r\n",
        "\ufeff",
        "Date: x\r\nDKIM-Signature: v=1;\r\n b=x\r\n",
    ):
        whole = f"{before}X-A: 1\r\nFrom: a@example.org\r\n\r\nJoo tavattiin, 1,5 h"
        page = post(browser, path, message=whole).text
        assert '<div class="letter"><p><mark>Joo tavattiin, 1,5 h</mark></p></div>' in page
    words = "Tapaaminen: pidettiin, kesto: 1,5 h\r\n\r\nT. Anna"
    assert "Tapaaminen: pidettiin" in post(browser, path, message=words).text.split("<section")[1]
    assert post(browser, path, message=" ").status_code == 409
    given = {"message": "ei tavattu", "on": "2027-02-01", "clock": "9"}
    assert "Give the time of day" in post(browser, path, **given).text
    assert store.inbox.every(db) == []


def test_pages_stand_while_the_reader_cannot_start(
    app: Flask, db: store.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_full_desk(db)
    browser = at_the_console(app, db)
    guard.close()
    monkeypatch.setattr(sys, "executable", "/bin/false")  # as on a machine without room
    tried = post(browser, f"{HOME}/lukija", message="Joo tavattiin")
    assert (tried.status_code, "The reader does not start now." in tried.text) == (409, True)
    assert "Joo tavattiin" in tried.text
    assert "It answers no letter of ours." in browser.get(HOME).text
    for mail in store.inbox.every(db):
        assert browser.get(f"{HOME}/posti/{mail.id}").status_code == 200


def test_rounds_are_told_apart_by_name_on_every_page_of_theirs(
    app: Flask, db: store.Database
) -> None:
    autumn = seasons.told("Syksy", "Hösten", "Autumn")
    spring = seasons.told("Kevät", "Våren", "Spring")
    first = store.rounds.add(db, a_round(name=autumn))
    browser = at_the_console(app, db)
    places = ["hakemukset", "julkaisu", "parit", "kulut", "tilaisuudet", "jono", "palaute", "jako"]
    places += ["ehdotukset", "luvut"]
    for place in places:
        assert '<p class="quiet">Autumn</p>' in browser.get(f"{HOME}/{place}").text
    store.rounds.add(db, a_round(name=spring))
    for place in places:
        page = browser.get(f"{HOME}/{place}?round={first.id}").text
        assert re.search(r'aria-current="page">Autumn</a>', page)
        assert ">Spring</a>" in page


def test_the_share_kit_has_links_posts_codes_and_counts(app: Flask, db: store.Database) -> None:
    store.rounds.add(db, a_round())
    at_the_time(db, NOW)
    visitor = app.test_client(use_cookies=False)
    for source in ("li", "li", "spam"):
        visitor.get(f"/haku?s={source}").close()
    visitor.head("/haku?s=li").close()
    visitor.get("/haku?s=li", headers={"User-Agent": "LinkedInBot/1.0"}).close()
    browser = at_the_console(app, db)
    page = browser.get(f"{HOME}/jako").text
    assert "https://oksa.example.fi/haku?s=li" in page
    assert "du kan söka till och med sö 31.1!" in page
    assert "<td>LinkedIn</td><td>2</td><td>0</td>" in page
    assert "<td>without a source</td><td>1</td><td>0</td>" in page
    svg, png = (browser.get(f"{HOME}/jako/qr-juliste.{kind}") for kind in ("svg", "png"))
    assert svg.mimetype == "image/svg+xml"
    assert png.data.startswith(b"\x89PNG")
    assert browser.get(f"{HOME}/jako/qr-spam.svg").status_code == 404


@pytest.mark.parametrize(
    ("language", "path"), [("fi", "/haku"), ("sv", "/haku/sv"), ("en", "/haku/en")]
)
def test_the_share_kit_has_a_poster_in_each_language(
    app: Flask, db: store.Database, language: str, path: str
) -> None:
    season = store.rounds.add(db, a_round())
    browser = at_the_console(app, db)
    address = f"{HOME}/jako/juliste-{language}.pdf?round={season.id}"
    assert address in browser.get(f"{HOME}/jako").text
    made = browser.get(address)
    assert made.mimetype == "application/pdf"
    assert f"(https://oksa.example.fi{path}?s=juliste)".encode() in made.data
    assert app.test_client().get(address).status_code != 200
    assert browser.get(f"{HOME}/jako/juliste-de.pdf").status_code == 404


def test_a_coordinator_prolongs_a_round_and_all_texts_follow(
    app: Flask, db: store.Database
) -> None:
    store.rounds.add(db, a_round())
    at_the_time(db, at("2027-02-01 08:00"))
    browser = at_the_console(app, db)
    early = post(browser, f"{HOME}/jako", closes="2027-01-31")
    assert (early.status_code, "must be later" in early.text) == (409, True)
    assert "Applications closed" in browser.get("/haku/en").text
    assert post(browser, f"{HOME}/jako", closes="2027-02-02").status_code == 303
    assert "Apply by Tue 2 February" in browser.get("/haku/en").text
    assert "du kan söka till och med ti 2.2!" in browser.get(f"{HOME}/jako").text


def test_home_tells_what_the_timetable_will_do(app: Flask, db: store.Database) -> None:
    full = a_full_desk(db)
    browser = at_the_console(app, db)
    at_the_time(db, at("2027-03-03 10:00"))
    page = browser.get(HOME).text
    assert "Will be written" in page
    coming = page.split("Will be written")[1].split("</ul>")[0]
    assert "Thu 4 March" in coming
    assert "Questions before a meeting" in coming
    assert full.coming.starts_at == at("2027-03-09 17:00")


def test_home_names_the_pair_whose_proposal_nobody_answers(app: Flask, db: store.Database) -> None:
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    about = Matter("meeting", meeting.id)
    receive(db, an_answer("siirretään to 11.2. klo 16", pair.mentor, about), NOW)
    send_all(db, NOW)
    for days in (2, 4, 5):
        remind_proposals(db, SITE, NOW + timedelta(days=days))
    browser = at_the_console(app, db)
    page = browser.get(HOME).text
    assert "the other has been silent for four days" in page
    assert f"{HOME}/parit/{pair.id}" in page


def test_home_names_the_pair_of_whose_meeting_two_stories_stand(
    app: Flask, db: store.Database
) -> None:
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    told = attendance.tell(db, SITE, meeting, Held(), None, at("2027-02-10 09:00"))
    attendance.tell(db, SITE, told, NotHeld(), None, at("2027-02-10 09:00"))
    at_the_time(db, at("2027-02-15 09:00"))
    page = at_the_console(app, db).get(HOME).text
    assert "Two stories of one meeting have stood" in page
    assert f"{HOME}/parit/{pair.id}" in page


def test_two_stories_that_stand_are_shown_on_the_first_page_until_one_is_taken(
    app: Flask, db: store.Database
) -> None:
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    about = Matter("meeting", meeting.id)
    receive(db, an_answer("Joo tavattiin", pair.contact, about), LATER)
    receive(db, an_answer("Ei tavattu", pair.mentor, about), LATER)
    assert store.meetings.get(db, meeting.id).state == "disputed"
    said = "Two stories of one meeting have stood for three days."
    for days, is_shown in ((2, False), (4, True)):
        at_the_time(db, LATER + timedelta(days=days))
        browser = at_the_console(app, db)
        assert (said in browser.get(HOME).text) is is_shown
    given = {"do": "held", "meeting": str(meeting.id), "on": "2027-02-09", "minutes": "60"}
    assert post(browser, f"{HOME}/parit/{pair.id}", **given).status_code == 303
    assert said not in browser.get(HOME).text
