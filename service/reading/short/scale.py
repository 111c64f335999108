"""One answer on a scale: a digit, "4/5", a number in words, or the name of a choice."""

import re
from dataclasses import dataclass
from functools import cache

from service.domain.feedback import Question
from service.reading.text.word_lists import words

_FIGURE = re.compile(r"(?<![\d.,])(\d{1,3})(?:\s*/\s*(\d{1,2}))?(?![\d]|[.,]\d)")
_BROKEN = re.compile(r"\d\s*[–-]\s*\d|\d[.,]\d|\d\s*½")
_WORD = re.compile(r"[^\W\d_]+")
BRIEF = 3  # words beside a figure that say nothing of their own, as in "noin", "tähteä"


@dataclass(frozen=True)
class Scaled:
    """A number that fits the question, as digits, or nothing; and what was said besides."""

    value: str = ""
    rest: str = ""
    certain: bool = True


def on_scale(text: str, question: Question) -> Scaled:
    """Return the number that a text gives; not certain where it gives two, or one that is off."""
    if _BROKEN.search(text):
        return Scaled(rest=text, certain=False)
    named = _named(text, question)
    if named:
        return Scaled(named, _rest(text))
    figures = [(int(one[1]), one) for one in _FIGURE.finditer(text)]
    if not figures:
        return _spelled(text, question)
    value, first = figures[0]
    fits = question.least <= value <= question.most and _of_the_scale(first[2], question)
    others = {one for one, _ in figures[1:]} - {value}
    if not fits or (others and first.start() > 0):
        return Scaled(rest=text, certain=False)
    return Scaled(str(value), _rest(text))


def _spelled(text: str, question: Question) -> Scaled:
    found = {_numbers()[word] for word in _WORD.findall(text.lower()) if word in _numbers()}
    if not found:
        return Scaled(rest=text)  # words instead of a number: kept as words
    value = next(iter(found))
    if len(found) > 1 or not question.least <= value <= question.most:
        return Scaled(rest=text, certain=False)
    return Scaled(str(value), _rest(text))


def _of_the_scale(of: str | None, question: Question) -> bool:
    return of is None or int(of) == question.most


def _named(text: str, question: Question) -> str:
    said = text.strip(" .!,").lower()
    names = [
        value
        for value, told in question.choices.items()
        if any(said == one or said.startswith(f"{one} ") for one in told.values())
    ]
    return names[0] if len(names) == 1 else ""


def _rest(text: str) -> str:
    """Return the whole text where it says more than a number."""
    return text if len(_WORD.findall(text)) > BRIEF else ""


@cache
def _numbers() -> dict[str, int]:
    return {
        word: int(value) for value, said in words("feedback")["numbers"].items() for word in said
    }
