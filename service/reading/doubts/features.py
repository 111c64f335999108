"""What the second opinion weighs in a reply: its words, and what the grammar hears in them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from service.domain.readings import Context
from service.reading.clauses.clauses import Clause

_WORD = re.compile(r"[^\W\d_]+|\d+|\S")
_NUMBER = re.compile(r"\d+")
_MOST_WORDS = 300  # the answer of a longer tale stands in its beginning
# People say "adept" and "mentee" where the programme says "aktor": to the models they are one.
_SAME_PARTY = {
    "aktor": "adept", "aktorn": "adepten", "aktorns": "adeptens", "aktör": "adept",
    "aktören": "adepten", "aktörens": "adeptens", "actor": "mentee", "actors": "mentees",
}  # fmt: skip
_SHORT_STEM, _LONG_STEM = 4, 6  # letters: Finnish endings are many, and come after these


def features_of(text: str, clauses: Sequence[Clause], context: Context) -> set[str]:
    """Return what is weighed: words and meanings, alone, beside others and under the question."""
    asked = asked_in(context)
    words = _WORD.findall(_NUMBER.sub("0", text.lower()))[:_MOST_WORDS]
    said = [as_learnt(word) for word in words]
    meant = set(_of_meanings(clauses))
    alone = {*_of_words(said), *_of_values(clauses), *_of_neighbours(clauses)}
    under = {one for word in set(said) for one in (word, *stems(word)[:1])} | meant
    asked_of = {f"{asked}|{one}" for one in under}
    return alone | meant | asked_of | {asked, f"length {min(len(said) // 5, 8)}"}


def as_learnt(word: str) -> str:
    """Return the word by which the models know another of the same meaning."""
    return _SAME_PARTY.get(word, word)


def asked_in(context: Context) -> str:
    """Return what was asked, and whether the meeting asked about is over."""
    over = context.meeting is not None and context.meeting.starts_at < context.received_at
    return f"{context.asked} {'over' if over else 'ahead'}"


def _of_words(said: Sequence[str]) -> Iterator[str]:
    framed = ["^", *said, "$"]
    yield from framed
    for one in said:
        yield from stems(one)
    yield from map(" ".join, pairwise(framed))
    yield from map(" ".join, zip(framed, framed[1:], framed[2:], strict=False))


def stems(word: str) -> list[str]:
    """Return the beginnings of a word that its forms share; none of a short one."""
    if len(word) <= _SHORT_STEM:
        return []
    short = f"{word[:_SHORT_STEM]}~"
    return [short, f"{word[:_LONG_STEM]}~"] if len(word) > _LONG_STEM else [short]


def _of_meanings(clauses: Sequence[Clause]) -> Iterator[str]:
    """Return what the grammar hears in each clause: each meaning, and all of them together."""
    for clause in clauses:
        yield from (f"{{{one}}}" for one in clause.means)
        yield f"{{{_together(clause)} alone}}"


def _of_neighbours(clauses: Sequence[Clause]) -> Iterator[str]:
    """Return what clauses mean one after the other, and how many unknown words they have."""
    yield from (f"{{unknown {min(len(clause.unknown), 3)}}}" for clause in clauses)
    yield from map(" > ".join, pairwise(["{", *map(_together, clauses), "}"]))


def _together(clause: Clause) -> str:
    return "+".join(sorted(clause.means))


def _of_values(clauses: Sequence[Clause]) -> Iterator[str]:
    """Return the kinds of values, how many of each, and the words around them."""
    items = [item for clause in clauses for item in clause.items]
    said = [f"<{type(item.value).__name__}>" if item.value else item.text for item in items]
    counts = Counter(one for one, item in zip(said, items, strict=True) if item.value)
    yield from (f"{one} {min(count, 3)}" for one, count in counts.items())
    for near in (*pairwise(said), *zip(said, said[1:], said[2:], strict=False)):
        if not counts.keys().isdisjoint(near):
            yield " ".join(near)
