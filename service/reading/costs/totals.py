"""Which sums of a claim are findings: parts, totals, and what is told twice."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.domain.readings import Finding
from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import Case
from service.reading.costs.parts import Part
from service.reading.text.word_lists import said_of

_BOTH_KINDS = {"travel", "entrance"}
_NAMED = {"travel", "entrance", "other_cost", "ticket", "total", "restated"}


def amount_of(part: Part) -> str:
    """Return a sum as a finding tells it, such as "12.40"."""
    return f"{part.money.cents // 100}.{part.money.cents % 100:02}"


def claimed(parts: Sequence[Part], case: Case) -> tuple[tuple[Finding, ...], bool]:
    """Return the sums as expenses, and whether each has one reading."""
    sums, sure = _settled(parts)
    ours = all(part.money.currency == "EUR" for part in parts)
    return tuple(_finding(part, case) for part in sums), sure and ours


def _settled(parts: Sequence[Part]) -> tuple[list[Part], bool]:
    """Parts with their total are one expense, the total; parts alone are one each."""
    whole = _summed(parts) or _summed(_without_singles(parts))
    parts = _as_paid(_without_singles(parts)) if whole is None else [whole]
    if len(parts) == 1:
        return list(parts), True
    # "Bussi 3 €, 6 €": there and back? "Bussi 5 €, museo 10 €" are two.
    repeated = any(
        later.money.cents == 2 * one.money.cents and {one.what, later.what} != _BOTH_KINDS
        for one, later in pairwise(parts)
    )
    restated = any("restated" in part.clause.means for part in parts)
    total = any("total" in part.clause.means for part in parts)
    distinct = len({part.what for part in parts}) == len(parts)  # "bussit yhteensä 5,80, museo 15"
    apart = not ((total and not distinct) or repeated or restated or any(map(_is_turned, parts)))
    return list(parts), apart and all(part.what for part in parts)


def _summed(parts: Sequence[Part]) -> Part | None:
    """Return the total where the parts beside it add up to it."""
    if any(map(_is_turned, parts)):
        return None  # "16 € but for students 8 €, so I paid 8 €"
    if len(parts) < 2 or not (len(parts) > 2 or any("total" in p.clause.means for p in parts)):
        return None
    for whole, others in ((parts[-1], parts[:-1]), (parts[0], parts[1:])):
        if sum(part.money.cents for part in others) == whole.money.cents:
            kinds = {part.what for part in others}
            kinds = kinds if kinds != {None} or whole.both else {whole.what}
            return Part(whole.money, kinds.pop() if len(kinds) == 1 else None, whole.clause)
    return None


def _without_singles(parts: Sequence[Part]) -> list[Part]:
    """Drop the price of one where the price of all follows: "7,40 suuntaansa eli 14,80"."""
    kept = list(parts[:1])
    settled: Clause | None = None  # the marks of its clause are of a sum that stands
    for part in parts[1:]:
        one = kept[-1]
        times, rest = divmod(part.money.cents, max(one.money.cents, 1))
        marks = {"restated", "apiece", "each"} | ({"total"} if len(parts) == 2 else set())
        marked = bool((one.clause.means | part.clause.means) & marks)
        again = "each" in one.clause.means and "restated" in part.clause.means
        again = again or one.money.product or part.money.product or _is_the_same(one, part)
        again = times == 1 and again
        if rest == 0 and (again or (marked and 2 <= times <= 10)):
            kept[-1] = Part(part.money, part.what or one.what, _unmarked(part.clause))
            settled = part.clause
        else:
            own = settled is part.clause
            kept.append(replace(part, clause=_unmarked(part.clause)) if own else part)
    return kept


def _is_the_same(one: Part, part: Part) -> bool:
    """ "Sen yhdeksän euroa haluaisin takaisin", "I'd like the 24 euros back"."""
    means = part.clause.means - (one.clause.means if part.clause is one.clause else set())
    return "sum_again" in part.clause.means and not means & {"travel", "entrance"}


def _as_paid(parts: Sequence[Part]) -> list[Part]:
    """ "Tåget kostade 24,50 men med rabatt betalade jag 12,25": the price, and what was paid."""
    kept = list(parts[:1])
    for part in parts[1:]:
        less = part.money.cents < kept[-1].money.cents
        turned = _is_turned(part) and _was_paid(part.clause)
        if less and (turned or part.clause.says("claims_of_it")):
            kept[-1] = replace(part, what=kept[-1].what, clause=replace(part.clause, turn=""))
        else:
            kept.append(part)
    return kept


def _was_paid(clause: Clause) -> bool:
    return any(one in word for one in said_of("rules", "paid_less") for word in clause.said)


def _is_turned(part: Part) -> bool:
    """A sum after a "but" that names no cost of its own, and no way back."""
    ways = said_of("rules", "ways_back") & part.clause.words
    return part.clause.turn == "but" and not (part.clause.means & _NAMED or ways)


def _unmarked(clause: Clause) -> Clause:
    return replace(clause, means=clause.means - {"restated", "apiece", "each", "total"})


def _finding(part: Part, case: Case) -> Finding:
    return Finding(
        "expense", case.text[part.clause.start : part.clause.end], "sum",
        amount=amount_of(part), currency="EUR", what=part.what,  # type: ignore[arg-type]
    )  # fmt: skip
