"""What a person wrote now: the reply without quoted mail, signature, device tags and footers."""

import re
from collections import Counter
from collections.abc import Sequence

from service.reading.mail.originals import (
    attribution,
    header_in,
    is_quoted,
    next_line,
    opens_headers,
    opens_original,
)
from service.reading.mail.signatures import RULE, before_signature, without_noise
from service.reading.text.word_lists import said_of

MAX_LINES = 5_000
_INITIALS = re.compile(r"[ \t]{0,4}([A-ZÅÄÖ]\w{0,15})>(?: |$)")
_OTHER_MARKS = ("|", ":", "}")


def written_now(text: str, writer: str = "") -> str:
    """Return what was written in this reply; `writer` is the sender's name, for the signature."""
    lines = before_signature(without_noise(unquoted(text, writer)), writer)
    return "\n".join(lines).strip()


def unquoted(text: str, writer: str = "") -> list[str]:
    """Return the lines of a mail without those it quotes; signature and footer are among them."""
    lines = [line.rstrip() for line in text.split("\n")[:MAX_LINES]]
    lines = _without_original(_with_one_mark(_unsigned(lines)), writer)
    lines = _without_attributions(lines)
    return [line for line in lines if not is_quoted(line)]


def _unsigned(lines: list[str]) -> list[str]:
    """Return the lines that OpenPGP's cleartext signature frames (RFC 9580 §7)."""
    if "-----BEGIN PGP SIGNED MESSAGE-----" not in lines:
        return lines
    begins = lines.index("-----BEGIN PGP SIGNED MESSAGE-----")
    before, framed = lines[:begins], lines[begins + 1 :]
    framed = framed[framed.index("") + 1 :] if "" in framed else framed
    if "-----BEGIN PGP SIGNATURE-----" in framed:
        framed = framed[: framed.index("-----BEGIN PGP SIGNATURE-----")]
    return before + [line.removeprefix("- ") for line in framed]


def _with_one_mark(lines: list[str]) -> list[str]:
    """Write ">" for the initials with which The Bat and Emacs mark each quoted line ("AT> ").

    A mailbox marks a person's own line that begins with "From " (RFC 4155): no quote either.
    """
    lines = [
        line[1:] if line.startswith(">From ") and not is_quoted(above) else line
        for above, line in zip(["", *lines], lines, strict=False)
    ]
    marks = [_INITIALS.match(line) for line in lines]
    often = Counter(mark.group(1) for mark in marks if mark)
    days = said_of("mail", "days")
    quoting = {name for name in often if often[name] > 1 and name.lower() not in days}
    marked = [
        f">{line[mark.end() :]}" if mark and mark.group(1) in quoting else line
        for line, mark in zip(lines, marks, strict=True)
    ]
    # Two lines with the same label may be a person's own list.
    told = any(often[name] > 2 for name in quoting) or (
        quoting and any(attribution(marked, index) for index in range(len(marked)))
    )
    return marked if told else lines


def _without_original(lines: list[str], writer: str) -> list[str]:
    """Cut where quoted mail begins under a rule, a heading or a block of headers.

    Where each line below is marked as well, only heading and headers go: answers stand between.
    """
    heads = [header_in(line) for line in lines]
    for index, line in enumerate(lines):
        if opens_original(line) or (heads[index] and opens_headers(lines, heads, index)):
            first = index
            while first and RULE.match(lines[first - 1]):
                first -= 1
            while index < len(lines) and (opens_original(lines[index]) or heads[index]):
                index += 1
            following = next((line for line in lines[index:] if line.strip()), "")
            below = lines[index:]
            return lines[:first] + (below if is_quoted(following) else _named(below, writer))
    return lines


def _named(lines: Sequence[str], writer: str) -> list[str]:
    """Return the answers between quoted lines that Outlook marks "[Anna Esimerkki]"."""
    mark = f"[{writer}] "
    return [line.removeprefix(mark) for line in lines if line.startswith(mark)]


def _without_attributions(lines: list[str]) -> list[str]:
    """Drop "Anna wrote:" and its wrapped lines; where its quote is not marked, drop the rest."""
    kept: list[str] = []
    index = 0
    while index < len(lines):
        size = attribution(lines, index)
        if not size:
            kept.append(lines[index])
            index += 1
            continue
        index += size
        following = next_line(lines, index)
        if following.startswith(_OTHER_MARKS):
            lines = lines[:index] + _marked_as_others(lines[index:], following[0])
        elif not is_quoted(following):
            return kept
    return kept


def _marked_as_others(lines: Sequence[str], mark: str) -> list[str]:
    return [f">{line}" if line.lstrip().startswith(mark) else line for line in lines]
