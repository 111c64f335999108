"""What we remember: all SQL and all migrations; rows in, values out."""

from service.store import (
    acts,
    applications,
    coordinators,
    inbox,
    meetings,
    memory,
    outbox,
    pairs,
    people,
    proposals,
    rounds,
    tokens,
)
from service.store.database import Database, DatabaseError, connect, transaction

__all__ = [
    "Database",
    "DatabaseError",
    "acts",
    "applications",
    "connect",
    "coordinators",
    "inbox",
    "meetings",
    "memory",
    "outbox",
    "pairs",
    "people",
    "proposals",
    "rounds",
    "tokens",
    "transaction",
]
