"""`make torture`: a hundred kills among thousands of mails; exit 1 if a promise was broken."""

import argparse
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tests.torture.ordeal import Plan, endure
from tests.torture.verdict import breaches, told

DISK = "96m"  # of memory, for all data; small enough to be filled in a moment


def main() -> int:
    """Run the ordeal and say in one line how it ended."""
    plan = _plan()
    console = Console()
    print(f"seed {plan.seed}: the same again with --seed {plan.seed}")
    columns = (TextColumn("{task.description:<22}"), BarColumn(), MofNCompleteColumn())
    with _disk(plan) as folder, Progress(*columns, TimeElapsedColumn(), console=console) as shown:
        task = shown.add_task("starting", total=plan.kills)
        try:
            ordeal = endure(
                folder,
                plan,
                lambda what, kills: shown.update(task, description=what, completed=kills),
            )
            broken = breaches(ordeal)
        except AssertionError as stuck:
            print(f"BROKEN: {stuck}")
            return 1
    print(told(ordeal, broken))
    return int(bool(broken))


def _plan() -> Plan:
    options = argparse.ArgumentParser(prog="tests.torture", description=__doc__)
    options.add_argument("--mails", type=int, default=2000)
    options.add_argument("--letters", type=int, default=2000)
    options.add_argument("--kills", type=int, default=100)
    options.add_argument("--seed", type=int, default=random.randrange(100_000))
    options.add_argument("--mute-letters", type=int, default=3)
    options.add_argument("--keep-disk-free", action="store_true")
    given = options.parse_args()
    return Plan(
        given.mails, given.letters, given.kills, given.seed, given.mute_letters,
        fills_disk=not given.keep_disk_free,
    )  # fmt: skip


@contextmanager
def _disk(plan: Plan) -> Iterator[Path]:
    """Give a folder, on a small disk of its own where it is to be filled."""
    with tempfile.TemporaryDirectory(prefix="oksa-torture-") as name:
        if not plan.fills_disk:
            yield Path(name)
            return
        mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "oksa", name]
        if subprocess.run(mount, capture_output=True).returncode:
            sys.exit("no disk can be mounted here: be root, or use --keep-disk-free")
        try:
            yield Path(name)
        finally:
            subprocess.run(["umount", "--lazy", name], check=True)


if __name__ == "__main__":
    sys.exit(main())
