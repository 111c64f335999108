"""Sayings with choices in them, written out."""

from itertools import product

import pytest

from service.reading.text.word_lists import pieces_of, ways


def test_a_choice_stands_for_each_of_its_ways() -> None:
    assert ways("{must|have to} go {now|}") == [
        "must go now",
        "must go",
        "have to go now",
        "have to go",
    ]


def test_a_saying_without_a_choice_stands_for_itself() -> None:
    assert ways("i'll <day>") == ["i'll <day>"]


@pytest.mark.parametrize(
    "saying", ["{must|have to} go {now|}", "i {|really }wish", "on {the|} {6th,|}", "yes …"]
)
def test_a_saying_stands_for_the_ways_of_its_pieces(saying: str) -> None:
    pieces = product(*(ways(piece) for piece in pieces_of(saying)))
    assert sorted(" ".join(" ".join(one).split()) for one in pieces) == sorted(ways(saying))
