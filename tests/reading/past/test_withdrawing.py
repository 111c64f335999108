"""Leaving the programme: who leaves, and what is told beside it."""

import pytest

from service.reading.understand import case_of, judged
from tests.reading.given import after


@pytest.mark.parametrize(
    ("words", "certain", "kinds"),
    [
        ("Could you take me out of the programme, please?", True, ["withdraw"]),
        ("I hope you find her another, but I'm leaving the programme.", True, ["withdraw"]),
        ("Ja. Toivottavasti löydätte hänelle toisen, sillä jätän ohjelman.", True, None),
        ("Aktorini lopettaa ohjelman.", False, []),
        ("Can one leave the programme half-way?", False, ["withdraw"]),
        ("Kan jag få sluta i programmet om jag flyttar?", False, ["withdraw"]),
        ("Could you tell me how to leave the programme?", False, ["withdraw"]),
        ("Yes, an hour. I'm leaving the programme.", True, ["held", "withdraw"]),
    ],
)
def test_reads_who_leaves(words: str, certain: bool, kinds: list[str] | None) -> None:
    verdict = judged(case_of(words, after())[0])
    assert verdict.certain is certain
    assert kinds is None or [one.kind for one in verdict.findings] == kinds
