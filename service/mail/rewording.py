"""A letter that has not left, in other words: its text and HTML change, all else stays (P30)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes

from service.domain.errors import Refused
from service.domain.flat import visible
from service.domain.letters import Letter
from service.domain.site import Site
from service.mail import mime
from service.mail.layout import blocks_of, text_of, unbroken
from service.mail.markup import body_html, lines_in, links_in
from service.mail.signing import signed

LONGEST = 10_000  # characters
FOOT = "\n-- \n"
_LINK = re.compile(r"(/[htskpl]/)([a-z][a-z2-7]{26})")
_CLOSED = re.compile(r"(/[htskpl]/)…")
# What layout.html puts around a letter's pieces: the first block and the preheader, the footer.
_BODY = re.compile(
    r'(<div lang="[^>]*>\n(?:<div style="display:none[^>]*>[^<]*</div>\n)?).*(?=<div class="foot")',
    re.DOTALL,
)


def closed(text: str) -> str:
    """Return a text with its links closed that speak for their person (S4)."""
    return _LINK.sub(r"\1…", text)


def whole_text(raw: bytes) -> str:
    """Return a letter's text in the lines it was written in, links of its person closed (S4)."""
    return closed(unbroken(_part(raw, "plain"), lines_in(_part(raw, "html")))).strip()


def words_of(letter: Letter) -> str:
    """Return the words above the footer as a coordinator may change them."""
    return whole_text(letter.raw).partition(FOOT)[0].strip()


def reworded(letter: Letter, site: Site, words: str, now: datetime) -> Letter:
    """Return the letter with other words above the same footer, signed anew.

    A closed link in them is opened again; raises Refused for one that the letter did not have,
    for no words or too many, and for a letter whose parts are not as we write them.
    """
    plain, html = _part(letter.raw, "plain"), _part(letter.raw, "html")
    body = _reopened("\n".join(_lines(words)).strip("\n"), plain)
    if not body.strip() or len(body) > LONGEST:
        raise Refused("the letter is empty" if not body.strip() else "the letter is too long")
    text = text_of(f"{body}\n{FOOT}{plain.partition(FOOT)[2].strip()}")
    pieces = body_html(blocks_of(body, site.base_url, links_in(html)))
    twin = _BODY.sub(lambda found: f"{found[1]}{pieces}\n", html, count=1)
    raw = letter.raw
    for subtype, old, new in (("plain", plain, text), ("html", html, twin)):
        part = mime.text_part(subtype, old)
        if not old or part not in raw:
            raise Refused("the letter cannot be changed")
        raw = raw.replace(part, mime.text_part(subtype, new), 1)
    return replace(letter, raw=signed(raw, site, now))


def _part(raw: bytes, subtype: str) -> str:
    """Return the first text of a type, nothing where there is none."""
    for part in message_from_bytes(raw).walk():
        if part.get_content_type() == f"text/{subtype}":
            content = part.get_payload(decode=True)
            return content.decode().replace("\r\n", "\n") if isinstance(content, bytes) else ""
    return ""


def _lines(words: str) -> Iterator[str]:
    """Yield lines without control and direction characters; their spaces stay, as they mean."""
    for line in words.replace("\r\n", "\n").split("\n"):
        yield visible(line).rstrip()


def _reopened(words: str, before: str) -> str:
    """Return words with their links opened: those of one kind in the order they had."""
    known: dict[str, list[str]] = {}
    for kind, token in _LINK.findall(before):
        known.setdefault(kind, []).append(token)

    def opened(found: re.Match[str]) -> str:
        tokens = known.get(found[1])
        if not tokens:
            raise Refused("the letter had no such link")
        return found[1] + (tokens.pop(0) if len(tokens) > 1 else tokens[0])

    return _CLOSED.sub(opened, words)
