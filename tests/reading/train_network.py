"""Learns the network of `network.py`: `python -m tests.reading.train_network`.

By hand in numpy, from the same labelled replies as the second opinion (`train.py`): Adam (Kingma
and Ba 2015) over small batches, and dropout (Srivastava and others 2014), so that no word is
relied on alone. One reply teaches four things at once: its answer, its kinds, what its values are
for, and who was missing; the table and the filters serve all of them.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.progress import track
from scipy.sparse import csr_array

from service.reading.doubts.network import (
    BEFORE,
    FILTERS,
    ROLE_NAMES,
    WIDTH,
    WINDOW,
    Floats,
    Network,
    at_person,
    kept,
    sigmoid,
    softmax,
)
from service.reading.doubts.rows import PLACES
from tests.reading.labelled import fingerprint
from tests.reading.lessons import Labels, Lesson, labels_of, lessons
from tests.reading.train import wanted

FILE = Path(__file__).parents[2] / "service" / "reading" / "network.npz"
ROUNDS = 7  # over all replies
BATCH = 48  # replies
RATE = 2.5e-3  # at its highest: it rises for a fifth of the way, and falls to nothing
RISES = 0.2
LEFT_OUT = 0.3  # of what a token is, and of what the filters see, at each look
SMOOTH = 0.02  # of an answer is given to all others: no label is beyond doubt
WEIGHTS_OF = {"answers": 1.0, "kinds": 2.0, "roles": 0.5, "missing": 0.5}
FIRST, SECOND, TINY = 0.9, 0.999, 1e-8  # Adam's, as published
Ints = NDArray[np.int64]


@dataclass
class Batch:
    """Some replies, one after the other, with what `Learner` needs to look at them at once."""

    lessons: Sequence[Lesson]
    features: csr_array  # tokens by PLACES: 1 / sqrt(count) where a token has a feature
    starts: Ints  # the first token of each reply
    lengths: Ints
    around: Ints  # tokens by WINDOW: the tokens around each; the last row, zeros, beyond an end


def batch_of(some: Sequence[Lesson]) -> Batch:
    """Return replies as one batch."""
    tokens = [one for lesson in some for one in lesson.row.tokens]
    counts = np.array([len(one) for one in tokens])
    places = np.fromiter((place for one in tokens for place in one), np.int64)
    scale = np.repeat(1 / np.sqrt(counts), counts).astype(np.float32)
    ends = np.concatenate([[0], np.cumsum(counts)])
    features = csr_array((scale, places, ends), shape=(len(tokens), PLACES))
    lengths = np.array([len(one.row.tokens) for one in some])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    first, last = np.repeat(starts, lengths), np.repeat(starts + lengths, lengths)
    around = np.arange(len(tokens))[:, None] + np.arange(-BEFORE, WINDOW - BEFORE)
    beyond = (around < first[:, None]) | (around >= last[:, None])
    return Batch(some, features, starts, lengths, np.where(beyond, len(tokens), around))


class Learner:
    """The weights while they are learnt, and Adam's memory of each."""

    def __init__(self, labels: Labels, seed: int = 1) -> None:
        """Begin with small weights by chance, the same for the same seed."""
        self.labels = labels
        self.chance = np.random.default_rng(seed)
        whole = 2 * FILTERS
        shapes = {
            "filters": (WINDOW * WIDTH, FILTERS),
            "answers": (whole, len(labels.answers)),
            "kinds": (whole, len(labels.kinds)),
            "roles": (FILTERS + WIDTH + whole, len(ROLE_NAMES)),
            "missing": (FILTERS + whole + 2, 1),
        }
        self.weights = {"table": self._by_chance((PLACES, WIDTH), 0.3)}
        for name, shape in shapes.items():
            self.weights[name] = self._by_chance(shape, 0.6 / np.sqrt(shape[0]))
            self.weights[f"{name} bias"] = np.zeros(shape[1], np.float32)
        self.means = {name: np.zeros_like(one) for name, one in self.weights.items()}
        self.squares = {name: np.zeros_like(one) for name, one in self.weights.items()}
        self.steps = 0

    def _by_chance(self, shape: tuple[int, ...], size: float) -> Floats:
        return self.chance.normal(0, size, shape).astype(np.float32)

    def network(self, learnt_from: str) -> Network:
        """Return what was learnt so far."""
        layers = {name: one for name, one in self.weights.items() if name != "table"}
        labels = self.labels
        return Network(labels.answers, labels.kinds, learnt_from, self.weights["table"], layers)

    def step(self, slopes: Mapping[str, Floats], rate: float) -> None:
        """Go down the slopes, as Adam does."""
        self.steps += 1
        rate *= np.sqrt(1 - SECOND**self.steps) / (1 - FIRST**self.steps)
        for name, slope in slopes.items():
            mean, square = self.means[name], self.squares[name]
            mean += (1 - FIRST) * (slope - mean)
            square += (1 - SECOND) * (slope * slope - square)
            self.weights[name] -= (rate * mean / (np.sqrt(square) + TINY)).astype(np.float32)

    def slopes(self, batch: Batch, left_out: float = LEFT_OUT) -> tuple[float, dict[str, Floats]]:
        """Return how wrong the network is on a batch, and how each weight adds to it."""
        weights, count = self.weights, len(batch.lengths)
        kept_tokens = self._kept((len(batch.around), WIDTH), left_out)
        tokens = (batch.features @ weights["table"]) * kept_tokens
        padded = np.vstack([tokens, np.zeros((1, WIDTH), np.float32)])
        looked = padded[batch.around].reshape(len(tokens), WINDOW * WIDTH)
        raw = looked @ weights["filters"] + weights["filters bias"]
        seen = np.maximum(raw, 0)
        highest = np.maximum.reduceat(seen, batch.starts, axis=0)
        mean = np.add.reduceat(seen, batch.starts, axis=0) / batch.lengths[:, None]
        kept_whole = self._kept((count, 2 * FILTERS), left_out)
        whole = np.concatenate([highest, mean], axis=1) * kept_whole

        loss, slopes = 0.0, dict[str, Floats]()
        of_whole, of_seen, of_tokens = (np.zeros_like(one) for one in (whole, seen, tokens))
        for head in (self._answers, self._kinds):
            wrong, of_scores, name = head(batch, whole)
            loss += wrong
            self._through(name, whole, of_scores, slopes)
            of_whole += of_scores @ weights[name].T
        loss += self._roles(batch, (tokens, seen, whole), (of_tokens, of_seen, of_whole), slopes)
        loss += self._missing(batch, (seen, whole), (of_seen, of_whole), slopes)

        of_whole *= kept_whole
        where = np.repeat(np.arange(count), batch.lengths)
        is_highest = (seen == highest[where]) & (seen > 0)
        of_seen += np.where(is_highest, of_whole[where, :FILTERS], 0)
        of_seen += (of_whole[:, FILTERS:] / batch.lengths[:, None])[where]
        of_raw = of_seen * (raw > 0)
        self._through("filters", looked, of_raw, slopes)
        of_looked = (of_raw @ weights["filters"].T).reshape(len(tokens), WINDOW, WIDTH)
        of_padded = np.zeros_like(padded)
        for at in range(WINDOW):
            # Within one column of `around` no token stands twice but the zeros' own row.
            of_padded[batch.around[:, at]] += of_looked[:, at]
        of_tokens += of_padded[:-1]
        slopes["table"] = batch.features.T @ (of_tokens * kept_tokens)
        return loss, slopes

    def _kept(self, shape: tuple[int, int], left_out: float) -> Floats:
        if not left_out:
            return np.ones(shape, np.float32)
        kept_ones = self.chance.random(shape, np.float32) >= left_out
        return kept_ones.astype(np.float32) / np.float32(1 - left_out)

    @staticmethod
    def _through(name: str, given: Floats, of_scores: Floats, slopes: dict[str, Floats]) -> None:
        slopes[name] = given.T @ of_scores
        slopes[f"{name} bias"] = of_scores.sum(axis=0)

    def _scores(self, name: str, given: Floats) -> Floats:
        return given @ self.weights[name] + self.weights[f"{name} bias"]

    def _answers(self, batch: Batch, whole: Floats) -> tuple[float, Floats, str]:
        width = len(self.labels.answers)
        want = np.full((len(whole), width), SMOOTH / width, np.float32)
        for at, lesson in enumerate(batch.lessons):
            want[at, self.labels.answer(lesson)] += 1 - SMOOTH
        wrong, of_scores = _by_softmax(self._scores("answers", whole), want)
        weight = WEIGHTS_OF["answers"] / len(whole)
        return weight * wrong, weight * of_scores, "answers"

    def _kinds(self, batch: Batch, whole: Floats) -> tuple[float, Floats, str]:
        want = np.array(
            [[kind in one.kinds for kind in self.labels.kinds] for one in batch.lessons], np.float32
        )
        wrong, of_scores = _by_sigmoid(self._scores("kinds", whole), want)
        weight = WEIGHTS_OF["kinds"] / want.size
        return weight * wrong, weight * of_scores, "kinds"

    def _roles(
        self, batch: Batch, given: tuple[Floats, Floats, Floats],
        back: tuple[Floats, Floats, Floats], slopes: dict[str, Floats],
    ) -> float:  # fmt: skip
        at, reply, want = [], [], []
        for number, (start, lesson) in enumerate(zip(batch.starts, batch.lessons, strict=True)):
            for place, role in zip(lesson.row.values, lesson.roles or (), strict=False):
                if place is not None:
                    at.append(start + place)
                    reply.append(number)
                    want.append(ROLE_NAMES.index(role))
        if not at:
            return 0.0
        tokens, seen, whole = given
        rows = np.concatenate([seen[at], tokens[at], whole[reply]], axis=1)
        ones = np.eye(len(ROLE_NAMES), dtype=np.float32)[want]
        wrong, of_scores = _by_softmax(self._scores("roles", rows), ones)
        weight = WEIGHTS_OF["roles"] / len(at)
        of_scores *= weight
        self._through("roles", rows, of_scores, slopes)
        of_rows = of_scores @ self.weights["roles"].T
        of_tokens, of_seen, of_whole = back
        np.add.at(of_seen, at, of_rows[:, :FILTERS])
        np.add.at(of_tokens, at, of_rows[:, FILTERS : FILTERS + WIDTH])
        np.add.at(of_whole, reply, of_rows[:, FILTERS + WIDTH :])
        return weight * wrong

    def _missing(
        self, batch: Batch, given: tuple[Floats, Floats], back: tuple[Floats, Floats],
        slopes: dict[str, Floats],
    ) -> float:  # fmt: skip
        asked = [
            (number, start, person, lesson.missing[person.name])
            for number, (start, lesson) in enumerate(zip(batch.starts, batch.lessons, strict=True))
            for person in lesson.row.people
            if person.name in lesson.missing
        ]
        if not asked:
            return 0.0
        (seen, whole), (of_seen, of_whole) = given, back
        rows = np.stack([
            at_person(person, seen[start:], whole[number]) for number, start, person, _ in asked
        ])  # fmt: skip
        want = np.array([[gone] for *_, gone in asked], np.float32)
        wrong, of_scores = _by_sigmoid(self._scores("missing", rows), want)
        weight = WEIGHTS_OF["missing"] / len(asked)
        of_scores *= weight
        self._through("missing", rows, of_scores, slopes)
        of_rows = of_scores @ self.weights["missing"].T
        for (number, start, person, _), of_row in zip(asked, of_rows, strict=True):
            of_whole[number] += of_row[FILTERS:-2]
            for place in person.tokens:
                of_seen[start + place] += of_row[:FILTERS] / len(person.tokens)
        return weight * wrong


