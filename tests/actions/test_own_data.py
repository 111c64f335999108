""" "My data" and "erase my data" by mail: all of one's own, nothing of others (P40, G4)."""

import json
from dataclasses import asdict
from email import message_from_bytes

import pytest

from service import store
from service.domain.letters import Matter
from service.domain.pairs import Pair
from service.domain.people import Person
from service.store.inbox import Mail
from tests.programme import (
    NOW,
    a_published_pair,
    a_published_team,
    an_answer,
    booked,
    letters,
    receive,
    send_all,
)

PASS = "mx.oksa.example.org; dmarc=pass header.from=example.org"


def write(db: store.Database, pair: Pair, person: Person, words: str, auth: str = PASS) -> Mail:
    headers = {"Authentication_Results": auth} if auth else {}
    return receive(db, an_answer(words, person, Matter("pair", pair.id), **headers), NOW)


def sent(db: store.Database) -> dict[str, str]:
    """Return the files of the letter that brings someone their data."""
    (letter,) = letters(db, "my_data")
    whole = message_from_bytes(store.letters.get(db, letter.id).raw)
    found = {}
    for part in whole.walk():
        content = part.get_payload(decode=True)
        if part.get_filename() and isinstance(content, bytes):
            found[str(part.get_filename())] = content.decode()
    return found


@pytest.mark.parametrize("words", ["tietoni", "Mina uppgifter, tack", "My data please"])
def test_all_that_is_held_comes_as_text_and_json(db: store.Database, words: str) -> None:
    pair = a_published_pair(db)
    booked(db, pair, "2027-02-09 17:00")
    mail = write(db, pair, pair.contact, words)
    assert (mail.state, mail.reason) == ("settled", "asks for their data")
    files = sent(db)
    held = json.loads(files["oksa.json"])
    assert held["people"][0]["email"] == pair.contact.email
    assert held["applications"][0]["answers"]["goals"] == "löytää suunta"
    assert (held["parties"][0]["role"], len(held["attendees"])) == ("actor", 1)
    assert {"tokens", "outbox", "acts"} <= set(held)
    assert "löytää suunta" in files["oksa.txt"]


def test_nothing_of_the_other_and_no_key_is_among_it(db: store.Database) -> None:
    pair = a_published_pair(db)
    booked(db, pair, "2027-02-09 17:00")
    write(db, pair, pair.mentor, "Tuo mukaan kanariankeltainen kansio ja CV.")
    write(db, pair, pair.contact, "tietoni")
    whole = "".join(sent(db).values())
    for name in (pair.mentor.name, pair.mentor.email, "kanariankeltainen"):
        assert name not in whole
    tokens = [row["token"] for row in db.query("select token from tokens")]
    assert not [token for token in tokens if token in whole]


def test_a_team_s_members_are_told_of_themselves_alone(db: store.Database) -> None:
    team = a_published_team(db)
    held = store.holdings.of_person(db, team.actors[1].id)
    assert held["team_members"] == [
        {"round_id": 1, "name": "Maija Salo", "email": "maija@example.org"}
    ]
    contact = store.holdings.of_person(db, team.contact.id)
    assert contact["applications"][0]["members"] == 2
    assert "maija@example.org" not in json.dumps(contact)


def test_the_reply_address_is_enough_for_one_s_data_and_not_for_erasure(
    db: store.Database,
) -> None:
    pair = a_published_pair(db)
    assert write(db, pair, pair.contact, "tietoni", auth="").state == "settled"
    assert [one.to_address for one in letters(db, "my_data")] == [pair.contact.email]
    mail = write(db, pair, pair.contact, "poistakaa tietoni", auth="")
    assert (mail.state, mail.reason) == ("tray", "asks for what needs proof of who wrote it")
    assert letters(db, "erase_asked") == []


def test_erasure_is_a_step_for_the_coordinator_and_nothing_is_gone(db: store.Database) -> None:
    pair = a_published_pair(db)
    before = asdict(store.people.get(db, pair.contact.id))
    mail = write(db, pair, pair.contact, "Radera mina uppgifter")
    assert (mail.state, mail.reason) == ("tray", "asks for all their data to be erased")
    assert asdict(store.people.get(db, pair.contact.id)) == before
    assert [one.to_address for one in letters(db, "erase_asked")] == [pair.contact.email]
    assert "erase_asked" in [act.act for act in store.acts.latest(db)]


def test_an_answer_to_the_data_is_read_by_a_coordinator(db: store.Database) -> None:
    pair = a_published_pair(db)
    write(db, pair, pair.contact, "tietoni")
    send_all(db, NOW)
    (letter,) = letters(db, "my_data")
    raw = an_answer(
        "Puhelinnumeroni on väärin", pair.contact, letter.about, In_Reply_To=letter.message_id
    )
    mail = receive(db, raw, NOW)
    said = "answers a letter whose answers a coordinator reads"
    assert (mail.state, mail.reason) == ("tray", said)


def test_every_table_that_names_a_person_is_among_it(db: store.Database) -> None:
    tables = [
        row["name"] for row in db.query("select name from sqlite_master where type = 'table'")
    ]
    naming = {
        table
        for table in tables
        for column in db.query(f"select name from pragma_table_info('{table}')")
        if column["name"] in ("person_id", "saved_by")
    }
    assert naming - set(store.holdings.HELD) == set()


def test_erasure_may_be_asked_for_in_answer_to_the_data(db: store.Database) -> None:
    pair = a_published_pair(db)
    write(db, pair, pair.contact, "tietoni")
    send_all(db, NOW)
    (letter,) = letters(db, "my_data")
    raw = an_answer(
        "poistakaa tietoni",
        pair.contact,
        letter.about,
        In_Reply_To=letter.message_id,
        Authentication_Results=PASS,
    )
    assert receive(db, raw, NOW).reason == "asks for all their data to be erased"
