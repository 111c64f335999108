"""Numbers with a point that are what a ride or a ticket cost, and no time or date."""

from collections.abc import Sequence

from service.reading.text.lexicon import is_a, number_named
from service.reading.text.tokens import Token, word_at
from service.reading.text.word_lists import said_of
from service.reading.values.bare_sums import is_fare_at
from service.reading.values.kinds import Clock, Day, Found, Money
from service.reading.values.sums import sum_at


def as_fare(tokens: Sequence[Token], one: Found, before: Sequence[Found]) -> Found:
    """ "Bus 3.10 each way", "rides at 3.30 €", where costs are told: a sum, and no time."""
    if not isinstance(one.value, Day | Clock):
        return one
    first = next((at for at in range(one.first, one.last) if tokens[at].number is not None), None)
    if first is None:
        return one  # "four o'clock each time"
    marked = sum_at(tokens, first, bare=False)
    fare = is_a("fare", word_at(tokens, one.last)) or (marked and marked.last > one.last)
    fare = fare or _is_one_of_several(tokens, first) or _is_one_way(tokens, one.last)
    fare = fare or word_at(tokens, first - 1) in said_of("rules", "costs_so")
    fare = fare or is_paid(tokens, one) or is_fare_at(tokens, first, before[-1] if before else None)
    if not fare and not _goes_on_from_a_sum(tokens, one, before):
        return one
    return sum_at(tokens, first, bare=True) or one


def is_paid(tokens: Sequence[Token], one: Found) -> bool:
    """ "I paid 3.10 for the tram", "it cost me 3.10 for the tram", whatever was asked."""
    before = word_at(tokens, one.first - 1)
    paid = before in said_of("rules", "paid_a_sum")
    cost = word_at(tokens, one.first - 2) in said_of("rules", "costs_so")
    paid = paid or (cost and before in ("me", "us"))
    return paid and word_at(tokens, one.last) in said_of("rules", "paid_for_it")


def _is_one_of_several(tokens: Sequence[Token], at: int) -> bool:
    """ "Four trips at 3.10": as many, each at that price."""
    at_a_price = word_at(tokens, at - 1) in ("at", "à", "á", "för") and at > 2
    counted = tokens[at - 3].number or number_named(word_at(tokens, at - 3)) if at_a_price else 0
    return (counted or 0) > 1


def _is_one_way(tokens: Sequence[Token], at: int) -> bool:
    """ "3.10 one way, 3.10 the other way"."""
    said = [word_at(tokens, place) for place in range(at, at + 3)]
    return said[:2] == ["one", "way"] or said == ["the", "other", "way"]


def _goes_on_from_a_sum(tokens: Sequence[Token], one: Found, before: Sequence[Found]) -> bool:
    """ "Museum ticket 18 and 4.10 on the metro": a bare number beside a sum is another sum."""
    beside = bool(before) and isinstance(before[-1].value, Money)
    beside = beside and before[-1].last == one.first - 1 and one.last == one.first + 3
    decimal = isinstance(one.value, Day) and tokens[one.first].number is not None
    return beside and decimal and is_a("in_a_list", word_at(tokens, one.first - 1))
