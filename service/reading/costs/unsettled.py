"""Costs that no reading settles, whoever made it: rounded, given up, foreign, unread."""

import re
from collections.abc import Sequence
from itertools import pairwise

from service.domain.readings import Finding
from service.reading.clauses.clauses import Clause
from service.reading.clauses.sayings import Item, sayings_in
from service.reading.clauses.verdicts import Case
from service.reading.costs.claims import beside, judge
from service.reading.text.lexicon import number_named
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Money

_KINDS = {"travel", "entrance", "ticket"}
_DIGITS = 3  # of a number that may be a sum in euros
_DECIMALS = re.compile(r"\d{1,3},\d\d")


def leaves_costs_open(findings: Sequence[Finding], case: Case) -> bool:
    """Return whether a reading claims what it should not, or passes over a cost."""
    claimed = {one.amount for one in findings if one.kind == "expense"}
    costs = bool(claimed) or case.context.asked == "expense"
    if any(_is_foreign(clause, costs) or _is_unread(clause, costs) for clause in case.clauses):
        return True
    if _stands_beside_its_cost(case.clauses) or (costs and _misses_its_total(case.clauses)):
        return True
    if not claimed:
        return False
    if any(one.says("my_part") and not one.has(Money) for one in case.clauses):
        return True  # "taxi 37 €, min del är 18.50"
    doubled = len(claimed) == 1 and _comes_again(case.clauses, claimed)
    doubtful = any(_is_rounded(one, claimed) or _is_cut(one, claimed) for one in case.clauses)
    return doubled or doubtful or _differs(findings, case)


def _is_foreign(clause: Clause, costs: bool) -> bool:
    """ "Parking 4,80 NOK" is no 4.80 €, and no cost that we know."""
    foreign = any(money.currency != "EUR" for money in clause.of(Money))
    return foreign and (costs or bool(clause.means & _KINDS))


def _is_unread(clause: Clause, costs: bool) -> bool:
    """ "Entry (four twenty)": a sum in words that was not read."""
    bare = [item for item in clause.items if item.value is None]
    return costs and any(_is_price_in_words(one, two) for one, two in pairwise(bare))


def _stands_beside_its_cost(clauses: Sequence[Clause]) -> bool:
    """ "15,40 (metro)", "train number 550, 34,51": a sum in digits that was not read."""
    for before, clause, after in zip([None, *clauses], clauses, [*clauses[1:], None], strict=False):
        near = {one for beside in (before, clause, after) if beside for one in beside.means}
        bare = (item.text for item in clause.items if item.value is None)
        if near & _KINDS and any(map(_DECIMALS.fullmatch, bare)):
            return True
    return False


def _misses_its_total(clauses: Sequence[Clause]) -> bool:
    """ "Bus 3,50 and entrance 20, 24,50 in total": the bare 20 is a cost, and they make 23,50."""
    total = sum(money.cents for one in clauses if "total" in one.means for money in one.of(Money))
    parts = [one for one in clauses if "total" not in one.means and one.means & _KINDS]
    bare = [
        int(item.text)
        for one in parts
        for item in one.items
        if item.value is None and item.text.isdecimal() and len(item.text) <= _DIGITS
    ]
    read = sum(money.cents for one in parts for money in one.of(Money))
    counted = any(read * one == total for one in (1, *bare))  # "2 tickets of 3,20, 6,40 in all"
    return bool(total and bare and read) and read + 100 * sum(bare) != total and not counted


def _is_price_in_words(one: Item, two: Item) -> bool:
    return bool(number_named(one.text)) and (number_named(two.text) or 0) >= 10


def _comes_again(clauses: Sequence[Clause], claimed: set[str | None]) -> bool:
    """ "27,80 dit, lika mycket hem": the sum of one way is not all."""
    same = said_of("rules", "same_again")
    again = any("apiece" in one.means and same & one.words for one in clauses)
    single = [money for one in clauses for money in one.of(Money) if not money.product]
    return again and len(single) == 1 and _amount(single[0]) in claimed


def _is_rounded(clause: Clause, claimed: set[str | None]) -> bool:
    """ "About 4,80", "20 euros or so": what was said right beside a sum makes it no sum."""
    places = [at for at, item in enumerate(clause.items) if _is_claimed(item, claimed)]
    vague = [hit for hit in sayings_in(clause.items, clause.language) if "vague_sum" in hit.means]
    return any(hit.first - 1 <= at <= hit.last for hit in vague for at in places)


def _is_cut(clause: Clause, claimed: set[str | None]) -> bool:
    """ "21 € 10 …": what follows a sum may be its cents."""
    return any(
        _is_claimed(one, claimed) and two.value is None and _may_be_cents(two.text)
        for one, two in pairwise(clause.items)
    )


def _may_be_cents(word: str) -> bool:
    return (len(word) == 2 and word.isdecimal()) or (number_named(word) or 0) >= 10


def _differs(findings: Sequence[Finding], case: Case) -> bool:
    """ "Museum ticket 6,70, I'll pay it myself" claims nothing; what is told names its kind."""
    told, sure = _told_of_costs(case)
    paid = any(money.cents for one in case.clauses for money in one.of(Money))
    if not told:
        return sure and paid and "undo" not in case.means
    claimed = [one for one in findings if one.kind == "expense"]
    same = sorted(str(one.amount) for one in told) == sorted(str(one.amount) for one in claimed)
    kinds = sorted(str((one.amount, one.what)) for one in told)
    return sure and same and kinds != sorted(str((one.amount, one.what)) for one in claimed)


def _told_of_costs(case: Case) -> tuple[Sequence[Finding], bool]:
    if case.context.asked != "expense":
        return beside(case)
    verdict = judge(case)
    return [one for one in verdict.findings if one.kind == "expense"], verdict.certain


def _is_claimed(item: Item, claimed: set[str | None]) -> bool:
    return isinstance(item.value, Money) and _amount(item.value) in claimed


def _amount(money: Money) -> str:
    return f"{money.cents // 100}.{money.cents % 100:02}"
