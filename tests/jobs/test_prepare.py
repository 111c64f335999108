"""When questions about a meeting leave: counted back from it, on working days only (P16, P21)."""

from datetime import timedelta

import pytest

from jobs.prepare import prepare
from service import store
from tests.programme import SITE, a_published_pair, at, booked, letters, send_all


def left(db: store.Database, moment: str) -> list[str]:
    """Return to whom questions leave at a moment."""
    before = len(letters(db, "preparation"))
    prepare(db, SITE, at(moment))
    send_all(db, at(moment))
    return [one.to_address.partition(".")[0] for one in letters(db, "preparation")[before:]]


@pytest.mark.parametrize(
    ("meeting", "actor", "mentor"),
    [
        ("2027-02-09 17:00", "2027-02-04", "2027-02-05"),  # 3 days before a Tuesday is a Saturday
        ("2027-02-12 09:00", "2027-02-05", "2027-02-09"),  # 5 days before a Friday is a Sunday
        ("2027-03-30 07:30", "2027-03-25", "2027-03-25"),  # Easter, from Friday to Monday
        ("2027-05-11 17:00", "2027-05-05", "2027-05-07"),  # Ascension Day is a Thursday
    ],
)
def test_a_day_that_is_not_worked_on_gives_way_to_the_one_before(
    db: store.Database, meeting: str, actor: str, mentor: str
) -> None:
    booked(db, a_published_pair(db), meeting)
    days = [f"{at(meeting) - timedelta(days=back):%Y-%m-%d}" for back in range(12, 0, -1)]
    when = {person: day for day in days for person in left(db, f"{day} 08:00")}
    assert when == {"eetu": actor, "anna": mentor}


def test_what_was_missed_leaves_late_while_a_day_remains_one_a_day(db: store.Database) -> None:
    booked(db, a_published_pair(db), "2027-02-09 17:00", "2027-02-11 17:00")
    assert left(db, "2027-02-08 16:59") == ["anna", "eetu"]
    assert left(db, "2027-02-09 08:00") == ["anna", "eetu"]


def test_with_less_than_a_day_to_think_nobody_is_asked(db: store.Database) -> None:
    booked(db, a_published_pair(db), "2027-02-09 16:00")
    assert left(db, "2027-02-08 16:01") == []
