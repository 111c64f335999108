"""What a person wrote now: the reply without quoted mail, signature, device tags and footers."""

import re
from collections.abc import Sequence
from functools import cache

from service.reading.text.word_lists import stems_of, words

MAX_LINES = 5_000
SIGNATURE_LINES = 9

_DATE_OR_ADDRESS = re.compile(r"\d|@")
_RULE = re.compile(r"[ \t]*[_\-=*]{8,}[ \t]*$")
_HEADER = re.compile(r"[ \t*]{0,4}([\w-]{2,14})\*?[ \t]?:")
_SUBJECTS = {"aihe", "ämne", "subject"}
_NOT_LETTERS = re.compile(r"[\W_]+")
_NAMES = re.compile(r"[^\W\d_]+")


def written_now(text: str, writer: str = "") -> str:
    """Return what was written in this reply; `writer` is the sender's name, for the signature."""
    lines = unquoted(text)
    # Looked for in the text once: few mails have any, and a long one has thousands of lines.
    whole = text.lower()
    legal = [mark for mark in words("mail")["legal"] if mark in whole]
    lines = [line for line in lines if not _is_noise(line, legal)]
    lines = _before_signature(lines, writer)
    return "\n".join(lines).strip()


def unquoted(text: str) -> list[str]:
    """Return the lines of a mail without those it quotes; signature and footer are among them."""
    lines = [line.rstrip() for line in text.split("\n")[:MAX_LINES]]
    lines = _without_attributions(_before_original(lines))
    return [line for line in lines if not _is_quoted(line)]


def _is_quoted(line: str) -> bool:
    return line.lstrip("\ufeff \t").startswith(">")


def _before_original(lines: list[str]) -> list[str]:
    """Cut where quoted mail begins under a rule, a heading or a block of headers."""
    heads = [_header(line) for line in lines]
    for index, line in enumerate(lines):
        if _opens_original(line) or (heads[index] and _opens_headers(lines, heads, index)):
            while index and _RULE.match(lines[index - 1]):
                index -= 1
            return lines[:index]
    return lines


def _opens_original(line: str) -> bool:
    if not line.lstrip().startswith(("-", "_", "*", "Begin", "~")):
        return False
    bare = line.strip(" \t-_*~:").lower()
    return bare in words("mail")["original"]


def _opens_headers(lines: Sequence[str], heads: Sequence[str | None], index: int) -> bool:
    """Three header lines within five: one alone ("Aihe: työhaastattelu") is a person's words."""
    near = [heads[place] for place in range(index, min(index + 8, len(lines))) if lines[place]]
    typed = near[0] in _SUBJECTS and bool(_SUBJECTS & set(near[1:6]))
    if near[1:2] == [None] or near[0] in near[1:6] or typed:
        return False  # a client prints its headers one under the other, each once
    return len({name for name in near[:5] if name}) >= 3


def _header(line: str) -> str | None:
    match = _HEADER.match(line)
    name = match.group(1).lower() if match else ""
    return name if name in words("mail")["headers"] else None


def _without_attributions(lines: list[str]) -> list[str]:
    """Drop "Anna wrote:" and its wrapped lines; where its quote is not marked, drop the rest."""
    kept: list[str] = []
    index = 0
    while index < len(lines):
        size = _attribution(lines, index)
        if not size:
            kept.append(lines[index])
            index += 1
            continue
        index += size
        following = next((line for line in lines[index:] if line.strip()), "")
        if not _is_quoted(following):
            return kept
    return kept


def _attribution(lines: Sequence[str], index: int) -> int:
    """Return how many lines the attribution that begins here takes, 0 where none begins."""
    if not any(line.endswith(":") for line in lines[index : index + 3]):
        return 0
    if not lines[index].strip() or _is_quoted(lines[index]) or len(lines[index]) > 200:
        return 0
    joined = ""
    for size in (1, 2, 3):
        line = lines[index + size - 1] if index + size <= len(lines) else ""
        if not line.strip() or _is_quoted(line):
            return 0
        joined = f"{joined} {line.strip()}".strip()
        if _attributes(joined):
            return size if size == 1 or _begins_attribution(lines[index]) else 0
    return 0


def _attributes(joined: str) -> bool:
    if not joined.endswith(":") or len(joined) > 300 or not _DATE_OR_ADDRESS.search(joined):
        return False
    said = _NAMES.findall(joined.lower())
    return any(verb in said for verb in words("mail")["wrote"])


def _begins_attribution(line: str) -> bool:
    """A wrapped attribution begins with a date, a name or a preposition, not with prose."""
    return bool(_DATE_OR_ADDRESS.search(line)) or line.lstrip().lower().startswith(("on ", "den "))


def _is_noise(line: str, legal: Sequence[str]) -> bool:
    bare = line.strip(" \t*_<>[]()").lower()
    device = bare.startswith(stems_of("mail", "devices"))
    return device or any(mark in bare for mark in legal)


def _before_signature(lines: list[str], writer: str) -> list[str]:
    for index, line in enumerate(lines):
        if line in ("--", "-- ", "– ", "—") or _RULE.match(line):
            lines = lines[:index]
            break
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    first = max(0, len(lines) - SIGNATURE_LINES)
    for index in range(first, len(lines)):
        if _opens_signature(lines[index], writer) and _is_signature(lines[index + 1 :]):
            return lines[:index]
    return lines


def _opens_signature(line: str, writer: str) -> bool:
    bare = line.strip().lower().rstrip(",.! \t")
    if bare in words("mail")["closings"]:
        return True
    names = [name.lower() for name in _NAMES.findall(writer)]
    if len(names) > 1 and bare.startswith(" ".join(names) + ","):
        return True  # "Aino Österlund, asianajaja"
    said = _NAMES.findall(bare)
    if not said or len(said) > 4 or any(char.isdigit() for char in bare):
        return False
    closings = _closing_words()
    rest = [name for name in said if not any(_is_name(name, known) for known in names)]
    return len(rest) < len(said) and all(word in closings or len(word) == 1 for word in rest)


@cache
def _closing_words() -> frozenset[str]:
    closings = words("mail")["closings"]
    return frozenset(part for one in closings for part in _NOT_LETTERS.split(one))


def _is_name(word: str, known: str) -> bool:
    return word == known or (len(word) == 1 and known.startswith(word) and len(known) > 1)


def _is_signature(lines: Sequence[str]) -> bool:
    """Titles, numbers and addresses are short and ask nothing; a postscript is not signature."""
    return all(
        len(line) <= 90 and "?" not in line and not line.lower().lstrip().startswith(("ps", "p.s"))
        for line in lines
    )
