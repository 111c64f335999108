"""Numbers that are sums without a currency: "museum 15" where costs are asked for, "bus 3,20"."""

from collections.abc import Sequence

from service.reading.text.lexicon import is_a, number_named
from service.reading.text.tokens import Token, word_at
from service.reading.text.word_lists import said_of, stems_of
from service.reading.values.kinds import Found, Money

_COST = {"was", "were", "cost", "costs", "for", "is", ":", "=", "came", "to", "at", "of", "a"}
_ENDS = {"", ".", ",", "!", "\n", ")", ";", "and", "plus", "+", "&", "so", "ja", "eli", "sekä"}
_ENDS |= {"och", "samt", "alltså"}
_TOTALS = (
    ["in", "total"], ["in", "all"], ["all", "in"], ["all", "told"], ["all", "together"],
    ["allt", "som"], ["i", "allt"], ["allt", "ihop"], ["kaiken", "kaikkiaan"],
)  # fmt: skip
_FROM_OR_TO = {"from", "to", "till", "ti", "från", "into"}
_WHENCE = ("sta", "stä", "lta", "ltä", "st", "lt")
_AND_BACK = {"takaisin", "takasin", "takas", "takast", "kotiin", "kotia"}
_MOST_BETWEEN = 7  # words between what is paid for and its price
_PEOPLE = {"me", "him", "her", "us", "both", "mine", "my", "his", "hers", "them", "the", "each"}


def whole_at(tokens: Sequence[Token], at: int) -> int | None:
    """Return the euros of a bare number, None where it may be anything else."""
    number = tokens[at].number or number_named(tokens[at].text)
    cost = word_at(tokens, at - 1) in said_of("rules", "cost")  # "parkeringen kostade fyra"
    small = cost or word_at(tokens, at - 1).startswith(stems_of("rules", "priced_small"))
    if number is None or tokens[at].glued or _is_part(tokens, at) or _goes_on(tokens, at + 1):
        return None
    if not (2 if small else 5) <= number <= 400:
        return None
    priced = cost or _is_priced(tokens, at)
    if _totals(tokens, at + 1) or (priced and _ends(tokens, at + 1)):
        return number
    return number if _is_share(tokens, at + 1) and _is_share(tokens, at - 3) else None


def is_fare_at(tokens: Sequence[Token], at: int, before: Found | None) -> bool:
    """Return whether "bussi 3,20", "the train was 27.40" tells a fare, whatever was asked.

    With a point it may be an hour, but where no hour is written so or it is said to be paid.
    """
    cents = tokens[at + 2].text if at + 2 < len(tokens) and tokens[at + 2].number else ""
    if tokens[at].number is None or len(cents) != 2 or not tokens[at + 2].glued:
        return False
    after = word_at(tokens, at + 3)
    ends = is_a("fare", after) or after in said_of("rules", "after_fare")
    if before is not None and isinstance(before.value, Money):
        between = {token.text for token in tokens[before.last : at]}
        if between and between <= said_of("rules", "between_sums"):
            return ends
    if word_at(tokens, at - 1) in said_of("rules", "paid_a_sum"):
        ends = ends or after in said_of("rules", "paid_for_it")  # "I paid 3.10 for the tram"
        return ends and tokens[at + 1].text == ","
    comma = tokens[at + 1].text == ","
    if _both_ways(tokens, at + 3):
        return comma  # "that was 14,80 both ways"
    place, priced = _before_its_price(tokens, at)
    word, both_ways = word_at(tokens, place), is_a("fare", after)
    paid = word in said_of("rules", "paid_for") or word.startswith(stems_of("rules", "paid_for_fi"))
    if not paid or not ends:
        return False
    no_hour = (tokens[at].number or 0) > 23 or int(cents) > 59
    alone = place == at - 1 and word_at(tokens, place - 1) in ("", ".", ",", "!", "\n")
    alone = alone and (tokens[at].number or 0) < 6
    alone = alone or any(one in word for one in said_of("rules", "a_ticket"))
    return comma or (tokens[at + 1].text == "." and (priced or both_ways or no_hour or alone))


def _before_its_price(tokens: Sequence[Token], at: int) -> tuple[int, bool]:
    """Return where it stands what a price is of, and whether it is said that it cost so much.

    A place between counts where a word of its price is said: "tåget från Karis gick på 9,80".
    """
    place, priced = at - 1, False
    for _ in range(_MOST_BETWEEN):
        said = word_at(tokens, place)
        if f"{word_at(tokens, place - 1)} {said}" in said_of("rules", "came_to"):
            place, priced = place - 2, True
        elif said in said_of("rules", "costs_so"):
            place, priced = place - 1, True
        elif said in said_of("rules", "beside_fare"):
            place -= 1
        else:
            break
    priced_so = priced or word_at(tokens, at - 1) in said_of("rules", "was_so_much")
    while priced_so and at - place < _MOST_BETWEEN and (size := _place_said(tokens, place)):
        place -= size
    return place, priced


def _place_said(tokens: Sequence[Token], at: int) -> int:
    """Return how many words tell from where, or where to: "från Ekenäs", "to the fortress"."""
    if word_at(tokens, at).endswith(_WHENCE) and word_at(tokens, at - 1)[:1].isalpha():
        return 1  # "juna Salosta"
    if word_at(tokens, at) in _AND_BACK and word_at(tokens, at - 1) in ("ja", "sekä"):
        return 2
    article = word_at(tokens, at - 1) in ("the", "my", "our")
    return 2 + article if word_at(tokens, at - 1 - article) in _FROM_OR_TO else 0


def _both_ways(tokens: Sequence[Token], at: int) -> bool:
    following = " ".join(word_at(tokens, place) for place in range(at, at + 4))
    return following.startswith(stems_of("rules", "both_ways"))


def _is_part(tokens: Sequence[Token], at: int) -> bool:
    """A decimal, a clock and a date go on after their number."""
    return at + 1 < len(tokens) and tokens[at + 1].glued and tokens[at + 1].text in (":", "/", "-")


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """The "ja puoli" of "taksi neljätoista ja puoli"."""
    return word_at(tokens, at) in ("ja", "och") and is_a("half", word_at(tokens, at + 1))


def _ends(tokens: Sequence[Token], at: int) -> bool:
    if word_at(tokens, at) in (".", ",") and tokens[at].glued:
        following = at + 1 < len(tokens) and tokens[at + 1].glued
        return not (following and tokens[at + 1].number is not None)
    return word_at(tokens, at) in _ENDS or _is_share(tokens, at) or _totals(tokens, at)


def _totals(tokens: Sequence[Token], at: int) -> bool:
    said = [word_at(tokens, at), word_at(tokens, at + 1)]
    return said in _TOTALS or said[0] in said_of("rules", "in_total")


def _is_share(tokens: Sequence[Token], at: int) -> bool:
    """ "16 for me and 8 for him"."""
    return word_at(tokens, at) == "for" and word_at(tokens, at + 1) in _PEOPLE


def _is_priced(tokens: Sequence[Token], at: int) -> bool:
    """What it is for stands right before it: "the exhibition was 16", "museum: 15"."""
    place = at - 1
    while at - place < 4 and word_at(tokens, place) in _COST:
        place -= 1
    return word_at(tokens, place) in said_of("rules", "priced") or word_at(
        tokens, at - 1
    ).startswith(stems_of("rules", "priced_fi"))
