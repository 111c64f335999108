"""New meetings that are told in two sentences."""

import pytest

from service.reading.understand import case_of, judged
from tests.reading.given import before, short


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("We agreed on the next one at once. It's on Friday 24 April at 16.", "planned"),
        ("We decided on another one. We meet on Friday 24 April at 16.", "planned"),
        ("We had to move it. It's on Friday 24 April at 16.", "moved"),
    ],
)
def test_takes_the_day_that_is_told_after_the_next_one(text: str, tells: str) -> None:
    case, _, _ = case_of(text, before("none", "en"))
    assert [short(one)[0] for one in judged(case).findings] == [tells]
