"""Preparation: who is asked what and when, and what is passed on and forgotten (P16, G2)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from jobs.forget import empty_log, forget_notes, forget_old
from jobs.prepare import prepare
from service import store
from service.actions import meetings, preparing
from service.domain.letters import Letter, Matter
from service.domain.meetings import Meeting
from service.domain.pairs import Pair
from service.domain.people import Person
from service.store.inbox import Mail
from tests.jobs.letters import a_letter, put
from tests.programme import (
    SITE,
    a_published_pair,
    a_published_team,
    an_answer,
    at,
    booked,
    letters,
    receive,
    send_all,
)

MEETING = "2027-02-09 17:00"  # a Tuesday
FIVE_BEFORE = at("2027-02-04 08:00")
THREE_BEFORE = at("2027-02-05 08:00")  # three days before is a Saturday, so the Friday
CANARY = "kanarialintu-7f3a9c"


def asked(db: store.Database) -> list[str]:
    return [letter.to_address for letter in letters(db, "preparation")]


def read(letter: Letter) -> EmailMessage:
    message = message_from_bytes(letter.raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(db: store.Database, letter: Letter) -> str:
    body = read(store.letters.get(db, letter.id)).get_body(("plain",))
    assert body is not None
    return " ".join(str(body.get_content()).split())


def prepared(db: store.Database) -> tuple[Pair, Meeting]:
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, MEETING)
    for moment in (FIVE_BEFORE, THREE_BEFORE):
        prepare(db, SITE, moment)
        send_all(db, moment)
    return pair, meeting


def answer(db: store.Database, words: str, who: Person, meeting: Meeting, **headers: str) -> Mail:
    raw = an_answer(words, who, Matter("meeting", meeting.id), **headers)
    return receive(db, raw, THREE_BEFORE)


def test_the_actor_is_asked_five_days_before_and_the_mentor_three(db: store.Database) -> None:
    pair = a_published_pair(db)
    booked(db, pair, MEETING)
    assert prepare(db, SITE, at("2027-02-03 16:00")) == 0
    assert prepare(db, SITE, FIVE_BEFORE) == 1
    assert prepare(db, SITE, FIVE_BEFORE) == 0
    assert asked(db) == [pair.contact.email]
    assert prepare(db, SITE, THREE_BEFORE) == 1
    assert asked(db) == [pair.contact.email, pair.mentor.email]


def test_everyone_in_a_team_is_asked(db: store.Database) -> None:
    pair = a_published_team(db)
    booked(db, pair, MEETING)
    prepare(db, SITE, FIVE_BEFORE)
    assert asked(db) == [actor.email for actor in pair.actors]
    assert "Kuka vetää tämän kerran?" in text_of(db, letters(db, "preparation")[0])


def test_the_questions_are_the_first_meeting_s_in_the_reader_s_language(
    db: store.Database,
) -> None:
    prepared(db)
    to_actor, to_mentor = (text_of(db, letter) for letter in letters(db, "preparation"))
    assert "Var står du nu, och vad ger dig kraft?" in to_actor
    assert "Avtalet punkt för punkt, 20 min" in to_actor
    assert "Muistele omaa siirtymääsi työelämään: mikä yllätti?" in to_mentor
    assert "Sopimus kohta kohdalta, 20 min" in to_mentor


def test_a_meeting_booked_late_is_prepared_if_a_day_remains(db: store.Database) -> None:
    pair = a_published_pair(db)
    late = at("2027-02-08 10:00")
    booked(db, pair, "2027-02-09 17:00", now=late)
    assert prepare(db, SITE, late) == 2
    booked(db, pair, "2027-02-11 09:00", now=at("2027-02-10 10:00"))
    assert prepare(db, SITE, at("2027-02-10 10:00")) == 0


@pytest.mark.parametrize("moment", ["2027-02-04 07:59", "2027-02-04 17:00", "2027-02-06 10:00"])
def test_nobody_is_asked_outside_working_hours(db: store.Database, moment: str) -> None:
    booked(db, a_published_pair(db), MEETING)
    assert prepare(db, SITE, at(moment)) == 0


def test_nobody_who_has_said_stop_or_cannot_come_is_asked(db: store.Database) -> None:
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, MEETING)
    store.people.pause(db, pair.contact.id, FIVE_BEFORE)
    assert prepare(db, SITE, FIVE_BEFORE) == 0
    meetings.answer(db, SITE, meeting, pair.contact, "declined", FIVE_BEFORE)
    assert prepare(db, SITE, THREE_BEFORE) == 0


def test_a_moved_meeting_is_prepared_anew_only_if_the_letter_has_not_gone(
    db: store.Database,
) -> None:
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, MEETING)
    prepare(db, SITE, FIVE_BEFORE)
    meetings.shift(db, SITE, meeting, (at("2027-02-11 17:00"), None), None, FIVE_BEFORE)
    moved = at("2027-02-05 09:00")
    assert prepare(db, SITE, moved) == 1
    (letter,) = letters(db, "preparation")
    assert "to 11.2" in text_of(db, letter)
    send_all(db, moved)
    again = store.meetings.get(db, meeting.id)
    meetings.shift(db, SITE, again, (at("2027-02-10 17:00"), None), None, moved)
    prepare(db, SITE, moved)
    assert asked(db).count(pair.contact.email) == 1


def test_an_answer_is_passed_on_and_the_writer_told_without_a_quote(db: store.Database) -> None:
    pair, meeting = prepared(db)
    mail = answer(db, f"Haluan puhua verkostoista. {CANARY}\n\nJa CV.", pair.contact, meeting)
    (note,) = letters(db, "preparation_note")
    (echo,) = letters(db, "understood")
    assert (mail.state, note.to_address) == ("settled", pair.mentor.email)
    assert f"Kirjoittaja: {pair.contact.name} Haluan puhua verkostoista. {CANARY} Ja CV." in (
        text_of(db, note)
    )
    assert echo.to_address == pair.contact.email
    assert CANARY not in text_of(db, echo)
    assert CANARY not in str(mail.reading)


def test_a_mentor_s_words_go_to_the_whole_team(db: store.Database) -> None:
    pair = a_published_team(db)
    (meeting,) = booked(db, pair, MEETING)
    prepare(db, SITE, THREE_BEFORE)
    send_all(db, THREE_BEFORE)
    answer(db, "Miettikää, mitä haluatte oppia.", pair.mentor, meeting)
    notes = letters(db, "preparation_note")
    assert [note.to_address for note in notes] == [actor.email for actor in pair.actors]
    answer(db, "Mietin opintoja ja työtä.", pair.actors[2], meeting)
    assert [note.to_address for note in letters(db, "preparation_note")[3:]] == [pair.mentor.email]


def test_nothing_but_the_words_is_passed_on(db: store.Database) -> None:
    pair, _ = prepared(db)
    message = EmailMessage()
    for name, value in (
        ("From", f"{pair.contact.name} <{pair.contact.email}>"),
        ("To", str(reply_to(db))),
        ("Cc", "muu@example.org"),
        ("Subject", "Salainen aihe"),
        ("X-Secret", "salaisuus"),
        ("Message-ID", "<note@example.org>"),
    ):
        message[name] = value
    message.set_content("Haluan puhua\u202e työnhausta\x07.\n")
    message.add_alternative("<p>Haluan <b>puhua</b> työnhausta.</p>", subtype="html")
    message.add_attachment(b"%PDF-1.4", "application", "pdf", filename="salaisuus.pdf")
    receive(db, message.as_bytes(), THREE_BEFORE)
    (note,) = letters(db, "preparation_note")
    whole = read(store.letters.get(db, note.id))
    parts = [part.get_content_type() for part in whole.walk()]
    assert parts == ["multipart/alternative", "text/plain", "text/html"]
    assert (whole["Cc"], whole["Auto-Submitted"], whole["X-Auto-Response-Suppress"]) == (None,) * 3
    assert "Haluan puhua työnhausta." in text_of(db, note)
    assert "sala" not in "".join(str(part.get_payload()) for part in whole.walk()).lower()
    assert store.letters.get(db, note.id).raw.isascii()


def reply_to(db: store.Database) -> str:
    letter = letters(db, "preparation")[0]
    return str(read(store.letters.get(db, letter.id))["Reply-To"])


def test_a_reply_to_a_note_is_passed_back(db: store.Database) -> None:
    pair, meeting = prepared(db)
    answer(db, "Haluan puhua verkostoista.", pair.contact, meeting)
    send_all(db, THREE_BEFORE)
    answer(db, "Otan mukaan kaksi esimerkkiä työstäni.", pair.mentor, meeting)
    assert [note.to_address for note in letters(db, "preparation_note")] == [
        pair.mentor.email,
        pair.contact.email,
    ]


def test_thanks_alone_is_asked_about_once_and_not_passed_on(db: store.Database) -> None:
    pair, meeting = prepared(db)
    assert answer(db, "Kiitos!", pair.contact, meeting).state == "asked"
    assert letters(db, "preparation_note") == []


def test_the_eleventh_note_of_a_day_waits_for_a_coordinator(db: store.Database) -> None:
    pair, meeting = prepared(db)
    named = letters(db, "preparation")[0].message_id
    ends = [
        answer(db, f"Haluan puhua aiheesta numero {n}.", pair.contact, meeting,
               Message_ID=f"<{n}@example.org>", In_Reply_To=named)
        for n in range(11)
    ]  # fmt: skip
    assert [one.state for one in ends] == ["settled"] * 10 + ["tray"]
    assert len(letters(db, "preparation_note")) == 10


def test_what_is_too_long_or_from_a_list_waits_for_a_coordinator(db: store.Database) -> None:
    pair, meeting = prepared(db)
    long = "Haluan puhua verkostoista. " + "Ja kaikesta muustakin. " * 4000
    assert answer(db, long, pair.contact, meeting).state != "settled"
    listed = answer(db, "Haluan puhua työstä.", pair.contact, meeting, List_Id="<x.example.org>")
    assert (listed.state, letters(db, "preparation_note")) == ("tray", [])


def test_preparation_after_the_meeting_is_not_passed_on(db: store.Database) -> None:
    pair, meeting = prepared(db)
    letter = letters(db, "preparation")[0]
    raw = an_answer(
        "Haluan puhua verkostoista.", pair.contact, Matter("meeting", meeting.id),
        In_Reply_To=letter.message_id,
    )  # fmt: skip
    assert receive(db, raw, at("2027-02-10 09:00")).state != "settled"
    assert letters(db, "preparation_note") == []


def everything(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.name, path.read_bytes()


def holding(folder: Path, word: str) -> list[str]:
    return [name for name, content in everything(folder) if word.encode() in content]


@pytest.mark.parametrize("filler", [1, 30, 120])
def test_a_delivered_note_stands_in_no_file(
    db: store.Database, tmp_path: Path, filler: int
) -> None:
    """Among other mails and letters, so that pages were split and cells moved."""
    pair, meeting = prepared(db)
    named = letters(db, "preparation")[0].message_id
    for number in range(filler):
        stranger = Person(99, "muu@example.org", "Muu Mies", "fi")
        answer(db, f"Täyte {number} " * 30, stranger, meeting, Message_ID=f"<{number}@x>")
        put(db, a_letter(f"k{number}"), due_at=THREE_BEFORE)
        if number == filler // 2:
            words = f"Haluan puhua verkostoista. {CANARY} " + "Ja työstä. " * filler
            mail = answer(db, words, pair.contact, meeting, In_Reply_To=named)
            assert mail.state == "settled"
            assert holding(tmp_path, CANARY)
    size = len(store.letters.get(db, letters(db, "preparation_note")[0].id).raw)
    send_all(db, THREE_BEFORE)
    assert preparing.forget(db, THREE_BEFORE) == 1
    assert holding(tmp_path, CANARY) == []
    assert preparing.forget(db, THREE_BEFORE) == 0
    kept = next(db.query("select sha256, bytes, forgotten_at from notes"))
    assert (len(kept["sha256"]), kept["bytes"]) == (64, size)
    with pytest.raises(LookupError):
        store.inbox.raw(db, mail.id)


@pytest.mark.parametrize("hours", [71, 72])
def test_what_may_quote_a_note_is_forgotten_after_three_days(
    db: store.Database, tmp_path: Path, hours: int
) -> None:
    """A note that was asked about before it was passed on, and an answer below which it stands."""
    pair, meeting = prepared(db)
    first = answer(db, f"Kiitos! {CANARY}", pair.contact, meeting, Message_ID="<1@x>")
    assert first.state == "asked"
    answer(db, f"Haluan puhua verkostoista. {CANARY}", pair.contact, meeting, Message_ID="<2@x>")
    send_all(db, THREE_BEFORE)
    (note,) = letters(db, "preparation_note")
    quoting = f"Kiitos!\n\nOksa kirjoitti:\n> {CANARY}"
    answer(db, quoting, pair.mentor, meeting, In_Reply_To=note.message_id, Message_ID="<3@x>")
    send_all(db, THREE_BEFORE)
    then = THREE_BEFORE + timedelta(hours=hours)
    forget_notes(db, SITE, then)
    forget_old(db, SITE, then)
    empty_log(db, SITE, then)
    assert bool(holding(tmp_path, CANARY)) is (hours < 72)


@pytest.mark.parametrize(("hours", "forgotten"), [(71, 0), (72, 1)])
def test_an_undelivered_note_is_forgotten_after_three_days(
    db: store.Database, tmp_path: Path, hours: int, forgotten: int
) -> None:
    pair, meeting = prepared(db)
    answer(db, f"Haluan puhua verkostoista. {CANARY}", pair.contact, meeting)
    then: datetime = THREE_BEFORE + timedelta(hours=hours)
    assert preparing.forget(db, then) == forgotten
    (note,) = letters(db, "preparation_note")
    assert note.state == ("failed" if forgotten else "waiting")
    assert bool(holding(tmp_path, CANARY)) is not bool(forgotten)
