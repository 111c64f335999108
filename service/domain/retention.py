"""How long what is held of people is kept: the retention table (G3, P40)."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from service.domain.rounds import Round

Kept = Literal["unconfirmed", "declined", "mail", "round", "claims", "files", "acts"]


@dataclass(frozen=True)
class Term:
    """How long something is kept; with `year_ends` from the end of the calendar year it is of."""

    days: int = 0
    months: int = 0
    year_ends: bool = False


# From submitting, from the kind no, from arriving or leaving, from the round's last day, from the
# last step of a claim (financial years are calendar years), from the writing of a file that no
# claim has, from the act.
KEPT_FOR: Mapping[Kept, Term] = {
    "unconfirmed": Term(days=7),
    "declined": Term(months=6),
    "mail": Term(days=30),
    "round": Term(months=12),
    "claims": Term(months=6 * 12, year_ends=True),
    "files": Term(days=1),
    "acts": Term(months=24),
}


def forgotten_before(what: Kept, now: datetime) -> datetime:
    """Return the moment before which something must have begun its term to be forgotten now.

    `now` is aware, in the zone whose days and years count; so is what is returned.
    """
    term = KEPT_FOR[what]
    if term.year_ends:
        now = now.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    year, month = divmod(now.year * 12 + now.month - 1 - term.months, 12)
    day = min(now.day, monthrange(year, month + 1)[1])
    return now.replace(year=year, month=month + 1, day=day) - timedelta(days=term.days)


def is_past(season: Round, now: datetime) -> bool:
    """Return whether a round's personal data go: a year after its last day."""
    return season.over_at <= forgotten_before("round", now)
