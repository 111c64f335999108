"""A whole number that is a sum where costs are asked for: "museum 15", "teatteri 28"."""

from collections.abc import Sequence

from service.reading.text.tokens import Token, word_at
from service.reading.text.word_lists import said_of, stems_of

_COST = {"was", "were", "cost", "costs", "for", "is", ":", "=", "came", "to", "at", "of", "a"}
_ENDS = {"", ".", ",", "!", "\n", ")", ";", "and", "plus", "+", "&", "so", "ja", "eli", "sekä"}
_ENDS |= {"och", "samt", "alltså"}
_TOTALS = (["in", "total"], ["in", "all"], ["all", "in"], ["all", "told"], ["all", "together"])
_PEOPLE = {"me", "him", "her", "us", "both", "mine", "my", "his", "hers", "them", "the", "each"}


def whole_at(tokens: Sequence[Token], at: int) -> int | None:
    """Return the euros of a bare number, None where it may be anything else."""
    number = tokens[at].number
    if number is None or not 5 <= number <= 400 or tokens[at].glued or _is_part(tokens, at):
        return None
    if _totals(tokens, at + 1) or (_is_priced(tokens, at) and _ends(tokens, at + 1)):
        return number
    return number if _is_share(tokens, at + 1) and _is_share(tokens, at - 3) else None


def _is_part(tokens: Sequence[Token], at: int) -> bool:
    """A decimal, a clock and a date go on after their number."""
    return at + 1 < len(tokens) and tokens[at + 1].glued and tokens[at + 1].text in (":", "/", "-")


def _ends(tokens: Sequence[Token], at: int) -> bool:
    if word_at(tokens, at) in (".", ",") and tokens[at].glued:
        following = at + 1 < len(tokens) and tokens[at + 1].glued
        return not (following and tokens[at + 1].number is not None)
    return word_at(tokens, at) in _ENDS or _is_share(tokens, at) or _totals(tokens, at)


def _totals(tokens: Sequence[Token], at: int) -> bool:
    said = [word_at(tokens, at), word_at(tokens, at + 1)]
    return said in _TOTALS or said[0] in ("altogether", "total")


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
