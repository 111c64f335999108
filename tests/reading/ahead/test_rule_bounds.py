"""What a rule for meetings leaves out."""

import pytest

from service.reading.understand import case_of, judged
from tests.reading.given import unplanned


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Every Wednesday in March at 16, but not the 12th.", [5, 19, 26]),
        ("Every Wednesday in March at 16, not on 12 March though.", [5, 19, 26]),
        ("Every Wednesday in March at 16. The 12th I can't.", [5, 19, 26]),
        ("Every Wednesday in March at 16, but not the 13th.", []),
        ("Every Wednesday in March at 16, not before 12 March.", []),
        ("Wednesdays in March at 16. She wanted Mondays.", [5, 12, 19, 26]),
        ("Every Wednesday in March at 16, 2nd floor.", [5, 12, 19, 26]),
        ("Every Wednesday in March at 16, no meeting on the 12th.", [5, 19, 26]),
        ("Every Wednesday in March at 16, 2 more in April.", []),
        ("Every Wednesday in March at 16, apart from the 12th of March.", [5, 19, 26]),
        ("Every Tuesday at 16 from 14 January until 4 February.", [14, 21, 28, 4]),
    ],
)
def test_leaves_out_what_is_denied(text: str, days: list[int]) -> None:
    case, _, _ = case_of(text, unplanned("times", "en"))
    findings = judged(case).findings
    assert [start.day for one in findings for start in one.times] == days
