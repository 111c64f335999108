"""What one has ahead beside a meeting is of no meeting; when they met is."""

import pytest

from service.reading.clauses.clauses import clauses_of
from service.reading.past.affairs import is_affair
from service.reading.text.tokens import tokens_of
from service.reading.values.scan import values_in


@pytest.mark.parametrize(
    ("text", "ahead"),
    [
        ("She has an interview on 15 April at 10", True),
        ("I fly home on the 20th", True),
        ("He wants the letter by Friday", True),
        ("After his lecture on Tuesday", False),
        ("We have a mock interview on 15 April at 10", False),
        ("He has an exam, so our next meeting is on 15 April", False),
        ("She had an exam on Monday", False),
    ],
)
def test_tells_an_affair_from_a_meeting(text: str, ahead: bool) -> None:
    tokens = tokens_of(text)
    clauses = clauses_of(tokens, values_in(tokens, "en"), "en")
    assert any(map(is_affair, clauses)) == ahead
