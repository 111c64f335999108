"""Values put for ones just said: "kl 9? Nej vänta, kl 10", "en timme, nej förresten 75 minuter"."""

from collections.abc import Sequence
from dataclasses import replace

from service.reading.clauses.clauses import Clause
from service.reading.text.lexicon import number_named
from service.reading.text.word_lists import said_of, words
from service.reading.values.kinds import TOLD_BY_HOURS, Day, Length, Value

_REACH = 4  # clauses from the slip on in which the right value stands
_AGAINST = {"busy", "cannot", "not_held", "cancel", "old", "limit", "condition", "travel"}


def with_slips_mended(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, each value that was a slip of the pen replaced by the one put for it."""
    told = list(clauses)
    for at in range(1, len(told)):
        right = _right_one(told, at) if _slips(told[at : at + 2]) else None
        values = _values(told[:at], told[right]) if right is not None else []
        if right is None or not values:
            continue
        for value in values:
            _put(told, at, value)
        told[at : right + 1] = map(_set_aside, told[at : right + 1])
    return told


def _slips(clauses: Sequence[Clause]) -> bool:
    """Whether a clause, or one word and the clause after it, opens with "nej vänta"."""
    alone = len(clauses) > 1 and len(clauses[0].said) == 1
    if alone and not clauses[0].opens and clauses[0].said[0] in words("rules")["slips_alone"]:
        return not clauses[0].asks
    said = clauses[0].said + (clauses[1].said if alone else [])
    return f"{' '.join(said)} ".startswith(tuple(words("rules")["slips"])) and not clauses[0].asks


def _right_one(told: Sequence[Clause], at: int) -> int | None:
    """Return where the value stands that is put for the one before the slip."""
    bare = _is_bare(told[at]) and any(word.isdecimal() for word in told[at].unknown)
    rows = enumerate(told[at : at + _REACH], at)
    place = at if bare else next((p for p, one in rows if one.values), None)
    return place if place is not None and _is_bare(told[place]) else None


def _is_bare(clause: Clause) -> bool:
    """Whether nothing is told of a value: not "torsdag har jag möte"."""
    known = said_of("rules", "beside_the_right_one")
    rest = (i.text for i in clause.items if i.value is None and not i.text.isdecimal())
    return known.issuperset(rest) and not (clause.asks or clause.means & _AGAINST)


def _values(before: Sequence[Clause], right: Clause) -> list[Value]:
    """Return the values put for ones said before, none where one of them is of no kind said."""
    kinds = {type(value) for clause in before for value in clause.values}
    kinds |= {Length} if before[-1].has(Length) or _ends_in_a_number(before[-1]) else set()
    numbers = [int(word) for word in right.unknown if word.isdecimal()]
    values = [*right.values, *(Length(one) for one in numbers if one in TOLD_BY_HOURS)]
    once = len({type(value) for value in values}) == len(values)
    once = once and not _is_of_one_of_several(before, right)
    return values if once and all(type(value) in kinds for value in values) else []


def _is_of_one_of_several(before: Sequence[Clause], right: Clause) -> bool:
    """ "15 and 29 January. Correction: the 22nd at 4": for which of them?"""
    days = [day for clause in before for day in clause.of(Day)]
    named = [day for day in right.of(Day) if day.day and not day.month]
    return len(days) > 1 and bool(named) and not _is_the_same(days[-1], named[0])


def _ends_in_a_number(clause: Clause) -> bool:
    """The "forty" of "it lasted forty, no, fifty minutes"."""
    last = clause.items[-1].text
    return last in clause.unknown and (last.isdecimal() or number_named(last) is not None)


def _put(told: list[Clause], at: int, value: Value) -> None:
    place = max((p for p in range(at) if told[p].has(type(value))), default=None)
    if place is None:
        last = told[at - 1].items[-1]
        unknown = [one for one in told[at - 1].unknown if one != last.text]
        values, items = [value], [*told[at - 1].items[:-1], replace(last, value=value)]
        told[at - 1] = replace(told[at - 1], values=values, items=items, unknown=unknown)
        return
    old = told[place].of(type(value))[-1]
    if isinstance(old, Day) and isinstance(value, Day) and _is_the_same(old, value):
        return
    told[place] = replace(
        told[place],
        values=[value if one is old else one for one in told[place].values],
        items=[replace(i, value=value) if i.value is old else i for i in told[place].items],
    )


def _is_the_same(old: Day, new: Day) -> bool:
    """ "Fredag", after "fredag 10.4": the day is as it was, and named less exactly."""
    return new == Day(weekday=old.weekday) or new == Day(day=old.day)


def _set_aside(clause: Clause) -> Clause:
    return replace(
        clause, means={"harmless"}, values=[], unknown=[], negated=False, asks=False, turn=""
    )
