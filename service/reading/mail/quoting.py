"""What a person wrote now: the reply without quoted mail, signature, device tags and footers."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from service.reading.text.word_lists import stems_of, words

MAX_LINES = 5_000
_COLONS = (":", "：")
_DASHES = ("--", "– ", "—")
SIGNATURE_LINES = 9
SHORT_LINE = 60

_DATE_OR_ADDRESS = re.compile(r"\d|@")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2}\b")
_CLOCK = re.compile(r"\d[:.]\d\d")
_ANGLED = re.compile(r"<[^<>\s@]{1,64}@[^<>\s@]{1,255}>")
_DASHED = re.compile(r"\s*[-_*~]{2,}\s*([^-_*~]{4,80}?)[\s:]*[-_*~]{3,}")
_NOTES = re.compile(r"---\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4} [\d:.]{4,8}(?: [AP]M)?---")
_INITIALS = re.compile(r"[ \t]{0,4}([A-ZÅÄÖ]\w{0,15})>(?: |$)")
_OTHER_MARKS = ("|", ":", "}")
_LINK = re.compile(r"<?\b(?:https?://|www\.)\S*|\[cid:[^\]]*\]")
_BARE_LINK = re.compile(r"(?:<(?:https?://|#)[^<>]*>|\[cid:[^\]]*\])$")
_ITEM = re.compile(r"[ \t]*(?:\d{1,2}[.)]|[-*•][ \t])")
_RULE = re.compile(r"[ \t]*[_\-=*]{8,}[ \t]*$")
_HEADER = re.compile(r"[ \t*]{0,4}([\w-]{2,14})\*?[ \t]?:")
_SENDERS = {"from", "lähettäjä", "från", "avsändare", "von", "saatja", "fra", "de", "от"}
_SUBJECTS = {"aihe", "ämne", "subject"}
_NOT_LETTERS = re.compile(r"[\W_]+")
_NAMES = re.compile(r"[^\W\d_]+")


def written_now(text: str, writer: str = "") -> str:
    """Return what was written in this reply; `writer` is the sender's name, for the signature."""
    lines = unquoted(text, writer)
    # Looked for in the text once: few mails have any, and a long one has thousands of lines.
    whole = text.lower()
    legal = [mark for mark in words("mail")["legal"] if mark in whole]
    lines = [line for line in lines if not _is_noise(line, legal)]
    lines = _before_signature(lines, writer)
    return "\n".join(lines).strip()


def unquoted(text: str, writer: str = "") -> list[str]:
    """Return the lines of a mail without those it quotes; signature and footer are among them."""
    lines = [line.rstrip() for line in text.split("\n")[:MAX_LINES]]
    lines = _without_original(_with_one_mark(_unsigned(lines)), writer)
    lines = _without_attributions(lines)
    return [line for line in lines if not _is_quoted(line)]


def _is_quoted(line: str) -> bool:
    return line.lstrip("\ufeff \t").startswith(">")


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
        line[1:] if line.startswith(">From ") and not _is_quoted(above) else line
        for above, line in zip(["", *lines], lines, strict=False)
    ]
    marks = [_INITIALS.match(line) for line in lines]
    often = Counter(mark.group(1) for mark in marks if mark)
    return [
        f">{line[mark.end() :]}" if mark and often[mark.group(1)] > 1 else line
        for line, mark in zip(lines, marks, strict=True)
    ]


def _without_original(lines: list[str], writer: str) -> list[str]:
    """Cut where quoted mail begins under a rule, a heading or a block of headers.

    Where each line below is marked as well, only heading and headers go: answers stand between.
    """
    heads = [_header(line) for line in lines]
    for index, line in enumerate(lines):
        if _opens_original(line) or (heads[index] and _opens_headers(lines, heads, index)):
            first = index
            while first and _RULE.match(lines[first - 1]):
                first -= 1
            while index < len(lines) and (_opens_original(lines[index]) or heads[index]):
                index += 1
            following = next((line for line in lines[index:] if line.strip()), "")
            below = lines[index:]
            return lines[:first] + (below if _is_quoted(following) else _named(below, writer))
    return lines


def _named(lines: Sequence[str], writer: str) -> list[str]:
    """Return the answers between quoted lines that Outlook marks "[Anna Esimerkki]"."""
    mark = f"[{writer}] "
    return [line.removeprefix(mark) for line in lines if line.startswith(mark)]


