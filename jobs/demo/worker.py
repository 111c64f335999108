"""The demo's worker: it lives through the invented past first, and then works as ever."""

import sys
from argparse import ArgumentParser
from datetime import UTC, datetime

from jobs import child, worker
from jobs.demo import seed
from jobs.demo.answering import Cast
from jobs.demo.house import MAILBOXES, lived_through
from jobs.demo.people import couples
from service import store
from service.config import Settings


def main() -> None:
    """Fill the mailboxes, unless that was done, and be the worker until told to stop."""
    options = ArgumentParser(prog="jobs.demo.worker")
    options.add_argument("--pairs", type=int, default=0)
    options.add_argument("--parent")
    child.follow_parent(sys.argv[1:])
    _live_through(child.settings(), options.parse_args().pairs)
    worker.main()


def _live_through(settings: Settings, count: int) -> None:
    db = store.connect(settings.folder)
    season = store.rounds.every(db)[0]
    # A worker that died and was started again finds the past as far as it went.
    if not store.applications.of_round(db, season.id):
        cast = Cast(db, couples(count), datetime.now(UTC).replace(microsecond=0))
        past = seed.Past(db, settings.need_site(), settings.folder / MAILBOXES, season, cast)
        seed.live_through(past)
    lived_through(settings.folder).touch()
    db.conn.close()


if __name__ == "__main__":
    main()
