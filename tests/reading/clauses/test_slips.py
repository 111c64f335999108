"""Which values are put for ones just said."""

import pytest

from service.reading.understand import case_of
from service.reading.values.kinds import Clock, Day, Length, Money, Value
from tests.reading.given import before


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Fredag kl 9? Nej vänta, kl 10.", [Day(weekday=4), Clock(10)]),
        ("En timme, nej förresten 75 minuter", [Length(75)]),
        ("40 minuter, rättare sagt 50", [Length(50)]),
        ("Fredag 10.4 kl 9? Eller nej, fredag 9.15", [Day(4, 10, 4), Clock(9, 15)]),
        ("Fredag kl 9? Nej, vänta, torsdag har jag möte", [Day(4), Clock(9), Day(3)]),
        ("Fredag kl 9, nej förresten jag ringer", [Day(4), Clock(9)]),
    ],
)
def test_a_value_is_put_for_one_in_swedish(text: str, values: list[Value]) -> None:
    case, _, _ = case_of(text, before("invitation", "sv"))
    assert [value for clause in case.clauses for value in clause.values] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Forty, no, fifty minutes.", [Length(50)]),
        ("45 min / sorry no, I look now at my ticket, it was 75 min", [Length(75)]),
        ("We met, 30 minutes, I mean 50 minutes.", [Length(50)]),
        ("Friday at 9, sorry, Thursday I have a meeting", [Day(4), Clock(9), Day(3)]),
        ("30 minutes. No. An hour was planned.", [Length(30)]),
    ],
)
def test_a_value_is_put_for_one_in_english(text: str, values: list[Value]) -> None:
    case, _, _ = case_of(text, before("invitation", "en"))
    assert [value for clause in case.clauses for value in clause.values] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Torstaina klo 16, eiku 17.", [Day(3), Clock(17)]),
        ("Torstaina viideltä kävis, tai siis kuudelta.", [Day(3), Clock(18)]),
        ("9.1., ei kun 10.1. klo 17", [Day(day=10, month=1), Clock(17)]),
        ("Bussi 7,20 €. Eiku 8,20 €", [Money(820)]),
        ("Torstaina klo 16, eiku klo 17 mulla on tentti", [Day(3), Clock(16), Clock(17)]),
        ("Torstaina klo 16 tai 17", [Day(3), Clock(16)]),
    ],
)
def test_a_value_is_put_for_one_in_finnish(text: str, values: list[Value]) -> None:
    case, _, _ = case_of(text, before("invitation", "fi"))
    assert [value for clause in case.clauses for value in clause.values] == values
