"""ROUND.toml's table of when a pair is quiet (P22)."""

from pathlib import Path

import pytest

import service
from service.domain.rounds import QUIET
from service.rounds_file import round_from_toml

HUMAK = (Path(service.__file__).parent / "examples" / "humak.toml").read_text(encoding="utf-8")


def test_limits_that_are_not_given_are_the_usual_ones() -> None:
    assert round_from_toml(HUMAK).quiet == QUIET
    some = round_from_toml(f"{HUMAK}\n[quiet]\nsince_held = 60\nmoved = false\n")
    assert some.quiet == {**QUIET, "since_held": 60, "moved": 0}


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("sulky = 3", "quiet.sulky: no such key"),
        ("away = true", "quiet.away: a whole number from 0 to 365 is needed"),
        ("away = -1", "quiet.away: a whole number from 0 to 365 is needed"),
    ],
)
def test_a_limit_that_cannot_be_meant_is_named(line: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=f"^{wrong}$"):
        round_from_toml(f"{HUMAK}\n[quiet]\n{line}\n")


@pytest.mark.parametrize("kind", ["half-way", "Halfway", "half_way", "midway"])
def test_an_event_s_kind_is_known_however_it_is_written(kind: str) -> None:
    (event,) = round_from_toml(HUMAK.replace('"kickoff"', f'"{kind}"')).events
    assert event.kind == "halfway"
