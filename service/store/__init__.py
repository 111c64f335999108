"""What we remember: all SQL and all migrations; rows in, values out."""

from service.store import (
    acts,
    agreements,
    applications,
    claims,
    coordinators,
    expense_plans,
    files,
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
    "agreements",
    "applications",
    "claims",
    "connect",
    "coordinators",
    "expense_plans",
    "files",
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
