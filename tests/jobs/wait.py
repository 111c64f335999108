"""Waiting for another process, with a deadline."""

import time
from collections.abc import Callable


def until(there: Callable[[], object], seconds: float = 20) -> None:
    """Return once something is there, or fail after some seconds."""
    deadline = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < deadline, "it did not come in time"
        time.sleep(0.01)
