"""A rule agreed on beside another answer."""

import pytest

from service.reading.understand import case_of, judged
from tests.reading.given import after, before, short, told

MAY_AND_JUNE = ["2026-05-07T17:00", "2026-06-04T17:00"]


def test_the_rule_is_booked_beside_what_was_held() -> None:
    said = "Yes, 1 h. We agreed on the first Thursday of the month at 17.00, May, June."
    assert told(said, after()) == (True, [("held", 60), ("planned", MAY_AND_JUNE)])


def test_no_rule_is_heard_in_what_is_not_agreed() -> None:
    _, findings = told("Yes, I will come. I have choir every Tuesday at 17, till May.", before())
    assert findings == [("accepted",)]


@pytest.mark.parametrize("theirs", ["Next course is", "He has agreed on choir", "Next I work"])
def test_a_rule_of_something_else_books_nothing(theirs: str) -> None:
    said = f"Met, 1 h. {theirs} every Tuesday at 5 pm, four times."
    findings = judged(case_of(said, after(language="en"))[0]).findings
    assert "planned" not in [short(one)[0] for one in findings]
