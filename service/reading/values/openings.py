"""What opens its clause and suits: the "ke" of "ke ei käy", the "18" of "18 kävis"."""

from collections.abc import Sequence

from service.reading.text.lexicon import is_a
from service.reading.text.tokens import Token, word_at

_NOON = 12
_BETWEEN = {"ei", "on", "mulle", "mul", "minulle", "meille", "mulla"}


def opens_and_suits(tokens: Sequence[Token], at: int, end: int | None = None) -> bool:
    """Return whether a token opens its clause and has a word of suiting after it, or at `end`."""
    opens = at == 0 or is_a("opening", word_at(tokens, at - 1))
    after = at + 1 if end is None else end
    following = word_at(tokens, after)
    for _ in range(2):  # "ke on mulle huono"
        if following in _BETWEEN:
            after += 1
            following = word_at(tokens, after)
    asked = is_a("asks_hour", word_at(tokens, at - 1)) and is_a("asked_hour", following)
    if asked and (tokens[at].number or 0) > _NOON:
        return True
    return opens and (is_a("suiting", following) or _is_too_early(tokens, after))


def _is_too_early(tokens: Sequence[Token], at: int) -> bool:
    """ "16 is a bit too early": how an hour of the afternoon suits, in English."""
    verb = word_at(tokens, at)
    if verb not in ("is", "was", "would") or tokens[at - 1].number is None:
        return False
    while is_a("how_much", word_at(tokens, at + 1)):
        at += 1
    return is_a("amiss", word_at(tokens, at + 1))
