"""Who may send: a few slots a data folder, each a lock that the kernel frees with its holder.

The lock is the lease on what its holder has in hand. It has no clock in it, so that a clock
that jumps ends no lease, and a sender that died is replaced at once.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

from service.config import MOST_SENDERS


@contextmanager
def slot(folder: Path, most: int) -> Iterator[int]:
    """Give a free slot of a data folder, from 1, and keep it inside; 0 where all are taken."""
    with ExitStack() as held:
        yield next((one for one in range(1, most + 1) if _locked(held, folder, one)), 0)


@contextmanager
def stopped(folder: Path, mine: int) -> Iterator[list[int]]:
    """Give the slots that nobody but us holds, and hold them inside."""
    with ExitStack() as held:
        others = [one for one in range(1, MOST_SENDERS + 1) if one != mine]
        used = [one for one in others if _path(folder, one).exists()]
        yield [mine, *(one for one in used if _locked(held, folder, one))]


def _locked(held: ExitStack, folder: Path, number: int) -> bool:
    lock = held.enter_context(_path(folder, number).open("w"))
    try:
        flock(lock, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _path(folder: Path, number: int) -> Path:
    return folder / ("sender.lock" if number == 1 else f"sender-{number}.lock")
