"""The short form of `make torture`: kill -9 in the midst of mails and letters (R4, P35, P36)."""

import random
from pathlib import Path

from tests.torture.ordeal import Plan, endure
from tests.torture.verdict import breaches, told


def test_no_kill_loses_or_changes_anything_and_what_repeats_is_shown_as_uncertain(
    tmp_path: Path,
) -> None:
    plan = Plan(mails=40, letters=80, kills=5, seed=random.randrange(100_000))
    ordeal = endure(tmp_path, plan, lambda what, kills: print(f"{kills} kills, {what}"))
    broken = breaches(ordeal)
    assert not broken, told(ordeal, broken)
    ordeal.db.conn.close()
