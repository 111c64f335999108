"""The clock: the machine's time, or in a demo that time moved ahead."""

from datetime import UTC, datetime

from service import store


def now(db: store.Database) -> datetime:
    """Return the present moment, aware, to the second; for jobs, web and commands alone."""
    return datetime.now(UTC).replace(microsecond=0) + store.memory.clock_ahead(db)
