"""Whether a mentor will come back, and for how many actors: "kyllä, 2 aktoria" (P28)."""

import re

from service.reading.text.word_lists import words

LONGEST = 25  # words; who writes more is read by a person
OPENING = 3  # words in which a yes or no is said; later ones may be of anything
_ONE = re.compile(r"\b(?:en|ett|yhden|one|an) (?=(?:aktor|adept|student|grupp|team|actor|mentee))")
_SPAN = re.compile(r"\d\s*(?:[–/-]|tai|eller|or)\s*\d")
_DIGIT = re.compile(r"(?<![\d.,:])[1-9](?![\d.,:]\d|\d)")


def comeback(text: str) -> int | None:
    """Return how many actors a mentor takes next time, 0 for a no, None where it is not clear."""
    said = _ONE.sub("1 ", " ".join(text.lower().split()))
    told = re.findall(r"[^\W\d_]+", said)
    if not said or len(told) > LONGEST or "?" in said or _SPAN.search(said):
        return None
    known = words("comeback")
    unsure = bool(set(told) & set(known["unsure"]))
    yes = _opens(told[:OPENING], "yes") or _opens(told[:1], "yes_first")
    no = _opens(told[:OPENING], "no") or any(one in said for one in known["no_said"])
    numbers = _numbers(said, told)
    if unsure or len(numbers) > 1 or (no and (yes or numbers)):
        return None
    if no:
        return 0
    whom = bool(set(told) & set(known["whom"]))
    if not yes and not (numbers and whom):
        return None
    return numbers.pop() if numbers else 1


def _opens(told: list[str], name: str) -> bool:
    return bool(set(told) & set(words("comeback")[name]))


def _numbers(said: str, told: list[str]) -> set[int]:
    spelled = {
        int(value)
        for value, names in words("comeback")["numbers"].items()
        if set(names) & set(told)
    }
    return {int(one) for one in _DIGIT.findall(said)} | spelled
