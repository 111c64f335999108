"""The Swedish "ja" that is "jag": "ja jobbar hela veckan" answers nothing with a yes."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from service.domain.languages import Language
from service.reading.phrases import words
from service.reading.sayings import Item

_BEFORE = {"så", "å", "och", "o", "att", "men", "om", "för", "när", "då", "fast", "tror"}


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
    if not following or following[0] not in _verbs():
        return False
    # "Ja kommer", "ja är bra": a yes may stand there; what follows tells.
    first = place == 0 or sentence[place - 1].text not in _BEFORE
    return not first or not set(following) & _yes_after()


@cache
def _verbs() -> frozenset[str]:
    return frozenset(words("sv")["own_verb"])


@cache
def _yes_after() -> frozenset[str]:
    return frozenset(words("sv")["after_yes"])
