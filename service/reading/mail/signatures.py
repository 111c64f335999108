"""What stands below or beside a person's words: signatures, device tags, footers."""

import re
from collections.abc import Sequence
from functools import cache

from service.reading.mail.originals import SUBJECTS, header_in
from service.reading.text.word_lists import stems_of, words

_DASHES = ("--", "– ", "—")
_MOST_LINES = 9  # of a signature
_LINK = re.compile(r"<?\b(?:https?://|www\.)\S*|\[cid:[^\]]*\]")
_BARE_LINK = re.compile(r"(?:<(?:https?://|#)[^<>]*>|\[cid:[^\]]*\])$")
_ITEM = re.compile(r"[ \t]*(?:\d{1,2}[.)]|[-*•][ \t])")
RULE = re.compile(r"[ \t]*[_\-=*]{8,}[ \t]*$")
_ASIDE = re.compile(r"\([^()]{1,40}\)$")  # "Anna Esimerkki (she/her)"
# A day, a clock, a sum or a length: what a person tells now, and no title or address does.
_TOLD = re.compile(
    r"\b\d{1,2}[.:]\d\d\b|\b\d{1,2}\.\d{1,2}\.|\b(?:klo|kl\.?|at) ?\d|€ ?\d"
    r"|\b\d{1,2}(?:st|nd|rd|th|\.)? (?:\w+kuu|jan|feb|ma[jry]|apr|ju[nl]|aug|sep|o[kc]t|nov|dec)"
    r"|\d ?(?:€|(?:e|eur|euro[an]?|h|t|tim|tuntia|hours?|min\w*)\b)",
    re.IGNORECASE,
)
_MOST_OF_TAG = 90
_BUT = (", but ", ", mutta ", ", men ")
_NOT_LETTERS = re.compile(r"[\W_]+")
_NAMES = re.compile(r"[^\W\d_]+")


def without_noise(lines: Sequence[str]) -> list[str]:
    """Return lines without device tags, links that stand alone, and what lawyers add."""
    # Looked for in the text once: few mails have any, and a long one has thousands of lines.
    whole = "\n".join(lines).lower()
    legal = [mark for mark in words("mail")["legal"] if mark in whole]
    return [line for line in lines if not _is_noise(line, legal)]


def _is_noise(line: str, legal: Sequence[str]) -> bool:
    bare = line.strip(" \t*_<>[]()").lower()
    # "Sent from my phone, so in short: yes" goes on in the person's own words.
    unlinked = _LINK.sub("", bare)
    tag = bare.startswith(stems_of("mail", "devices")) and ": " not in bare
    return (
        (tag and len(unlinked) <= _MOST_OF_TAG and not _TOLD.search(unlinked))
        or bool(_BARE_LINK.match(line.strip()))
        or (any(mark in bare for mark in legal) and not any(but in bare for but in _BUT))
        or unlinked.strip(" .<>") in words("mail")["scanned"]
    )


def before_signature(lines: list[str], writer: str) -> list[str]:
    """Return lines up to where the signature of `writer` begins."""
    lines = _before_rule(lines)
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    first = max(0, len(lines) - _MOST_LINES)
    for index in range(first, len(lines)):
        if index and _ITEM.match(lines[index]) and _ITEM.match(lines[index - 1]):
            continue  # "- CV", "- Anna": a list
        if _opens_signature(lines[index], writer) and _is_signature(lines[index + 1 :]):
            return lines[:index]
    return lines


def _before_rule(lines: list[str]) -> list[str]:
    """Cut at two dashes (RFC 3676 §4.3) or a rule, unless a person parted what they wrote by it."""
    parted = False
    for index, line in enumerate(lines):
        below = lines[index + 1 :]
        if RULE.match(line):
            parted = _parts_lists(below, parted) or _goes_on(below)
            if not parted:
                return lines[:index]
        elif line in _DASHES and not _goes_on(below):
            return lines[:index]
    return lines


def _goes_on(lines: Sequence[str]) -> bool:
    """A sentence with a day or a sum right below two dashes is written now, unlike a motto."""
    first = next((line for line in lines if line.strip()), "")
    sentence = first.endswith((".", "!", "?")) and len(_NAMES.findall(first)) > 1
    return sentence and bool(_TOLD.search(_LINK.sub("", first))) and "@" not in first


def _parts_lists(lines: Sequence[str], parted: bool) -> bool:
    """A rule that a person drew parts lists, dates or topics; a footer's has links below it."""
    near = [line for line in lines[:_MOST_LINES] if line.strip()]
    if any("@" in line or _LINK.search(line) for line in near):
        return False
    listed = any(_ITEM.match(line) or header_in(line) in SUBJECTS for line in near)
    return parted or listed


def _opens_signature(line: str, writer: str) -> bool:
    bare = _ASIDE.sub("", line).strip().lower().rstrip(",.!， \t")
    closings = words("mail")["closings"]
    if bare in closings or all(part.strip(" ,") in closings for part in bare.split("/")):
        return True
    names = [name.lower() for name in _NAMES.findall(writer)]
    full = " ".join(names)
    if len(names) > 1 and bare.startswith((f"{full},", f"{full} |")):
        return not _TOLD.search(bare)  # "Aino Österlund, asianajaja"
    said = _NAMES.findall(bare)
    if not said or len(said) > 4 or any(char.isdigit() for char in bare):
        return False
    known_words = _closing_words()
    rest = [name for name in said if not any(_is_name(name, known) for known in names)]
    return len(rest) < len(said) and all(word in known_words or len(word) == 1 for word in rest)


@cache
def _closing_words() -> frozenset[str]:
    closings = words("mail")["closings"]
    return frozenset(part for one in closings for part in _NOT_LETTERS.split(one))


def _is_name(word: str, known: str) -> bool:
    return word == known or (len(word) == 1 and known.startswith(word) and len(known) > 1)


def _is_signature(lines: Sequence[str]) -> bool:
    """Titles, numbers and addresses are short and ask nothing; a postscript is not signature."""
    return all(_is_signatures(line) for line in lines)


def _is_signatures(line: str) -> bool:
    bare = _LINK.sub("", line)
    motto = line.startswith(("”", "“", '"', "«"))
    return (
        (len(bare) <= 90 or (len(bare) < len(line) and "]" in line))
        and ("?" not in bare or motto)
        and not line.lower().lstrip().startswith(("ps", "p.s"))
    )
