"""Numbered answers: "1: 4, 2: …", "1) neljä", lines below quoted questions, or plain words (P27).

Pure functions of the text. What has no number is the answer to the last, open question.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from service.domain.feedback import LONGEST_WORDS, Question, Told
from service.reading.short.scale import on_scale
from service.reading.text.word_lists import words

MOST = 8_000  # characters read; nobody answers five questions at such length
SHORT = 7  # words of a line that is a wish and nothing else
_FIRM = (":", ")", "=", ".")
_QUOTED = re.compile(r"^[ \t]*>[> \t]*")
_ITEM = re.compile(r"[(]?([1-9])(?!\d)[ \t]*[.:)]?[ \t]+\S")
_LEADING = re.compile(r"\s*(\d{1,2})(?:\s*/\s*\d{1,2})?\s*(?:[.,;:!–-]+\s*|\s+|\n+)(?=[^\W\d_])")


@dataclass(frozen=True)
class _Label:
    number: int
    start: int
    end: int
    sep: str


def answers(text: str, whole: str, questions: Sequence[Question], writer: str = "") -> Told:
    """Return what a reply answers; `text` is what was written now, `whole` has the quotes too.

    `writer` is whose name may stand below it.
    """
    text, whole = text[:MOST], whole[:MOST]
    bare, contact, anonymous = _wishes(_unsigned(text, writer))
    found = _found(bare, whole, questions)
    if found is None:
        return Told({}, bool(text.strip()), contact, anonymous)
    said, sure = found
    told, clear = _judged(said, questions)
    return Told(told, sure and clear, contact, anonymous)


def without_name(told: Told, writer: str) -> Told:
    """Return an answer in which its writer is not named; nobody can be asked what it means."""
    names = [re.escape(name) for name in writer.split() if len(name) > 1]
    if not names:
        return told
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)", re.IGNORECASE)
    return replace(
        told, answers={key: pattern.sub("…", said) for key, said in told.answers.items()}
    )


def _found(
    text: str, whole: str, questions: Sequence[Question]
) -> tuple[Mapping[int, str], bool] | None:
    """Return the words by number of question, and whether it is clear which they answer."""
    if not text.strip():
        return None
    labels = _labels(text, len(questions))
    if labels:
        return _between(text, labels), not _is_stray(labels)
    below = _below_quotes(text, whole, len(questions))
    if below:
        return below, True
    in_order = _in_order(text, questions)
    if in_order:
        return in_order, True
    return _led_by_a_number(text, questions), True


def _labels(text: str, most: int) -> list[_Label]:
    """Return the labels in rising order; one inside a line must be the very next."""
    taken: list[_Label] = []
    for match in _label().finditer(text):
        before = taken[-1].number if taken else 0
        number, sep = int(match["number"]), match["sep"]
        at = match.start("mark" if match["mark"] else "number")
        heads = not text[text.rfind("\n", 0, at) + 1 : at].strip()
        named = bool(match["word"])
        if not before < number <= most or not (sep or heads or named):
            continue
        if heads or named or _goes_on(number, before, sep, text[:at].rstrip()[-1:]):
            taken.append(_Label(number, match.start(), match.end(), sep))
    return taken


def _goes_on(number: int, before: int, sep: str, after: str) -> bool:
    """Return whether a number inside a line is a label: the next, or a later one after a stop."""
    if sep not in _FIRM or (sep == "." and not before):
        return False
    return number == before + 1 or (sep != "." and after in (",", ";", ".", "!", "?"))


@cache
def _label() -> re.Pattern[str]:
    named = "|".join(map(re.escape, words("feedback")["labels"]))
    return re.compile(
        r"(?:^|(?<=[,;!?:])|(?<=\s))[ \t]*"
        rf"(?P<mark>(?P<word>(?<!\w)(?:{named})\.?[ \t]{{0,2}})|[(#*-][ \t]{{0,2}})?"
        r"(?P<number>[1-9])(?!\d)[ \t]{0,2}"
        r"(?P<sep>[:)=]|\.(?!\d)|[–-](?=[ \t\w])|(?<=[ \t])(?=\S))",
        re.IGNORECASE | re.MULTILINE,
    )


def _between(text: str, labels: Sequence[_Label]) -> dict[int, str]:
    ends = [after.start for _, after in pairwise(labels)] + [len(text)]
    return {
        one.number: text[one.end : end].strip(" \t\n,;:")
        for one, end in zip(labels, ends, strict=True)
    }


def _is_stray(labels: Sequence[_Label]) -> bool:
    """Return whether a lone "3. All fine" or "2 things" may be no label at all."""
    (first, *others) = labels
    return not others and first.sep not in (":", ")", "=") and first.number != 1


def _below_quotes(text: str, whole: str, most: int) -> dict[int, str]:
    """Return what stands below each quoted question, of the lines that were written now."""
    written = {line.strip() for line in text.split("\n") if line.strip()}
    said: dict[int, list[str]] = {}
    number = 0
    for line in whole.split("\n"):
        quoted = _QUOTED.match(line)
        if quoted:
            item = _ITEM.match(line[quoted.end() :])
            number = int(item[1]) if item and int(item[1]) <= most else number
        elif number and line.strip() in written:
            said.setdefault(number, []).append(line.strip())
    return {one: "\n".join(lines) for one, lines in said.items()}


def _in_order(text: str, questions: Sequence[Question]) -> dict[int, str]:
    """Return one answer a line, or between commas, where the numbers fall on the scales."""
    for parts in (text.split("\n"), text.split(",")):
        pieces = [part.strip(" \t.;") for part in parts if part.strip(" \t.;")]
        scales = [number for number, one in enumerate(questions) if one.is_scale]
        fits = len(pieces) in (len(questions), len(scales)) and all(
            pieces[at].isdecimal() and on_scale(pieces[at], questions[at]).value for at in scales
        )
        if fits and len(pieces) > 1:
            return dict(enumerate(pieces, 1))
    return {}


def _led_by_a_number(text: str, questions: Sequence[Question]) -> dict[int, str]:
    """Return plain words as the answer to the open question; a number before them is the scale."""
    first, last = questions[0], len(questions)
    if text.strip(" \t\n.!").isdecimal():
        return {1: text.strip(" \t\n.!")}
    scales = sum(one.is_scale for one in questions)
    led = _LEADING.match(text)
    if led and scales == 1 and on_scale(led[1], first).value:
        return {1: led[1], last: text[led.end() :].strip()}
    return {last: text.strip()}


def _judged(said: Mapping[int, str], questions: Sequence[Question]) -> tuple[dict[str, str], bool]:
    """Return the answers by name; what was said beside a number goes to the open question."""
    told: dict[str, str] = {}
    beside: list[str] = []
    clear = True
    for number, text in said.items():
        question = questions[number - 1]
        if not text or text.lower().strip(" .!") in words("feedback")["blanks"]:
            continue
        if not question.is_scale:
            told[question.name] = text[:LONGEST_WORDS]
            continue
        read = on_scale(text, question)
        clear = clear and read.certain
        if read.value:
            told[question.name] = read.value
        if read.rest:
            beside.append(read.rest)
    if beside:
        last = questions[-1].name
        told[last] = "\n".join([*filter(None, [told.get(last)]), *beside])[:LONGEST_WORDS]
    return told, clear


def _unsigned(text: str, writer: str) -> str:
    """Return a text without the name and the greeting at its end."""
    lines = text.rstrip().split("\n")
    ends = {*words("feedback")["ends"], *_words_of(writer)}
    while lines and set(_words_of(lines[-1])) <= ends and not re.search(r"\d", lines[-1]):
        if not lines[-1].strip() or set(_words_of(lines[-1])):
            lines.pop()
        else:
            break
    return "\n".join(lines)


def _wishes(text: str) -> tuple[str, bool, bool]:
    """Return the text without the lines that are only a wish, and which wishes there are."""
    contact = anonymous = False
    left: list[str] = []
    for line in text.split("\n"):
        plain = " ".join(_words_of(line))
        wished = [wish for wish in ("contact", "anonymous") if _names(plain, wish)]
        meant = not set(plain.split()) & set(words("feedback")["nots"])
        contact = contact or (meant and "contact" in wished)
        anonymous = anonymous or (meant and "anonymous" in wished)
        if not wished or len(plain.split()) > SHORT or re.match(r"\s*[(#]?\d", line):
            left.append(line)
    return "\n".join(left).strip(), contact, anonymous


def _names(plain: str, wish: str) -> bool:
    return _wish(wish).search(plain) is not None


@cache
def _wish(name: str) -> re.Pattern[str]:
    said = "|".join(map(re.escape, words("feedback")[name]))
    return re.compile(rf"(?<!\w)(?:{said})(?!\w)")


def _words_of(line: str) -> Iterator[str]:
    yield from re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", line.lower())
