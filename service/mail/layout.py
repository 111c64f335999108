"""The text of a letter and its HTML twin, both from the same lines.

Four spaces before a line make it an example; a line that holds nothing but a link, or a label
and a link, becomes a link that says where it goes. All else is a paragraph.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from textwrap import TextWrapper
from typing import Literal
from urllib.parse import urlsplit

WIDTH = 76
_LINK = re.compile(r"(?:([^:]+): )?(https?://[!#-;=?-Z_a-z~]+)")
_INDENT = "    "
_LINES = TextWrapper(WIDTH, break_long_words=False, break_on_hyphens=False)
_EXAMPLES = TextWrapper(
    WIDTH, subsequent_indent=_INDENT, break_long_words=False, break_on_hyphens=False
)

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


def unbroken(text: str, whole: Collection[str]) -> str:
    """Return a letter's text with the pieces joined of those lines that are `whole` in its twin."""
    lines = [""]
    for line in text.splitlines():
        joined = f"{lines[-1]} {line.strip()}"
        if lines[-1] and line and any(one.startswith(joined.strip()) for one in whole):
            lines[-1] = joined
        else:
            lines.append(line)
    return "\n".join(lines[1:])


def blocks_of(body: str, ours: str, trusted: Collection[str] = ()) -> Iterator[Block]:
    """Yield a letter's pieces.

    Only links below `ours` and the whole links in `trusted` become links: what a stranger
    typed into a form stays text.
    """
    kind: Kind = ""
    lines: list[str] = []
    for line in body.split("\n"):
        link = _link(line, ours, trusted) if "://" in line else None
        before, kind = kind, "link" if link else _kind(line)
        if lines and kind != before:
            yield Block(before, tuple(lines))
            lines = []
        if link:
            yield link
        elif kind:
            lines.append(line.strip())
    if lines:
        yield Block(kind, tuple(lines))


def _broken(line: str) -> str:
    if len(line) <= WIDTH:
        return line
    return (_EXAMPLES if line.startswith(_INDENT) else _LINES).fill(line)


def _kind(line: str) -> Kind:
    if line.startswith(_INDENT):
        return "example"
    return "text" if line.strip() else ""


def _link(line: str, ours: str, trusted: Collection[str]) -> Block | None:
    found = None if line.startswith(_INDENT) else _LINK.fullmatch(line)
    if found is None:
        return None
    label, href = found.groups()
    if ours and href.startswith(f"{ours}/"):
        return Block("link", (label or href,), href)
    if href in trusted:
        return Block("link", (label or href,), href, urlsplit(href).hostname or "")
    return None
