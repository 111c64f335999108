"""Public holidays by name."""

from datetime import date

import pytest

from service.domain.languages import Language
from service.mail.holidays import holiday


@pytest.mark.parametrize(
    ("on", "language", "name"),
    [
        (date(2027, 12, 6), "fi", "Itsenäisyyspäivä"),
        (date(2027, 12, 6), "sv", "Självständighetsdagen"),
        (date(2027, 12, 6), "en", "Independence Day"),
        (date(2027, 5, 1), "fi", "Vappu"),
        (date(2027, 2, 9), "fi", ""),
    ],
)
def test_a_holiday_has_its_name(on: date, language: Language, name: str) -> None:
    assert holiday(on, language) == name
