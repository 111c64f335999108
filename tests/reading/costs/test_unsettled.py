"""Sums in every notation, and costs that no reading settles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.readings import Finding
from service.reading.costs.unsettled import leaves_costs_open
from service.reading.text.tokens import tokens_of
from service.reading.understand import case_of, judged
from service.reading.values.kinds import Money
from service.reading.values.scan import values_in
from tests.reading.given import after

_NOTATIONS = (
    "{e},{c:02} €", "{e},{c:02}e", "€{e}.{c:02}", "{e}€{c:02}", "{e}:{c:02} €", "EUR {e}.{c:02}",
    "{e}.{c:02} eur", "{e} euro {c} cent",
)  # fmt: skip


@given(
    euros=st.integers(1, 99),
    cents=st.integers(1, 99),
    notation=st.sampled_from(_NOTATIONS),
    around=st.sampled_from(
        ["Taxi {}.", "taxi ({}), tack", "{} + 4,20 €", "taxi {}\nmuseum 4,20 €"]
    ),
)
def test_a_sum_is_read_in_every_notation(
    euros: int, cents: int, notation: str, around: str
) -> None:
    text = around.format(notation.format(e=euros, c=cents))
    sums = [one.value for one in values_in(tokens_of(text), "en", sums=True)]
    assert isinstance(sums[0], Money)
    assert sums[0].cents == 100 * euros + cents


@pytest.mark.parametrize(
    ("text", "certain", "amounts"),
    [
        ("Museum entry 13 € instead of 16 € with the student discount", True, ["13.00"]),
        ("Museum ticket 6,70 €, I'll pay it myself.", True, []),
        ("I won't claim anything, the tram was only 2,90 €.", True, []),
        ("Bus 8,70 € (normal fare 12 €)", True, ["8.70"]),
    ],
)
def test_only_what_was_paid_is_claimed(text: str, certain: bool, amounts: list[str]) -> None:
    case, _, _ = case_of(text, after("expense", "en"))
    verdict = judged(case)
    assert (verdict.certain, [one.amount for one in verdict.findings]) == (certain, amounts)


@pytest.mark.parametrize(
    ("text", "open"),
    [
        ("Tram 4,80 €", False),
        ("Tram about 4,80 €", True),
        ("Tram 4,80 NOK", True),
        ("Tram 4,80 €, I'll pay it myself", True),
        ("Tram 4,80 €, entrance (four twenty)", True),
        ("Tram 4,80 €, about an hour", False),
    ],
)
def test_what_no_reading_settles(text: str, open: bool) -> None:
    case, _, _ = case_of(text, after("expense", "en"))
    claim = Finding("expense", text, "sum", amount="4.80", currency="EUR", what="travel")
    assert leaves_costs_open((claim,), case) is open
