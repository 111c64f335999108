"""Judging a claim of costs: sums, what they were for, parts and their total."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from service.domain.readings import Finding
from service.reading.clauses import Clause
from service.reading.lexicon import number_named
from service.reading.sayings import sayings_in
from service.reading.values import Money
from service.reading.verdicts import Case, Verdict


@dataclass(frozen=True, slots=True)
class Part:
    """One sum with what it was for."""

    money: Money
    what: str | None
    clause: Clause


def judge(case: Case) -> Verdict:
    """Say which costs a reply claims."""
    means = {one for clause in case.clauses for one in clause.means}
    doubts = {"question", "doubt", "undo", "refuse", "condition"}
    plain = not any(clause.asks or clause.means & doubts for clause in case.clauses)
    told = parts_of(case.clauses)
    given = [part for part in told if _is_given(part, case)]
    parts = [part for part in told if part not in given]
    if given and len(given) != len({id(part.clause) for part in given}):
        return Verdict(certain=False)
    if not parts:
        none = means & {"no_costs", "no", "not_claimed"} and not _has_numbers(case.clauses)
        return Verdict((), plain and bool(none))
    findings, sure = claimed(parts, case)
    sure = sure and all(_is_clear_what(part, findings) for part in parts)
    clear = not means & {"no_costs", "vague_sum"} and not _has_numbers(case.clauses)
    return Verdict(findings, sure and plain and clear)


def _is_clear_what(part: Part, findings: Sequence[Finding]) -> bool:
    """A sum for something else than a journey or an entrance is not ours to pay unasked."""
    if (
        part.clause.negated
        or part.clause.means & {"other_cost"}
        or (
            part.clause.means & {"apiece"}
            and part.money in part.clause.values
            and len(findings) == 1
            and findings[0].amount == _told(part)
        )
    ):
        return False
    return part.what is not None or len(part.clause.unknown) <= 2


def _told(part: Part) -> str:
    return f"{part.money.cents // 100}.{part.money.cents % 100:02}"


def beside(case: Case) -> tuple[list[Finding], bool]:
    """Return the costs that are claimed in an answer to something else."""
    parts = parts_of(case.clauses)
    if not parts:
        return [], True
    findings, sure = claimed(parts, case)
    vague = {"not_claimed", "no_costs", "vague_sum"}
    clear = not any(clause.means & vague for clause in case.clauses)
    return list(findings), sure and clear and all(part.what for part in parts)


def _is_given(part: Part, case: Case) -> bool:
    """A sum whose sentence says "tarjosin" or "bjöd" is told, not claimed."""
    place = next(i for i, clause in enumerate(case.clauses) if clause is part.clause)
    for clause in case.clauses[place:]:
        if "not_claimed" in clause.means:
            return True
        if clause.ends:
            return False
    return False


def parts_of(clauses: Sequence[Clause]) -> list[Part]:
    """Return the sums of a text; what each was for stands before it, or else after it."""
    parts: list[Part] = []
    named: str | None = None
    for clause in clauses:
        new, named = _in_clause(clause, named)
        if parts and not new and named and parts[-1].what is None:
            parts[-1] = Part(parts[-1].money, named, parts[-1].clause)
        parts += new
        named = None if clause.ends else named
    return parts


def claimed(parts: Sequence[Part], case: Case) -> tuple[tuple[Finding, ...], bool]:
    """Return the sums as expenses, and whether each has one reading."""
    sums, sure = _settled(parts)
    ours = all(part.money.currency == "EUR" for part in parts)
    return tuple(_finding(part, case) for part in sums), sure and ours


def _times(clause: Clause, place: int) -> int:
    """Return how many of a thing were bought at a price each: the two of "two at 17 € each"."""
    if not clause.means & {"each"}:
        return 1
    counts = [_count(item.text) for item in clause.items[:place] if item.value is None]
    known = [count for count in counts if 2 <= count <= 20]
    return known[0] if len(known) == 1 else 1


def _count(word: str) -> int:
    return int(word) if word.isdecimal() and len(word) < 3 else number_named(word) or 0


def _in_clause(clause: Clause, named: str | None) -> tuple[list[Part], str | None]:
    """Go through a clause: a word of travel or entrance belongs to the sum that comes after it."""
    parts: list[Part] = []
    kinds = _kinds(clause)
    if _sums_come_first(clause, kinds):
        kinds = _turned(clause, kinds)
    for place, item in enumerate(clause.items):
        named = kinds.get(place) or named
        if isinstance(item.value, Money) and not item.value.rate:
            times = _times(clause, place)
            money = replace(item.value, cents=item.value.cents * times)
            parts.append(Part(money, named, clause))
    if parts and parts[-1].what is None and named:
        parts[-1] = Part(parts[-1].money, named, clause)
    return parts, named


def _sums_come_first(clause: Clause, kinds: dict[int, str]) -> bool:
    """ "€3.10 for the tram and €13 to get into the museum": each kind after its sum."""
    sums = [place for place, item in enumerate(clause.items) if isinstance(item.value, Money)]
    return len(sums) > 1 and len(kinds) >= len(sums) and min(kinds) > sums[0]


def _turned(clause: Clause, kinds: dict[int, str]) -> dict[int, str]:
    """Put each kind before the sum that it follows."""
    sums = [place for place, item in enumerate(clause.items) if isinstance(item.value, Money)]
    return {max(one for one in sums if one < place): kind for place, kind in kinds.items()}


def _kinds(clause: Clause) -> dict[int, str]:
    kinds = {}
    for hit in sayings_in(clause.items, clause.language):
        if hit.means & {"entrance", "travel"}:
            kinds[hit.first] = "entrance" if "entrance" in hit.means else "travel"
    return kinds


def _settled(parts: Sequence[Part]) -> tuple[list[Part], bool]:
    """Parts with their total are one expense, the total; parts alone are one each."""
    if len(parts) == 1:
        return list(parts), True
    last = parts[-1]
    total = "total" in last.clause.means
    restated = any(part.clause.means & {"restated"} for part in parts)
    if len(parts) == 2 and restated and last.money.cents == 2 * parts[0].money.cents:
        return [Part(last.money, last.what or parts[0].what, last.clause)], True
    summed = total or len(parts) > 2
    if summed and sum(part.money.cents for part in parts[:-1]) == last.money.cents:
        kinds = {part.what for part in parts[:-1]}
        what = kinds.pop() if len(kinds) == 1 else None
        return [Part(last.money, what, last.clause)], True
    repeated = any(later.money.cents == 2 * one.money.cents for one, later in pairwise(parts))
    apart = not (total or repeated or restated)
    return list(parts), apart and all(part.what for part in parts)


def _has_numbers(clauses: Sequence[Clause]) -> bool:
    """A number that is no sum, day, clock or length may be a sum we failed to read."""
    # A long number is of an account or a receipt.
    if any(_count_stands_before(clause) for clause in clauses):
        return True
    loose = any(
        word[0].isdecimal() and not (word.isdecimal() and len(word) >= 4)
        for clause in clauses
        for word in clause.unknown
    )
    others = any(
        isinstance(value, Money) and value.rate and len(parts_of(clauses)) != 1
        for clause in clauses
        for value in clause.values
    )
    return loose or others


def _count_stands_before(clause: Clause) -> bool:
    """ "Kaksi kymmentä kahdeksan euroa": a number in words that was read in part."""
    for before, item in pairwise(clause.items):
        said = "" if before.value is not None or before.text in ("a", "en") else before.text
        if isinstance(item.value, Money) and (number_named(said) or said.endswith("kymmentä")):
            return True
    return False


def _finding(part: Part, case: Case) -> Finding:
    return Finding(
        "expense", case.text[part.clause.start : part.clause.end], "sum",
        amount=_told(part), currency="EUR", what=part.what,  # type: ignore[arg-type]
    )  # fmt: skip
