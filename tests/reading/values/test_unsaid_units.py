import pytest

from service.reading.text.tokens import tokens_of
from service.reading.values.kinds import Length
from service.reading.values.scan import values_in


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("not 90 minutes but only 60", [90, 60]),
        ("inte en timme utan två", [60, 120]),
        ("it was 45, not 60 minutes", [45, 60]),
        ("ei 60 min vaan 90", [60, 90]),
        ("20 minutes on her CV, twenty on mine", [20, 20]),
        ("not 90 minutes but 60 euros", [90]),
        ("90 minutes but 60 of us", [90]),
        ("an hour, not 7", [60]),
        ("20 minutes on foot and 20 in the café", [20]),
    ],
)
def test_counts_a_bare_number_as_the_length_beside_it(text: str, minutes: list[int]) -> None:
    found = [one.value for one in values_in(tokens_of(text), "en")]
    assert [one.minutes for one in found if isinstance(one, Length)] == minutes
