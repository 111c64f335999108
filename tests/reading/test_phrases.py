"""Sayings with choices in them, written out."""

from service.reading.phrases import ways


def test_a_choice_stands_for_each_of_its_ways() -> None:
    assert ways("{must|have to} go {now|}") == [
        "must go now",
        "must go",
        "have to go now",
        "have to go",
    ]


def test_a_saying_without_a_choice_stands_for_itself() -> None:
    assert ways("i'll <day>") == ["i'll <day>"]
