import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from jobs.groups import AT_ONCE, in_groups
from service import store
from tests.jobs.letters import NOW, a_letter

KILLED_IN_THE_THIRD_GROUP = """
import os, signal, sys
from pathlib import Path
from jobs.groups import AT_ONCE, in_groups
from service import store
from tests.jobs.test_groups import decide

def decisions(db):
    for number in range(3 * AT_ONCE):
        if number == 2 * AT_ONCE + 5:
            os.kill(os.getpid(), signal.SIGKILL)
        yield decide(db, number)

db = store.connect(Path(sys.argv[1]))
in_groups(db, decisions(db))
"""


def decide(db: store.Database, number: int) -> bool:
    """Write two letters, as a decision with two readers does."""
    with store.transaction(db):
        store.outbox.add(db, a_letter(f"{number}:actor"), NOW, NOW)
        return store.outbox.add(db, a_letter(f"{number}:mentor"), NOW, NOW)


def test_some_decisions_are_one_commit_and_all_are_counted(tmp_path: Path) -> None:
    db, other = store.connect(tmp_path), store.connect(tmp_path)
    seen: set[int] = set()

    def decisions() -> Iterator[bool]:
        for number in range(2 * AT_ONCE + 1):
            seen.add(store.letters.counts(other)["waiting"])
            yield decide(db, number)

    assert in_groups(db, decisions()) == 2 * AT_ONCE + 1
    assert seen == {0, 2 * AT_ONCE, 4 * AT_ONCE}
    assert store.letters.counts(other)["waiting"] == 4 * AT_ONCE + 2
    assert in_groups(db, decisions()) == 0


def test_a_kill_undoes_one_group_and_the_next_run_makes_it_again(tmp_path: Path) -> None:
    command = [sys.executable, "-c", KILLED_IN_THE_THIRD_GROUP, str(tmp_path)]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    db = store.connect(tmp_path)
    assert [letter.key for letter in store.letters.every(db)] == _keys(2 * AT_ONCE)
    again = in_groups(db, (decide(db, number) for number in range(3 * AT_ONCE)))
    assert again == AT_ONCE
    assert [letter.key for letter in store.letters.every(db)] == _keys(3 * AT_ONCE)


def test_a_decision_that_fails_is_undone_and_those_before_it_are_kept(tmp_path: Path) -> None:
    db, other = store.connect(tmp_path), store.connect(tmp_path)

    def decisions() -> Iterator[bool]:
        yield decide(db, 0)
        with store.transaction(db):
            decide(db, 1)
            raise LookupError("no such pair")

    with pytest.raises(LookupError):
        in_groups(db, decisions())
    assert [letter.key for letter in store.letters.every(other)] == _keys(1)


def test_inside_a_transaction_of_the_caller_all_stands_or_falls_with_it(tmp_path: Path) -> None:
    db = store.connect(tmp_path)

    def caller() -> None:
        with store.transaction(db):
            in_groups(db, (decide(db, number) for number in range(AT_ONCE + 1)))
            raise InterruptedError

    with pytest.raises(InterruptedError):
        caller()
    assert store.letters.every(db) == []


def _keys(many: int) -> list[str]:
    return [f"{number}:{who}" for number in range(many) for who in ("actor", "mentor")]
