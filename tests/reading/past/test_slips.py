"""A length that is taken back in the same breath, and one that is not."""

import pytest

from tests.reading.given import after, told


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("Yes, 45 min / sorry no, I look now at my ticket, it was 75 min", 75),
        ("It lasted 40 - no, sorry, 50 minutes.", 50),
        ("We met, 30 minutes, I mean 50 minutes.", 50),
    ],
)
def test_the_length_that_is_put_for_another_is_the_right_one(text: str, minutes: int) -> None:
    _, findings = told(text, after("attendance", "en"))
    assert findings == [("held", minutes)]


def test_a_no_of_its_own_takes_no_length_back() -> None:
    certain, _ = told("We met for 45 minutes. No, an hour was planned.", after(language="en"))
    assert not certain
