"""Assigning: compared with every possible assignment, and with a second algorithm (P7)."""

import random
from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from service.domain.assigning import assign

Points = Sequence[Mapping[int, int]]


def total(points: Points, given: Sequence[int | None]) -> int:
    return sum(points[row][seat] for row, seat in enumerate(given) if seat is not None)


def best_of_all(points: Points, room: Sequence[int]) -> int:
    """Return the most points of every assignment there is."""
    choices = product(*[(None, *row) for row in points])
    kept = (given for given in choices if all(given.count(n) <= m for n, m in enumerate(room)))
    return max(total(points, given) for given in kept)


@pytest.mark.parametrize(
    ("points", "room", "given"),
    [
        ([], [], []),
        ([{}], [], [None]),
        ([{0: 3}], [0], [None]),
        ([{0: 3}, {0: 4}], [1], [None, 0]),
        ([{0: 3}, {0: 4}], [2], [0, 0]),
        ([{0: 9, 1: 8}, {0: 5, 1: 1}], [1, 1], [1, 0]),
        ([{0: 10, 1: 1}, {0: 3}], [1, 1], [0, None]),
        ([{0: 5, 1: 4}, {0: 5, 2: 4}, {1: 5, 2: 1}], [1, 1, 1], [0, 2, 1]),
    ],
)
def test_the_most_points_are_found(
    points: Points, room: Sequence[int], given: Sequence[int | None]
) -> None:
    assert assign(points, room) == given


@pytest.mark.parametrize("seed", range(150))
def test_no_other_assignment_brings_more(seed: int) -> None:
    luck = random.Random(seed)
    seats, most = luck.randint(1, 4), luck.choice([2, 6, 40])
    room = [luck.randint(0, 2) for _ in range(seats)]
    points = [
        {seat: luck.randint(1, most) for seat in range(seats) if luck.random() < 0.7}
        for _ in range(luck.randint(1, 5))
    ]
    given = assign(points, room)
    assert all(given.count(seat) <= most for seat, most in enumerate(room))
    assert total(points, given) == best_of_all(points, room)


@pytest.mark.parametrize("most", [3, 20, 10_000])
def test_a_large_table_agrees_with_scipy(most: int) -> None:
    luck = random.Random(most)
    table = np.array([[luck.randint(1, most) for _ in range(80)] for _ in range(80)])
    points = [dict(enumerate(map(int, row))) for row in table]
    rows, seats = linear_sum_assignment(table, maximize=True)
    assert total(points, assign(points, [1] * 80)) == table[rows, seats].sum()
