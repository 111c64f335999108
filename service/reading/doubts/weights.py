"""Softmax regression as the reader keeps it: a row of bytes for each feature that was learnt.

The second opinion (`opinion.py`) and the roles of values (`roles.py`) are learnt and kept so.
"""

import json
import sys
import zlib
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from math import exp, sqrt
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Name = TypeVar("Name", bound=str)
LEAST = 1e-6  # a share that is as good as none
ZERO = 128  # a weight is a byte, and this one stands for 0
_KEY = array("I")  # four bytes each


@dataclass(frozen=True)
class Weights:
    """What was learnt: the answers, and for each known feature a row of bytes, one an answer."""

    answers: tuple[str, ...]
    unit: float  # what one step of a byte is worth
    learnt_from: str  # a hash of the labelled replies
    keys: Sequence[int]  # the hashes of the features, ascending
    rows: bytes

    @cached_property
    def table(self) -> NDArray[np.uint8]:
        """The rows below each other."""
        return np.frombuffer(self.rows, np.uint8).reshape(-1, len(self.answers))

    @cached_property
    def sought(self) -> NDArray[np.uint32]:
        """The hashes, as they are searched."""
        return np.asarray(self.keys, np.uint32)

    def rows_of(self, features: Iterable[str]) -> NDArray[np.uint8]:
        """Return the rows of the features that were learnt, below each other."""
        wanted = np.array(list(map(hashed, features)), np.uint32)
        places = np.minimum(self.sought.searchsorted(wanted), len(self.sought) - 1)
        known = places[self.sought.take(places) == wanted]
        rows: NDArray[np.uint8] = self.table.take(known, axis=0)
        return rows


@dataclass(frozen=True, slots=True)
class Tally:
    """How many features are known, and the sum of their weights for each answer, in steps."""

    known: int
    sums: Sequence[int]

    def __add__(self, other: "Tally") -> "Tally":
        """Return the tally of both."""
        sums = [one + two for one, two in zip(self.sums, other.sums, strict=True)]
        return Tally(self.known + other.known, sums)


def tally(features: Iterable[str], learnt: Weights) -> Tally:
    """Add up the weights of the features that are known."""
    rows = learnt.rows_of(features)
    known = len(rows)
    sums: list[int] = rows.sum(axis=0, dtype=np.int64).tolist()
    return Tally(known, [one - ZERO * known for one in sums])


def shares_by(counted: Tally, learnt: Weights) -> dict[str, float]:
    """Return the probability of each answer; all are alike where nothing is known."""
    scale = learnt.unit / sqrt(counted.known or 1)
    return dict(zip(learnt.answers, softmax([one * scale for one in counted.sums]), strict=True))


def shares(features: Iterable[str], learnt: Weights) -> dict[str, float]:
    """Return the probability of each answer by the features that are known; all alike by none."""
    return shares_by(tally(features, learnt), learnt)


def mixed(one: Mapping[Name, float], other: Mapping[Name, float]) -> dict[Name, float]:
    """Return the probabilities that two opinions have in common: their geometric mean.

    The first says which names there are; one that the other does not know is all but impossible.
    """
    means = {name: sqrt(share * other.get(name, LEAST)) for name, share in one.items()}
    total = sum(means.values()) or 1.0
    return {name: share / total for name, share in means.items()}


def both(one: float, other: float) -> float:
    """Return the probability that two opinions on the same yes or no have in common."""
    return mixed({"yes": one, "no": 1 - one}, {"yes": other, "no": 1 - other})["yes"]


def softmax(scores: Sequence[float]) -> list[float]:
    """Return scores as probabilities."""
    highest = max(scores)
    raised = [exp(score - highest) for score in scores]
    total = sum(raised)
    return [one / total for one in raised]


def hashed(feature: str) -> int:
    """Return the key of a feature in the weights (CRC-32; two in a million would collide)."""
    return zlib.crc32(feature.encode())


def opened(name: str) -> Weights:
    """Return the weights in a file that came with this version."""
    return unpacked((files("service.reading") / name).read_bytes())


def unpacked(packed: bytes) -> Weights:
    """Return the weights in a file: a line of JSON, the hashes, the rows, all deflated."""
    head, _, body = zlib.decompress(packed).partition(b"\n")
    told = json.loads(head)
    end = _KEY.itemsize * told["count"]
    keys = _little(array(_KEY.typecode, body[:end]))
    return Weights(tuple(told["answers"]), told["unit"], told["learnt_from"], keys, body[end:])


def packed(learnt: Weights) -> bytes:
    """Return weights as a file that `unpacked` opens."""
    told = {
        "answers": learnt.answers, "unit": learnt.unit, "learnt_from": learnt.learnt_from,
        "count": len(learnt.keys),
    }  # fmt: skip
    keys = _little(array(_KEY.typecode, learnt.keys)).tobytes()
    return zlib.compress(json.dumps(told).encode() + b"\n" + keys + learnt.rows, 9)


def _little(keys: "array[int]") -> "array[int]":
    """Return numbers in the file's order of bytes, or from it."""
    if sys.byteorder == "big":
        keys.byteswap()
    return keys
