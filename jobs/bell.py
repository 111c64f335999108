"""The bell: wakes the worker once, and ends. A part that is to stay small rings it so."""

from jobs import child, queue


def main() -> None:
    """Wake the worker, however long the queue takes to answer."""
    child.begin()
    queue.ring(queue.url(child.settings()))


if __name__ == "__main__":
    main()
