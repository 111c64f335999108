"""Learns the reader's second opinion from labelled replies: `python -m tests.reading.train`.

Softmax regression by AdaGrad (Duchi, Hazan and Singer 2011), in a fixed order: the same replies
give the same file. The sets that are kept unseen (replies/README.md) are never learnt from.
"""

import argparse
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log, sqrt
from pathlib import Path

from service.reading.doubts.features import features_of
from service.reading.doubts.opinion import OTHER
from service.reading.doubts.weights import ZERO, Weights, hashed, packed, softmax
from tests.reading.labelled import LEARNT_FROM, fingerprint, labelled

FILE = Path(__file__).parents[2] / "service" / "reading" / "opinion.bin"
ROUNDS = 6  # over all replies
RATE = 0.3
LEAST_OFTEN = 2  # replies that must share a feature
LEAST_REPLIES = 8  # with the same answer, for it to be one of its own
SMALLEST = 2e-4  # an error below it teaches nothing
SMALL = 6  # steps of a byte: a feature that never weighs more is left out


@dataclass(frozen=True)
class Example:
    """A reply as its features, and the answer that it was labelled with."""

    features: frozenset[str]
    answer: str


def examples(sets: Sequence[str] = LEARNT_FROM) -> Iterator[Example]:
    """Return what every labelled reply teaches."""
    for one in labelled(sets):
        case = one.case
        yield Example(frozenset(features_of(case.text, case.clauses, case.context)), one.answer)


def learn(told: Sequence[Example], learnt_from: str) -> Weights:
    """Return the weights that fit the examples."""
    often = Counter(one for example in told for one in example.features)
    names = sorted(one for one, count in often.items() if count >= LEAST_OFTEN)
    place = {name: at for at, name in enumerate(names)}
    rarity = [log(len(told) / often[name]) + 0.3 for name in names]
    answers = answers_of(example.answer for example in told)
    rows = [
        ([place[one] for one in sorted(example.features) if one in place],
         answers.index(example.answer if example.answer in answers else OTHER))
        for example in told
    ]  # fmt: skip
    return _in_bytes(names, _fitted(rows, rarity, len(answers)), answers, learnt_from)


def answers_of(told: Iterable[str]) -> tuple[str, ...]:
    """Return the answers that enough replies have, in order, and `OTHER` for all the rest."""
    counts = Counter(told)
    return (*sorted(one for one, count in counts.items() if count >= LEAST_REPLIES), OTHER)


def _fitted(
    rows: Sequence[tuple[Sequence[int], int]], rarity: Sequence[float], width: int
) -> list[list[float]]:
    """Return a weight for each feature and answer; rare features learn faster."""
    weights = [[0.0] * width for _ in rarity]
    squares = [[1e-8] * width for _ in rarity]
    order, chance = list(rows), random.Random(1)
    for _ in range(ROUNDS):
        chance.shuffle(order)
        for places, answer in order:
            _learn_one(weights, squares, rarity, places, answer)
    return weights


def _learn_one(
    weights: list[list[float]], squares: list[list[float]], rarity: Sequence[float],
    places: Sequence[int], answer: int,
) -> None:  # fmt: skip
    scale = 1 / sqrt(len(places) or 1)
    if not places:
        return
    scores = [sum(column) * scale for column in zip(*(weights[at] for at in places), strict=True)]
    errors = [
        (index, (share - (index == answer)) * scale) for index, share in enumerate(softmax(scores))
    ]
    errors = [(index, error) for index, error in errors if abs(error) > SMALLEST]
    for at in places:
        row, seen = weights[at], squares[at]
        for index, error in errors:
            step = error * rarity[at]
            seen[index] += step * step
            row[index] -= RATE * step / sqrt(seen[index])


def _in_bytes(
    names: Sequence[str], fitted: Sequence[list[float]], answers: Sequence[str], learnt_from: str
) -> Weights:
    unit = max(abs(weight) for row in fitted for weight in row) / (ZERO - 1)
    rows = sorted(
        (hashed(name), bytes(ZERO + round(weight / unit) for weight in row))
        for name, row in zip(names, fitted, strict=True)
        if max(map(abs, row)) > SMALL * unit
    )
    keys = tuple(key for key, _ in rows)
    return Weights(tuple(answers), unit, learnt_from, keys, b"".join(row for _, row in rows))


def wanted(file: Path, about: str | None) -> tuple[list[str], Path]:
    """Return the sets that the command line leaves in, and where to write what they teach."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--without", action="append", default=[], help="a set to leave out")
    parser.add_argument("--to", type=Path, default=file)
    options = parser.parse_args()
    return [one for one in LEARNT_FROM if one not in options.without], options.to


def learn_by(
    examples: Callable[[Sequence[str]], Iterable[Example]], file: Path, about: str | None
) -> None:
    """Learn the examples of the sets that the command line leaves in, and write the weights."""
    sets, to = wanted(file, about)
    told = list(examples(sets))
    learnt = learn(told, fingerprint())
    to.write_bytes(packed(learnt))
    print(f"{len(told)} examples, {len(learnt.keys)} features, {to.stat().st_size} bytes")


if __name__ == "__main__":
    learn_by(examples, FILE, __doc__)
