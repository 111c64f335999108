"""Boosted trees (Friedman 2001) that traits by name are put to: a probability."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp

import numpy as np
from numpy.typing import NDArray

MOST_LEAVES = 32  # of a tree: each is a bit
_ALL = np.uint32(2**MOST_LEAVES - 1)

# A tree is a leaf, or a trait, a bound, the tree up to the bound and the tree above it.
Tree = float | tuple[str, float, "Tree", "Tree"]


@dataclass(frozen=True)
class Learnt:
    """Trees whose leaves add up, where the sum of them starts, and a hash of what taught them."""

    base: float
    trees: Sequence[Tree]
    learnt_from: str = ""

    @cached_property
    def laid_out(self) -> "_LaidOut":
        """The trees as numpy asks all their questions at once."""
        return _laid_out(self.trees)


@dataclass(frozen=True, slots=True)
class _LaidOut:
    """The questions of all trees in a row, and what each leaves of its tree's leaves (a bit each).

    Asking two thousand in one go is quicker than going down two hundred trees. The leaf that a
    tree's traits lead to is the first, its highest bit, of those that all its questions leave
    (QuickScorer, Lucchese and others 2015).
    """

    traits: Sequence[str]
    asked: NDArray[np.intp]  # the place in `traits` that each question is about
    bounds: NDArray[np.float64]
    left: NDArray[np.uint32]  # by what lies above the bound: all but the leaves up to it
    begins: NDArray[np.intp]  # where each tree's questions begin
    leaves: NDArray[np.float64]  # one row a tree, by the length of a number with its highest bit


def trusted(traits: Mapping[str, float], by: Learnt) -> float:
    """Return the probability that these traits add up to; a trait that is not there is 0."""
    trees = by.laid_out
    given = np.array([traits.get(one, 0.0) for one in trees.traits])
    left = np.where(given.take(trees.asked) <= trees.bounds, _ALL, trees.left)
    first = np.frexp(np.bitwise_and.reduceat(left, trees.begins))[1]
    leaves = trees.leaves[np.arange(len(first)), first]
    return 1 / (1 + exp(-(by.base + sum(leaves.tolist()))))


def _laid_out(trees: Sequence[Tree]) -> _LaidOut:
    questions: list[tuple[str, float, int]] = []
    begins = []
    leaves = np.zeros((len(trees), MOST_LEAVES + 1))
    for at, tree in enumerate(trees):
        begins.append(len(questions))
        found: list[float] = []
        _ask(("", 0.0, tree, tree) if isinstance(tree, float) else tree, questions, found)
        leaves[at, ::-1][: len(found)] = found
    traits = sorted({trait for trait, _, _ in questions})
    return _LaidOut(
        traits,
        np.array([traits.index(trait) for trait, _, _ in questions], np.intp),
        np.array([bound for _, bound, _ in questions]),
        np.array([left for _, _, left in questions], np.uint32),
        np.array(begins, np.intp),
        leaves,
    )


def _ask(tree: Tree, questions: list[tuple[str, float, int]], leaves: list[float]) -> int:
    """Add a tree's questions and leaves to those there are, and return the bits of its leaves."""
    if isinstance(tree, float):
        leaves.append(tree)
        return 1 << (MOST_LEAVES - len(leaves))
    trait, bound, below, above = tree
    first = _ask(below, questions, leaves)
    questions.append((trait, bound, int(_ALL) & ~first))
    return first | _ask(above, questions, leaves)
