"""What opens its clause and suits: the "ke" of "ke ei käy", the "18" of "18 kävis"."""

from collections.abc import Sequence

from service.reading.lexicon import is_a
from service.reading.tokens import Token, word_at


def opens_and_suits(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a token opens its clause and has a word of suiting after it."""
    opens = at == 0 or is_a("opening", word_at(tokens, at - 1))
    following = word_at(tokens, at + 1)
    if following in ("ei", "on"):
        following = word_at(tokens, at + 2)
    return opens and is_a("suiting", following)
