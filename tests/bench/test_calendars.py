"""A thousand invitations in two seconds, an answer in a millisecond and a half."""

from tests.bench import calendars


def test_a_thousand_invitations_take_two_seconds_at_most() -> None:
    assert min(calendars.build() for _ in range(3)) <= 2.0


def test_an_answer_is_parsed_in_a_millisecond_and_a_half() -> None:
    assert calendars.parse() <= 0.0015
