from jobs import timetable
from jobs.demo.coming import coming
from service import store
from service.actions import attendance, claims
from service.domain.meetings import Held
from service.web.catcher.demo import Coming
from tests.paying import minna
from tests.programme import NOW, SITE, a_published_pair, at, booked, send_all

WHO = "Eetu & Anna"


def test_time_brings_the_agreement_then_times_until_one_is_booked(db: store.Database) -> None:
    a_published_pair(db)
    assert coming(db, NOW) == Coming("agreement", at("2027-01-12 08:00"), WHO)
    assert happens(db, "2027-01-12 08:00") == ["agreement", "agreement"]
    assert coming(db, at("2027-01-12 08:01")) == Coming("times", at("2027-01-18 10:00"), WHO)
    assert happens(db, "2027-01-18 10:00") == ["when_will_you_meet"]
    assert coming(db, at("2027-01-18 10:01")) == Coming("times", at("2027-01-25 10:00"), WHO)


def test_time_brings_preparation_to_the_actor_then_to_the_mentor(db: store.Database) -> None:
    pair = a_published_pair(db)
    booked(db, pair, "2027-02-09 17:00")
    happens(db, "2027-01-12 08:00")
    asked = coming(db, at("2027-02-02 07:00"))
    assert asked == Coming("will_you_come", at("2027-02-03 08:00"), WHO)
    assert happens(db, "2027-02-03 08:00") == ["will_you_come", "will_you_come"]
    for day in ("2027-02-04", "2027-02-05"):
        event = coming(db, at(f"{day} 07:00"))
        assert event == Coming("preparation", at(f"{day} 08:00"), WHO)
        assert happens(db, f"{day} 08:00") == ["preparation"]
    assert coming(db, at("2027-02-05 09:00")) == Coming("did_you_meet", at("2027-02-10 08:00"), WHO)


def test_time_brings_the_question_for_costs_in_working_hours(db: store.Database) -> None:
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    for moment in ("2027-01-12 08:00", "2027-02-05 08:00"):  # agreement, then preparation
        happens(db, moment)
    plan = claims.propose_plan(db, pair, 1, "transport", 2400, NOW)
    assert plan is not None
    claims.approve_plan(db, SITE, plan.id, minna(db), NOW)
    late = at("2027-02-09 20:00")
    attendance.tell(db, SITE, meeting, Held(), None, late)
    send_all(db, late)
    assert coming(db, late) == Coming("expenses", at("2027-02-10 08:00"), WHO)
    assert "expense_start" in happens(db, "2027-02-10 08:00")


def happens(db: store.Database, moment: str) -> list[str]:
    """Do what is due at a moment, and return the kinds of the letters that it made."""
    now = at(moment)
    before = len(store.letters.every(db))
    timetable.decide(db, SITE, now)
    send_all(db, now)
    return [letter.kind for letter in store.letters.every(db)[before:]]
