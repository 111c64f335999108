"""Preparation: which questions, and what of a text may be passed on (P16, S8)."""

import pytest

from service.domain.errors import Refused
from service.domain.preparation import MOST_BYTES, Moment, lines_of, moment_of


@pytest.mark.parametrize(
    ("of", "moments"),
    [
        (1, ["first"]),
        (2, ["first", "last"]),
        (3, ["first", "second", "last"]),
        (4, ["first", "second", "before_last", "last"]),
        (6, ["first", "second", "middle", "middle", "before_last", "last"]),
    ],
)
def test_every_meeting_of_a_plan_has_its_questions(of: int, moments: list[Moment]) -> None:
    assert [moment_of(number, of) for number in range(1, of + 1)] == moments


def test_a_note_is_flattened_line_by_line() -> None:
    text = "\n\n Hei\u202e vaan\x00 \n\n\n  - yksi\tkaksi\r\n\n"
    assert lines_of(text) == ["Hei vaan", "", "- yksi kaksi"]


def test_a_note_may_be_sixty_four_kilobytes_long() -> None:
    assert len(lines_of("ä" * (MOST_BYTES // 2))) == 1
    with pytest.raises(Refused, match="too long"):
        lines_of("ä" * (MOST_BYTES // 2) + "a")
