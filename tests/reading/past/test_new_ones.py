"""A new meeting told of after one that is over, where nothing was asked."""

import pytest

from service.domain.readings import Context
from service.reading.understand import case_of, judged
from tests.reading.given import after, before, short


def unasked() -> Context:
    """Return the context of a letter of the writer's own, the morning after a meeting."""
    return after("none")


@pytest.mark.parametrize(
    ("words", "finding"),
    [
        ("Sovimme uuden tapaamisen: ke 22.4. klo 16.45.", "planned"),
        ("Ei tavattu. Uusi tapaaminen on 22.4. klo 17.", "moved"),
        ("Tapaaminen siirrettiin, uusi aika on 22.4. klo 17.", "moved"),
    ],
)
def test_takes_a_new_meeting_for_one_more_where_none_was_missed(words: str, finding: str) -> None:
    verdict = judged(case_of(words, unasked())[0])
    assert (verdict.certain, [one.kind for one in verdict.findings]) == (True, [finding])


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
