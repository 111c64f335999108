"""A Swedish if without its "om": "är tåget i tid så kommer jag", "slutar vi fyra hinner jag"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.reading.clauses.acts import sentences_of
from service.reading.clauses.clauses import Clause
from service.reading.text.word_lists import said_of, words

_I = {"jag", "ja", "vi", "det", "de"}
_NAMED = ("en", "et", "an", "on", "na", "arna", "erna")  # "tåget", "chefen", "flickan"


def with_inverted_ifs(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, what a sentence opens with its verb told as the condition that it is."""
    told: list[Clause] = []
    for sentence in sentences_of(clauses):
        first = sentence[0]
        then = [word for one in sentence[:2] for word in one.said][2:]
        anyway = "ändå" in then  # "blåser det så kommer jag ändå"
        if first.language == "sv" and _is_inverted(first) and _goes_on(then) and not anyway:
            # "Går färjan så kommer jag, blåser det så sitter jag kvar": both hang on it.
            told += [_as_if(one) if one is first or _opens_if(one) else one for one in sentence]
        else:
            told += sentence
    return told


def _as_if(clause: Clause) -> Clause:
    seeming = {"asking", "question", "limit", "leaves"}
    seeming |= {"cannot"} if clause.said[0] == "sitter" else set()  # "sitter jag kvar på jobbet"
    return replace(clause, means=clause.means - seeming | {"condition"})


def _is_inverted(clause: Clause) -> bool:
    """Its verb comes first and then who or what: "blir jag", "slutar mötet"."""
    said = clause.said
    if len(said) < 3 or not _opens_if(clause):
        return False
    return said[1] in _SUBJECTS or said[1].endswith(_NAMED) or _goes_on(_after_so(said))


def _opens_if(clause: Clause) -> bool:
    return not clause.asks and clause.said[0] in said_of("sv", "if_verb")


def _after_so(said: Sequence[str]) -> Sequence[str]:
    """ "Går Viking Grace så kommer jag": whatever goes, the answer comes after a "så"."""
    return said[said.index("så") + 1 :] if "så" in said else ()


def _goes_on(then: Sequence[str]) -> bool:
    """ "… så kommer jag", "… hinner jag": a second verb before its subject."""
    verbs = words("sv")["then_verb"]
    return any(one in verbs and two in _I for one, two in pairwise(then))


_SUBJECTS = _I | {"han", "hon", "hen", "dom", "inget", "ingen", "allt", "min", "mitt", "mina", "he"}
