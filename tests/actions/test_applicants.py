"""Everyone gets an answer: a waiting list with a day, or a kind no (P6)."""

from datetime import date, timedelta

import pytest

from service import store
from service.actions import applicants, applications, holds, pairs
from service.domain.applications import Application, Told
from service.domain.errors import Refused
from tests.programme import ANNA, EETU, NOW, SITE, a_round, an_application, apply, at, letters

BY = "minna@example.org"
CLOSED = at("2027-02-01 09:00")
UNTIL = date(2027, 2, 20)


def applied(db: store.Database) -> tuple[Application, Application]:
    store.rounds.add(db, a_round())
    mentor = apply(db, an_application("mentor", ANNA.name, ANNA.email, "fi"))
    return mentor, apply(db, an_application("actor", EETU.name, EETU.email, "sv"))


def test_whoever_hears_nothing_after_the_close_is_named(db: store.Database) -> None:
    mentor, actor = applied(db)
    season = store.rounds.get(db, 1)
    assert applicants.untold(db, season, NOW) == []
    assert applicants.untold(db, season, CLOSED) == [mentor, actor]
    told: tuple[Told, date | None] = ("waiting", UNTIL)
    assert applicants.answer(db, SITE, [mentor], told, BY, CLOSED) == 1
    assert applicants.untold(db, season, CLOSED) == [actor]
    assert applicants.answer(db, SITE, [actor], ("declined", None), BY, CLOSED) == 1
    assert applicants.untold(db, season, CLOSED) == []
    late = at("2027-02-22 09:00")
    assert [one.id for one in applicants.untold(db, season, late)] == [mentor.id]


def test_an_answer_is_written_once_and_can_be_taken_back(db: store.Database) -> None:
    _mentor, actor = applied(db)
    told: tuple[Told, date | None] = ("waiting", UNTIL)
    assert applicants.answer(db, SITE, [actor], told, BY, CLOSED) == 1
    again = store.applications.get(db, actor.id)
    assert (again.told, again.waits_until) == ("waiting", UNTIL)
    assert applicants.answer(db, SITE, [again], told, BY, CLOSED) == 0
    (hold,) = holds.holds(db, CLOSED)
    assert (hold.bulk, hold.at) == ("told", CLOSED + pairs.HOLD)
    assert holds.undo(db, "told", hold.at.isoformat(), BY, CLOSED) == 1
    assert letters(db, "app_waiting") == []
    assert store.applications.get(db, actor.id).told == ""


def test_whoever_has_a_pair_is_not_declined(db: store.Database) -> None:
    mentor, actor = applied(db)
    pairs.make(db, store.rounds.get(db, 1), mentor.email, [actor.email])
    assert applicants.answer(db, SITE, [mentor, actor], ("declined", None), BY, CLOSED) == 0


def test_a_waiting_list_needs_a_day_ahead(db: store.Database) -> None:
    _mentor, actor = applied(db)
    for until in (None, CLOSED.date()):
        with pytest.raises(Refused, match="not ahead"):
            applicants.answer(db, SITE, [actor], ("waiting", until), BY, CLOSED)


def test_a_reminder_waits_ten_minutes_and_goes_once(db: store.Database) -> None:
    season = store.rounds.add(db, a_round())
    silent = an_application("actor", "Sisko Hiljainen", "sisko@example.org")
    kept = applications.receive(db, SITE, season, silent, NOW)
    assert applicants.remind(db, SITE, [kept], BY, NOW) == 1
    assert applicants.remind(db, SITE, [kept], BY, NOW) == 0
    (letter,) = letters(db, "receipt_reminder")
    assert letter.due_at == NOW + timedelta(minutes=10)


def test_an_address_is_confirmed_by_hand_with_a_reason(db: store.Database) -> None:
    season = store.rounds.add(db, a_round())
    silent = an_application("actor", "Sisko Hiljainen", "sisko@example.org")
    kept = applications.receive(db, SITE, season, silent, NOW)
    with pytest.raises(Refused, match="reason"):
        applicants.confirm_by_hand(db, SITE, kept, " ", BY, NOW)
    applicants.confirm_by_hand(db, SITE, kept, "puhelimessa", BY, NOW)
    assert store.applications.get(db, kept.id).state == "confirmed"
    (act,) = store.acts.of(db, "application", kept.id)
    assert (act.act, act.note) == ("confirmed", "puhelimessa")
    with pytest.raises(Refused, match="confirmed already"):
        applicants.confirm_by_hand(db, SITE, kept, "puhelimessa", BY, NOW)
