import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.flat import one_line, plain_name, shortened

DIRECTIONS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@given(st.text(st.characters()))
def test_one_line_holds_no_control_or_direction_character(text: str) -> None:
    line = one_line(text)
    assert not [one for one in line if unicodedata.category(one) in ("Cc", "Cs", "Zl", "Zp")]
    assert not [one for one in line if unicodedata.bidirectional(one) in DIRECTIONS]
    assert line == line.strip()
    assert one_line(line) == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Anna\r\nBcc: x@example.org", "Anna Bcc: x@example.org"),
        ("\u202egro.elpmaxe", "gro.elpmaxe"),
        ("Eetu\u200b \ufeff Koski", "Eetu Koski"),
        ("Mira 👩\u200d🎓", "Mira 👩\u200d🎓"),
    ],
)
def test_flattens_to_one_line(text: str, line: str) -> None:
    assert one_line(text) == line


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("boss@aalto.fi", "boss aalto.fi"),
        ("boss＠aalto.fi", "boss aalto.fi"),
        ('"Rehtori" <rehtori@example.org>', "Rehtori rehtori example.org"),
        ("Virtanen, Anna", "Virtanen, Anna"),
    ],
)
def test_a_name_can_not_be_shown_as_an_address(text: str, name: str) -> None:
    assert plain_name(text) == name


def test_shortens_with_an_ellipsis() -> None:
    assert shortened("Tapasitteko ti 16.3.?", 12) == "Tapasitteko…"
    assert shortened("Tapasitteko?", 12) == "Tapasitteko?"
