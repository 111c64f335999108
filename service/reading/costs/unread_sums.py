"""Numbers in a claim of costs that may be sums which were not read."""

from collections.abc import Sequence
from itertools import pairwise

from service.reading.clauses.clauses import Clause
from service.reading.clauses.sayings import Item
from service.reading.costs.parts import WAYS, Part, parts_of
from service.reading.text.lexicon import number_named
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Money

_DRIVEN = 5  # kilometres; less may be a rate
_PER_KM = (0.15, 1.0)  # euros, from fuel alone to more than any allowance
_CHEAPEST = 4  # euros; fewer are tickets or persons


def has_numbers(clauses: Sequence[Clause]) -> bool:
    """A number that is no sum, day, clock or length may be a sum we failed to read."""
    if any(_count_stands_before(clause) for clause in clauses):
        return True
    if any(_is_range(before, clause) for before, clause in pairwise(clauses)):
        return True
    parts = parts_of(clauses)
    if any(_goes_on_in_words(clause) for clause in clauses):
        return True
    lacking = _lacking(parts, clauses)
    read = set() if lacking is None else {str(lacking[0])}
    loose = any(
        _may_be_a_sum(word, clause, parts)
        for clause in clauses
        for word in clause.unknown
        if word not in read
    )
    rates = [v for one in clauses for v in one.of(Money) if v.rate]
    driven = [int(word) for one in clauses for word in one.unknown if word.isdecimal()]
    return loose or (bool(rates) and not _comes_to(rates, driven, parts))


def completed(parts: Sequence[Part], clauses: Sequence[Clause]) -> list[Part]:
    """ "Spårvagn 3,50 och entré 20, totalt 23,50": what the total lacks stands there, bare."""
    lacking = _lacking(parts, clauses)
    if lacking is None:
        return list(parts)
    euros, clause = lacking
    return [Part(Money(100 * euros, marked=False), None, clause), *parts]


def _lacking(parts: Sequence[Part], clauses: Sequence[Clause]) -> tuple[int, Clause] | None:
    """Return the bare number, and its clause, that makes the parts add up to their total."""
    totals = [part for part in parts if "total" in part.clause.means]
    if len(totals) != 1 or len(parts) < 2:
        return None
    euros, cents = divmod(2 * totals[0].money.cents - sum(one.money.cents for one in parts), 100)
    for clause in clauses:
        if not cents and str(euros) in clause.unknown:
            return euros, clause
    return None


def _comes_to(rates: Sequence[Money], driven: Sequence[int], parts: Sequence[Part]) -> bool:
    """ "46 km x 0,55 €/km = 25,30 €" tells how; beside any other sum kilometres ask for more."""
    ways = (1, 2)  # there, and there and back
    products = {n * one.cents * two.cents // 10_000 for one, two in pairwise(rates) for n in ways}
    products |= {one.cents * far // 100 for one in rates for far in driven}
    if len(parts) == 1 and len(rates) == 1 and _is_per_km(parts[0].money, rates[0]):
        return True
    return len(parts) == 1 and parts[0].money.cents // 100 in products


def _is_per_km(money: Money, far: Money) -> bool:
    """ "Jag körde 30 km och yrkar på 16,50 euro": so far, and what is paid for as far as that."""
    kilometres = far.cents / 100
    lowest, highest = _PER_KM
    return kilometres >= _DRIVEN and lowest <= money.cents / 100 / kilometres <= highest


def _goes_on_in_words(clause: Clause) -> bool:
    """ "Twelve euros eighty ...": what follows a sum may be its cents."""
    if not clause.has(Money):
        return False
    named = (number_named(item.text) for one, item in pairwise(clause.items) if _is_sum(one))
    return any((number or 0) >= 10 for number in named)


def _is_sum(item: Item) -> bool:
    return isinstance(item.value, Money)


def _is_range(before: Clause, clause: Clause) -> bool:
    """ "8-9 e" is one sum or the other."""
    number = before.items[-1].value is None and before.items[-1].text.isdecimal()
    short = len(before.items[-1].text) <= 3 and clause.start - before.end <= 3
    return number and short and isinstance(clause.items[0].value, Money)


def _may_be_a_sum(word: str, clause: Clause, parts: Sequence[Part]) -> bool:
    """A bus and a number of tickets are none; "12,40" is, and so is any number where no sum is."""
    if not word[0].isdecimal() or (word.isdecimal() and len(word) >= 4):
        return False
    if not word.isdecimal():
        return len(word.replace(",", ".").partition(".")[2]) <= 2
    own = any(part.clause is clause for part in parts) or _is_priced(word, clause)
    if any(part.clause is clause and _counts(int(word), part.money) for part in parts):
        return False
    return (own or not parts) and not clause.means & {"each", "no_costs"}


def _counts(number: int, money: Money) -> bool:
    """The two of "2 tickets at 15 €" has been multiplied already."""
    return money.product and 2 <= number <= 20 and money.cents % number == 0


def _is_priced(word: str, clause: Clause) -> bool:
    """ "Taxi 14 back": a number that ends its clause, or has only the way after it."""
    at = next(place for place, item in enumerate(clause.items) if item.text == word)
    rest = {item.text for item in clause.items[at + 1 :]}
    named = bool(clause.means & {"travel", "entrance"}) and at > 0
    if at and not rest and clause.items[at - 1].text in said_of("rules", "cost_so_much"):
        return True  # "the card was loaded with 20 euros but the trip was 3"
    return named and rest <= WAYS and int(word) >= _CHEAPEST


def _count_stands_before(clause: Clause) -> bool:
    """ "Kaksi kymmentä kahdeksan euroa": a number in words that was read in part."""
    for at, (before, item) in enumerate(pairwise(clause.items)):
        for_two = at and clause.items[at - 1].text == "for"  # "museum for two 30.00"
        plain = before.value is not None or before.text in ("a", "en") or for_two
        said = "" if plain else before.text
        if isinstance(item.value, Money) and (number_named(said) or said.endswith("kymmentä")):
            return True
    return False