def _by_softmax(scores: Floats, want: Floats) -> tuple[float, Floats]:
    """Return how wrong scores are, and how each adds to it, where the shares of a row are one."""
    shares = softmax(scores)
    return -float((want * np.log(shares + TINY)).sum()), shares - want


def _by_sigmoid(scores: Floats, want: Floats) -> tuple[float, Floats]:
    """Return the same where each score stands for itself."""
    shares = sigmoid(scores)
    wrong = want * np.log(shares + TINY) + (1 - want) * np.log(1 - shares + TINY)
    return -float(wrong.sum()), shares - want


def learn(told: Sequence[Lesson], learnt_from: str, rounds: int = ROUNDS) -> Network:
    """Return the network that fits the lessons."""
    learner = Learner(labels_of(told))
    chance, order = random.Random(1), list(told)
    steps = rounds * -(-len(order) // BATCH)
    for _ in track(range(rounds), "rounds"):
        chance.shuffle(order)
        for at in range(0, len(order), BATCH):
            rate = RATE * _of_rate(learner.steps / steps)
            learner.step(learner.slopes(batch_of(order[at : at + BATCH]))[1], rate)
    return learner.network(learnt_from)


def _of_rate(way: float) -> float:
    """Return the share of the highest rate at a share of the way: up in a line, down in a curve."""
    if way < RISES:
        return max(way / RISES, 0.04)
    return float((1 + np.cos(np.pi * (way - RISES) / (1 - RISES))) / 2)


def main() -> None:
    """Learn from the sets that the command line leaves in, and write the network."""
    sets, to = wanted(FILE, __doc__)
    told_of = list(lessons(sets))
    kept(learn(told_of, fingerprint()), to)
    print(f"{len(told_of)} lessons, {to.stat().st_size} bytes")


if __name__ == "__main__":
    main()
