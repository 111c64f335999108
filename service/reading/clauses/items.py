"""Tokens and the values found in them as one row of items, for the sayings."""

from collections.abc import Sequence

from service.reading.clauses.sayings import Item, tag_of
from service.reading.text.tokens import Token
from service.reading.values.kinds import Found


def items_of(tokens: Sequence[Token], found: Sequence[Found]) -> list[Item]:
    """Return words, signs and values in their order."""
    items = []
    at = 0
    for one in found:
        items += _plain_items(tokens[at : one.first])
        start, end = tokens[one.first].start, tokens[one.last - 1].end
        items.append(Item(tag_of(one.value), start, end, one.value))
        at = one.last
    return items + _plain_items(tokens[at:])


def _plain_items(tokens: Sequence[Token]) -> list[Item]:
    """Make items of tokens; "2.14" is one number, not the end of a sentence."""
    items: list[Item] = []
    for place, token in enumerate(tokens):
        if items and token.glued and _goes_on(items[-1], tokens, place):
            items[-1] = Item(items[-1].text + token.text, items[-1].start, token.end)
        else:
            items.append(Item(token.text, token.start, token.end))
    return items


def _goes_on(before: Item, tokens: Sequence[Token], place: int) -> bool:
    """Whether a token is part of the number before it: its point, or the digits after that."""
    if before.text[-1] in ".," and before.text[0].isdecimal():
        return tokens[place].text.isdecimal()
    points = tokens[place].text in (".", ",") and before.text.isdecimal()
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    return points and following is not None and following.glued and following.text.isdecimal()
