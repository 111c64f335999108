"""A rule for meetings written out: "joka kuun toinen tiistai klo 17, 4 kertaa"."""

from datetime import datetime

from service.reading.phrases import words
from service.reading.verdicts import Case


def written_out(case: Case) -> tuple[datetime, ...] | None:
    """Return the starts of a rule; empty where it has no one reading, None where none is said."""
    said = {item.text for clause in case.clauses for item in clause.items}
    return () if said & set(words("rules")["every"]) else None
