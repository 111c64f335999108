""" "Tilanne?" in three languages and every dress: what comes back (P23, S4, S7)."""

from datetime import timedelta
from email import message_from_bytes

import pytest

from service import store
from service.domain.letters import Letter, Matter
from service.domain.people import Person
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
    letters,
    receive,
    send_all,
)

AFTER = at("2027-02-10 09:00")
PASS = "mx.oksa.example.org; dmarc=pass header.from=example.org"
OUTLOOK = (
    "Hei,\n\nTilanne?\n\nYstävällisin terveisin\nEetu Koski\n\n"
    "Lähettäjä: Mentoriohjelma <mentorointi@oksa.example.org>\nLähetetty: 10. helmikuuta 2027\n"
    "Vastaanottaja: Eetu Koski\nAihe: Tapasitteko?\n\nTapasitteko ti 9.2.?\n"
)
GMAIL = (
    "Läget?\n/Eetu\n\nDen ons 10 feb. 2027 kl 08:00 skrev Mentorprogrammet <a@oksa.example.org>:\n"
    "> Träffades ni?\n"
)
PHONE = "Hi! What's our status? Thanks!\n\nSent from my iPhone"


def text_of(db: store.Database, letter: Letter) -> str:
    whole = message_from_bytes(store.letters.get(db, letter.id).raw)
    part = next(one for one in whole.walk() if one.get_content_type() == "text/plain")
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode().replace("\r\n", "\n")


def fresh(text: str, person: Person, **headers: str) -> bytes:
    """Return a mail of its own to the programme's public address."""
    about = Matter("application", 1)
    return an_answer(text, person, about, **{"To": SITE.sender_address, **headers})


@pytest.mark.parametrize("words", ["Tilanne?", OUTLOOK, GMAIL, PHONE])
def test_the_status_tells_meetings_what_is_next_and_what_is_open(
    db: store.Database, words: str
) -> None:
    pair = a_published_pair(db)
    first, _second = booked(db, pair, "2027-02-09 17:00", "2027-03-09 17:00")
    mail = receive(db, an_answer(words, pair.contact, Matter("meeting", first.id)), AFTER)
    assert (mail.state, mail.reason) == ("settled", "asks for the status")
    (letter,) = letters(db, "status")
    assert (letter.to_address, letter.language) == (pair.contact.email, "sv")
    told = text_of(db, letter).partition("\n-- \n")[0]
    assert told == (
        "Hej Eetu\n\n"
        "Ditt par: Anna Mäkinen\n"
        "Hållna träffar: 0/4\n\n"
        "    1/4 ti 9.2 kl. 17.00: inget svar ännu\n"
        "    2/4 ti 9.3 kl. 17.00: bokad\n\n"
        "Härnäst träff 2/4: ti 9.3 kl. 17.00, 1,5 h.\n\n"
        "Ännu öppet:\n\n"
        "    Träffades ni ti 9.2? (träff 1/4)\n"
        "    Du har inte svarat på inbjudan: ti 9.3 kl. 17.00\n"
        "    Mentorskapsavtalet väntar på ditt godkännande\n"
    )
    assert store.meetings.get(db, first.id).state == "planned"


def test_a_reply_to_the_status_books_the_next_time_and_thanks_ask_nothing(
    db: store.Database,
) -> None:
    pair = a_published_pair(db)
    receive(db, an_answer("Tilanne?", pair.contact, Matter("pair", pair.id)), NOW)
    send_all(db, NOW)
    (letter,) = letters(db, "status")
    about = Matter("pair", pair.id)
    answers = {"In_Reply_To": letter.message_id}
    thanks = receive(db, an_answer("Tack!", pair.contact, about, **answers), NOW)
    assert (thanks.state, thanks.reason) == ("settled", "nothing to do")
    receive(db, an_answer("ti 9.2. klo 17", pair.contact, about, **answers), NOW)
    assert [one.starts_at for one in store.meetings.of_pair(db, pair.id)] == [
        at("2027-02-09 17:00")
    ]


def test_an_invitation_to_the_time_that_one_gave_oneself_is_not_open(db: store.Database) -> None:
    pair = a_published_pair(db)
    receive(db, an_answer("ti 9.2. klo 17", pair.contact, Matter("pair", pair.id)), NOW)
    send_all(db, NOW)
    for person, is_open in ((pair.contact, False), (pair.mentor, True)):
        receive(db, an_answer("Tilanne?", person, Matter("pair", pair.id)), NOW)
        told = text_of(db, letters(db, "status")[-1])
        assert ("kutsuun: ti 9.2." in told or "inbjudan: ti 9.2" in told) == is_open


def test_a_fresh_mail_is_answered_to_who_proves_it(db: store.Database) -> None:
    pair = a_published_pair(db)
    mail = receive(db, fresh("Tilanne?", pair.mentor, Authentication_Results=PASS), NOW)
    assert (mail.state, len(letters(db, "status"))) == ("settled", 1)
    unproven = receive(db, fresh("Hei, tilanne?", pair.mentor), NOW)
    said = (unproven.state, unproven.reason, unproven.person_id)
    assert said == ("tray", "not addressed to a reply address of ours", None)
    prose = fresh("Tavattiin eilen", pair.mentor, Authentication_Results=PASS)
    assert receive(db, prose, NOW).reason == "not addressed to a reply address of ours"
    assert len(letters(db, "status")) == 1


def test_an_applicant_without_a_pair_hears_of_the_application(db: store.Database) -> None:
    season = store.rounds.add(db, a_round())
    made = apply(db, an_application("actor", "Eetu Koski", "eetu@example.org"))
    person = store.people.get(db, made.person_id)
    receive(db, an_answer("Tilanne?", person, Matter("application", season.id)), NOW)
    (letter,) = letters(db, "status")
    assert "Hakemuksesi on vahvistettu. Saat tiedon, kun parit" in text_of(db, letter)


def test_a_robot_is_not_answered_and_nobody_more_than_five_times_an_hour(
    db: store.Database,
) -> None:
    pair = a_published_pair(db)
    about = Matter("pair", pair.id)
    robot = receive(db, an_answer("Tilanne?", pair.contact, about, Precedence="list"), NOW)
    assert (robot.state, letters(db, "status")) == ("tray", [])
    for number in range(7):
        said = an_answer("Tilanne?", pair.contact, about, Message_ID=f"<{number}@example.org>")
        receive(db, said, NOW + timedelta(minutes=number))
    assert len(letters(db, "status")) == 5


def test_words_for_the_coordinator_alone_are_no_command(db: store.Database) -> None:
    pair = a_published_pair(db)
    said = "Vain koordinaattorille: tilanne?"
    mail = receive(db, an_answer(said, pair.contact, Matter("pair", pair.id)), NOW)
    assert (mail.state, mail.reason) == ("tray", "for the coordinator only")
    assert letters(db, "status") == []
