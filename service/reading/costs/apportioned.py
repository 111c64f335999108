"""What each of several sums is for, and how many were bought, told beside the price of one."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.reading.clauses.clauses import Clause
from service.reading.clauses.sayings import Item, sayings_in
from service.reading.text.lexicon import is_a, number_named
from service.reading.text.word_lists import said_of, stems_of
from service.reading.values.kinds import Money

_MOST = 20  # tickets of one claim


def kinds_of_own(clause: Clause, kinds: dict[int, str]) -> dict[int, str]:
    """Return the kind at each sum where every sum has one kind of its own, else none.

    "Ateneum 22 euro entrance and 6,40 for bus": what stands between two "and" belongs together.
    """
    sums = _sums(clause.items)
    bounds = [_and_between(clause.items, one, two) for one, two in pairwise(sums)]
    if len(sums) < 2 or not all(bounds):
        return {}
    ends = [-1, *bounds, len(clause.items)]
    own: dict[int, str] = {}
    for at, first, last in zip(sums, ends, ends[1:], strict=False):
        told = {kind for place, kind in kinds.items() if first < place < last}
        if len(told) != 1:
            return {}
        own[at] = told.pop()
    return own


def names_its_own(clause: Clause, kinds: dict[int, str]) -> bool:
    """Return whether a clause names what its one sum is for: "museum 22 e ticket, 6.40 e tram"."""
    return len(_sums(clause.items)) == 1 and len(set(kinds.values())) == 1


def bought_before(before: Clause | None, clause: Clause) -> int:
    """Return how many a clause before it counts: the two of "2 bus tickets, 3.30 each"."""
    if before is None or before.values or not _prices_one(clause) or "each" in before.means:
        return 1
    counts = [number_of(item.text) for item in before.items if item.value is None]
    known = [count for count in counts if 2 <= count <= _MOST]
    bought = bool(before.means & {"travel", "entrance", "ticket"})
    bought = bought or any(word.startswith(stems_of("rules", "visitors")) for word in before.said)
    return known[0] if len(known) == 1 and bought else 1


def persons_beside(clause: Clause, after: Clause | None) -> int:
    """Return for how many a price of each was paid: "7 €/hlö, kaks henkilöö", "and we were two"."""
    if not _prices_one(clause, counted=False):
        return 1
    last = max(at for at, item in enumerate(clause.items) if isinstance(item.value, Money))
    follows = after is not None and not (clause.ends or after.values)
    said = [*clause.said[last + 1 :], *(after.said if after is not None and follows else [])]
    counts = [count for word in said if 2 <= (count := number_of(word)) <= _MOST]
    named = any(word.startswith(stems_of("rules", "persons")) for word in said)
    return counts[0] if len(counts) == 1 and named else 1


def there_and_back(clauses: Sequence[Clause]) -> list[Clause]:
    """Return "3,20 suuntaansa, menin ja tulin sillä" with the price of both ways."""
    told = list(clauses)
    for at, clause in enumerate(clauses):
        money = clause.of(Money)
        one_way = clause.words & said_of("rules", "one_way") and "apiece" in clause.means
        goes = [one for one in clauses[at + 1 : at + 4] if _goes_both_ways(one)]
        if len(money) != 1 or not one_way or not goes or money[0].product:
            continue
        doubled = replace(money[0], cents=2 * money[0].cents, product=True)
        items = [replace(i, value=doubled) if i.value is money[0] else i for i in clause.items]
        means = clause.means - {"apiece", "restated", "each"}
        values = [doubled if value is money[0] else value for value in clause.values]
        told[at] = replace(clause, items=items, values=values, means=means)
        told = [one for one in told if one is not goes[0]]
        break
    return told


def with_ones_share(clauses: Sequence[Clause]) -> list[Clause]:
    """Return "taxin 24 €, mentorn betalade hälften så min del är 12" with the share alone."""
    shares = [one for one in clauses if _is_ones_share(one)]
    whole = [one for one in clauses if one.has(Money) and one not in shares]
    kinds = {kind for one in whole for kind in one.means & {"travel", "entrance"}}
    if len(shares) != 1 or len(whole) != 1 or len(whole[0].of(Money)) != 1 or len(kinds) != 1:
        return list(clauses)
    means = shares[0].means - {"not_claimed", "vague_sum", "restated"} | kinds
    share = replace(shares[0], means=means)
    before = replace(whole[0], means=whole[0].means - {"vague_sum"}, values=[], unknown=[])
    items = [one for one in whole[0].items if not isinstance(one.value, Money)]
    told = {id(shares[0]): share, id(whole[0]): replace(before, items=items)}
    return [told.get(id(one), one) for one in clauses]


def without_other_prices(clauses: Sequence[Clause]) -> list[Clause]:
    """Return "13 € instead of 16 €" with what was paid alone."""
    return [_without_other_price(one) if "not_paid" in one.means else one for one in clauses]


def _without_other_price(clause: Clause) -> Clause:
    hits = [hit for hit in sayings_in(clause.items, clause.language) if "not_paid" in hit.means]
    named = {at for hit in hits for at in range(hit.first, hit.last)}
    sums = set(_sums(clause.items))
    if not sums - named or not sums & named:
        return clause
    items = [item for at, item in enumerate(clause.items) if at not in sums & named]
    values = [item.value for item in items if item.value is not None]
    return replace(clause, items=items, values=values, means=clause.means - {"not_paid"})


def _is_ones_share(clause: Clause) -> bool:
    """ "Min del är 12 euro", and no sum beside it."""
    return (
        clause.says("my_part")
        and len(clause.of(Money)) == 1
        and not (clause.negated or clause.asks)
    )


def _goes_both_ways(clause: Clause) -> bool:
    """ "Menin ja tulin", "åkte åt båda hållen"."""
    said = " ".join(clause.said)
    told = any(one in said for one in said_of("rules", "both_directions"))
    return told and not (clause.values or clause.negated or clause.asks)


def number_of(word: str) -> int:
    """Return the number of a word or of one or two digits, 0 where it is none."""
    return int(word) if word.isdecimal() and len(word) < 3 else number_named(word) or 0


def _prices_one(clause: Clause, counted: bool = True) -> bool:
    """ "3.30 each", and no other sum beside it, nor a count where it is `counted`."""
    words = [item.text for item in clause.items if item.value is None]
    several = counted and any((number_named(one) or 0) >= 2 or one.isdecimal() for one in words)
    alone = len(_sums(clause.items)) == 1 and "total" not in clause.means
    return "each" in clause.means and alone and not several


def _sums(items: Sequence[Item]) -> list[int]:
    return [at for at, item in enumerate(items) if isinstance(item.value, Money)]


def _and_between(items: Sequence[Item], first: int, last: int) -> int:
    """Return where the last "and" between two places stands, 0 where there is none."""
    return max(
        (at for at in range(first + 1, last) if is_a("in_a_list", items[at].text)), default=0
    )
