"""Moves told in two clauses: that it was moved, and then to when."""

import pytest

from service.reading.understand import case_of, judged
from tests.reading.given import after, told


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("Tapaaminen siirtyi, se on nyt 22.4. klo 16.", "2026-04-22T16:00"),
        ("Siirrettiin tiistaille 14.4., alkaa vasta klo 18.", "2026-04-14T18:00"),
        ("Siirrettiin tiistaille 14.4., luento alkaa silloin klo 14.", "2026-04-14T17:00"),
    ],
)
def test_takes_the_new_time_from_the_clause_that_tells_it(text: str, to: str) -> None:
    _, findings = told(text, after())
    assert [finding[:2] for finding in findings] == [("moved", to)]


def test_a_new_time_that_is_refused_as_well_books_nothing() -> None:
    said = "Siirsimme sen huomiselle, mutta sekään ei käy opiskelijalle."
    case, _, _ = case_of(said, after())
    verdict = judged(case)
    assert ([one.to for one in verdict.findings], verdict.certain) == ([None], False)