def _opens_original(line: str) -> bool:
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


def _opens_headers(lines: Sequence[str], heads: Sequence[str | None], index: int) -> bool:
    """Three header lines within five: one alone ("Aihe: työhaastattelu") is a person's words."""
    near = [heads[place] for place in range(index, min(index + 8, len(lines))) if lines[place]]
    typed = near[0] in _SUBJECTS and bool(_SUBJECTS & set(near[1:6]))
    if near[1:2] == [None] or near[0] in near[1:6] or typed:
        return False  # a client prints its headers one under the other, each once
    printed = {name for name in near[:5] if name}
    return len(printed) >= 3 and bool(_SENDERS & printed)


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
        following = _following(lines, index)
        if following.startswith(_OTHER_MARKS):
            lines = lines[:index] + _marked_as_others(lines[index:], following[0])
        elif not _is_quoted(following):
            return kept
    return kept


def _following(lines: Sequence[str], index: int) -> str:
    return next((line.lstrip() for line in lines[index : index + 5] if line.strip()), "")


def _marked_as_others(lines: Sequence[str], mark: str) -> list[str]:
    return [f">{line}" if line.lstrip().startswith(mark) else line for line in lines]


def _attribution(lines: Sequence[str], index: int) -> int:
    """Return how many lines the attribution that begins here takes, 0 where none begins."""
    if not any(line.endswith(_COLONS) for line in lines[index : index + 3]):
        return 0
    if not lines[index].strip() or _is_quoted(lines[index]) or len(lines[index]) > 200:
        return 0
    joined = ""
    for size in (1, 2, 3):
        line = lines[index + size - 1] if index + size <= len(lines) else ""
        if not line.strip() or _is_quoted(line):
            return 0
        joined = f"{joined} {line.strip()}".strip()
        if not _attributes(joined, _following(lines, index + size)):
            continue
        # A last line that is whole by itself leaves what stands right above it to the person.
        alone = size == 1 or not (_YEAR.search(line) and _attributes(line.strip(), ""))
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
    if line.endswith((".", "!", "?")) and len(line) < SHORT_LINE:
        return False  # programs break long lines only: "Tulen 14.4." is a sentence
    return bool(_DATE_OR_ADDRESS.search(line)) or line.lstrip().lower().startswith(("on ", "den "))


def _is_noise(line: str, legal: Sequence[str]) -> bool:
    bare = line.strip(" \t*_<>[]()").lower()
    # "Sent from my phone, so in short: yes" goes on in the person's own words.
    device = ": " not in bare and bare.startswith(stems_of("mail", "devices"))
    return device or bool(_BARE_LINK.match(line.strip())) or any(mark in bare for mark in legal)


def _before_signature(lines: list[str], writer: str) -> list[str]:
    lines = _before_rule(lines)
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    first = max(0, len(lines) - SIGNATURE_LINES)
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
        if _RULE.match(line):
            parted = _parts_lists(below, parted)
            if not parted:
                return lines[:index]
        elif line in _DASHES and not _goes_on(below):
            return lines[:index]
    return lines


def _goes_on(lines: Sequence[str]) -> bool:
    """A sentence with a number right below two dashes is written now; signatures hold none."""
    first = next((line for line in lines if line.strip()), "")
    sentence = first.endswith((".", "!", "?")) and len(_NAMES.findall(first)) > 2
    return sentence and any(char.isdigit() for char in _LINK.sub("", first)) and "@" not in first


def _parts_lists(lines: Sequence[str], parted: bool) -> bool:
    """A rule that a person drew parts lists, dates or topics; a footer's has links below it."""
    near = [line for line in lines[:SIGNATURE_LINES] if line.strip()]
    if any("@" in line or _LINK.search(line) for line in near):
        return False
    listed = any(_ITEM.match(line) or _header(line) in _SUBJECTS for line in near)
    return parted or listed


def _opens_signature(line: str, writer: str) -> bool:
    bare = line.strip().lower().rstrip(",.! \t")
    closings = words("mail")["closings"]
    if bare in closings or all(part.strip(" ,") in closings for part in bare.split("/")):
        return True
    names = [name.lower() for name in _NAMES.findall(writer)]
    full = " ".join(names)
    if len(names) > 1 and bare.startswith((f"{full},", f"{full} |")):
        return True  # "Aino Österlund, asianajaja"
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
