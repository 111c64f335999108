"""The waiting list ends on the day that was promised, with an answer to everyone (P6)."""

from datetime import date, datetime

import pytest

from jobs import timetable
from jobs.end_waiting import end_waiting
from service import store
from service.actions import applicants, pairs, places
from service.actions.waiting import answer_at, waiting
from service.domain.applications import Application, Role
from service.domain.letters import Matter
from tests.programme import (
    ANNA,
    EETU,
    NOW,
    SITE,
    a_published_pair,
    a_round,
    an_answer,
    an_application,
    apply,
    at,
    letters,
    receive,
    send_all,
)  # fmt: skip

BY = "minna@example.org"
CLOSED = at("2027-02-01 09:00")


def waits(db: store.Database, until: date, role: Role = "actor") -> Application:
    """Let Sisko apply and be told that she waits."""
    one = apply(db, an_application(role, "Sisko Vuori", "sisko@example.org", "sv"))
    applicants.answer(db, SITE, [one], ("waiting", until), BY, CLOSED)
    send_all(db, CLOSED)
    return store.applications.get(db, one.id)


@pytest.mark.parametrize(
    ("until", "moment"),
    [
        (date(2027, 2, 26), "2027-02-26 08:00"),
        (date(2027, 2, 27), "2027-02-26 08:00"),  # a Saturday
        (date(2027, 3, 28), "2027-03-25 08:00"),  # Easter Sunday, and summer time begins
        (date(2027, 3, 29), "2027-03-25 08:00"),
        (date(2027, 10, 31), "2027-10-29 08:00"),  # summer time ends
        (date(2027, 6, 26), "2027-06-24 08:00"),  # Midsummer
        (date(2027, 12, 26), "2027-12-23 08:00"),
        (date(2027, 1, 1), "2026-12-31 08:00"),
    ],
)
def test_the_answer_comes_on_the_last_working_morning(until: date, moment: str) -> None:
    assert answer_at(until) == at(moment)


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2027-02-25 16:59", []),
        ("2027-02-26 07:59", []),
        ("2027-02-26 08:00", ["sisko@example.org"]),
        ("2027-02-27 10:00", []),  # no letter on a Saturday
        ("2027-03-01 08:00", ["sisko@example.org"]),  # late, if nothing ran before
        ("2027-07-01 10:00", []),  # the round is over
    ],
)
def test_who_has_no_pair_is_told_once(db: store.Database, moment: str, told: list[str]) -> None:
    store.rounds.add(db, a_round())
    one = waits(db, date(2027, 2, 27))
    for _ in range(2):
        end_waiting(db, SITE, at(moment))
    assert [letter.to_address for letter in letters(db, "waiting_over")] == told
    kept = store.applications.get(db, one.id)
    assert kept.told == ("declined" if told else "waiting")
    assert applicants.untold(db, store.rounds.get(db, 1), at("2027-02-26 08:00")) == []


def test_the_letter_is_in_their_language_and_a_person_reads_the_answer(db: store.Database) -> None:
    store.rounds.add(db, a_round())
    one = waits(db, date(2027, 2, 26))
    end_waiting(db, SITE, at("2027-02-26 09:00"))
    (letter,) = letters(db, "waiting_over")
    assert (letter.language, letter.subject) == ("sv", "Tyvärr blev ingen plats ledig")
    send_all(db, at("2027-02-26 09:00"))
    writer = store.people.get(db, one.person_id)
    words = an_answer("Jag väntar gärna ännu", writer, letter.about, In_Reply_To=letter.message_id)
    mail = receive(db, words, at("2027-02-26 12:00"))
    assert mail.state == "tray"


def test_a_pair_or_an_offer_in_time_makes_the_letter_needless(db: store.Database) -> None:
    pair = a_published_pair(db)
    one = waits(db, date(2027, 2, 26))
    assert [found.id for found in waiting(db, store.rounds.get(db, 1), CLOSED)] == [one.id]
    places.free(db, pair, pair.contact, CLOSED)
    store.pairs.end(db, pair.id, CLOSED)
    thursday = at("2027-02-25 15:00")
    (place,) = store.places.still_open(db)
    places.offer_to(db, SITE, place.id, one.id, BY, thursday)
    send_all(db, thursday)
    end_waiting(db, SITE, at("2027-02-26 09:00"))
    assert letters(db, "waiting_over") == []
    offer = letters(db, "seat_offer")[-1]
    writer = store.people.get(db, one.person_id)
    receive(db, an_answer("Ja, jag tar platsen", writer, offer.about), at("2027-02-27 12:00"))
    assert end_waiting(db, SITE, at("2027-03-01 09:00")) == 0
    assert waiting(db, store.rounds.get(db, 1), CLOSED) == []


def test_an_offer_that_lapses_after_the_day_brings_the_answer(db: store.Database) -> None:
    pair = a_published_pair(db)
    one = waits(db, date(2027, 2, 26))
    places.free(db, pair, pair.contact, CLOSED)
    store.pairs.end(db, pair.id, CLOSED)
    (place,) = store.places.still_open(db)
    places.offer_to(db, SITE, place.id, one.id, BY, at("2027-02-25 15:00"))
    moments: list[tuple[datetime, int]] = [(at("2027-02-26 09:00"), 0), (at("2027-03-01 09:00"), 1)]
    for moment, count in moments:
        timetable.decide(db, SITE, moment)
        assert len(letters(db, "waiting_over")) == count


def test_drafts_and_published_pairs_do_not_wait(db: store.Database) -> None:
    season = store.rounds.add(db, a_round())
    mentor = apply(db, an_application("mentor", ANNA.name, ANNA.email), NOW)
    actor = apply(db, an_application("actor", EETU.name, EETU.email), NOW)
    told = [mentor, actor]
    applicants.answer(db, SITE, told, ("waiting", date(2027, 2, 26)), BY, CLOSED)
    assert [one.id for one in waiting(db, season, CLOSED)] == [mentor.id, actor.id]
    pairs.make(db, season, ANNA.email, [EETU.email])
    assert waiting(db, season, CLOSED) == []
    assert end_waiting(db, SITE, at("2027-02-26 09:00")) == 0
    assert Matter("application", 1) in {one.about for one in letters(db, "app_waiting")}
