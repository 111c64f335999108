"""The public form, from the first page to the receipt."""

from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from service import store
from service.domain.applications import Application, Member
from service.domain.rounds import Round
from service.web import current
from tests.seasons import a_round
from tests.web.filling import MENTOR, TEAM, hidden, one, page, press, title, to_the_check

CHECK, SENT = "Tarkista vastauksesi", "Hakemuksesi on saapunut"
LATER = timedelta(days=2)


def kept(db: store.Database, season: Round) -> list[Application]:
    return store.applications.of_round(db, season.id)


def everything_in(db: store.Database) -> dict[str, object]:
    return {table.name: list(table.rows) for table in db.tables}


def test_a_mentor_applies(client: FlaskClient, db: store.Database, season: Round) -> None:
    check = to_the_check(client, MENTOR, "/haku?s=li&fbclid=IwAR0")
    assert title(check).startswith(CHECK)
    sent = press(client, check, go="send")
    assert title(sent).startswith(SENT)
    assert "a•••@e•••.org" in sent.text
    mine = kept(db, season)[0]
    assert mine.reference in sent.text
    assert mine == Application(
        round_id=season.id,
        role="mentor",
        name="Aino Mentori",
        email="aino@example.org",
        language="fi",
        answers={
            "field": "Kulttuuri",
            "work": "Tuottaja",
            "themes": ("Työnhaku", "Oma tarina ja urapolku"),
            "ask_me_about": "Kaikesta",
            "town": "Helsinki",
            "online": True,
            "capacity": 2,
            "takes_team": True,
            "may_name": False,
            "consent": True,
            "consent_version": "4",
        },
        phone="040 123",
        source="li",
        id=mine.id,
        reference=mine.reference,
        person_id=mine.person_id,
        submitted_at=mine.submitted_at,
    )
    assert [letter.kind for letter in store.letters.every(db)] == ["receipt"]


def test_a_team_applies_in_swedish(client: FlaskClient, db: store.Database, season: Round) -> None:
    press(client, to_the_check(client, TEAM, "/haku/sv"))
    mine = kept(db, season)[0]
    assert (mine.language, mine.members) == ("sv", (Member("Olli Opiskelija", "olli@example.org"),))
    assert mine.answers["field"] == "Samhällspedagogik"
    assert mine.answers["goals"] == "Ymmärtää\nalaa"
    assert mine.answers["own_mentor"] == "Marja Mestari, marja@example.org"


@pytest.mark.parametrize(
    ("typed", "leads_to"),
    [
        ("/haku/", "/haku"),
        ("/haku/EN", "/haku/en"),
        ("/haku/sv/", "/haku/sv"),
        ("/haku/Sv?s=li&fbclid=x", "/haku/sv?s=li&fbclid=x"),
    ],
)
def test_an_address_that_is_nearly_right_leads_to_the_form(
    client: FlaskClient, season: Round, typed: str, leads_to: str
) -> None:
    answer = client.get(typed)
    assert (answer.status_code, answer.headers["Location"]) == (301, leads_to)
    assert client.get(leads_to).status_code == 200
    assert client.get("/haku/de").status_code == 404
    assert client.get("/haku//example.org").status_code in (308, 404)


@pytest.mark.parametrize("named", ["Kaisa K, Kaisa@Example.org", "Olli O, olli@example.org"])
@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/haku", "Tämä osoite kuuluu tiimiinne"),
        ("/haku/sv", "Adressen hör till någon i teamet"),
        ("/haku/en", "This is someone of your team"),
    ],
)
def test_nobody_of_a_team_is_its_own_mentor(
    client: FlaskClient, season: Round, path: str, said: str, named: str
) -> None:
    answer = to_the_check(client, [*TEAM[:-1], {**TEAM[-1], "own_mentor": named}], path)
    assert said in answer.text
    assert one(answer.text, "#own_mentor").attributes["aria-invalid"] == "true"


def test_all_fields_may_come_at_once(
    client: FlaskClient, db: store.Database, season: Round
) -> None:
    everything = {name: said for step in MENTOR for name, said in step.items()}
    check = press(client, client.get("/haku"), **everything)
    assert title(check).startswith(CHECK)
    press(client, check)
    assert [one.name for one in kept(db, season)] == ["Aino Mentori"]


def test_choices_may_come_as_their_text_in_any_language(
    client: FlaskClient, db: store.Database, season: Round
) -> None:
    topics = {**MENTOR[2], "field": "kultur", "themes": ["Networks"]}
    press(client, to_the_check(client, [*MENTOR[:2], topics, MENTOR[3]]))
    answers = kept(db, season)[0].answers
    assert (answers["field"], answers["themes"]) == ("Kulttuuri", ("Verkostot",))


