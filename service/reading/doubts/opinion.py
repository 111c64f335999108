"""A second opinion on what a reply says: how probable each answer is, by replies seen before.

A softmax over words and meanings (`features.py`), learnt from the labelled replies of
`tests/reading` (`python -m tests.reading.train`), and the network that reads them in order
(`network.py`), in even parts. It names kinds only: what a day or a length is for, `roles.py`
tells, and what it is, the grammar alone.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cache

from service.reading.doubts.weights import Weights, mixed, opened, shares_by, tally

NOTHING, ASK_BACK, OTHER = "-", "?", "other"


@dataclass(frozen=True, slots=True)
class Opinion:
    """How probable each answer is: by all, by the words or meanings alone, and by the network.

    An answer is kinds joined by "+", `NOTHING` or `ASK_BACK`; `unseen` is the share of the words
    and their neighbours that no learnt reply had.
    """

    shares: Mapping[str, float]
    by_words: Mapping[str, float]
    by_meanings: Mapping[str, float]
    in_order: Mapping[str, float]
    unseen: float


def opinion_on(features: Set[str], in_order: Mapping[str, float]) -> Opinion:
    """Return what is to be thought of a reply with these features (`features_of`).

    `in_order` is how probable the network holds each answer to be.
    """
    learnt = weights()
    meant = {one for one in features if "{" in one}
    said = features - meant
    words, meanings = tally(said, learnt), tally(meant, learnt)
    return Opinion(
        mixed(shares_by(words + meanings, learnt), in_order),
        shares_by(words, learnt), shares_by(meanings, learnt), in_order,
        1 - words.known / (len(said) or 1),
    )  # fmt: skip


def answer_of(kinds: Iterable[str]) -> str:
    """Return the name of an answer that has these kinds of findings."""
    return "+".join(sorted(set(kinds))) or NOTHING


def share_of(kinds: Set[str], shares: Mapping[str, float]) -> float:
    """Return how probable an answer is; one of several kinds, as its least probable part.

    Such answers are rare, and the model has seen too few of them together, of costs beside
    a meeting least of all: a sum that was read there speaks for itself.
    """
    if "withdraw" in kinds:  # rare, so whatever is said beside it
        return sum(share for answer, share in shares.items() if "withdraw" in answer.split("+"))
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
