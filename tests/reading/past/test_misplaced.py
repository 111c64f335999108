"""Whom of a team an echo had wrong; beside each, what leaves somebody's place open."""

import pytest

from service.domain.languages import Language
from service.reading.understand import case_of, judged
from tests.reading.given import after

TEAM = ("Anna", "Elias", "Sami")


def put_right(text: str, language: Language) -> list[tuple[str, tuple[str, ...]]] | None:
    """Return what a reply to an echo tells, None where it is not certain."""
    verdict = judged(case_of(text, after("echo", language, *TEAM), "Kim Testi")[0])
    return [(one.kind, one.missing) for one in verdict.findings] if verdict.certain else None


@pytest.mark.parametrize(
    ("text", "language", "missing"),
    [
        ("Anna oli kyllä paikalla! Elias se oli joka puuttui.", "fi", ("Elias",)),
        ("Ei Elias puuttunut vaan Sami.", "fi", ("Sami",)),
        ("Samikin oli paikalla, eli kaikki kolme.", "fi", ()),
        ("Sami ska inte stå som frånvarande, det var Elias som inte var där.", "sv", ("Elias",)),
        ("Fel, alla var där.", "sv", ()),
        ("You've got Sami down as absent. He was there, it was Elias.", "en", None),
        ("Sami was there all right, it was Anna who was missing.", "en", ("Anna",)),
        ("Correct, everyone was there and nobody was missing.", "en", None),
    ],
)
def test_puts_a_team_right(text: str, language: Language, missing: tuple[str, ...] | None) -> None:
    right = None if missing is None else [("undo", ()), ("held", missing)]
    told = put_right(text, language)
    assert told == right or (missing is None and not told)
