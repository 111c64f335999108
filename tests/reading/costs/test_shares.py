"""One's own share of what a ride cost."""

import pytest

from service.reading.understand import case_of, judged
from tests.reading.given import after, short


@pytest.mark.parametrize(
    ("text", "certain", "amounts"),
    [
        ("Taxin kostade 24 euro, mentorn betalade hälften så min del är 12 euro.", True, ["12.00"]),
        ("Inträde 20 €, vi delade så min del var 10 €.", True, ["10.00"]),
        ("Taxin kostade 24 euro och min del av lunchen var 12 euro.", False, ["24.00", "12.00"]),
    ],
)
def test_the_share_stands_for_the_whole(text: str, certain: bool, amounts: list[str]) -> None:
    case, _, _ = case_of(text, after("expense", "sv"))
    verdict = judged(case)
    told = [str(short(one)[1]) for one in verdict.findings]
    assert (verdict.certain, told) == (certain, amounts)
