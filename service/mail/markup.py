"""A letter's pieces as HTML, which `mail_templates/layout.html` stands around.

Plain strings, as every letter needs them: a template's loops take twice as long.
"""

import re
from collections.abc import Iterable
from html import unescape

from markupsafe import escape

from service.mail.layout import Block

_PARAGRAPH = '<p style="margin:0 0 16px">'
_EXAMPLE = '<div style="margin:0 0 16px;padding:0 0 0 12px;border-left:3px solid #1F5C4A">'
_BUTTON = (
    "display:inline-block;padding:8px 16px;border-radius:4px;background-color:#1F5C4A;"
    "color:#FFFFFF;text-decoration:none"
)
_FOOT = '<p style="margin:0 0 8px">'
_ANCHOR = re.compile(r'<a [^>]*href="([^"]*)"[^>]*>([^<]*?)(?: \([^<]*\))?</a>')
_TAG = re.compile(r"<[^>]*>")


def body_html(blocks: Iterable[Block]) -> str:
    """Return a letter's body: paragraphs, examples, and links that say where they go."""
    return "\n".join(map(_piece, blocks))


def foot_html(blocks: Iterable[Block]) -> str:
    """Return what stands below the body, in small print."""
    return "\n".join(f"{_FOOT}\n{_small(block)}\n</p>" for block in blocks)


def lines_in(html: str) -> list[str]:
    """Return a letter's lines as they were before its text was broken, links after their labels."""
    text = _TAG.sub("", _ANCHOR.sub(r"\2: \1", html))
    return [line for line in unescape(text).splitlines() if line]


def links_in(html: str) -> list[str]:
    """Return where the links of a letter go."""
    return [unescape(href) for href, _ in _ANCHOR.findall(html)]


def _piece(block: Block) -> str:
    if block.where:
        said = f"{block.lines[0]} ({block.where})"
        return f'{_PARAGRAPH}<a href="{escape(block.href)}">{escape(said)}</a></p>'
    if block.kind == "link":
        said = f'<a class="button" href="{escape(block.href)}" style="{_BUTTON}">'
        return f"{_PARAGRAPH}{said}{escape(block.lines[0])}</a></p>"
    if block.kind == "example":
        return f"{_EXAMPLE}\n{_broken(block)}\n</div>"
    return f"{_PARAGRAPH}\n{_broken(block)}\n</p>"


def _small(block: Block) -> str:
    if block.href:
        return f'<a href="{escape(block.href)}">{escape(block.lines[0])}</a>'
    return _broken(block)


def _broken(block: Block) -> str:
    return str(escape("\n".join(block.lines))).replace("\n", "<br>\n")
