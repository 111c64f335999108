"""Cc is enough: mail between the two, read for a date agreed and a meeting held (P19)."""

from email.message import EmailMessage

import pytest

from service import store
from service.domain.letters import Matter
from service.domain.meetings import Meeting
from service.domain.pairs import Pair
from service.domain.people import Person
from service.store.inbox import Delivery, Mail
from tests.programme import (
    NOW,
    SITE,
    a_published_pair,
    an_application,
    apply,
    at,
    booked,
    letters,
    receive,
    reply_address,
    send_all,
)

AFTER = at("2027-02-10 09:00")
PASS = "mx.oksa.example.org; dmarc=pass header.from=example.org"


@pytest.fixture
def pair(db: store.Database) -> Pair:
    return a_published_pair(db)


def between(writer: Person, to: Person, words: str, cc: str = "", *, proven: bool = True) -> bytes:
    """Return a mail of one person to the other, with an address of ours in Cc."""
    message = EmailMessage()
    message["From"] = f"{writer.name} <{writer.email}>"
    message["To"] = f"{to.name} <{to.email}>"
    message["Cc"] = cc or SITE.sender_address
    message["Subject"] = "Moi"
    message["Message-ID"] = f"<{abs(hash((words, writer.id, cc)))}@example.org>"
    if proven:
        message["Authentication-Results"] = PASS
    message.set_content(words)
    return message.as_bytes()


def said_to(db: store.Database, pair: Pair, words: str, now: object = NOW) -> Mail:
    assert now in (NOW, AFTER)
    return receive(db, between(pair.mentor, pair.contact, words), AFTER if now == AFTER else NOW)


def starts(db: store.Database, pair: Pair) -> list[tuple[str, object]]:
    return [(one.state, one.starts_at) for one in store.meetings.of_pair(db, pair.id)]


def past(db: store.Database, pair: Pair) -> Meeting:
    return booked(db, pair, "2027-02-09 17:00")[0]


@pytest.mark.parametrize(
    "words",
    [
        "Moi Eetu, nähdään ti 9.2. klo 17 kirjastolla.\n\nTerveisin Anna",
        "Då ses vi tisdag 9.2 kl 17.",
        "Great, see you on Tuesday 9 February at 17:00",
    ],
)
def test_a_date_agreed_between_the_two_is_booked_for_both(
    db: store.Database, pair: Pair, words: str
) -> None:
    mail = said_to(db, pair, words)
    assert (mail.state, mail.reason) == ("settled", "planned")
    assert starts(db, pair) == [("planned", at("2027-02-09 17:00"))]
    both = sorted([pair.mentor.email, pair.contact.email])
    assert sorted(one.to_address for one in letters(db, "invitation")) == both


def test_a_meeting_held_is_noted_and_both_hear_what_was_understood(
    db: store.Database, pair: Pair
) -> None:
    meeting = past(db, pair)
    words = "Kiitos eilisestä! Tavattiin 1,5 h. Seuraavaksi nähdään ti 9.3. klo 17."
    mail = said_to(db, pair, words, AFTER)
    assert mail.state == "settled"
    held = store.meetings.get(db, meeting.id)
    assert (held.state, held.minutes) == ("held", 90)
    assert starts(db, pair)[1:] == [("planned", at("2027-03-09 17:00"))]
    both = sorted([pair.mentor.email, pair.contact.email])
    assert sorted(one.to_address for one in letters(db, "understood")) == both
    assert mail.reading is not None
    kept = "Kiitos eilisestä! Tavattiin 1,5 h … Seuraavaksi nähdään ti 9.3. klo 17"
    assert mail.reading["text"] == kept


def test_a_move_that_both_have_agreed_on_is_made(db: store.Database, pair: Pair) -> None:
    past(db, pair)
    said_to(db, pair, "Sovittiin siis siirto: to 11.2. klo 16")
    assert starts(db, pair) == [("planned", at("2027-02-11 16:00"))]


@pytest.mark.parametrize(
    "words",
    [
        "Kävisikö ti 9.2. klo 17?",
        "Ehdotan ti 9.2. klo 17",
        "Joo sopii!",
        "Moi! Löysin sen kirjan, josta puhuttiin.",
        "Mitä kuuluu?",
        "Tilanne?",
        "haluan lopettaa",
    ],
)
def test_what_is_not_certain_is_not_asked_back_and_not_kept(
    db: store.Database, pair: Pair, words: str
) -> None:
    before = len(store.letters.every(db))
    mail = said_to(db, pair, words)
    assert (mail.state, mail.reason) == (
        "ignored",
        "a copy that tells no date and no meeting for certain",
    )
    assert (mail.person_id, mail.about, mail.reading) == (None, None, None)
    assert len(store.letters.every(db)) == before


