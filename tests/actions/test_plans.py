"""The plan of meetings: times asked back, holidays named, and the next time asked for (P12)."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest

from jobs.ask_for_times import ask_for_times
from jobs.ask_how_it_went import ask_how_it_went, ask_the_mentors, remind_the_actors
from service import store
from service.actions import attendance, meetings
from service.domain.letters import Letter, Matter
from service.domain.meetings import Held, Meeting, NotHeld
from service.domain.pairs import Pair
from tests.programme import (
    NOW,
    SITE,
    a_published_pair,
    an_answer,
    at,
    booked,
    letters,
    receive,
    send_all,
)


def text_of(db: store.Database, letter: Letter) -> str:
    message = message_from_bytes(store.letters.get(db, letter.id).raw, policy=policy.default)
    body = message.get_body(("plain",))
    assert body is not None
    return " ".join(body.get_content().split())


def of(pair: Pair) -> Matter:
    return Matter("pair", pair.id)


def tell(db: store.Database, meeting: Meeting, said: Held | NotHeld, when: str) -> None:
    attendance.tell(db, SITE, meeting, said, None, at(when))
    send_all(db, at(when))


def turns(db: store.Database) -> list[str]:
    return [letter.key.split(":", 2)[2] for letter in letters(db, "when_will_you_meet")]


@pytest.mark.parametrize(
    "words", ["ti 9.2. ja 9.3. klo 17, 1 h", "ti 9.2. klo 17-18, ti 9.3. klo 17-18"]
)
def test_meetings_are_as_long_as_the_reply_says(db: store.Database, words: str) -> None:
    pair = a_published_pair(db)
    receive(db, an_answer(words, pair.contact, of(pair)), NOW)
    assert [one.minutes for one in store.meetings.of_pair(db, pair.id)] == [60, 60]
    (echo,) = letters(db, "understood")
    assert "ti 9.3 kl. 17.00, 1 h" in text_of(db, echo)


@pytest.mark.parametrize(
    ("words", "reason", "told"),
    [
        ("5.1.2027 klo 17", "plans a time that has passed", "redan har varit"),
        (
            "ti 9.2. klo 17 ja ti 9.2. klo 19",
            "plans two meetings on one day",
            "två träffar på samma dag",
        ),
        ("29.2.2027 klo 17", "plans a day that cannot be read", "inte i kalendern"),
        (
            "ti 9.2., 9.3., 13.4., 11.5. ja 25.5. klo 17",
            "plans more meetings than the plan has",
            "fler tider än er plan har träffar kvar",
        ),
    ],
)
def test_times_that_cannot_be_right_are_asked_back_once_with_the_reason(
    db: store.Database, words: str, reason: str, told: str
) -> None:
    pair = a_published_pair(db)
    first = receive(db, an_answer(words, pair.contact, of(pair)), NOW)
    (question,) = letters(db, "not_understood")
    assert (first.state, first.reason) == ("asked", reason)
    assert told in text_of(db, question)
    send_all(db, NOW)
    second = receive(db, an_answer(words, pair.contact, of(pair), Message_ID="<2@x>"), NOW)
    assert (second.state, second.reason) == ("tray", reason)
    assert store.meetings.of_pair(db, pair.id) == []


def test_the_right_times_in_answer_to_that_are_booked(db: store.Database) -> None:
    pair = a_published_pair(db)
    receive(db, an_answer("29.2.2027 klo 17", pair.contact, of(pair)), NOW)
    send_all(db, NOW)
    mail = receive(db, an_answer("ti 2.3. klo 17", pair.contact, of(pair)), NOW)
    assert mail.state == "settled"
    assert len(store.meetings.of_pair(db, pair.id)) == 1


def test_a_second_meeting_on_a_booked_day_is_asked_back_and_the_same_one_is_known(
    db: store.Database,
) -> None:
    pair = a_published_pair(db)
    booked(db, pair, "2027-02-09 17:00")
    same = receive(db, an_answer("ti 9.2. klo 17", pair.contact, of(pair)), NOW)
    other = receive(db, an_answer("ti 9.2. klo 19", pair.contact, of(pair)), NOW)
    assert (same.state, other.state) == ("settled", "asked")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("ti 9.2. klo 17", "Inbjudan till den är redan skickad."),
        ("ti 9.2. ja ti 9.3. klo 17", "Inbjudan kommer till din kalender i ett eget meddelande."),
        ("ti 9.3. ja ti 6.4. klo 17", "Inbjudningarna kommer till din kalender"),
    ],
)
def test_an_echo_promises_as_many_invitations_as_leave(
    db: store.Database, words: str, told: str
) -> None:
    pair = a_published_pair(db)
    booked(db, pair, "2027-02-09 17:00")
    receive(db, an_answer(words, pair.contact, of(pair)), NOW)
    (echo,) = letters(db, "understood")
    assert told in text_of(db, echo)


def test_a_holiday_is_pointed_out_by_name_in_the_reader_s_language(db: store.Database) -> None:
    pair = a_published_pair(db)
    mail = receive(db, an_answer("ma 29.3. klo 17", pair.contact, of(pair)), NOW)
    to_mentor, to_actor = (text_of(db, letter) for letter in letters(db, "invitation"))
    (echo,) = letters(db, "understood")
    assert mail.state == "settled"
    assert "Huomaa, että päivä on pyhäpäivä: Toinen pääsiäispäivä" in to_mentor
    assert "Observera att dagen är en helgdag: Annandag påsk" in to_actor
    assert "(helgdag: Annandag påsk)" in text_of(db, echo)


def test_nothing_is_said_of_an_ordinary_day(db: store.Database) -> None:
    booked(db, a_published_pair(db), "2027-02-09 17:00")
    assert "pyhäpäivä" not in text_of(db, letters(db, "invitation")[0])


def test_a_pair_without_a_meeting_is_asked_after_a_week_and_once_more(
    db: store.Database,
) -> None:
    a_published_pair(db)
    assert ask_for_times(db, SITE, NOW + timedelta(days=6)) == 0
    week = NOW + timedelta(days=7)
    assert [ask_for_times(db, SITE, week) for _ in range(3)] == [1, 0, 0]
    send_all(db, week)
    assert ask_for_times(db, SITE, week + timedelta(days=6)) == 0
    assert ask_for_times(db, SITE, week + timedelta(days=7)) == 1
    send_all(db, week + timedelta(days=7))
    assert ask_for_times(db, SITE, week + timedelta(days=30)) == 0
    first, second = letters(db, "when_will_you_meet")
    assert turns(db) == ["1:1", "1:2"]
    assert "Meddelande 1/2" in text_of(db, first)
    assert "Meddelande 2/2" in text_of(db, second)


def test_a_booked_meeting_stops_the_question(db: store.Database) -> None:
    pair = a_published_pair(db)
    ask_for_times(db, SITE, NOW + timedelta(days=7))
    booked(db, pair, "2027-02-09 17:00")
    assert ask_for_times(db, SITE, NOW + timedelta(days=14)) == 0


def test_a_meeting_told_of_brings_the_question_about_the_next(db: store.Database) -> None:
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    assert ask_for_times(db, SITE, at("2027-02-10 09:00")) == 0
    tell(db, meeting, Held(), "2027-02-10 09:00")
    assert ask_for_times(db, SITE, at("2027-02-10 17:00")) == 0  # the day's work is done
    assert ask_for_times(db, SITE, at("2027-02-11 08:00")) == 1
    assert turns(db) == ["2:1"]


def test_a_meeting_nobody_tells_of_is_not_waited_for_after_a_week(db: store.Database) -> None:
    pair = a_published_pair(db)
    booked(db, pair, "2027-02-09 17:00")
    ask_how_it_went(db, SITE, at("2027-02-10 09:00"))
    assert ask_for_times(db, SITE, at("2027-02-17 08:55")) == 0
    assert ask_for_times(db, SITE, at("2027-02-17 09:00")) == 1
    assert turns(db) == ["2:1"]


def test_when_instead_counts_as_the_first_question(db: store.Database) -> None:
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    tell(db, meeting, NotHeld(), "2027-02-10 09:00")
    assert len(letters(db, "new_time")) == 1
    assert ask_for_times(db, SITE, at("2027-02-16 09:00")) == 0
    assert ask_for_times(db, SITE, at("2027-02-17 10:00")) == 1
    assert turns(db) == ["1:2"]


def test_a_full_plan_asks_for_nothing(db: store.Database) -> None:
    pair = a_published_pair(db)
    days = ("2027-02-09 17:00", "2027-03-09 17:00", "2027-04-13 17:00", "2027-05-11 17:00")
    for meeting in booked(db, pair, *days):
        tell(db, meeting, Held(), "2027-05-12 09:00")
    assert ask_for_times(db, SITE, at("2027-05-13 09:00")) == 0


def test_nobody_is_asked_who_said_stop_or_after_the_round(db: store.Database) -> None:
    pair = a_published_pair(db)
    assert ask_for_times(db, SITE, at("2027-07-01 09:00")) == 0
    store.people.pause(db, pair.contact.id, NOW)
    assert ask_for_times(db, SITE, NOW + timedelta(days=7)) == 0


def test_did_you_meet_is_asked_twice_of_the_actor_and_once_of_the_mentor(
    db: store.Database,
) -> None:
    pair = a_published_pair(db)
    booked(db, pair, "2027-02-09 17:00")
    ask_how_it_went(db, SITE, at("2027-02-10 08:00"))
    for day in range(11, 27):
        moment = at(f"2027-02-{day} 08:01")
        ask_the_mentors(db, SITE, moment)
        remind_the_actors(db, SITE, moment)
        send_all(db, moment)
    asked = letters(db, "did_you_meet")
    turn = [text_of(db, letter).partition("om den här")[0].split()[-1] for letter in asked]
    assert [letter.to_address for letter in asked] == [
        pair.contact.email,
        pair.mentor.email,
        pair.contact.email,
    ]
    assert (turn[0], turn[2]) == ("1/2", "2/2")
    assert "Viesti 1/1 tästä tapaamisesta." in text_of(db, asked[1])


def test_an_answer_by_either_stops_the_reminder(db: store.Database) -> None:
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    ask_how_it_went(db, SITE, at("2027-02-10 08:00"))
    attendance.tell(db, SITE, meeting, Held(), None, at("2027-02-13 12:00"))
    assert remind_the_actors(db, SITE, at("2027-02-18 08:00")) == 0


def test_a_moved_meeting_is_no_second_one_on_its_day(db: store.Database) -> None:
    """One time in answer to "when instead?" moves the meeting, also within its own day."""
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    meetings.answer(db, SITE, meeting, pair.contact, "declined", NOW)
    send_all(db, NOW)
    about = Matter("meeting", meeting.id)
    mail = receive(db, an_answer("ti 9.2. klo 19", pair.contact, about), NOW)
    assert mail.state == "settled"


@pytest.mark.parametrize("who", ["mentor", "actor"])
def test_a_meeting_that_one_declined_is_asked_about_once(db: store.Database, who: str) -> None:
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    person = pair.mentor if who == "mentor" else pair.contact
    receive(db, an_answer("En pääse silloin", person, Matter("meeting", meeting.id)), NOW)
    send_all(db, NOW)
    for day in range(10, 29):
        moment = at(f"2027-02-{day} 10:00")
        ask_how_it_went(db, SITE, moment)
        ask_the_mentors(db, SITE, moment)
        remind_the_actors(db, SITE, moment)
        send_all(db, moment)
    (asked,) = letters(db, "did_you_meet")
    assert asked.to_address == pair.contact.email
    assert b"1/1" in store.letters.get(db, asked.id).raw
    assert store.meetings.get(db, meeting.id).state_at(at("2027-02-28 10:00")) == "unknown"
