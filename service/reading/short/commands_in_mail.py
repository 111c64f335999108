"""Whole-message commands: "Tilanne?", "lomalla 1.–31.7."; a word in prose is never one."""

import re
from collections.abc import Collection
from datetime import date
from functools import cache
from typing import get_args

from service.domain.languages import Language
from service.domain.wishes import Kind, Wish
from service.reading.short.away import away_in
from service.reading.text.word_lists import words

_MOST = 160  # characters; a command is short
_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_ADDRESS = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+")


def wish_in(text: str, received_on: date, names: Collection[str] = ()) -> Wish | None:
    """Return the wish that the whole of a message is, or None.

    `text` is what was written now, `names` the words of the names that may stand in a greeting
    or below; `received_on` is the day from which days without a year are read.
    """
    if len(text) > _MOST:
        return None
    said = text.lower()
    known = {word for name in names for word in _WORDS.findall(name.lower())}
    command = command_in(text, names)
    if command is not None:
        return _wish(command)
    return _address_in(said, known) or away_in(_bare(said, known), received_on)


def command_in(text: str, names: Collection[str] = ()) -> str | None:
    """Return the command that the whole of a message is, or None.

    A greeting, "please" and "thanks" are ignored, and so are `names`.
    """
    if len(text) > _MOST:
        return None
    known = {word for name in names for word in _WORDS.findall(name.lower())}
    said = _said(text.lower())
    inner = _without(said, known)
    return _commands().get(" ".join(said)) or _commands().get(" ".join(inner))


def is_around(line: str, names: Collection[str] = ()) -> bool:
    """Return whether a line is no more than a greeting, thanks or a name."""
    known = {word for name in names for word in _WORDS.findall(name.lower())}
    return not _without(_said(line.lower()), known)


def _wish(command: str) -> Wish:
    name, _, value = command.partition(":")
    language = next((one for one in get_args(Language) if one == value), None)
    return next(Wish(kind, language) for kind in get_args(Kind) if kind == name)


def _address_in(said: str, known: Collection[str]) -> Wish | None:
    """Return the wish for a new address: one address, and nothing but words that give it."""
    found = {one.rstrip(".") for one in _ADDRESS.findall(said)}
    if len(found) != 1:
        return None
    rest = _without(_said(_ADDRESS.sub(" ", said)), known)
    return Wish("address", address=found.pop()) if " ".join(rest) in _address_says() else None


def _bare(said: str, known: Collection[str]) -> str:
    """Return a text without the lines that are only a greeting, thanks or a name."""
    lines = [line for line in said.split("\n") if _without(_said(line), known)]
    return " ".join(lines)


def _said(text: str) -> list[str]:
    return [word.replace("’", "'") for word in _WORDS.findall(text)]


def _without(said: list[str], known: Collection[str]) -> list[str]:
    """Return the words short of those around a command, which may stand at its ends alone."""
    around = _around() | set(known)
    while said and said[0] in around:
        said = said[1:]
    while said and said[-1] in around:
        said = said[:-1]
    return said


@cache
def _around() -> frozenset[str]:
    return frozenset(words("commands")["around"])


@cache
def _address_says() -> frozenset[str]:
    return frozenset(words("commands")["address"]["says"])


@cache
def _commands() -> dict[str, str]:
    return {
        " ".join(_said(saying)): command
        for command, sayings in words("commands")["commands"].items()
        for saying in sayings
    }
