"""Values put for ones just said: "kl 9? Nej vänta, kl 10", "tiistaina, eiku torstaina klo 17"."""

from collections.abc import Sequence
from dataclasses import replace

from service.reading.clauses.clauses import Clause, set_aside
from service.reading.clauses.sayings import Item
from service.reading.text.lexicon import number_named
from service.reading.text.word_lists import opens_with, said_of
from service.reading.values.digits import afternoon
from service.reading.values.kinds import TOLD_BY_HOURS, Clock, Day, Length, Money, Value

_REACH = 4  # clauses before and after the slip, of the wrong value and the right one
_HOURS = {*range(1, 7), *range(8, 22)}  # of a number put for an hour; a 7 may be of the morning
_AGAINST = {"busy", "cannot", "not_held", "cancel", "old", "limit", "condition", "travel"}


def with_slips_mended(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, each value that was a slip of the pen replaced by the one put for it."""
    told = list(clauses)
    for at in range(1, len(told)):
        right = _right_one(told, at) if _slips(told[at : at + 2]) else None
        put = _put_right(told[max(0, at - _REACH) : at], told[right]) if right is not None else []
        if right is None or not put:
            continue
        for item in put:
            _put(told, at, item)
        told[at : right + 1] = map(set_aside, told[at : right + 1])
    return told


def _slips(clauses: Sequence[Clause]) -> bool:
    """Whether a clause, or one word and the clause after it, opens with "nej vänta"."""
    alone = len(clauses) > 1 and len(clauses[0].said) == 1
    anew = "slips_anew" if clauses[0].opens else "slips_alone"
    if alone and not clauses[0].ends and clauses[0].said[0] in said_of("rules", anew):
        return not _asks_anew(clauses[0])
    if _puts_a_value_at_once(clauses[0]):
        return True
    said = clauses[0].said + (clauses[1].said if alone else [])
    return opens_with(said, "rules", "slips") and not _asks_anew(clauses[0])


def _puts_a_value_at_once(clause: Clause) -> bool:
    """ "Bussen 3,20, nej 3,40 var det", in one sentence."""
    no = clause.said[0] in {"nej", "nä"} and not clause.opens
    return no and clause.items[1:] != [] and bool(clause.items[1].value or _numbers(clause))


def _asks_anew(clause: Clause) -> bool:
    """Not the end of a question: "sopiiko klo 15, anteeksi tarkoitin 16?"."""
    return clause.asks and clause.opens


def _right_one(told: Sequence[Clause], at: int) -> int | None:
    """Return where the value stands that is put for the one before the slip."""
    rows = enumerate(told[at : at + _REACH], at)
    place = next((p for p, one in rows if one.values or (p <= at + 1 and _numbers(one))), None)
    return place if place is not None and _is_bare(told[place]) else None


def _numbers(clause: Clause) -> list[str]:
    return [word for word in clause.unknown if word.isdecimal()]


def _is_bare(clause: Clause) -> bool:
    """Whether nothing is told of a value: not "torsdag har jag möte"."""
    known = said_of("rules", "beside_the_right_one")
    rest = (i.text for i in clause.items if i.value is None and not i.text.isdecimal())
    return known.issuperset(rest) and not (_asks_anew(clause) or clause.means & _AGAINST)


def _put_right(before: Sequence[Clause], right: Clause) -> list[Item]:
    """Return the values put for ones said before, none where one of them is of no kind said."""
    items = [_as_value(item, before) for item in right.items]
    put = [item for item in items if item.value is not None]
    kinds = [type(item.value) for item in put]
    said = {type(value) for clause in before for value in clause.values}
    said |= {Length} if _ends_in_a_number(before[-1]) else set()
    # An hour may come with the right day: "perjantaina, eiku torstaina klo 17".
    said |= {Clock, Day} if said & {Clock, Day} & {*kinds} else set()
    once = len(set(kinds)) == len(kinds) and not _is_of_one_of_several(before, right)
    return put if once and said.issuperset(kinds) else []


def _as_value(item: Item, before: Sequence[Clause]) -> Item:
    """Return the 17 of "klo 16, eiku 17" as an hour, the 50 of "40 minuter, nej 50" as minutes."""
    number = int(item.text) if item.value is None and item.text.isdecimal() else 0
    hour = number in _HOURS and [type(one) for one in before[-1].values[-1:]] == [Clock]
    minutes = Length(number) if number in TOLD_BY_HOURS else None
    return replace(item, value=afternoon(number, 0) if hour else minutes) if number else item


def _is_of_one_of_several(before: Sequence[Clause], right: Clause) -> bool:
    """ "15 and 29 January. Correction: the 22nd at 4": for which of them? And of two sums?"""
    sums = [one for clause in before for one in clause.of(Money)]
    if len(sums) > 1 and right.has(Money) and before[-1].ends:
        return True
    days = [day for clause in before for day in clause.of(Day)]
    named = [day for day in right.of(Day) if day.day and not day.month]
    return len(days) > 1 and bool(named) and not _is_the_same(days[-1], named[0])


def _ends_in_a_number(clause: Clause) -> bool:
    """The "forty" of "it lasted forty, no, fifty minutes"."""
    last = clause.items[-1].text
    return last in clause.unknown and (last.isdecimal() or number_named(last) is not None)


def _put(told: list[Clause], at: int, right: Item) -> None:
    """Put the right value for the last one said of its kind; where there is none, beside it."""
    value = right.value
    place = next((p for p in range(at)[::-1] if value and told[p].has(type(value))), None)
    if value is None or place is None:
        told[at - 1] = _with(told[at - 1], right)
        return
    clause = told[place]
    old = [one for one in clause.values if type(one) is type(value)][-1]
    if not _is_the_same(old, value):
        own = clause.language == "en" and "wrote" in clause.means and clause.said[0] == "i"
        told[place] = replace(
            clause,
            # "I wrote 15 minutes, I meant 50": one's own word is taken back.
            means=clause.means - {"wrote"} | {"undo"} if own else clause.means,
            values=[value if one is old else one for one in clause.values],
            items=[replace(i, value=value) if i.value is old else i for i in clause.items],
        )


def _with(clause: Clause, right: Item) -> Clause:
    """Return a clause with a value more, in place of the "forty" that it ends with."""
    *items, last = clause.items
    number = isinstance(right.value, Length) and _ends_in_a_number(clause)
    items += [replace(last, value=right.value)] if number else [last, right]
    unknown = [one for one in clause.unknown if not (number and one == last.text)]
    more: list[Value] = [right.value] if right.value else []
    return replace(clause, values=clause.values + more, items=items, unknown=unknown)


def _is_the_same(old: Value, new: Value) -> bool:
    """ "Fredag", after "fredag 10.4": the day is as it was, and named less exactly."""
    return isinstance(old, Day) and new in (Day(weekday=old.weekday), Day(day=old.day))
