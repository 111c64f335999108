"""Numbers in a claim of costs that may be sums which were not read."""

from collections.abc import Sequence
from itertools import pairwise

from service.reading.clauses.clauses import Clause
from service.reading.clauses.sayings import Item
from service.reading.costs.parts import WAYS, Part, parts_of
from service.reading.text.lexicon import number_named
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Money

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
    loose = any(_may_be_a_sum(word, clause, parts) for clause in clauses for word in clause.unknown)
    rates = [v for one in clauses for v in one.values if isinstance(v, Money) and v.rate]
    return loose or (bool(rates) and not _comes_to(rates, parts))


def _comes_to(rates: Sequence[Money], parts: Sequence[Part]) -> bool:
    """ "46 km x 0,55 €/km = 25,30 €" tells how; beside any other sum kilometres ask for more."""
    products = {one.cents * two.cents // 10_000 for one, two in pairwise(rates)}
    return len(parts) == 1 and parts[0].money.cents // 100 in products


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
    return (own or not parts) and not clause.means & {"each", "no_costs"}


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
