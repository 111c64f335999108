"""Whose name closes a reply."""

import pytest

from service.reading.past.persons import signed_by


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Vi var där.\nMvh Tuva", ["tuva"]),
        ("Vi sågs, hälsar Tuva.", ["tuva"]),
        ("Vi var där /Tuva", ["tuva"]),
        ("Nähtiin.\nTerveisin Tuva", ["tuva"]),
        ("We met.\nTuva", ["tuva"]),
        ("Alla utom\nTuva", []),
        ("Det var jag och Tuva", []),
        ("Den bästa var Tuva", []),
    ],
)
def test_hears_who_signs(text: str, name: list[str]) -> None:
    assert signed_by(text) == name
