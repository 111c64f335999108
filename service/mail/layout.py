"""The text of a letter and its HTML twin, both from the same lines.

Four spaces before a line make it an example; a line that holds nothing but a link, or a label
and a link, becomes a link that says where it goes. All else is a paragraph.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from textwrap import fill
from typing import Literal
from urllib.parse import urlsplit

WIDTH = 76
_LINK = re.compile(r"(?:([^:]+): )?(https?://[!#-;=?-Z_a-z~]+)")
_INDENT = "    "

Kind = Literal["", "text", "example", "link"]


@dataclass(frozen=True)
class Block:
    """One piece of a letter; a link's only line is its label, and `where` its host if not ours."""

    kind: Kind
    lines: tuple[str, ...]
    href: str = ""
    where: str = ""


def text_of(body: str) -> str:
    """Return a letter's text with long lines broken; links stay whole."""
    return "\n".join(_broken(line) for line in body.split("\n")) + "\n"


def blocks_of(body: str, ours: str, trusted: Collection[str] = ()) -> Iterator[Block]:
    """Yield a letter's pieces.

    Only links below `ours` and the whole links in `trusted` become links: what a stranger
    typed into a form stays text.
    """
    lines = (_block(line, ours, trusted) for line in body.split("\n"))
    for kind, same in groupby(lines, attrgetter("kind")):
        if kind == "link":
            yield from same
        elif kind:
            yield Block(kind, tuple(line for one in same for line in one.lines))


def _broken(line: str) -> str:
    if len(line) <= WIDTH:
        return line
    indent = _INDENT if line.startswith(_INDENT) else ""
    return fill(
        line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def _block(line: str, ours: str, trusted: Collection[str]) -> Block:
    if line.startswith(_INDENT):
        return Block("example", (line.strip(),))
    found = _LINK.fullmatch(line) if "://" in line else None
    if found:
        label, href = found.groups()
        if ours and href.startswith(f"{ours}/"):
            return Block("link", (label or href,), href)
        if href in trusted:
            return Block("link", (label or href,), href, urlsplit(href).hostname or "")
    return Block("text" if line.strip() else "", (line.strip(),))
