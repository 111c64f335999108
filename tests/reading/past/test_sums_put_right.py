import pytest

from service.domain.languages import Language
from service.reading.understand import case_of, judged
from tests.reading.given import after, short


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("sv", "Nej nej, bussen kostade 6,40 inte 64 euro!!", [("expense", "6.40", "travel")]),
        ("fi", "Kulut väärin: bussi oli 3,20 €, ei 32 €.", [("expense", "3.20", "travel")]),
        ("sv", "Radera min anmälan om 12 euro för parkering, det var mitt eget ärende.", []),
        ("fi", "Perun kulukorvauksen 12 euroa, työnantaja maksoi.", []),
    ],
)
def test_puts_a_claim_right_or_takes_it_back(
    language: Language, text: str, told: list[tuple[object, ...]]
) -> None:
    verdict = judged(case_of(text, after("echo", language))[0])
    assert verdict.certain
    assert [short(one) for one in verdict.findings] == [("undo",), *told]