@pytest.mark.parametrize(
    "words",
    [
        "Onnistuu! Nähdään to 11.2. klo 16 niin kuin ehdotit.",
        "Voidaanko siirtää to 11.2. klo 16?",
        "Löysin sen kirjan, josta puhuttiin.",
        "Ei olla nähty pitkään aikaan!",
    ],
)
def test_beside_a_booked_meeting_a_loose_word_moves_and_notes_nothing(
    db: store.Database, pair: Pair, words: str
) -> None:
    meeting = past(db, pair)
    assert said_to(db, pair, words).state == "ignored"
    assert store.meetings.of_pair(db, pair.id) == [meeting]
    if "kirjan" in words:
        assert said_to(db, pair, f"{words} Hyvää viikkoa!", AFTER).state == "ignored"


def test_a_time_that_is_booked_already_is_no_news(db: store.Database, pair: Pair) -> None:
    meeting = past(db, pair)
    mail = said_to(db, pair, "Seuraavaksi nähdään siis ti 9.2. klo 17.")
    assert (mail.state, store.meetings.of_pair(db, pair.id)) == ("ignored", [meeting])
    assert letters(db, "understood") == []


def test_without_proof_only_ones_own_reply_address_is_believed(
    db: store.Database, pair: Pair
) -> None:
    words = "Nähdään ti 9.2. klo 17."
    bare = between(pair.mentor, pair.contact, words, proven=False)
    unproven = receive(db, bare, NOW)
    assert (unproven.state, unproven.reason) == ("ignored", "a copy of a mail that nothing proves")
    about = Matter("pair", pair.id)
    theirs = reply_address(about, pair.contact)
    other = between(pair.mentor, pair.contact, words, theirs, proven=False)
    assert receive(db, other, NOW).state == "ignored"
    assert letters(db, "confirm_sender") == []
    mine = reply_address(about, pair.mentor)
    own = between(pair.mentor, pair.contact, words, mine, proven=False)
    assert receive(db, own, NOW).state == "settled"


def test_a_blind_copy_is_read_the_same(db: store.Database, pair: Pair) -> None:
    raw = between(pair.mentor, pair.contact, "Nähdään ti 9.2. klo 17.", "someone@example.fi")
    delivery = Delivery(raw, "a@example.org", (SITE.sender_address,), "smtp")
    (mail_id,) = store.inbox.keep(db, [delivery], NOW)
    from service.actions import replies

    replies.read_mail(db, SITE, mail_id, NOW)
    assert store.inbox.get(db, mail_id).state == "settled"


def test_an_answer_to_us_with_the_other_in_cc_is_an_answer(db: store.Database, pair: Pair) -> None:
    meeting = past(db, pair)
    to_us = Person(0, reply_address(Matter("meeting", meeting.id), pair.contact), "Oksa", "fi")
    raw = between(pair.contact, to_us, "Joo ei", pair.mentor.email)
    assert receive(db, raw, AFTER).state == "asked"


def test_words_for_the_coordinator_alone_go_to_the_tray(db: store.Database, pair: Pair) -> None:
    mail = said_to(db, pair, "Vain koordinaattorille\n\nNähdään ti 9.2. klo 17.")
    assert (mail.state, mail.reason) == ("tray", "for the coordinator only")
    assert store.meetings.of_pair(db, pair.id) == []


def test_a_mentor_of_two_writes_to_one_and_the_right_pair_is_meant(
    db: store.Database, pair: Pair
) -> None:
    from service.actions import pairs

    apply(db, an_application("actor", "Mira Saari", "mira@example.org"))
    season = store.rounds.get(db, 1)
    second = pairs.make(db, season, pair.mentor.email, ["mira@example.org"])
    pairs.publish(db, SITE, season, NOW)
    send_all(db, NOW)
    mira = store.people.find(db, "mira@example.org")
    assert mira is not None
    receive(db, between(pair.mentor, mira, "Nähdään ti 9.2. klo 17."), NOW)
    assert starts(db, pair) == []
    assert len(starts(db, store.pairs.get(db, second.id))) == 1
