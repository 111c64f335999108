"""The word lists, read once: data that a linguist can edit, one way of saying a thing a line."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

_CHOICE = re.compile(r"\{([^{}]*)\}")
_PIECE = re.compile(r"(?:\{[^{}]*\}|[^\s{}])+")


class _Written(Mapping[str, Any]):
    """The lists of a file, each "{a|b}" of a list written out when it is first asked for.

    A language's sayings stand for 90,000 ways in all, of which few are ever asked for as such.
    """

    def __init__(self, lists: Mapping[str, Any]) -> None:
        self._lists = lists
        self._written: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._written:
            self._written[name] = _of_list(self._lists[name])
        return self._written[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lists)

    def __len__(self) -> int:
        return len(self._lists)


@cache
def words(name: str) -> Mapping[str, Any]:
    """Return one file of word lists, each "{a|b}" in it written out."""
    return _Written(lists(name))


@cache
def lists(name: str) -> dict[str, Any]:
    """Return one file of word lists as they stand in it."""
    source = files("service.reading") / "words" / f"{name}.toml"
    return tomllib.loads(source.read_text("utf-8"))


@cache
def said_of(name: str, means: str) -> frozenset[str]:
    """Return one list of a file as a set."""
    return frozenset(words(name)[means])


@cache
def stems_of(name: str, means: str) -> tuple[str, ...]:
    """Return one list of a file as `str.startswith` takes it."""
    return tuple(words(name)[means])


def opens_with(said: Sequence[str], name: str, means: str) -> bool:
    """Return whether words begin with a saying of one list, whole words of it."""
    sayings = _by_first_word(name, means).get(said[0], ()) if said else ()
    return any(tuple(said[: len(one)]) == one for one in sayings)


def is_among(said: Sequence[str], name: str, means: str) -> bool:
    """Return whether a saying of one list stands among words."""
    first = _by_first_word(name, means)
    if first.keys().isdisjoint(said):
        return False
    return any(
        tuple(said[at : at + len(one)]) == one
        for at, word in enumerate(said)
        for one in first.get(word, ())
    )


@cache
def _by_first_word(name: str, means: str) -> Mapping[str, Sequence[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for one in words(name)[means]:
        said = tuple(one.split())
        found.setdefault(said[0], []).append(said)
    return found


def pieces_of(saying: str) -> tuple[str, ...]:
    """Return a saying cut at its spaces: all it stands for is a way of each piece after another."""
    return tuple(_PIECE.findall(saying))


def ways(saying: str) -> list[str]:
    """Return all that "I {must|have to} go {now|}" stands for; a choice holds no other one."""
    choice = _CHOICE.search(saying)
    if choice is None:
        return [" ".join(saying.split())]
    before, after = saying[: choice.start()], saying[choice.end() :]
    return [way for one in choice.group(1).split("|") for way in ways(before + one + after)]


def _of_list(listed: Any) -> Any:
    if not isinstance(listed, list):
        return listed
    return [way for one in listed for way in (ways(one) if isinstance(one, str) else [one])]
