"""A team called by name: "Sini ja Jere kävi, Amina ilmotti esteestä"."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from service.reading.clauses import Clause
from service.reading.names import named
from service.reading.phrases import words

_GONE = {"absent", "cannot", "no", "not_held"}
_PRESENT = {"present", "held", "was", "come", "everyone"}


@dataclass(slots=True)
class Roll:
    """Who was told to be there and who not, by name, and whether "the rest" were or were not."""

    there: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    others: bool = False
    others_gone: bool = False


def roll_of(clauses: Sequence[Clause], people: Sequence[str]) -> Roll:
    """Return who of a team came, as far as the clauses call them by name."""
    roll = Roll()
    lists = words("teams")
    for place, clause in enumerate(clauses):
        said = {item.text for item in clause.items}
        names = set(named(clause, people))
        if "absent" in clause.means and clause.means & {"held", "everyone"}:
            continue  # "it took place without Emeka"
        late = bool(said & set(lists["late"]))
        away = is_gone(clause) and not (_is_only_excused(clause) and said & set(lists["there"]))
        gone = away and not late
        there = late or bool(said & set(lists["there"]) or clause.means & _PRESENT)
        rest = bool(said & set(lists["others"])) or {"muuten", "kaikki"} <= said
        if rest and not names and there and not gone:
            roll.others = True
        if rest and not names and is_away(clause) and not late:
            roll.others_gone = True
        if names and gone and not _comes_after_all(clauses, place, people):
            roll.gone |= names
        elif names and there and ("only" not in clause.means or late):
            roll.there |= names
    return roll


def is_gone(clause: Clause) -> bool:
    """Return whether those named in a clause were not there."""
    said = {item.text for item in clause.items}
    denied = clause.negated or bool(clause.means & _GONE)
    excused = bool(said & set(words("teams")["excused"]))
    return (denied or excused) and not clause.means & {"held", "everyone"}


def is_away(clause: Clause) -> bool:
    """ "The boys were both ill" and "de andra var sjuka" too, though they count them all."""
    excused = {item.text for item in clause.items} & set(words("teams")["excused"])
    return is_gone(clause) or (bool(excused) and not clause.means & {"held", "present"})


def _is_only_excused(clause: Clause) -> bool:
    """ "Sami oli reissussa ja liittyi etänä"."""
    return not clause.negated and not clause.means & _GONE


def _comes_after_all(clauses: Sequence[Clause], place: int, people: Sequence[str]) -> bool:
    """ "Hamza couldn't come at five, but turned up later"."""
    following = clauses[place + 1] if place + 1 < len(clauses) else None
    if following is None or following.turn != "but" or is_gone(following):
        return False
    if named(following, people):
        return False
    return bool({item.text for item in following.items} & set(words("teams")["there"]))
