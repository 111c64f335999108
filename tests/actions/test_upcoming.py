"""What the timetable will do: foretold as the jobs then do it."""

from datetime import date, timedelta

from jobs import timetable
from service import store
from service.actions import upcoming
from service.actions.upcoming import Coming
from service.hours import first_working_moment, working_day_before
from tests.programme import NOW, SITE, a_published_pair, accepted, at, booked, letters, send_all


def test_letters_of_the_week_are_foretold_by_day_and_kind(db: store.Database) -> None:
    pair = a_published_pair(db)
    accepted(db, *booked(db, pair, "2027-01-19 17:00", "2027-01-22 17:00"))
    assert upcoming.coming(db, NOW) == [
        Coming(date(2027, 1, 12), "agreement", 2),
        Coming(date(2027, 1, 14), "preparation", 1),
        Coming(date(2027, 1, 15), "preparation", 1),  # the actor's would be a third in a week
    ]


def test_what_is_foretold_is_what_the_timetable_does(db: store.Database) -> None:
    pair = a_published_pair(db)
    booked(db, pair, "2027-01-15 17:00")
    timetable.decide(db, SITE, NOW)  # whatever is due already
    send_all(db, NOW)
    foretold = upcoming.coming(db, NOW)
    for hours in range(1, 24 * 7):
        now = NOW + timedelta(hours=hours)
        timetable.decide(db, SITE, now)
        send_all(db, now)
    for kind in {one.kind for one in foretold}:
        written = sorted(
            one.sent_at.date() for one in letters(db, kind) if one.sent_at and one.sent_at > NOW
        )
        said = sorted(one.on for one in foretold if one.kind == kind for _ in range(one.count))
        assert written == said, kind


def test_working_moments_skip_weekends_holidays_and_nights() -> None:
    assert first_working_moment(at("2027-01-08 18:00")) == at("2027-01-11 08:00")
    assert first_working_moment(at("2027-01-05 03:00")) == at("2027-01-05 08:00")
    assert first_working_moment(at("2027-01-06 09:00")) == at("2027-01-07 08:00")  # Epiphany
    assert first_working_moment(NOW) == NOW
    assert working_day_before(at("2027-01-12 17:00"), 3) == at("2027-01-08 00:00")
