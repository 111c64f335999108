"""Whole-message commands: "Tilanne?", "mina uppgifter", "English"; a word in prose is never one."""

import re
from functools import cache

from service.reading.phrases import words

_MOST = 120  # characters; a command is short
_LETTERS = re.compile(r"[^\W_]+")


def command_in(text: str) -> str | None:
    """Return the command that the whole of a message is, or None.

    `text` is what was written now (`reply_text`); a greeting, "please" and "thanks" are ignored.
    """
    if len(text) > _MOST:
        return None
    said = [word for word in _LETTERS.findall(text.lower()) if word not in _around()]
    return _commands().get(" ".join(said)) if said else None


@cache
def _around() -> frozenset[str]:
    return frozenset(words("commands")["around"])


@cache
def _commands() -> dict[str, str]:
    return {
        " ".join(_LETTERS.findall(saying)): command
        for command, sayings in words("commands")["commands"].items()
        for saying in sayings
    }
