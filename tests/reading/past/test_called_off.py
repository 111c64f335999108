"""The next meeting called off beside one that was asked about."""

import pytest

from service.reading.understand import case_of, judged
from tests.reading.given import after


@pytest.mark.parametrize(
    ("words", "certain", "kinds"),
    [
        ("Nähtiin, tunti. Seuraava perutaan, olen matkoilla.", True, ["held", "cancelled"]),
        ("We met. She called off the next one, exams.", True, ["held", "cancelled"]),
        ("Vi sågs. Nästa kan behöva ställas in.", False, None),
        ("We met. The next one is off, so we meet on 12 May at 5 pm.", False, None),
        ("Ei tavattu. Seuraavakin on peruttu.", True, ["not_held", "cancelled"]),
        ("We cancelled on Tuesday and met the next day, an hour.", False, None),
    ],
)
def test_calls_off_the_next_alone(words: str, certain: bool, kinds: list[str] | None) -> None:
    verdict = judged(case_of(words, after())[0])
    assert verdict.certain is certain
    assert kinds is None or [one.kind for one in verdict.findings] == kinds


@pytest.mark.parametrize(
    "words",
    [
        "We met for an hour. The next train was cancelled.",
        "Vi sågs. Nästa buss blev inställd.",
        "Tavattiin tunti. Ensi viikon luento on peruttu.",
        "We met for an hour. Next I must cancel my gym card.",
    ],
)
def test_calls_off_no_meeting(words: str) -> None:
    verdict = judged(case_of(words, after())[0])
    assert {one.kind for one in verdict.findings} <= {"held"}
