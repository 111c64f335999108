"""What one rule decides about many rows: twenty decisions in a commit, each with its letters."""

from collections.abc import Iterable
from itertools import islice

from service import store

AT_ONCE = 20  # the door waits for as long as these take


def in_groups(db: store.Database, decisions: Iterable[int]) -> int:
    """Make decisions as they are drawn, some in a commit, and return their sum.

    A kill undoes at most one group, wholly, and the next tick makes it again (R4, R5).
    """
    left = iter(decisions)
    made = 0
    while True:
        with store.together(db):
            group = list(islice(left, AT_ONCE))
        made += sum(group)
        if len(group) < AT_ONCE:
            return made
