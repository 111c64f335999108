"""What is told beside the meeting of another one, or of what else was called off, is none of it."""

import pytest

from service.domain.languages import Language
from service.reading.understand import case_of, judged
from tests.reading.given import after


@pytest.mark.parametrize(
    ("language", "text", "kinds"),
    [
        ("en", "He didn't come. We had a good talk last month though.", ["not_held"]),
        ("en", "We talked for an hour about what we did last month.", ["held"]),
        ("fi", "Hän ei tullut. Viime kuussa kyllä juteltiin hyvin.", ["not_held"]),
        ("sv", "Nej. Jag träffade min handledare i stället.", ["not_held"]),
        ("sv", "Vi träffade en kollega och pratade en timme.", ["held"]),
        ("sv", "Han var utomlands. Vi pratade om det i telefon.", []),
        ("sv", "Han var utomlands. Vi pratade i telefon i en timme.", ["held"]),
        ("sv", "Vi fick inget rum så vi satt i lobbyn.", ["held"]),
        ("sv", "Styrelsen satt i två timmar.", []),
        ("sv", "Vi satt i två timmar.", ["held"]),
    ],
)
def test_hears_which_meeting_is_told_of(language: Language, text: str, kinds: list[str]) -> None:
    case, _, _ = case_of(text, after("attendance", language), "")
    assert [one.kind for one in judged(case).findings] == kinds