def test_sent_twice_it_is_one_application(
    client: FlaskClient, db: store.Database, season: Round
) -> None:
    check = to_the_check(client, MENTOR)
    pages = [press(client, check, go="send") for _tap in range(2)]
    found = {one(sent.text, ".reference").text() for sent in pages}
    assert found == {one.reference for one in kept(db, season)}
    assert len(found) == 1
    assert len(store.letters.every(db)) == 1


def test_an_address_mended_after_sending_makes_another_application(
    client: FlaskClient, db: store.Database, season: Round
) -> None:
    sent = press(client, to_the_check(client, MENTOR))
    you = press(client, sent, go="to-you")
    check = press(client, you, name="Aino Mentori", email="aino.mentori@example.org", phone="")
    press(client, check, go="send")
    assert [one.email for one in kept(db, season)] == [
        "aino@example.org",
        "aino.mentori@example.org",
    ]


def test_a_wrong_step_is_shown_with_what_was_typed(client: FlaskClient, season: Round) -> None:
    you = press(client, client.get("/haku"), role="mentor")
    answer = press(client, you, name="", email="aino at example", phone="040")
    shown = page(answer.text)
    assert title(answer).startswith("Virhe: Sinä")
    assert [(one.attributes["href"], one.text()) for one in shown.css(".summary a")] == [
        ("#name", "Kirjoita nimesi"),
        ("#email", "Kirjoita sähköpostiosoite muodossa nimi@example.org"),
    ]
    assert [one.attributes["value"] for one in shown.css(".field input")] == [
        "",
        "aino at example",
        "040",
    ]
    assert one(answer.text, "#email").attributes["aria-describedby"] == "email-hint email-error"


def test_each_wrong_line_of_a_team_is_named(client: FlaskClient, season: Round) -> None:
    you = press(client, client.get("/haku/en"), role="team")
    answer = press(
        client, you, **{**TEAM[1], "members": "Olli\nVilja, v@example.org\nv@example.org"}
    )
    assert [one.text() for one in page(answer.text).css(".summary a")] == [
        "Line 1: write a name, a comma and an e-mail",
        "Line 3: write a name, a comma and an e-mail",
    ]


def test_a_language_button_keeps_everything(
    client: FlaskClient, db: store.Database, season: Round
) -> None:
    topics = to_the_check(client, MENTOR[:2])
    swedish = press(client, topics, go="in-sv", field="f2", work="Pro", themes=["t2"])
    assert one(swedish.text, "html").attributes["lang"] == "sv"
    assert one(swedish.text, "form#apply").attributes["action"] == "/haku/sv"
    assert one(swedish.text, "option[selected]").text() == "Samhällspedagogik"
    assert [box.attributes["value"] for box in page(swedish.text).css("input[checked]")] == ["t2"]
    check = press(
        client, press(client, swedish, field="f2", work="Pro", themes=["t2"]), **MENTOR[3]
    )
    press(client, check, go="send")
    assert (kept(db, season)[0].language, kept(db, season)[0].name) == ("sv", "Aino Mentori")


def test_a_receipt_can_be_read_in_another_language(client: FlaskClient, season: Round) -> None:
    sent = press(client, to_the_check(client, MENTOR))
    english = press(client, sent, go="in-en")
    assert title(english).startswith("Your application has arrived")
    told = [one(told.text, ".reference").text() for told in (sent, english)]
    assert told[0] == told[1]


def test_an_old_state_is_shown_again_filled_in_and_sent_at_the_next_press(
    client: FlaskClient, db: store.Database, season: Round
) -> None:
    check = to_the_check(client, MENTOR)
    store.memory.set_clock_ahead(db, LATER)
    again = press(client, check, go="send")
    assert "Paina nappia vielä kerran." in again.text
    assert (title(again).startswith(CHECK), "Aino Mentori" in again.text) == (True, True)
    assert kept(db, season) == []
    press(client, again, go="send")
    assert len(kept(db, season)) == 1


def test_nothing_unsigned_is_believed(
    client: FlaskClient, db: store.Database, season: Round
) -> None:
    check = to_the_check(client, MENTOR)
    state = hidden(check.text)["state"]
    for broken in ("", "x", state[:-2] + "xx", state.swapcase()):
        again = press(client, check, go="send", state=broken)
        assert again.status_code == 200
        assert "Paina nappia vielä kerran." in again.text
    assert kept(db, season) == []


