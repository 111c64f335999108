"""Assigning: compared with every possible assignment (P7)."""

import random
from collections.abc import Mapping, Sequence
from itertools import product

import pytest

from service.actions.assigning import assign

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
        ([{0: -3}], [1], [None]),
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
