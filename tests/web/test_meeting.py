"""The meeting page: will you come, did you meet, told by a button behind one's own link."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service import store
from service.actions import attendance, meetings
from service.domain.letters import Matter
from service.domain.meetings import Held, Meeting, NotHeld
from service.domain.pairs import Pair
from service.mail import addresses
from tests.programme import (
    NOW,
    SITE,
    a_published_pair,
    a_published_team,
    at,
    booked,
    letters,
)
from tests.web.desk import at_the_time, dump

AFTER = at("2027-02-10 09:00")
MET = {"met": "yes", "on": "2027-02-09", "minutes": "60"}


def a_house(db: store.Database, now: str = "2027-02-10 09:00") -> tuple[Pair, Meeting]:
    """Return Anna (fi), Eetu (sv) and their meeting of 9 February at 17."""
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    at_the_time(db, at(now))
    return pair, meeting


def link(pair: Pair, meeting: Meeting, number: int) -> str:
    """Return the path of a person's page; 0 is the mentor, 1 the actor."""
    person = pair.people[number]
    return f"/t/{addresses.token(SITE, 'page', Matter('meeting', meeting.id), person.id)}"


def tell(client: FlaskClient, path: str, said: Mapping[str, str]) -> TestResponse:
    """Post the page's form as the page gives it, and return the page after it."""
    found = re.search(r'name="seal" value="([^"]+)"', client.get(path).text)
    assert found
    data = {"seal": found[1], **said}
    return client.post(path, data=data, follow_redirects=True)


def heading(page: TestResponse) -> str:
    found = re.search(r"<h1>(.*?)</h1>", page.text, re.DOTALL)
    assert found
    return found[1].strip()


def test_looking_changes_nothing_and_sets_no_cookie(
    client: FlaskClient, db: store.Database
) -> None:
    pair, meeting = a_house(db)
    before = dump(db)
    for path in (link(pair, meeting, 0), f"{link(pair, meeting, 1)}/en", f"/t/a{'b' * 26}"):
        for answer in (client.get(path), client.head(path)):
            assert "Set-Cookie" not in answer.headers
    assert dump(db) == before


def test_each_reads_it_in_their_own_language_or_the_one_they_choose(
    client: FlaskClient, db: store.Database
) -> None:
    pair, meeting = a_house(db)
    mine = client.get(link(pair, meeting, 1))
    assert heading(mine) == "Träffades ni?"
    assert "<dt>Träff</dt><dd>1/4</dd>" in mine.text
    assert "ti 9.2 kl. 17.00, 1,5 h" in mine.text
    assert "Anna Mäkinen" in mine.text
    assert heading(client.get(link(pair, meeting, 0))) == "Tapasitteko?"
    assert heading(client.get(f"{link(pair, meeting, 0)}/en")) == "Did you meet?"


def test_the_form_is_filled_in_with_the_plan(client: FlaskClient, db: store.Database) -> None:
    pair, meeting = a_house(db)
    page = client.get(link(pair, meeting, 1)).text
    assert 'value="2027-02-09"' in page
    assert '<option value="90" selected>1,5 h</option>' in page
    assert "checked" not in page


def test_telling_that_you_met_logs_it(client: FlaskClient, db: store.Database) -> None:
    pair, meeting = a_house(db)
    page = tell(client, link(pair, meeting, 1), MET)
    assert heading(page) == "Noterat: ni träffades"
    assert "Du får inga fler frågor" in page.text
    told = store.meetings.get(db, meeting.id)
    assert (told.state, told.minutes, told.held_on) == ("held", 60, date(2027, 2, 9))
    assert [one.attended for one in told.attendees] == [True, True]
    assert "<form" not in client.get(link(pair, meeting, 0)).text


def test_telling_that_you_did_not_meet_asks_the_actor_for_a_time(
    client: FlaskClient, db: store.Database
) -> None:
    pair, meeting = a_house(db)
    page = tell(client, link(pair, meeting, 0), {"met": "no", "on": "", "minutes": "90"})
    assert heading(page) == "Kirjattu: ette tavanneet"
    assert store.meetings.get(db, meeting.id).state == "not_held"
    assert [one.to_address for one in letters(db, "new_time")] == [pair.contact.email]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"on": "2027-02-08", "minutes": "45"}, "Choose whether you met"),
        ({**MET, "on": ""}, "Give the day you met"),
        ({**MET, "on": "9.2."}, "Give the day you met"),
        ({**MET, "on": "2027-02-11"}, "The day is still ahead"),
        ({**MET, "on": "2025-02-09"}, "The day is over a year ago"),
        ({**MET, "minutes": "7"}, "Choose one from the list"),
        ({**MET, "met": "perhaps"}, "Choose one from the list"),
    ],
)
def test_a_wrong_answer_is_told_and_what_was_typed_is_kept(
    client: FlaskClient, db: store.Database, said: dict[str, str], told: str
) -> None:
    pair, meeting = a_house(db)
    page = tell(client, f"{link(pair, meeting, 1)}/en", said)
    assert page.status_code == 200
    assert page.text.count(told) == 2
    assert "<title>Error: " in page.text
    assert f'value="{said["on"]}"' in page.text
    assert store.meetings.get(db, meeting.id).state == "planned"


