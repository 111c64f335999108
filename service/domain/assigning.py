"""Who gets whom, everybody at once: the assignment that brings the most points (P7).

Shortest augmenting paths with prices (Kuhn 1955, Munkres 1957), for seats that hold several rows
and for rows that may be left without a seat.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush

NOWHERE = -1  # the seat of who is left out: it costs nothing, brings nothing and is never full

FREE, OUT, FULL = range(3)


def assign(points: Sequence[Mapping[int, int]], room: Sequence[int]) -> list[int | None]:
    """Return for each row the seat that it gets, or None, so that the points sum to the most.

    `points` holds what each seat, counted from 0, would bring a row; a row never gets a seat that
    is missing there, or that brings less than nothing. `room` is how many rows each seat takes.
    The same input gives the same answer.
    """
    seated = _Seated(points, room, [0] * len(room), [[] for _ in room])
    for row in range(len(points)):
        _seat(seated, row)
    return [None if seat == NOWHERE else seat for seat in seated.given]


@dataclass
class _Seated:
    """The best assignment of the rows so far, and the prices that prove it.

    `gain` is the most that a row has over the price of any seat, and each has it from its own;
    only a full seat (`rows` are who sits there) has a price.
    """

    points: Sequence[Mapping[int, int]]
    room: Sequence[int]
    price: list[int]
    rows: list[list[int]]
    gain: list[int] = field(default_factory=list)
    given: list[int] = field(default_factory=list)


@dataclass
class _Search:
    """How much each row and seat would lose if the new row's way went through it."""

    row_loss: dict[int, int]
    seat_loss: dict[int, int] = field(default_factory=dict)
    came: dict[int, int] = field(default_factory=dict)  # the row that would take the seat


def _seat(seated: _Seated, new: int) -> None:
    """Give one more row its seat; whoever is in the way moves on, as long as it pays."""
    offers = (points - seated.price[seat] for seat, points in seated.points[new].items())
    seated.gain.append(max([0, *offers]))
    seated.given.append(NOWHERE)
    search = _Search({new: 0})
    end = _free_seat(seated, search, new)
    loss = search.seat_loss[end]
    for row, its in search.row_loss.items():
        seated.gain[row] -= loss - its
    for seat, its in search.seat_loss.items():
        if seat != NOWHERE and its < loss:
            seated.price[seat] += loss - its
    _move_on(seated, search, end, new)


def _free_seat(seated: _Seated, search: _Search, new: int) -> int:
    """Return the seat with room, or NOWHERE, that the cheapest way from the new row ends at."""
    known: list[tuple[int, int, int]] = []
    _look(seated, search, new, known)
    while True:
        loss, rank, seat = heappop(known)
        if rank < FULL:
            return seat
        if loss > search.seat_loss[seat]:
            continue  # a cheaper way to it has been gone
        for row in seated.rows[seat]:
            if row not in search.row_loss:
                search.row_loss[row] = loss
                _look(seated, search, row, known)


def _look(seated: _Seated, search: _Search, row: int, known: list[tuple[int, int, int]]) -> None:
    """Note the seats that a row would lose least by moving to."""
    so_far, price, losses = search.row_loss[row] + seated.gain[row], seated.price, search.seat_loss
    for seat, points in (*seated.points[row].items(), (NOWHERE, 0)):
        loss = so_far - points + (price[seat] if seat != NOWHERE else 0)
        if seat not in losses or loss < losses[seat]:
            losses[seat] = loss
            search.came[seat] = row
            heappush(known, (loss, _rank(seated, seat), seat))


def _rank(seated: _Seated, seat: int) -> int:
    """Return which of two seats of one loss is looked at first: one with room ends the way."""
    if seat == NOWHERE:
        return OUT
    return FULL if len(seated.rows[seat]) >= seated.room[seat] else FREE


def _move_on(seated: _Seated, search: _Search, end: int, new: int) -> None:
    """Move every row of the way one seat further, from its end back to the new row."""
    seat = end
    while True:
        row = search.came[seat]
        left, seated.given[row] = seated.given[row], seat
        if seat != NOWHERE:
            seated.rows[seat].append(row)
        if row == new:
            return
        seated.rows[left].remove(row)
        seat = left
