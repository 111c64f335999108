"""The seat check before the kick-off, and the waiting list that a given seat goes to (P9)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from jobs import timetable
from service import store
from service.actions import applicants, event_changes, events, holds, pairs, places
from service.actions.event_changes import Wanted
from service.actions.pairs import HOLD
from service.domain.applications import Application
from service.domain.errors import Refused
from service.domain.letters import Letter, Matter
from service.domain.pairs import Pair
from service.domain.people import Person
from service.domain.rounds import Event
from service.store.inbox import Mail
from tests.programme import (
    ANNA,
    EETU,
    NOW,
    SITE,
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
KICKOFF = Event("kickoff", at("2027-02-04 16:00"), 120, ("mentor", "actor"))
CLOSED = at("2027-01-20 09:00")
OPENS = at("2027-01-28 08:00")
LATEST = date(2027, 2, 26)


@pytest.fixture
def pair(db: store.Database) -> Pair:
    """Return Anna and Eetu, both Finnish speakers, invited to the kick-off."""
    season = store.rounds.add(db, a_round(events=(KICKOFF,)))
    apply(db, an_application("mentor", ANNA.name, ANNA.email, "fi"))
    apply(db, an_application("actor", EETU.name, EETU.email, "fi"))
    pairs.make(db, season, ANNA.email, [EETU.email])
    pairs.publish(db, SITE, season, NOW)
    go_on(db, NOW + HOLD)
    return store.pairs.get(db, 1)


def go_on(db: store.Database, now: datetime) -> None:
    timetable.decide(db, SITE, now)
    send_all(db, now)


def waits(db: store.Database, name: str, **changes: object) -> Application:
    """Let someone apply who gets no pair and is put on the waiting list."""
    email = f"{name.lower()}@example.org"
    one = apply(db, replace(an_application("actor", name, email), **changes))  # type: ignore[arg-type]
    applicants.answer(db, SITE, [one], ("waiting", LATEST), BY, CLOSED)
    send_all(db, CLOSED)
    return store.applications.get(db, one.id)


def says(db: store.Database, words: str, letter: Letter, now: datetime) -> Mail:
    person = store.people.get(db, letter.person_id)
    raw = an_answer(words, person, letter.about, In_Reply_To=letter.message_id)
    mail = receive(db, raw, now)
    send_all(db, now)
    return mail


def kickoff(db: store.Database) -> Matter:
    return Matter("event", store.events.of_round(db, 1)[0].id)


def asked(db: store.Database, kind: str) -> list[tuple[str, str]]:
    return [(one.to_address, one.key) for one in letters(db, kind)]


def last(db: store.Database, kind: str) -> Letter:
    return letters(db, kind)[-1]


@pytest.mark.parametrize(
    ("moment", "count"),
    [
        ("2027-01-27 16:59", 0),
        ("2027-01-28 07:59", 0),
        ("2027-01-28 08:00", 2),
        ("2027-01-30 10:00", 0),  # a Saturday: both wait for Monday
        ("2027-02-01 08:00", 2),
        ("2027-02-03 15:59", 2),
        ("2027-02-03 16:01", 0),  # within a day nobody can take the seat any more
    ],
)
def test_both_are_asked_from_seven_days_before_the_kickoff(
    db: store.Database, pair: Pair, moment: str, count: int
) -> None:
    timetable.decide(db, SITE, at(moment))
    found = letters(db, "seat_check")
    assert len(found) == count
    assert {one.to_address for one in found} <= {ANNA.email, EETU.email}


def test_a_holiday_moves_the_question_to_the_working_day_before(db: store.Database) -> None:
    easter = replace(KICKOFF, starts_at=at("2027-04-05 16:00"))  # a week before: Easter Monday
    season = store.rounds.add(db, a_round(events=(easter,)))
    apply(db, an_application("mentor", ANNA.name, ANNA.email, "fi"))
    apply(db, an_application("actor", EETU.name, EETU.email, "sv"))
    pairs.make(db, season, ANNA.email, [EETU.email])
    pairs.publish(db, SITE, season, NOW)
    go_on(db, NOW + HOLD)
    counts = []
    for moment in ("2027-03-24 16:59", "2027-03-25 08:00"):
        timetable.decide(db, SITE, at(moment))
        counts.append(len(letters(db, "seat_check")))
    assert counts == [0, 2]


def test_the_silent_are_asked_once_more_and_by_no_other_letter(
    db: store.Database, pair: Pair
) -> None:
    for day in range(-10, 8):
        for hour in (8, 12):
            go_on(db, OPENS + timedelta(days=day, hours=hour - 8))
    keys = [key for to, key in asked(db, "seat_check") if to == EETU.email]
    number = kickoff(db).id
    assert keys == [f"seat_check:{number}:{pair.contact.id}:{turn}" for turn in (1, 2)]
    assert letters(db, "event_reminder") == []


def test_of_a_kickoff_moved_after_both_checks_the_silent_are_reminded_once(
    db: store.Database, pair: Pair
) -> None:
    for moment in ("2027-01-28 08:00", "2027-02-01 08:00"):
        go_on(db, at(moment))
    assert (len(letters(db, "seat_check")), letters(db, "event_reminder")) == (4, [])
    event = store.events.of_round(db, 1)[0]
    wanted = Wanted(at("2027-02-18 16:00"), 120, "", "")
    event_changes.change(db, SITE, event, wanted, BY, at("2027-02-02 09:00"))
    send_all(db, at("2027-02-02 09:00"))
    for day in range(9, 18):
        go_on(db, at(f"2027-02-{day:02} 16:00"))
    assert sorted(to for to, _ in asked(db, "event_reminder")) == [ANNA.email, EETU.email]
    assert len(letters(db, "seat_check")) == 4


def test_whoever_has_accepted_the_kickoff_is_not_asked(db: store.Database, pair: Pair) -> None:
    says(db, "Kyllä", letters(db, "event_invitation")[0], NOW + timedelta(hours=1))
    go_on(db, OPENS)
    assert len(letters(db, "seat_check")) == 1


def test_a_yes_keeps_the_seat_and_ends_the_asking(db: store.Database, pair: Pair) -> None:
    go_on(db, OPENS)
    letter = last(db, "seat_check")
    mail = says(db, "Kyllä, olen mukana", letter, OPENS + timedelta(hours=1))
    assert (mail.state, mail.reason) == ("settled", "accepted")
    guest = store.events.guest(db, kickoff(db).id, letter.person_id)
    assert guest.answer == "accepted"
    assert [one.to_address for one in letters(db, "understood")] == [letter.to_address]
    go_on(db, at("2027-02-01 08:00"))
    assert [to for to, _ in asked(db, "seat_check")].count(letter.to_address) == 1


@pytest.mark.parametrize("words", ["Ei, annan paikkani toiselle", "En pääse tilaisuuteen"])
def test_a_no_is_asked_back_before_a_seat_is_given_up(
    db: store.Database, pair: Pair, words: str
) -> None:
    go_on(db, OPENS)
    mail = says(db, words, last(db, "seat_check"), OPENS)
    assert (mail.state, mail.reason) == ("asked", "a change waits for a yes")
    says(db, "Ei", last(db, "wish_question"), OPENS + timedelta(hours=1))
    go_on(db, at("2027-02-02 08:00"))
    assert store.pairs.get(db, pair.id).ended_at is None
    assert (store.places.still_open(db), len(letters(db, "seat_check"))) == ([], 3)


def test_a_seat_is_kept_and_given_up_after_the_kickoff_too(db: store.Database, pair: Pair) -> None:
    go_on(db, OPENS)
    first, second = letters(db, "seat_check")
    late = at("2027-02-08 10:00")
    yes, no = says(db, "Kyllä", first, late), says(db, "Ei, annan paikkani pois", second, late)
    assert (yes.state, yes.reason) == ("settled", "accepted")
    assert (no.state, no.reason) == ("asked", "a change waits for a yes")
    guest = store.events.guest(db, kickoff(db).id, first.person_id)
    assert guest.answer == "needs_action"
    says(db, "Kyllä", last(db, "wish_question"), late)
    assert store.pairs.get(db, pair.id).ended_at is not None


def test_unclear_words_are_asked_back_once(db: store.Database, pair: Pair) -> None:
    go_on(db, OPENS)
    says(db, "En pääse aloitukseen, mutta olen mukana", last(db, "seat_check"), OPENS)
    mail = says(db, "1", last(db, "not_understood"), OPENS + timedelta(hours=1))
    assert (mail.state, mail.reason) == ("settled", "accepted")


def gives_up(db: store.Database, who: str, now: datetime = OPENS) -> None:
    """Let one of the two answer no to the seat check, and yes to "is this what you want?"."""
    go_on(db, now)
    letter = next(one for one in letters(db, "seat_check") if one.to_address == who)
    says(db, "Ei, en osallistu", letter, now)
    says(db, "Kyllä", last(db, "wish_question"), now + timedelta(hours=1))


def test_a_given_seat_is_offered_to_the_first_who_fits(db: store.Database, pair: Pair) -> None:
    waits(db, "Ruut", language="sv")
    kalle = waits(db, "Kalle")
    waits(db, "Liisa")
    gives_up(db, EETU.email)
    go_on(db, OPENS + timedelta(hours=2))
    (place,) = store.places.still_open(db)
    assert (place.needs, place.person_id, place.pair_id) == ("actor", pair.mentor.id, pair.id)
    (offer,) = letters(db, "seat_offer")
    assert (offer.person_id, offer.prompt) == (kalle.person_id, True)
    assert [one.misfits for one in places.candidates(db, place, OPENS)] == [["language"], []]
    mail = says(db, "Kyllä, otan paikan", offer, OPENS + timedelta(hours=3))
    assert (mail.state, mail.reason) == ("settled", "place taken")
    made = store.pairs.get(db, 2)
    assert [one.email for one in made.people] == [ANNA.email, "kalle@example.org"]
    assert made.published_at == OPENS + timedelta(hours=3)
    assert store.places.get(db, place.id).state == "filled"
    go_on(db, OPENS + timedelta(days=4))
    assert len(letters(db, "seat_offer")) == 1


def test_the_introductions_to_a_filled_place_can_be_undone(db: store.Database, pair: Pair) -> None:
    waits(db, "Kalle")
    gives_up(db, EETU.email)
    go_on(db, OPENS + timedelta(hours=2))
    offer = last(db, "seat_offer")
    person = store.people.get(db, offer.person_id)
    now = OPENS + timedelta(hours=3)
    receive(db, an_answer("Kyllä", person, offer.about), now)
    (hold,) = holds.holds(db, now)
    assert (hold.bulk, len(hold.letters), hold.at) == ("published", 2, now + HOLD)
    holds.undo(db, "published", hold.at.isoformat(), BY, now)
    assert store.pairs.get(db, 2).published_at is None


def test_silence_for_72_hours_and_a_no_let_the_next_have_it(db: store.Database, pair: Pair) -> None:
    for name in ("Kalle", "Liisa", "Matti"):
        waits(db, name)
    gives_up(db, EETU.email)
    offered = OPENS + timedelta(hours=2)
    go_on(db, offered)
    go_on(db, offered + timedelta(hours=71))
    assert len(letters(db, "seat_offer")) == 1
    monday = at("2027-02-01 10:00")
    go_on(db, monday)
    assert [to for to, _ in asked(db, "seat_offer")] == ["kalle@example.org", "liisa@example.org"]
    late = says(db, "Kyllä!", letters(db, "seat_offer")[0], monday + timedelta(minutes=5))
    assert (late.state, late.reason) == ("settled", "place gone")
    says(db, "Ei kiitos", last(db, "seat_offer"), monday + timedelta(minutes=9))
    go_on(db, monday + timedelta(minutes=10))
    assert last(db, "seat_offer").to_address == "matti@example.org"


def test_a_late_yes_counts_while_nobody_else_is_asked(db: store.Database, pair: Pair) -> None:
    waits(db, "Kalle")
    gives_up(db, EETU.email)
    go_on(db, OPENS + timedelta(hours=2))
    go_on(db, at("2027-02-03 10:00"))
    mail = says(db, "Kyllä", last(db, "seat_offer"), at("2027-02-03 11:00"))
    assert (mail.reason, len(store.pairs.of_round(db, 1))) == ("place taken", 2)
    again = says(db, "Kyllä kiitos", last(db, "seat_offer"), at("2027-02-03 11:30"))
    assert (again.state, len(store.pairs.of_round(db, 1))) == ("settled", 2)
    back = says(db, "Ei sittenkään", last(db, "seat_offer"), at("2027-02-03 12:00"))
    assert (back.state, back.reason) in [
        ("tray", "gives a place back that is taken"),
        ("asked", "not certain"),
    ]


def test_a_mentors_place_goes_to_a_mentor_who_waits(db: store.Database, pair: Pair) -> None:
    waits(db, "Kalle")
    maija = waits(db, "Maija", role="mentor")
    gives_up(db, ANNA.email)
    go_on(db, OPENS + timedelta(hours=2))
    (offer,) = letters(db, "seat_offer")
    assert offer.person_id == maija.person_id
    says(db, "Kyllä", offer, OPENS + timedelta(hours=3))
    made = store.pairs.get(db, 2)
    assert [one.email for one in made.people] == ["maija@example.org", EETU.email]


def test_a_place_that_nobody_needs_any_more_is_closed(db: store.Database, pair: Pair) -> None:
    gives_up(db, EETU.email)
    (place,) = store.places.still_open(db)
    anna = store.people.get(db, pair.mentor.id)
    store.applications.withdraw(db, 1, anna.id)
    waits(db, "Kalle")
    go_on(db, OPENS + timedelta(hours=2))
    assert (store.places.get(db, place.id).state, letters(db, "seat_offer")) == ("closed", [])


def test_whoever_is_away_or_has_paused_is_passed_over(db: store.Database, pair: Pair) -> None:
    kalle, liisa, matti = (waits(db, name) for name in ("Kalle", "Liisa", "Matti"))
    store.people.pause(db, kalle.person_id, OPENS)
    store.people.note_away(db, liisa.person_id, date(2027, 2, 20))
    gives_up(db, EETU.email)
    go_on(db, OPENS + timedelta(hours=2))
    assert [one.person_id for one in letters(db, "seat_offer")] == [matti.person_id]


def test_a_coordinator_offers_a_place_to_whom_they_choose_or_keeps_it_empty(
    db: store.Database, pair: Pair
) -> None:
    ruut = waits(db, "Ruut", language="sv")
    gives_up(db, EETU.email)
    now = OPENS + timedelta(hours=2)
    go_on(db, now)
    (place,) = store.places.still_open(db)
    places.offer_to(db, SITE, place.id, ruut.id, BY, now)
    assert [one.person_id for one in letters(db, "seat_offer")] == [ruut.person_id]
    with pytest.raises(Refused, match="not free"):
        places.close(db, place.id, BY, now)
    says(db, "Nej tack", last(db, "seat_offer"), now)
    places.close(db, place.id, BY, now)
    with pytest.raises(Refused, match="not free"):
        places.offer_to(db, SITE, place.id, ruut.id, BY, now)


def test_only_a_person_of_the_waiting_list_can_be_offered_a_place(
    db: store.Database, pair: Pair
) -> None:
    gives_up(db, EETU.email)
    (place,) = store.places.still_open(db)
    with pytest.raises(Refused, match="waiting list"):
        places.offer_to(db, SITE, place.id, 1, BY, OPENS)


def test_who_leaves_the_waiting_list_is_offered_nothing(db: store.Database, pair: Pair) -> None:
    kalle = waits(db, "Kalle")
    gives_up(db, EETU.email)
    go_on(db, OPENS + timedelta(hours=2))
    kalle_himself: Person = store.people.get(db, kalle.person_id)
    places.withdraw(db, kalle_himself, OPENS)
    assert store.places.open_offers(db) == []
    # Eetu, who has left, is off the list of the kick-off, and it is out of his calendar.
    assert events.figures_of(db, store.rounds.get(db, 1))[0]["invited"] == 1
    assert [one.to_address for one in letters(db, "event_cancelled")] == [EETU.email]
