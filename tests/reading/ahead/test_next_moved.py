"""The meeting after this one moved, told beside an answer."""

import pytest

from service.reading.understand import case_of, judged
from tests.reading.given import before, short

MOVED = ("moved", "2026-05-13T17:00", True)


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("Vi ses på onsdag. Nästa träff, 6.5, är flyttad till 13.5 kl 17.", [("accepted",), MOVED]),
        ("Kan inte på onsdag. Nästa är flyttad till 13.5 kl 17.", [("declined",), MOVED]),
        ("Nästa träff är flyttad till 13.5 kl 17.", [MOVED]),
    ],
)
def test_the_next_meeting_is_moved_beside_an_answer(
    text: str, findings: list[tuple[object, ...]]
) -> None:
    case, _, _ = case_of(text, before("invitation", "sv"))
    verdict = judged(case)
    assert (verdict.certain, [short(one) for one in verdict.findings]) == (True, findings)
