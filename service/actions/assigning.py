"""Who gets whom, everybody at once: the assignment that brings the most points (P7)."""

from collections.abc import Mapping, Sequence

NEVER = -1  # points of a seat that a row must not get: nowhere, at 0, is always free and better


def assign(points: Sequence[Mapping[int, int]], room: Sequence[int]) -> list[int | None]:
    """Return for each row the seat that it gets, or None, so that the points sum to the most.

    `points` holds what each seat, counted from 0, would bring a row; a row never gets a seat that
    is missing there, or that brings less than nothing. `room` is how many rows each seat takes.
    The same input gives the same answer. By scipy's linear_sum_assignment (Crouse 2016), with a
    column for each place of a seat and one for each row that stays without.
    """
    # Imported by the few who ask: it costs 50 MB and a quarter of a second.
    from scipy.optimize import linear_sum_assignment

    if not points:
        return []
    columns = [seat for seat, places in enumerate(room) for _ in range(min(places, len(points)))]
    nowhere = [0] * len(points)
    table = [[row.get(seat, NEVER) for seat in columns] + nowhere for row in points]
    _, chosen = linear_sum_assignment(table, maximize=True)
    return [columns[one] if one < len(columns) else None for one in chosen]
