"""What the rehearsal's people write, in their language and each time in another way."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random

from service.domain.languages import Language

FILE = Path(__file__).parent / "sayings.toml"


def say(act: str, language: Language, chance: Random, **given: str) -> str:
    """Return one way of saying something; raises LookupError for an act that nobody knows."""
    ways = _sayings()[act][language]
    return ways[chance.randrange(len(ways))].format(**given)


@cache
def _sayings() -> Mapping[str, Mapping[Language, list[str]]]:
    return tomllib.loads(FILE.read_text("utf-8"))
