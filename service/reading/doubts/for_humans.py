"""Whether a reply says something beside its answer that a human must read.

A complaint, a request to the programme, a worry about the other (contracts/reading.md: `question`)
may stand beside any answer, in words that no list holds; what the whole reply is about, the models
of `opinion.py` know, and a sentence beside it moves them little. So each sentence is weighed by
itself: a logistic regression over its words and pieces of words, learnt from the labelled replies
(`python -m tests.reading.train_for_humans`) as what at least one sentence of such a reply says,
and no sentence of any other (multiple-instance learning, Dietterich and others 1997).
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

PLACES = 1 << 18  # for features; one in some hundred shares its place with another
BOUND = 1.5  # the score from which a human reads it; docs/decisions.md tells what others bring
_LONGEST = 4_000  # characters looked at
_MOST = 60  # sentences looked at
_FEWEST = 3  # words of one: "Wednesday?" and "Yes please" ask nobody
_WORDS = (1, 2, 3)  # in a row, of a feature
_LETTERS = (3, 4, 5, 6)  # in a row, of a word between its spaces
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_WORD = re.compile(r"\w+|[?!]")
_STEPS = 127  # of a weight that is kept as a byte
Kinds = Sequence[NDArray[np.int32]]  # the places of a sentence's features: of words, of letters


@dataclass(frozen=True)
class Ear:
    """What was learnt: a weight for each place, what every sentence begins with, and a hash."""

    weights: NDArray[np.float32]
    bias: float
    learnt_from: str

    def score(self, kinds: Kinds) -> float:
        """Return how far a sentence is for a human; at 0 it is as likely as not."""
        sums = [self.weights[one].sum() / len(one) ** 0.5 for one in kinds if len(one)]
        return float(sum(sums)) + self.bias


def for_a_human(text: str) -> str:
    """Return the sentence of a text that a human should read, as it stands there; else nothing."""
    said = (one for one in sentences_of(text) if len(one.split()) >= _FEWEST)
    told = [(learnt().score(features_of(one)), one) for one in said]
    score, sentence = max(told, default=(BOUND, ""))
    return sentence if score >= BOUND else ""


def sentences_of(text: str) -> list[str]:
    """Return the sentences and lines of a text that hold a word."""
    found = (one.strip() for one in _SENTENCE.findall(text[:_LONGEST]))
    return [one for one in found if any(map(str.isalnum, one))][:_MOST]


def features_of(sentence: str) -> Kinds:
    """Return where the words in a row of a sentence are weighed, and where its pieces are."""
    words = _WORD.findall(sentence.lower())
    return _places(_in_a_row(words)), _places(_pieces(words))


def _in_a_row(words: Sequence[str]) -> Iterator[str]:
    for count in _WORDS:
        for at in range(len(words) - count + 1):
            yield " ".join(words[at : at + count])


def _pieces(words: Sequence[str]) -> Iterator[str]:
    for word in words:
        framed = f" {word} "
        for count in _LETTERS:
            for at in range(len(framed) - count + 1):
                yield f"~{framed[at : at + count]}"


def _places(features: Iterator[str]) -> NDArray[np.int32]:
    return np.array(
        sorted({zlib.crc32(one.encode("utf-8", "replace")) % PLACES for one in features}), np.int32
    )


@cache
def learnt() -> Ear:
    """Return what came with this version."""
    with as_file(files("service.reading") / "for_humans.npz") as path:
        return opened(path)


def opened(path: Path) -> Ear:
    """Return what is kept in a file."""
    with np.load(path, allow_pickle=False) as kept_in:
        weights = kept_in["weights"].astype(np.float32) * np.float32(kept_in["unit"])
        return Ear(weights, float(kept_in["bias"]), str(kept_in["learnt_from"]))


def kept(ear: Ear, path: Path) -> None:
    """Write what was learnt to a file, each weight in a byte."""
    unit = float(np.abs(ear.weights).max()) / _STEPS
    arrays: dict[str, NDArray[Any]] = {
        "weights": np.round(ear.weights / unit).astype(np.int8), "unit": np.array(unit),
        "bias": np.array(ear.bias), "learnt_from": np.array(ear.learnt_from),
    }  # fmt: skip
    np.savez_compressed(path, allow_pickle=False, **arrays)