def test_ahead_of_time_one_says_whether_one_comes(client: FlaskClient, db: store.Database) -> None:
    pair, meeting = a_house(db, "2027-02-08 09:00")
    page = tell(client, link(pair, meeting, 1), {"come": "accepted"})
    assert heading(page) == "Noterat: du kommer"
    again = tell(client, link(pair, meeting, 1), {"come": "declined"})
    assert heading(again) == "Noterat: du kan inte komma"
    answered = store.meetings.get(db, meeting.id)
    assert [one.answer for one in answered.attendees] == ["needs_action", "declined"]
    assert [one.to_address for one in letters(db, "other_declined")] == [pair.mentor.email]
    assert len(letters(db, "new_time")) == 1


def test_a_post_without_the_page_s_own_seal_does_nothing(
    client: FlaskClient, db: store.Database
) -> None:
    pair, meeting = a_house(db)
    mine, theirs = link(pair, meeting, 1), link(pair, meeting, 0)
    foreign = re.search(r'name="seal" value="([^"]+)"', client.get(theirs).text)
    assert foreign
    for seal in ("", "x", foreign[1]):
        page = client.post(mine, data={**MET, "seal": seal})
        assert page.status_code == 200
        assert "Tryck" in page.text
        assert '<option value="60" selected>' in page.text
    assert store.meetings.get(db, meeting.id).state == "planned"


def test_a_post_from_another_site_does_nothing(client: FlaskClient, db: store.Database) -> None:
    pair, meeting = a_house(db)
    path = link(pair, meeting, 1)
    seal = re.search(r'name="seal" value="([^"]+)"', client.get(path).text)
    assert seal
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example.org"}
    client.post(path, data={**MET, "seal": seal[1]}, headers=headers)
    assert store.meetings.get(db, meeting.id).state == "planned"


def test_a_meeting_that_is_told_of_or_cancelled_asks_nothing(
    client: FlaskClient, db: store.Database
) -> None:
    pair, meeting = a_house(db)
    path = f"{link(pair, meeting, 1)}/en"
    attendance.tell(db, SITE, meeting, Held(), None, AFTER)
    told = client.get(path)
    assert (heading(told), "<form" in told.text) == ("Noted: you met", False)
    held = store.meetings.get(db, meeting.id)
    attendance.tell(db, SITE, held, NotHeld(), None, AFTER)
    assert heading(client.get(path)) == "Your answers differ"
    (other,) = booked(db, pair, "2027-03-09 17:00", now=AFTER)
    meetings.call_off(db, SITE, other, None, AFTER)
    assert heading(client.get(f"{link(pair, other, 1)}/en")) == "The meeting is cancelled"


def test_in_a_team_one_says_who_was_missing(client: FlaskClient, db: store.Database) -> None:
    pair = a_published_team(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    at_the_time(db, AFTER)
    page = tell(client, link(pair, meeting, 2), {**MET, "missing": "Elias"})
    assert "Elias" in page.text
    attended = {
        one.person.first_name: one.attended for one in store.meetings.get(db, meeting.id).attendees
    }
    assert attended == {"Liisa": True, "Sami": True, "Maija": True, "Elias": False}


def test_a_link_closes_sixty_days_after_the_meeting(
    client: FlaskClient, db: store.Database
) -> None:
    pair, meeting = a_house(db)
    path = link(pair, meeting, 1)
    at_the_time(db, meeting.ends_at + timedelta(days=59, hours=23))
    assert client.get(path).status_code == 200
    at_the_time(db, meeting.ends_at + timedelta(days=60, minutes=5))
    closed = client.get(path)
    assert closed.status_code == 410
    assert '<html lang="sv"' in closed.text


def test_a_revoked_or_strange_link_opens_nothing(client: FlaskClient, db: store.Database) -> None:
    pair, meeting = a_house(db)
    store.tokens.revoke(db, pair.contact.id, Matter("meeting", meeting.id), NOW)
    assert client.get(link(pair, meeting, 1)).status_code == 410
    assert client.get(link(pair, meeting, 0)).status_code == 200
    reply = addresses.token(SITE, "reply", Matter("meeting", meeting.id), pair.mentor.id)
    application = addresses.token(SITE, "page", Matter("application", 1), pair.mentor.id)
    for token in (reply, application, f"a{'b' * 26}", "x"):
        assert client.get(f"/t/{token}").status_code == 404
