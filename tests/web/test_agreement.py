"""The agreement's page: point by point, without scripts or cookies (P11, P37, S5)."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from service import store
from service.domain.letters import Matter
from service.mail import addresses
from service.web import current, links
from tests.programme import NOW, letters
from tests.web.an_agreement import a_pair_at_it, a_team_at_it, link, send
from tests.web.desk import at_the_time, dump
from tests.web.filling import one, page, title


def test_looking_changes_nothing_and_sets_no_cookie(
    client: FlaskClient, db: store.Database
) -> None:
    pair = a_pair_at_it(db)
    before = dump(db)
    shown = client.get(link(pair, pair.mentor))
    client.head(link(pair, pair.mentor))
    assert title(shown) == "Mentorointisopimus · Oksa"
    assert title(client.get(link(pair, pair.contact))) == "Mentorskapsavtal · Oksa"
    assert title(client.get(f"{link(pair, pair.mentor)}/en")) == "Mentoring agreement · Oksa"
    assert "Set-Cookie" not in shown.headers
    assert len(page(shown.text).css("main section details")) == 8
    assert dump(db) == before


def test_each_point_is_saved_on_its_own(client: FlaskClient, db: store.Database) -> None:
    pair = a_pair_at_it(db)
    path = link(pair, pair.contact)
    answer = send(client, path, client.get(path), point="goals", goals="Hitta rätt\r\n<b>nu</b>")
    assert (answer.status_code, answer.location) == (303, f"{path}?noted=saved#goals")
    kept = store.agreements.of(db, pair.id).point("goals")
    assert (kept.body, kept.saved_by) == ({"goals": "Hitta rätt\n<b>nu</b>"}, pair.contact.id)
    shown = client.get(answer.location)
    assert "Hitta rätt\n&lt;b&gt;nu&lt;/b&gt;" in shown.text
    assert "1/8 punkter" in shown.text
    assert "Sparat." in shown.text


def test_choices_and_own_words_are_read_in_the_other_s_language(
    client: FlaskClient, db: store.Database
) -> None:
    pair = a_pair_at_it(db)
    path = link(pair, pair.contact)
    shown = client.get(path)
    send(client, path, shown, point="topics", topics="nätverk", topics_words="frilansliv")
    place = {"place": "online", "place_words": "Teams", "costs": "own"}
    expense = {"expense_meeting": "3", "expense_kind": "car", "expense_estimate": "23,40\xa0€"}
    send(client, path, shown, point="place", **place, **expense)
    assert store.agreements.of(db, pair.id).point("place").body == {
        "place": "online\nTeams",
        "costs": "own",
        "expense_meeting": "3",
        "expense_kind": "car",
        "expense_estimate": "2340",
    }
    mentors = client.get(link(pair, pair.mentor)).text
    for said in ("verkostot\nfrilansliv", "Etänä\nTeams", "Oma auto", "23,40\xa0€"):
        assert said in mentors
    assert "checked" in one(mentors, "[name=topics][value=verkostot]").attributes
    assert one(mentors, "#topics_words").text().strip() == "frilansliv"
    assert one(mentors, "#expense_estimate").attributes["value"] == "23,40"


def test_a_point_is_emptied_again(client: FlaskClient, db: store.Database) -> None:
    pair = a_pair_at_it(db)
    path = link(pair, pair.mentor)
    send(client, path, client.get(path), point="contact", contact="mail", oral="y")
    send(client, path, client.get(path), point="contact", contact_words="")
    kept = store.agreements.of(db, pair.id).point("contact")
    assert (kept.body, kept.oral, kept.is_filled) == ({}, False, False)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"expense_estimate": "24"}, "Valitse tapaaminen, jonka kulu korvataan"),
        ({"expense_meeting": "9", "expense_kind": "car"}, "Valitse tapaaminen luettelosta"),
        ({"expense_meeting": "2", "expense_estimate": "5"}, "Valitse, mistä kulu tulee"),
        ({"expense_meeting": "2", "expense_kind": "car"}, "Kirjoita arvio euroina"),
        (
            {"expense_meeting": "2", "expense_kind": "car", "expense_estimate": "60,01"},
            "Ohjelma korvaa enintään 60,00\xa0€",
        ),
        ({"place_words": "x" * 301}, "Lyhennä"),
    ],
)
def test_what_is_typed_wrongly_is_told_and_kept(
    client: FlaskClient, db: store.Database, typed: dict[str, str], told: str
) -> None:
    pair = a_pair_at_it(db)
    path = link(pair, pair.mentor)
    answer = send(client, path, client.get(path), point="place", costs_words="kahvit", **typed)
    assert title(answer).startswith("Virhe: ")
    assert told in one(answer.text, ".summary").text()
    assert one(answer.text, "#costs_words").text().strip() == "kahvit"
    assert "open" in one(answer.text, "#place details").attributes
    assert store.agreements.of(db, pair.id).points == {}


def test_two_at_once_see_both_texts_and_lose_none(client: FlaskClient, db: store.Database) -> None:
    pair = a_pair_at_it(db)
    mine, theirs = link(pair, pair.mentor), link(pair, pair.contact)
    opened = client.get(mine)
    send(client, theirs, client.get(theirs), point="goals", goals="Hitta en väg")
    answer = send(client, mine, opened, point="goals", goals="Löytää suunta")
    assert (answer.status_code, title(answer).startswith("Virhe: ")) == (409, True)
    assert "Eetu Koski" in one(answer.text, ".summary").text()
    assert one(answer.text, "#goals dd").text() == "Hitta en väg"
    assert one(answer.text, "textarea[name=goals]").text().strip() == "Löytää suunta"
    assert store.agreements.of(db, pair.id).point("goals").body == {"goals": "Hitta en väg"}
    put_together = "Hitta en väg\r\nLöytää suunta"
    assert send(client, mine, answer, point="goals", goals=put_together).status_code == 303
    kept = store.agreements.of(db, pair.id).point("goals").body
    assert kept == {"goals": "Hitta en väg\nLöytää suunta"}


def test_both_approve_by_button(client: FlaskClient, db: store.Database) -> None:
    pair = a_pair_at_it(db)
    mine, theirs = link(pair, pair.mentor), link(pair, pair.contact)
    assert page(client.get(mine).text).css("[value=approve]") == []
    send(client, mine, client.get(mine), point="length", minutes="90")
    send(client, mine, client.get(mine), go="approve")
    shown = client.get(mine)
    assert "on hyväksynyt, ma 11.1." in shown.text
    assert page(shown.text).css("[value=approve]") == []
    send(client, theirs, client.get(theirs), go="approve")
    assert "Båda har godkänt den här versionen." in client.get(theirs).text
    assert len(letters(db, "agreement_copy")) == 2
    given = store.agreements.of(db, pair.id).approvals
    assert [one.language for one in given] == ["fi", "sv"]  # G1: as it was read


def test_what_was_changed_after_the_page_was_opened_is_not_approved(
    client: FlaskClient, db: store.Database
) -> None:
    pair = a_pair_at_it(db)
    mine, theirs = link(pair, pair.mentor), link(pair, pair.contact)
    send(client, mine, client.get(mine), point="length", minutes="90")
    opened = client.get(mine)
    send(client, theirs, client.get(theirs), point="goals", goals="Hitta rätt")
    answer = send(client, mine, opened, go="approve")
    assert answer.status_code == 409
    assert "Sopimusta on muutettu sen jälkeen" in answer.text
    assert "Hitta rätt" in answer.text
    assert store.agreements.of(db, pair.id).approvals == ()


def test_an_agreed_version_stays_to_be_read(client: FlaskClient, db: store.Database) -> None:
    pair = a_pair_at_it(db)
    mine, theirs = link(pair, pair.mentor), link(pair, pair.contact)
    send(client, mine, client.get(mine), point="length", minutes="60")
    for path in (mine, theirs):
        send(client, path, client.get(path), go="approve")
    changed = send(client, mine, client.get(mine), point="length", minutes="120")
    shown = client.get(changed.location)
    assert "Tämä on uusi versio" in shown.text
    earlier = page(shown.text).css("main > details")[0]
    assert "Versio 1, sovittu ma 11.1." in earlier.text()
    assert "1 h" in earlier.text()


def test_the_rest_is_agreed_by_word(client: FlaskClient, db: store.Database) -> None:
    pair = a_pair_at_it(db)
    path = link(pair, pair.mentor)
    send(client, path, client.get(path), go="oral")
    assert "8/8 kohtaa" in client.get(path).text
    assert all(point.oral for point in store.agreements.of(db, pair.id).points.values())


def test_a_team_s_member_reads_and_cannot_write(client: FlaskClient, db: store.Database) -> None:
    pair = a_team_at_it(db)
    contact, member = link(pair, pair.contact), link(pair, pair.actors[1])
    send(client, contact, client.get(contact), point="goals", goals="Ymmärtää alaa")
    shown = client.get(member)
    assert "Ymmärtää alaa" in shown.text
    assert page(shown.text).css("main form") == []
    before = dump(db)
    seal = one(client.get(contact).text, "[name=seal]").attributes["value"] or ""
    for data in ({"point": "goals", "goals": "x"}, {"go": "approve"}, {"go": "oral"}):
        client.post(member, data={"seal": seal, "version": "1", "edition": "1", **data})
    assert dump(db) == before


def test_a_member_s_own_seal_does_not_let_them_write(
    client: FlaskClient, db: store.Database
) -> None:
    pair = a_team_at_it(db)
    member = link(pair, pair.actors[1])
    with client.application.app_context():
        seal = links.seal(member.removeprefix("/s/"))
    before = dump(db)
    for data in ({"point": "goals", "goals": "x"}, {"go": "approve"}, {"go": "oral"}):
        client.post(member, data={"seal": seal, "version": "1", "edition": "0", **data})
    assert dump(db) == before


def test_a_press_that_did_not_come_from_the_page_keeps_what_was_typed(
    client: FlaskClient, db: store.Database
) -> None:
    pair = a_pair_at_it(db)
    path = link(pair, pair.mentor)
    answer = client.post(path, data={"point": "goals", "goals": "Löytää suunta", "seal": "x"})
    assert "Paina nappia vielä kerran." in answer.text
    assert one(answer.text, "textarea[name=goals]").text().strip() == "Löytää suunta"
    good = {
        "point": "goals",
        "goals": "x",
        "seal": one(answer.text, "[name=seal]").attributes["value"],
    }
    client.post(path, data=good, headers={"Sec-Fetch-Site": "cross-site"})
    assert store.agreements.of(db, pair.id).points == {}


def test_a_link_that_opens_nothing_says_what_to_do(client: FlaskClient, db: store.Database) -> None:
    pair = a_pair_at_it(db)
    reply = addresses.token(current.site(), "reply", Matter("agreement", pair.id), pair.mentor.id)
    assert [client.get(f"/s/{token}").status_code for token in ("a" * 27, reply)] == [404, 404]
    at_the_time(db, NOW + timedelta(days=300))
    assert title(client.get(link(pair, pair.contact))).startswith("Länken gäller inte längre")


def test_expenses_are_asked_only_where_the_round_pays_them(
    client: FlaskClient, db: store.Database
) -> None:
    pair = a_pair_at_it(db)
    path = link(pair, pair.mentor)
    assert page(client.get(path).text).css("[name=expense_meeting]")
    db.execute("update rounds set body = json_set(body, '$.expenses_allowed', json('false'))")
    assert page(client.get(path).text).css("[name=expense_meeting]") == []
