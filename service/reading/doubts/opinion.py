"""A second opinion on what a reply says: how probable each answer is, by replies seen before.

A softmax over words and meanings (`features.py`), learnt from the labelled replies of
`tests/reading` (`python -m tests.reading.train`). It names kinds only: what a day or a length
is for, `roles.py` tells, and what it is, the grammar alone.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cache

from service.reading.doubts.weights import Weights, opened, shares

NOTHING, ASK_BACK, OTHER = "-", "?", "other"


def opinion_on(features: Set[str]) -> dict[str, float]:
    """Return the probability of each answer: kinds joined by "+", `NOTHING` or `ASK_BACK`.

    The features are those of a reply (`features_of`).
    """
    return shares(features, weights())


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the words alone, and the grammar's meanings alone, make probable; what share is new."""

    by_words: Mapping[str, float]
    by_meanings: Mapping[str, float]
    unseen: float


def grounds_of(features: Set[str]) -> Grounds:
    """Return the two halves of the opinion on a reply, and how much of it was never seen."""
    learnt = weights()
    meanings = {one for one in features if "{" in one}
    words = features - meanings
    known = len(learnt.rows_of(words)) // len(learnt.answers)
    return Grounds(shares(words, learnt), shares(meanings, learnt), 1 - known / len(words))


def answer_of(kinds: Iterable[str]) -> str:
    """Return the name of an answer that has these kinds of findings."""
    return "+".join(sorted(set(kinds))) or NOTHING


def share_of(kinds: Set[str], shares: Mapping[str, float]) -> float:
    """Return how probable an answer is; one of several kinds, as its least probable part.

    Such answers are rare, and the model has seen too few of them together, of costs beside
    a meeting least of all: a sum that was read there speaks for itself.
    """
    if "withdraw" in kinds:
        return 1.0  # rare, and always confirmed before it takes effect
    if len(kinds) < 2:
        return shares.get(answer_of(kinds), shares[OTHER])
    told = {
        one: [share for answer, share in shares.items() if one in answer.split("+")]
        for one in kinds - {"expense"}
    }
    return min(sum(parts) for parts in told.values()) + shares[OTHER]


@cache
def weights() -> Weights:
    """Return the weights that came with this version."""
    return opened("opinion.bin")
