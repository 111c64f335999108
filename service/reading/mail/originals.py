"""Where mail that is quoted begins: headings, blocks of headers, "Anna wrote:" in all shapes."""

import re
from collections.abc import Sequence

from service.reading.text.word_lists import words

_COLONS = (":", "：")
_SHORT_LINE = 60
_DATE_OR_ADDRESS = re.compile(r"\d|@")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2}\b")
_CLOCK = re.compile(r"\d[:.]\d\d")
_ANGLED = re.compile(r"<[^<>\s@]{1,64}@[^<>\s@]{1,255}>")
_DASHED = re.compile(r"\s*[-_*~]{2,}\s*([^-_*~]{4,80}?)[\s:]*[-_*~]{3,}")
_NOTES = re.compile(r"---\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4} [\d:.]{4,8}(?: [AP]M)?---")
_HEADER = re.compile(r"[ \t*]{0,4}([\w -]{2,14}?)\*?[ \t]?[:：]")
_SENDERS = {
    "from", "lähettäjä", "från", "avsändare", "von", "saatja", "fra", "de", "от", "od", "发件人",
    "寄件者", "từ",
}  # fmt: skip
SUBJECTS = {"aihe", "ämne", "subject"}
_SUBJECT_ANYWHERE = SUBJECTS | {
    "betreff", "teema", "emne", "objet", "asunto", "тема", "assunto", "temat", "主题", "主 题",
    "主旨", "chủ đề",
}  # fmt: skip
_CLOCK_ALONE = re.compile(r"[^:：]*[:：]\s*(?:klo?\.?|at)?\s*\d{1,2}(?:[.:]\d\d)?\s*$")
_WHOLE = re.compile(r"(?:(?:on|den) |(?:ma|ti|ke|to|pe|la|su)\.?,? ).*\d", re.IGNORECASE)
_NAMES = re.compile(r"[^\W\d_]+")


def opens_original(line: str) -> bool:
    """Return whether a line is a heading over quoted mail: "----- Original Message -----"."""
    if _opens_groupwise(line) or _NOTES.search(line):
        return True
    if not line.lstrip().startswith(("-", "_", "*", "Begin", "~")):
        return False
    bare = line.strip(" \t-_*~:").lower()
    dashed = _DASHED.match(line)
    return (
        bare in words("mail")["original"]
        or (dashed is not None and dashed.group(1).strip().lower() in words("mail")["original"])
        or (line.lstrip().startswith("---") and line.endswith("--") and _tells_whose(bare))
    )


def _opens_groupwise(line: str) -> bool:
    """GroupWise: ">>> Anna <anna@example.org> 10.3.2026 18:30 >>>"."""
    inside = line.startswith(">>> ") and line.endswith(">>>") and bool(_CLOCK.search(line))
    return inside and len(line) < 300


def _tells_whose(bare: str) -> bool:
    """Zoho, Notes and Horde: "---- On Monday Anna <a@b> wrote ----", "-- Message from a@b --"."""
    if not _DATE_OR_ADDRESS.search(bare) or len(bare) > 300:
        return False
    opens = bare.startswith(tuple(words("mail")["original_from"]))
    return opens or any(verb in _NAMES.findall(bare) for verb in words("mail")["wrote"])


def opens_headers(lines: Sequence[str], heads: Sequence[str | None], index: int) -> bool:
    """Three header lines within five: one alone ("Aihe: työhaastattelu") is a person's words."""
    places = [place for place in range(index, min(index + 8, len(lines))) if lines[place]]
    near = [heads[place] for place in places]
    typed = near[0] in SUBJECTS and bool(SUBJECTS & set(near[1:6]))
    if near[1:2] == [None] or near[0] in near[1:6] or typed:
        return False  # a client prints its headers one under the other, each once
    printed = {name for name in near[:5] if name}
    if len(printed) < 3 or not _SENDERS & printed:
        return False
    block = [lines[place] for place in places[:5]]
    if any(heads[p] in _SENDERS and _CLOCK_ALONE.match(lines[p]) for p in places[:5]):
        return False  # "Från: 17.00"
    return bool(_SUBJECT_ANYWHERE & printed) or any("@" in line for line in block)


def header_in(line: str) -> str | None:
    """Return the name of the header that a line begins with, in lower case."""
    match = _HEADER.match(line)
    name = match.group(1).lower() if match else ""
    return name if name in words("mail")["headers"] else None


def attribution(lines: Sequence[str], index: int) -> int:
    """Return how many lines the attribution that begins here takes, 0 where none begins."""
    if not any(line.endswith(_COLONS) for line in lines[index : index + 3]):
        return 0
    if not lines[index].strip() or is_quoted(lines[index]) or len(lines[index]) > 200:
        return 0
    joined = ""
    for size in (1, 2, 3):
        line = lines[index + size - 1] if index + size <= len(lines) else ""
        if not line.strip() or is_quoted(line):
            return 0
        joined = f"{joined} {line.strip()}".strip()
        if not _attributes(joined, next_line(lines, index + size)):
            continue
        # A last line that is whole by itself leaves what stands right above it to the person.
        whole = (_YEAR.search(line) or _WHOLE.match(line)) and _attributes(line.strip(), "")
        alone = size == 1 or not whole
        return size if alone and (size == 1 or _begins_attribution(lines[index])) else 0
    return 0


def _attributes(joined: str, following: str) -> bool:
    """A verb with a date or an address; an address alone where its mail is marked or dated."""
    if not joined.endswith(_COLONS) or len(joined) > 300:
        return False
    marked = following.startswith((">", "|"))
    said = _NAMES.findall(joined.lower())
    if any(verb in said for verb in words("mail")["wrote"]) or joined.endswith("写道："):
        return bool(_DATE_OR_ADDRESS.search(joined)) or (marked and len(said) < 6)
    if marked and "@" in joined:
        return bool(_ANGLED.search(joined) or _CLOCK.search(joined))
    dated = _CLOCK.search(joined) and _YEAR.search(joined)
    return bool(dated and _ANGLED.search(joined[-330:]) and joined.endswith(">:"))


def _begins_attribution(line: str) -> bool:
    """A wrapped attribution begins with a date, a name or a preposition, not with prose."""
    if line.endswith((".", "!", "?")) and len(line) < _SHORT_LINE:
        return False  # programs break long lines only: "Tulen 14.4." is a sentence
    return bool(_DATE_OR_ADDRESS.search(line)) or line.lstrip().lower().startswith(("on ", "den "))


def next_line(lines: Sequence[str], index: int) -> str:
    """Return the first of the next lines that is not blank."""
    return next((line.lstrip() for line in lines[index : index + 5] if line.strip()), "")


def is_quoted(line: str) -> bool:
    """Return whether a line is marked as quoted (RFC 3676 §4.5)."""
    return line.lstrip("\ufeff \t").startswith(">")
