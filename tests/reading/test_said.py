"""Ways of saying things, one a line in `said/`, each with what it tells or a question mark."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from service.domain.languages import Language
from service.domain.readings import Context
from tests.reading.given import after, before, told, unplanned

SAID = Path(__file__).parent / "said"
TEAM = ("Anna", "Elias", "Sami")


def contexts(language: Language) -> dict[str, Context]:
    """Return the context of each heading of a table."""
    return {
        "attendance": after("attendance", language),
        "attendance in a team": after("attendance", language, *TEAM),
        "invitation": before("invitation", language),
        "invitation in a team": before("invitation", language, *TEAM),
        "proposal": before("proposal", language),
        "seat_check": before("seat_check", language),
        "times": unplanned("times", language),
        "expense": after("expense", language),
        "echo": after("echo", language),
        "echo in a team": after("echo", language, *TEAM),
        "echo before the meeting": before("echo", language),
        "agreement": unplanned("agreement", language),
        "preparation": before("preparation", language),
        "announcement": unplanned("announcement", language),
        "none": unplanned("none", language),
    }


def lines(language: Language) -> Iterator[tuple[str, str, str]]:
    """Return each line of a table: its heading, the words, and what they tell."""
    heading = ""
    for line in (SAID / f"{language}.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif line and not line.startswith("#"):
            words, _, tells = line.partition(" => ")
            yield heading, words.replace("\\n", "\n"), tells


def in_short(certain: bool, findings: list[tuple[object, ...]]) -> str:
    """Return a verdict as the tables write it."""
    if not certain:
        return "?"
    return "; ".join(" ".join(_values(finding)) for finding in findings) or "nothing"


def _values(finding: tuple[object, ...]) -> Iterator[str]:
    for value in finding:
        if isinstance(value, bool):
            yield "agreed" if value else "proposed"
        elif isinstance(value, list | tuple):
            yield from map(str, value)
        else:
            yield str(value)


@pytest.mark.parametrize(("heading", "words", "tells"), list(lines("fi")))
def test_reads_what_is_said_in_finnish(heading: str, words: str, tells: str) -> None:
    assert in_short(*told(words, contexts("fi")[heading])) == tells


@pytest.mark.parametrize(("heading", "words", "tells"), list(lines("sv")))
def test_reads_what_is_said_in_swedish(heading: str, words: str, tells: str) -> None:
    assert in_short(*told(words, contexts("sv")[heading])) == tells


@pytest.mark.parametrize(("heading", "words", "tells"), list(lines("en")))
def test_reads_what_is_said_in_english(heading: str, words: str, tells: str) -> None:
    assert in_short(*told(words, contexts("en")[heading])) == tells
