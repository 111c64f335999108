"""The word lists, read once: data that a linguist can edit, one way of saying a thing a line."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words(name: str) -> dict[str, Any]:
    """Return one file of word lists."""
    source = files("service.reading") / "words" / f"{name}.toml"
    return tomllib.loads(source.read_text("utf-8"))
