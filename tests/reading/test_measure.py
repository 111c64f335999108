"""The replies written by many hands, dressed and read: nothing wrong while certain, most read."""

from pathlib import Path

import pytest

from tests.reading.measure import Scored, scored

FOLDER = Path(__file__).with_name("replies")
LEAST_COVERED = {"fi": 0.7, "sv": 0.7, "en": 0.7}  # raise it when the reader learns


@pytest.fixture(scope="module")
def results() -> dict[str, list[Scored]]:
    return {language: list(scored(FOLDER / f"{language}.jsonl")) for language in LEAST_COVERED}


@pytest.mark.parametrize("language", LEAST_COVERED)
def test_nothing_is_wrong_while_certain(language: str, results: dict[str, list[Scored]]) -> None:
    assert [one.case["id"] for one in results[language] if one.wrong] == []


@pytest.mark.parametrize("language", LEAST_COVERED)
def test_most_clear_replies_are_read_right(language: str, results: dict[str, list[Scored]]) -> None:
    clear = [one for one in results[language] if one.clear]
    covered = sum(one.covered for one in clear) / len(clear)
    assert covered >= LEAST_COVERED[language]
