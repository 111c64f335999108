"""A small network that reads a reply in the order of its words.

The softmax of `opinion.py` knows which words a reply has, this one what stands beside what. A
token is the sum of its features' rows in a table; filters look at five tokens in a row; the
highest and the mean of what each filter sees stand for the whole reply (Kim 2014). From these it
tells the answer and the kinds, and with what the filters see at a place, what a value there is
for and whether the one named there was missing. Learnt by `tests/reading/train_network.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from itertools import accumulate, chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from service.reading.doubts.rows import PLACES, Person, Row

Floats = NDArray[np.float32]
WINDOW = 5  # tokens that a filter looks at
BEFORE = WINDOW // 2  # of them before the one in the middle
WIDTH = 96  # numbers of a token
FILTERS = 192
ROLE_NAMES = ("held", "moved", "planned", "travel", "entrance", "cost", "none")
_STEPS = 127  # of a weight that is kept as a byte
_FAR = np.float32(30)  # a score beyond it is as good as sure, and would overflow


@dataclass(frozen=True)
class Network:
    """What was learnt: a table of features, and weights by name, each with its `... bias`.

    `filters` is WINDOW * WIDTH by FILTERS; `answers` and `kinds` have 2 * FILTERS rows, the whole
    reply; `roles` those, FILTERS more for the place and WIDTH for the value itself; `missing`
    those of the whole, FILTERS for the name, and two for being named and for being the writer.
    """

    answers: tuple[str, ...]
    kinds: tuple[str, ...]
    learnt_from: str  # a hash of the labelled replies
    table: Floats  # PLACES by WIDTH
    weights: Mapping[str, Floats]

    def layer(self, name: str, given: Floats) -> Floats:
        """Return what a layer makes of what it is given, row by row."""
        return given @ self.weights[name] + self.weights[f"{name} bias"]


@dataclass(frozen=True, slots=True)
class InOrder:
    """What the network makes of a reply.

    How probable each answer is, each kind by itself (whether a careful reader would be sure of it
    or not), each role of each value (None for one beyond the row), and each one's absence.
    """

    answers: Mapping[str, float]
    kinds: Mapping[str, float]
    roles: Sequence[Mapping[str, float] | None]
    missing: Mapping[str, float]


def read_in_order(row: Row) -> InOrder:
    """Return what the network that came with this version makes of a reply."""
    return in_order(row, network())


def in_order(row: Row, learnt: Network) -> InOrder:
    """Return what a network makes of a reply."""
    tokens = summed(row.tokens, learnt.table)
    seen = seen_by_filters(tokens, learnt)
    whole = np.concatenate([seen.max(axis=0), seen.mean(axis=0)])
    answers = softmax(learnt.layer("answers", whole))
    kinds = sigmoid(learnt.layer("kinds", whole))
    return InOrder(
        dict(zip(learnt.answers, answers.tolist(), strict=True)),
        dict(zip(learnt.kinds, kinds.tolist(), strict=True)),
        _roles(row, tokens, seen, whole, learnt),
        _missing(row, seen, whole, learnt),
    )


def summed(tokens: Sequence[Sequence[int]], table: Floats) -> Floats:
    """Return each token as the sum of its features, scaled so that many weigh as one."""
    counts = [len(one) for one in tokens]
    rows = table.take(list(chain.from_iterable(tokens)), axis=0)
    starts = list(accumulate(counts[:-1], initial=0))
    scales = np.sqrt(np.array(counts), dtype=np.float32)
    sums: Floats = np.add.reduceat(rows, starts, axis=0) / scales[:, None]
    return sums


def windows(tokens: Floats) -> Floats:
    """Return, for each token, those around it in one row; zeros stand beyond the ends."""
    count, width = tokens.shape
    framed = np.zeros((BEFORE + count + BEFORE, width), tokens.dtype)
    framed[BEFORE : BEFORE + count] = tokens
    return np.concatenate([framed[at : at + count] for at in range(WINDOW)], axis=1)


def seen_by_filters(tokens: Floats, learnt: Network) -> Floats:
    """Return what each filter sees at each token, never less than nothing."""
    return np.maximum(learnt.layer("filters", windows(tokens)), 0)


def at_person(person: Person, seen: Floats, whole: Floats) -> Floats:
    """Return what tells whether one of a team was missing."""
    named = seen[person.tokens].mean(axis=0) if person.tokens else np.zeros(FILTERS, np.float32)
    flags = np.array([bool(person.tokens), person.is_writer], np.float32)
    return np.concatenate([named, whole, flags])


def _roles(
    row: Row, tokens: Floats, seen: Floats, whole: Floats, learnt: Network
) -> list[Mapping[str, float] | None]:
    told: list[Mapping[str, float] | None] = []
    for at in row.values:
        if at is None:
            told.append(None)
        else:
            given = np.concatenate([seen[at], tokens[at], whole])
            shares = softmax(learnt.layer("roles", given)).tolist()
            told.append(dict(zip(ROLE_NAMES, shares, strict=True)))
    return told


def _missing(row: Row, seen: Floats, whole: Floats, learnt: Network) -> dict[str, float]:
    return {
        one.name: float(sigmoid(learnt.layer("missing", at_person(one, seen, whole)))[0])
        for one in row.people
    }


def softmax(scores: Floats) -> Floats:
    """Return scores as probabilities, along the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return shares


def sigmoid(scores: Floats) -> Floats:
    """Return each score as a probability of its own."""
    shares: Floats = np.reciprocal(1 + np.exp(-np.clip(scores, -_FAR, _FAR)))
    return shares


@cache
def network() -> Network:
    """Return the network that came with this version."""
    with as_file(files("service.reading") / "network.npz") as path:
        return opened(path)


def opened(path: Path) -> Network:
    """Return the network in a file."""
    with np.load(path, allow_pickle=False) as kept:
        bytes_of_table, unit = kept["table"], kept["unit"]
        told = {name: tuple(map(str, kept[name])) for name in ("answers", "kinds")}
        learnt_from = str(kept["learnt_from"])
        weights = {
            name.removeprefix("weights "): kept[name].astype(np.float32)
            for name in kept.files
            if name.startswith("weights ")
        }
    table = bytes_of_table.astype(np.float32) * np.float32(unit)
    if table.shape != (PLACES, WIDTH):
        raise ValueError(f"{path.name}: a table of {table.shape}, not of {(PLACES, WIDTH)}")
    return Network(told["answers"], told["kinds"], learnt_from, table, weights)


def kept(learnt: Network, path: Path) -> None:
    """Write a network to a file: the table in bytes, all else in halves of a float."""
    unit = float(np.abs(learnt.table).max()) / _STEPS
    arrays: dict[str, NDArray[Any]] = {
        "answers": np.array(learnt.answers), "kinds": np.array(learnt.kinds),
        "learnt_from": np.array(learnt.learnt_from), "unit": np.array(unit),
        "table": np.round(learnt.table / unit).astype(np.int8),
        **{f"weights {name}": one.astype(np.float16) for name, one in learnt.weights.items()},
    }  # fmt: skip
    np.savez_compressed(path, allow_pickle=False, **arrays)