@pytest.mark.parametrize(
    ("headers", "sent"),
    [
        ({"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}, 0),
        ({"Origin": "https://evil.example"}, 0),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 1),
        ({"Origin": "https://oksa.example.fi"}, 1),
        ({}, 1),
    ],
)
def test_another_sites_page_cannot_send_the_form(
    client: FlaskClient, db: store.Database, season: Round, headers: dict[str, str], sent: int
) -> None:
    fields = hidden(to_the_check(client, MENTOR).text)
    answer = client.post("/haku", data={**fields, "go": "send"}, headers=headers)
    assert answer.status_code == 200
    assert len(kept(db, season)) == sent


def test_a_robot_that_fills_in_everything_is_asked_again(
    client: FlaskClient, db: store.Database, season: Round
) -> None:
    answer = press(client, to_the_check(client, MENTOR), leave_empty="https://spam.example")
    assert "Paina nappia vielä kerran." in answer.text
    assert kept(db, season) == []


def test_names_cannot_pass_for_addresses_or_break_a_header(
    client: FlaskClient, db: store.Database, season: Round
) -> None:
    you = {"name": "boss@aalto.fi\r\nBcc: x", "email": "aino@example.org", "phone": "1\r\n2"}
    press(client, to_the_check(client, [MENTOR[0], you, *MENTOR[2:]]))
    mine = kept(db, season)[0]
    assert (mine.name, mine.phone) == ("boss aalto.fi Bcc: x", "1 2")


def test_looking_changes_nothing_and_sets_no_cookie(
    client: FlaskClient, db: store.Database, season: Round
) -> None:
    before = everything_in(db)
    for path in ("/haku", "/haku/sv", "/haku/en?s=fb", "/haku/fi", "/tietosuoja"):
        for answer in (client.get(path), client.head(path)):
            assert (answer.status_code, "Set-Cookie" in answer.headers) == (200, False)
    assert everything_in(db) == before


def test_facebook_is_answered_in_the_language_it_asks_for(
    client: FlaskClient, season: Round
) -> None:
    assert 'lang="sv"' in client.get("/haku?fb_locale=sv_SE").text
    assert 'lang="fi"' in client.get("/haku", headers={"Accept-Language": "en-US"}).text


@pytest.mark.parametrize(("days", "told"), [(15, "Ansökan öppnar"), (-15, "Ansökan stängde")])
def test_outside_its_window_a_round_takes_the_address_of_who_wants_to_be_told(
    client: FlaskClient, db: store.Database, days: int, told: str
) -> None:
    today = datetime.now(UTC).date() + timedelta(days=days)
    season = store.rounds.add(db, a_round(today))
    closed = client.get("/haku/sv")
    assert title(closed).startswith(told)
    wrong = press(client, closed, go="tell", email="nobody")
    assert title(wrong).startswith(f"Fel: {told}")
    assert "Tack!" in press(client, wrong, go="tell", email="Ulla@Example.org").text
    person = store.people.find(db, "ulla@example.org")
    assert person is not None
    assert person.language == "sv"
    assert store.applications.untold_interests(db, season.id) == [person.id]


def test_a_form_begun_in_time_is_closed_at_the_deadline(
    client: FlaskClient, db: store.Database, season: Round
) -> None:
    check = to_the_check(client, MENTOR)
    store.memory.set_clock_ahead(db, timedelta(days=20))
    assert title(press(client, check, go="send")).startswith("Haku päättyi")
    assert kept(db, season) == []


def test_without_any_round_the_page_is_friendly(client: FlaskClient) -> None:
    answer = client.get("/haku/en")
    assert (answer.status_code, title(answer)) == (200, "No round is planned yet · Oksa")
    assert client.post("/haku/en", data={"role": "mentor"}).status_code == 200


def test_a_round_without_teams_offers_none(client: FlaskClient, db: store.Database) -> None:
    today = datetime.now(UTC).date()
    season = a_round(today, models=("individual",), fields=(), themes=())
    store.rounds.add(db, season)
    shown = page(client.get("/haku").text)
    assert [one.attributes["value"] for one in shown.css("[name=role]")] == ["mentor", "actor"]
    topics = page(to_the_check(client, MENTOR[:2]).text)
    assert [one.attributes["name"] for one in topics.css(".field [name]")] == [
        "work",
        "ask_me_about",
    ]


def test_more_posts_than_people_make_are_refused(client: FlaskClient, season: Round) -> None:
    answers = [client.post("/haku", data={"x": "y"}).status_code for _post in range(245)]
    assert set(answers[:240]) == {200}
    assert answers[-1] == 429
    assert client.get("/haku").status_code == 200


def test_a_post_beyond_all_measure_is_told_so(client: FlaskClient, season: Round) -> None:
    answer = client.post("/haku", data={"goals": "x" * 300_000})
    assert (answer.status_code, "Tekstiä tuli liikaa kerralla" in answer.text) == (413, True)


def test_the_form_is_shown_where_its_opening_cannot_be_counted(
    client: FlaskClient, season: Round
) -> None:
    current.db().execute("pragma query_only = 1")  # as on a full disk
    with client.get("/haku/en") as page:
        assert page.status_code == 200
