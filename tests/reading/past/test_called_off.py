"""The next meeting called off beside one that was held."""

import pytest

from service.reading.understand import case_of, judged
from tests.reading.given import after


@pytest.mark.parametrize(
    ("words", "certain", "kinds"),
    [
        ("Nähtiin, tunti. Seuraava perutaan, olen matkoilla.", True, ["held", "cancelled"]),
        ("We met. She called off the next one, exams.", True, ["held", "cancelled"]),
        ("Vi sågs. Nästa kan behöva ställas in.", False, ["held", "cancelled"]),
        ("We met. The next one is off, so we meet on 12 May at 5 pm.", False, None),
        ("We cancelled on Tuesday and met the next day, an hour.", False, None),
    ],
)
def test_calls_off_the_next_alone(words: str, certain: bool, kinds: list[str] | None) -> None:
    verdict = judged(case_of(words, after())[0])
    assert verdict.certain is certain
    assert kinds is None or [one.kind for one in verdict.findings] == kinds
