"""A reader of its own: `python -m tests.torture.reading_process FOLDER`, a line for each mail."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from jobs.read_mail import read_one
from service import store
from tests.programme import SITE


def main() -> None:
    """Read each mail that waits in a data folder, and say so."""
    db = store.connect(Path(sys.argv[1]))
    while waiting := store.inbox.pending(db):
        read_one(db, SITE, waiting[0], datetime.now(UTC))
        print("read", flush=True)


if __name__ == "__main__":
    main()
