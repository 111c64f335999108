"""The word lists, read once: data that a linguist can edit, one way of saying a thing a line."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_CHOICE = re.compile(r"\{([^{}]*)\}")


@cache
def words(name: str) -> dict[str, Any]:
    """Return one file of word lists, each "{a|b}" in it written out."""
    source = files("service.reading") / "words" / f"{name}.toml"
    lists = tomllib.loads(source.read_text("utf-8"))
    return {name: _of_list(listed) for name, listed in lists.items()}


@cache
def said_of(name: str, means: str) -> frozenset[str]:
    """Return one list of a file as a set."""
    return frozenset(words(name)[means])


@cache
def stems_of(name: str, means: str) -> tuple[str, ...]:
    """Return one list of a file as `str.startswith` takes it."""
    return tuple(words(name)[means])


def _of_list(listed: Any) -> Any:
    if not isinstance(listed, list):
        return listed
    return [way for one in listed for way in (ways(one) if isinstance(one, str) else [one])]


def ways(saying: str) -> list[str]:
    """Return all that "I {must|have to} go {now|}" stands for; a choice holds no other one."""
    choice = _CHOICE.search(saying)
    if choice is None:
        return [" ".join(saying.split())]
    before, after = saying[: choice.start()], saying[choice.end() :]
    return [way for one in choice.group(1).split("|") for way in ways(before + one + after)]
