"""Finnish spans of hours in digits, told by their endings."""

import pytest

from service.reading.text.tokens import tokens_of
from service.reading.values.kinds import Clock
from service.reading.values.scan import values_in


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("17:stä 18.30:een", Clock(17, minutes=90)),
        ("klo 16.30:stä kuuteen", Clock(16, 30, minutes=90)),
    ],
)
def test_a_span_is_told_by_its_endings(text: str, value: Clock) -> None:
    assert [one.value for one in values_in(tokens_of(text))] == [value]
