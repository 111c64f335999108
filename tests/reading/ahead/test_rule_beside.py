"""A rule agreed on beside another answer."""

from tests.reading.given import after, before, told

MAY_AND_JUNE = ["2026-05-07T17:00", "2026-06-04T17:00"]


def test_the_rule_is_booked_beside_what_was_held() -> None:
    said = "Yes, 1 h. We agreed on the first Thursday of the month at 17.00, May, June."
    assert told(said, after()) == (True, [("held", 60), ("planned", MAY_AND_JUNE)])


def test_no_rule_is_heard_in_what_is_not_agreed() -> None:
    _, findings = told("Yes, I will come. I have choir every Tuesday at 17, till May.", before())
    assert findings == [("accepted",)]
