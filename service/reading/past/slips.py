"""A length put right in the same breath: "45 min / sorry no, it was 75", "forty, no, fifty"."""

from collections.abc import Sequence
from dataclasses import replace

from service.reading.clauses.clauses import Clause
from service.reading.text.lexicon import number_named
from service.reading.text.word_lists import words
from service.reading.values.kinds import Length, Value

_REACH = 3  # clauses from a slip to what is put for it
_TOLD = {"not_held", "cannot", "failed_plan", "next", "late", "move_told", "move_ask", "condition"}


def without_slips(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses without a length that is taken back before another is put for it."""
    told = list(clauses)
    for at in range(1, len(told)):
        after = _put_for_it(told, at) if _is_slip(told[at]) else None
        slipped = after and _without_length(told[at - 1], strict=told[at].said == ["no"])
        if not after or not slipped:
            continue
        told[at - 1] = slipped
        for place in range(at, after):
            told[place] = replace(
                told[place], means={"harmless"}, negated=False, unknown=[], turn=""
            )
        told[after] = _as_put_right(told[after])
    return told


def _is_slip(clause: Clause) -> bool:
    """ "No wait", "sorry, no"; "I mean 50 minutes" has its length beside it."""
    said = [item.text for item in clause.items if item.value is None]
    return not clause.asks and " ".join(said) in words("rules")["own_slips"]


def _put_for_it(clauses: Sequence[Clause], at: int) -> int | None:
    """Return where the right length stands: nothing else is told before it."""
    for place, clause in enumerate(clauses[at : at + _REACH + 1], at):
        if clause.values:
            firm = clause.only(Length) and len(clause.values) == 1 and not clause.asks
            told = clause.means & _TOLD and place > at
            return place if firm and not told and not (clause.negated and place > at) else None
        if place > at and clause.means & (_TOLD | {"held"}):
            return None
    return None


def _without_length(clause: Clause, strict: bool) -> Clause | None:
    """Return the clause without the length that it ends with; None where it has none."""
    if clause.asks or clause.means & _TOLD or (strict and clause.ends):
        return None
    last = clause.items[-1]
    if isinstance(last.value, Length):
        values: list[Value] = [one for one in clause.values if not isinstance(one, Length)]
        return replace(clause, values=values)
    numbered = last.value is None and (last.text.isdecimal() or number_named(last.text))
    if not numbered:
        return None
    return replace(clause, unknown=[one for one in clause.unknown if one != last.text])


def _as_put_right(clause: Clause) -> Clause:
    """The "I mean" before a length is no more than a slip of the tongue."""
    said = [item.text for item in clause.items if item.value is None]
    slips = " ".join(said) in words("rules")["own_slips"]
    if not slips and said:
        return clause
    return replace(clause, means={"held"}, negated=False, unknown=[], turn="")
