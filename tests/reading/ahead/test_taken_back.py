"""What another can or cannot, beside the writer's own word."""

import pytest

from service.reading.understand import case_of, judged
from tests.reading.given import before


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("My colleague can't come but I will.", ["accepted"]),
        ("My husband can't, but I'm coming.", ["accepted"]),
        ("I'm coming, my husband can't.", ["accepted"]),
        ("My boss can't spare me.", ["declined"]),
        ("My mentor can't come.", ["declined"]),
    ],
)
def test_leaves_out_the_refusal_of_another(text: str, kinds: list[str]) -> None:
    case, _, _ = case_of(text, before("invitation", "en"))
    assert [one.kind for one in judged(case).findings] == kinds
