"""The Swedish "ja" that is "jag": "ja jobbar hela veckan" answers nothing with a yes."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from service.domain.languages import Language
from service.reading.clauses.sayings import Item
from service.reading.text.word_lists import words

_BEFORE = {"så", "å", "och", "o", "att", "men", "om", "för", "när", "då", "fast", "tror"}
_PRESENT = ("ar", "er", "ör", "år")  # of a verb: "missar", "bakar", "kör"
_NO_VERBS = {"eller", "under", "efter", "klar", "mer", "säker", "kommer"}


def with_pronouns(sentence: Sequence[Item], language: Language) -> list[Item]:
    """Return a sentence's items, the "ja" before a verb of one's own as "jag"."""
    if language != "sv":
        return list(sentence)
    return [
        replace(item, text="jag") if item.text == "ja" and _is_pronoun(sentence, place) else item
        for place, item in enumerate(sentence)
    ]


def _is_pronoun(sentence: Sequence[Item], place: int) -> bool:
    """Before a verb that a person does, or after "så", "att" and their like in mid-sentence."""
    following = [item.text for item in sentence[place + 1 : place + 3]]
    if not following or not (following[0] in _verbs() or _joins_a_verb(sentence, place)):
        return False
    # "Ja kommer", "ja är bra": a yes may stand there; what follows tells.
    first = place == 0 or sentence[place - 1].text not in _BEFORE
    return not first or not set(following) & _yes_after()


def _joins_a_verb(sentence: Sequence[Item], place: int) -> bool:
    """ "Så ja missar det": after a word that joins, before what looks like a verb."""
    joined = place > 0 and sentence[place - 1].text in _BEFORE
    following = sentence[place + 1].text
    return joined and following.endswith(_PRESENT) and following not in _NO_VERBS


@cache
def _verbs() -> frozenset[str]:
    return frozenset(words("sv")["own_verb"])


@cache
def _yes_after() -> frozenset[str]:
    return frozenset(words("sv")["after_yes"])
