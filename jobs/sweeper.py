"""The sweeper: wakes the worker every minute, whether or not anyone else did (R3)."""

from threading import Event

from jobs import child, queue

SECONDS = 60


def sweep(url: str, stopping: Event, seconds: float = SECONDS) -> None:
    """Wake the worker again and again until told to stop."""
    queue.wake(url)
    while not stopping.wait(seconds):
        queue.wake(url)


def main() -> None:
    """Be the sweeper until told to stop."""
    stopping = child.begin()
    settings = child.settings()
    child.ready(f"ready, every {SECONDS} seconds")
    sweep(queue.url(settings), stopping)


if __name__ == "__main__":
    main()
