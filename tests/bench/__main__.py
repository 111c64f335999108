"""Print all measurements against their limits: `python -m tests.bench [NAME …]`."""

import argparse
import logging
import sys
from collections.abc import Callable, Iterator

from tests.bench import accepting, answering, calendars, place, reading, resting, sending, ticking
from tests.bench.figures import Figure, show

ALL: dict[str, Callable[[], Iterator[Figure]]] = {
    "accepting": accepting.figures,
    "sending": sending.figures,
    "answering": answering.figures,
    "ticking": ticking.figures,
    "resting": resting.figures,
    "reading": reading.figures,
    "calendars": calendars.figures,
}


def main() -> int:
    """Run the measurements that are named, or all, in turn."""
    options = argparse.ArgumentParser(prog="tests.bench", description=__doc__)
    options.add_argument("names", nargs="*", metavar="NAME", help=", ".join(ALL))
    names = options.parse_args().names or list(ALL)
    if unknown := set(names) - set(ALL):
        options.error(f"{', '.join(sorted(unknown))}: choose among {', '.join(ALL)}")
    logging.disable(logging.WARNING)  # of a mail server that a tick does not find
    where = place.choose()
    return int(not show((figure for name in names for figure in ALL[name]()), where))


if __name__ == "__main__":
    sys.exit(main())
