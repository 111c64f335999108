"""Taking back what was done to a meeting ahead: "peru", or "väärin" to a move (P14, P18)."""

from datetime import timedelta

import pytest

from service import store
from service.domain.letters import Matter
from service.domain.meetings import Meeting
from service.domain.pairs import Pair
from service.domain.people import Person
from service.domain.replies import objects
from service.store.inbox import Mail
from tests.programme import NOW, a_published_pair, an_answer, at, booked, letters, receive, send_all

BOOKED, MOVED = at("2027-02-09 17:00"), at("2027-02-11 16:00")
LATE = NOW + timedelta(days=3)


@pytest.fixture
def pair(db: store.Database) -> Pair:
    return a_published_pair(db)


@pytest.fixture
def meeting(db: store.Database, pair: Pair) -> Meeting:
    (found,) = booked(db, pair, "2027-02-09 17:00")
    send_all(db, NOW)
    return found


def say(db: store.Database, words: str, who: Person, meeting: Meeting) -> Mail:
    mail = receive(db, an_answer(words, who, Matter("meeting", meeting.id)), NOW)
    send_all(db, NOW)
    return mail


def test_who_tells_of_a_move_gets_the_new_invitation_and_one_line_back(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    say(db, "siirrettiin to 11.2. klo 16", pair.mentor, meeting)
    told = [one.to_address for one in letters(db, "invitation_moved")]
    assert sorted(told) == sorted([pair.mentor.email, pair.contact.email])
    assert [one.to_address for one in letters(db, "understood")] == [pair.mentor.email]


@pytest.mark.parametrize(
    "word",
    [
        "Väärin", "Fel!", "wrong.", "Väärin, ei siirretty mitään.", "Tapaaminen ei ole siirtynyt",
        "Fel, vi har inte flyttat träffen", "Wrong! We never agreed on that.",
        "The meeting hasn’t moved.",
    ],
)  # fmt: skip
def test_either_moves_a_meeting_back_with_one_word_or_few(
    db: store.Database, pair: Pair, meeting: Meeting, word: str
) -> None:
    say(db, "siirrettiin to 11.2. klo 16", pair.mentor, meeting)
    assert say(db, word, pair.contact, meeting).state == "settled"
    found = store.meetings.get(db, meeting.id)
    assert (found.starts_at, found.sequence, found.before) == (BOOKED, 2, None)
    assert len(letters(db, "invitation_moved")) == 4


@pytest.mark.parametrize(
    "words",
    [
        "Fel dag för mig, jag kan inte",
        "Wrong, it has not moved to 17 but to 18",
        "Ok, I had not moved it in my calendar",
        "Väärin, ei siirretty?",
    ],
)
def test_other_words_about_a_move_are_no_objection(words: str) -> None:
    assert objects(words) is None


def test_a_meeting_is_moved_back_once_then_a_coordinator_hears_of_it(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    say(db, "siirrettiin to 11.2. klo 16", pair.mentor, meeting)
    say(db, "väärin", pair.contact, meeting)
    assert say(db, "väärin", pair.mentor, meeting).state == "tray"
    assert store.meetings.get(db, meeting.id).starts_at == BOOKED


def test_no_meeting_is_moved_back_to_a_time_that_has_passed(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    say(db, "siirrettiin to 11.2. klo 16", pair.mentor, meeting)
    words = an_answer("väärin", pair.contact, Matter("meeting", meeting.id))
    assert receive(db, words, at("2027-02-10 09:00")).state == "tray"
    assert store.meetings.get(db, meeting.id).starts_at == MOVED


def test_a_cancellation_by_mistake_books_the_time_anew(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    say(db, "Tapaaminen on peruttu", pair.mentor, meeting)
    assert store.meetings.get(db, meeting.id).state == "cancelled"
    echo = letters(db, "understood")[-1]
    words = an_answer(
        "peru", pair.mentor, Matter("meeting", meeting.id), **{"In-Reply-To": echo.message_id}
    )
    assert receive(db, words, LATE).state == "settled"
    states = [(one.starts_at, one.state) for one in store.meetings.of_pair(db, pair.id)]
    assert states == [(BOOKED, "cancelled"), (BOOKED, "planned")]


def test_undoing_takes_back_a_meeting_and_the_next_one_that_the_same_mail_booked(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    after = at("2027-02-10 09:00")
    about = Matter("meeting", meeting.id)
    receive(db, an_answer("Tavattiin, 1 h. Seuraava ti 9.3. klo 17.", pair.contact, about), after)
    states = [one.state for one in store.meetings.of_pair(db, pair.id)]
    assert states == ["held", "planned"]
    echo = letters(db, "understood")[-1]
    words = an_answer("peru", pair.contact, about, **{"In-Reply-To": echo.message_id})
    assert receive(db, words, after).state == "settled"
    states = [one.state for one in store.meetings.of_pair(db, pair.id)]
    assert states == ["planned", "cancelled"]


def test_undoing_a_time_given_instead_takes_back_that_alone(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    say(db, "Tapaaminen on peruttu", pair.mentor, meeting)
    say(db, "ti 16.2. klo 17", pair.contact, meeting)
    assert take_back(db, "peru", pair.contact, meeting).state == "settled"
    states = [(one.starts_at, one.state) for one in store.meetings.of_pair(db, pair.id)]
    assert states == [(BOOKED, "cancelled"), (at("2027-02-16 17:00"), "cancelled")]


def take_back(db: store.Database, words: str, who: Person, meeting: Meeting) -> Mail:
    """Answer one's last echo."""
    echo = [one for one in letters(db, "understood") if one.to_address == who.email][-1]
    about = Matter("meeting", meeting.id)
    mail = receive(db, an_answer(words, who, about, **{"In-Reply-To": echo.message_id}), LATE)
    send_all(db, LATE)
    return mail


@pytest.mark.parametrize("word", ["Peru", "Ångra", "Undo"])
def test_whoever_takes_a_proposal_back_is_heard_and_the_other_told(
    db: store.Database, pair: Pair, meeting: Meeting, word: str
) -> None:
    say(db, "kävisikö to 11.2. klo 16?", pair.mentor, meeting)
    assert take_back(db, word, pair.mentor, meeting).state == "settled"
    assert [one.state for one in store.proposals.of_meeting(db, meeting.id)] == ["withdrawn"]
    (told,) = letters(db, "proposal_withdrawn")
    assert (told.to_address, told.subject) == (
        pair.contact.email,
        "Den föreslagna tiden gäller inte mer",
    )
    assert letters(db, "understood")[-1].subject == "Otin pois ehdotuksesi"
    assert store.meetings.get(db, meeting.id).starts_at == BOOKED


def test_who_was_not_asked_yet_hears_nothing_of_a_proposal_taken_back(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    about = Matter("meeting", meeting.id)
    receive(db, an_answer("kävisikö to 11.2. klo 16?", pair.mentor, about), NOW)
    assert take_back(db, "peru", pair.mentor, meeting).state == "settled"
    assert (letters(db, "proposal"), letters(db, "proposal_withdrawn")) == ([], [])


def test_a_proposal_that_was_agreed_to_is_a_coordinator_s_to_take_back(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    say(db, "kävisikö to 11.2. klo 16?", pair.mentor, meeting)
    say(db, "ok", pair.contact, meeting)
    assert take_back(db, "peru", pair.mentor, meeting).state == "tray"
    assert store.meetings.get(db, meeting.id).starts_at == MOVED
