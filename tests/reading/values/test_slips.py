"""Finnish values put right in the same breath, and hours in digits with their endings."""

import pytest

from service.reading.text.tokens import tokens_of
from service.reading.values.kinds import Clock, Day, Money
from service.reading.values.scan import values_in


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("klo 16, eiku 17", [Clock(17), Clock(17)]),
        ("viideltä kävis, tai siis kuudelta", [Clock(18), Clock(18)]),
        ("9.1., ei kun 10.1.", [Day(day=10, month=1), Day(day=10, month=1)]),
        ("bussi 7,20 €. Eiku 8,20 €", [Money(820)]),
        ("klo 16 tai 17", [Clock(16)]),
        ("17:stä 18.30:een", [Clock(17, minutes=90)]),
        ("klo 16.30:stä kuuteen", [Clock(16, 30, minutes=90)]),
    ],
)
def test_a_value_put_right_is_the_right_one(text: str, values: list[object]) -> None:
    assert [one.value for one in values_in(tokens_of(text))] == values
