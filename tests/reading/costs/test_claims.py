"""What costs a reply claims, as the grammar alone reads it."""

import pytest

from service.domain.languages import Language
from service.domain.readings import Asked
from service.reading.understand import case_of, judged
from tests.reading.given import after, short


def _read(text: str, asked: Asked, language: Language) -> tuple[bool, list[tuple[object, ...]]]:
    case, _, _ = case_of(text, after(asked, language))
    verdict = judged(case)
    return verdict.certain, [short(one) for one in verdict.findings]


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("fi", "En peri mitään, vaikka parkkihalli rosvosikin 14 euroa.", (True, [])),
        ("sv", "Jag söker ingenting, fast parkeringen kostade 9 euro.", (True, [])),
        ("en", "No expenses. She bought the coffees (7.40) and wouldn't hear of it.", (True, [])),
        (
            "fi",
            "Ei kuluja, kävelin. Taksi takaisin 12 €.",
            (True, [("expense", "12.00", "travel")]),
        ),
        ("en", "Nothing to claim. The bus was 3.20.", (False, [("expense", "3.20", "travel")])),
    ],
)
def test_claims_nothing_of_what_is_told_and_let_go(
    language: Language, text: str, told: tuple[bool, list[tuple[object, ...]]]
) -> None:
    assert _read(text, "expense", language) == told


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("fi", "Ratikka 3,20 suuntaansa, kuljin sillä molempiin suuntiin.", "6.40"),
        ("sv", "Bussen 2,80 enkel väg, tog den åt båda hållen.", "5.60"),
        ("en", "Bus 3,20 there, 3,20 back, that's 6,40.", "6.40"),
    ],
)
def test_counts_a_price_of_one_way_twice_where_both_are_told(
    language: Language, text: str, told: str
) -> None:
    assert _read(text, "expense", language) == (True, [("expense", told, "travel")])


@pytest.mark.parametrize(
    ("language", "text", "amount"),
    [
        ("fi", "Tavattiin. Bussi Porvoosta oli 7,80.", "7.80"),
        ("sv", "Vi sågs. Båten till ön gick på 5,20.", "5.20"),
        ("en", "We met. The ferry to the fortress was 5,20.", "5.20"),
    ],
)
def test_reads_the_fare_from_or_to_a_place(language: Language, text: str, amount: str) -> None:
    assert _read(text, "attendance", language) == (
        True,
        [("held",), ("expense", amount, "travel")],
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fi", "Tavattiin. Bussi Porvoosta lähti 7,80."),
        ("sv", "Vi sågs. Båten till ön gick 15,20."),
        ("en", "We met. The ferry to the fortress leaves 15.20."),
    ],
)
def test_takes_no_hour_of_a_timetable_for_a_fare(language: Language, text: str) -> None:
    assert all(one[0] != "expense" for one in _read(text, "attendance", language)[1])
