"""Denials of what was done beside a meeting: "we didn't look at the clock", "ei ollut ideoita"."""

from collections.abc import Sequence
from dataclasses import replace

from service.reading.clauses import Clause
from service.reading.phrases import words
from service.reading.values import Length
from service.reading.verdicts import is_aside

_DENIALS = {"didn't", "haven't", "hadn't", "couldn't", "wasn't", "not"}


def without_denied_deeds(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, a "we didn't" of something else told as an aside where they met."""
    met = any("held" in one.means and not one.negated for one in clauses)
    return [_aside(one) if met and _is_of_a_deed(one) else one for one in clauses]


def _is_of_a_deed(clause: Clause) -> bool:
    """A denial, and then words of which none is of meeting."""
    said = [item.text for item in clause.items]
    denies = clause.language == "en" and "no" in clause.means and bool(_DENIALS & set(said[:4]))
    excuses = clause.language == "en" and clause.turn == "reason" and "not_held" in clause.means
    denies = denies or (excuses and not clause.values)
    return denies and len(clause.unknown) >= 2 and is_aside(_aside(clause))


def _aside(clause: Clause) -> Clause:
    return replace(clause, means=clause.means - {"no", "not_held"}, negated=True)


def without_other_denials(clauses: Sequence[Clause]) -> list[Clause]:
    """Return "ei ollut oikein ideoita", beside a meeting told with its length, as an aside."""
    if not any(_tells_how_long(one) for one in clauses):
        return list(clauses)
    return [_as_aside(one) if _denies_something_else(one) else one for one in clauses]


def _tells_how_long(clause: Clause) -> bool:
    lengths = any(isinstance(value, Length) for value in clause.values)
    return lengths and "held" in clause.means and clause.turn != "reason" and not clause.negated


def _denies_something_else(clause: Clause) -> bool:
    """It opens its sentence, and what it denies is neither a person nor the meeting."""
    said = [item.text for item in clause.items]
    forgets = said[0].startswith("unoh") and bool(clause.unknown)
    else_ = forgets or (said[0] in ("ei", "en", "emme", "eikä") and len(clause.unknown) >= 2)
    about = (*words("fi")["matter"], *words("rules")["parties"])
    plain = clause.opens and not clause.values and not clause.asks
    told = [word for word in said[1:] if word != "oikein"]
    return clause.language == "fi" and else_ and plain and not _begins_any(told, about)


def _begins_any(said: Sequence[str], stems: Sequence[str]) -> bool:
    return any(word.startswith(tuple(stems)) for word in said)


def _as_aside(clause: Clause) -> Clause:
    return replace(clause, means=clause.means & {"harmless", "greeting"}, negated=False)
