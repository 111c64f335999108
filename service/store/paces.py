"""Which letters may leave now: counted per receiving domain and in all, in rows (R9).

What left is counted where it is kept, so that neither a restart nor a second sender forgets.
"""

from datetime import datetime
from typing import NamedTuple

from service.domain.pacing import HOUR, MINUTE, Pace, Slowness, allowance
from service.store.database import Database
from service.store.times import maybe_text, maybe_time, to_text

# A loop over an index of few domains, instead of a scan of all that waits.
DOMAINS = (
    "with recursive found(domain) as ("
    "select min(domain) from outbox where state in ('waiting', 'uncertain') union all "
    "select (select min(domain) from outbox where state in ('waiting', 'uncertain')"
    " and domain > found.domain) from found where found.domain is not null)"
    " select domain from found where domain is not null"
)
DUE = (
    "select id from outbox where state in ('waiting', 'uncertain') and domain = :domain"
    " and due_at <= :now order by due_at, id limit :most"
)


class Ready(NamedTuple):
    """A letter that may leave now; those to domains that asked for patience come last."""

    slow: bool
    letter_id: int
    domain: str


def ready(db: Database, pace: Pace, now: datetime, *, most: int) -> list[Ready]:
    """Return the letters that may leave now, as they were written (I10), at most so many."""
    asked, gone = _asked(db), _gone(db, pace, now)
    found: list[Ready] = []
    for (domain,) in db.execute(DOMAINS).fetchall():
        slowness = asked.get(domain, Slowness())
        left = allowance(pace, slowness, *gone.get(domain, (0, 0)), now)
        due = {"domain": domain, "now": to_text(now), "most": min(left, most)}
        slow = slowness.level > 0
        found += [Ready(slow, row[0], domain) for row in db.execute(DUE, due).fetchall()]
    return sorted(found)[: min(most, total_room(db, pace, now))]


def room(db: Database, pace: Pace, domain: str, now: datetime) -> int:
    """Return how many more letters may leave to a domain now."""
    gone = _gone(db, pace, now).get(domain, (0, 0))
    return allowance(pace, slowness(db, domain), *gone, now)


def total_room(db: Database, pace: Pace, now: datetime) -> int:
    """Return how many more letters may leave in this minute, whereto ever."""
    if not pace.total:
        return allowance(Pace(0, 0), Slowness(), 0, 0, now)
    gone = next(
        db.query(
            "select count(*) as n from outbox where tried_at > :since and tried_at <= :now",
            {"since": to_text(now - MINUTE), "now": to_text(now)},
        )
    )
    return max(0, pace.total - int(gone["n"]))


def slowness(db: Database, domain: str) -> Slowness:
    """Return what a domain has asked for."""
    return _asked(db).get(domain, Slowness())


def save(db: Database, domain: str, asked: Slowness) -> None:
    """Remember what a domain has asked for."""
    db.execute(
        "insert into domains (domain, level, refused_at, paused_until)"
        " values (:domain, :level, :refused_at, :paused_until) on conflict (domain) do update"
        " set level = :level, refused_at = :refused_at, paused_until = :paused_until",
        {
            "domain": domain,
            "level": asked.level,
            "refused_at": maybe_text(asked.refused_at),
            "paused_until": maybe_text(asked.paused_until),
        },
    )


def _asked(db: Database) -> dict[str, Slowness]:
    rows = db.query("select domain, level, refused_at, paused_until from domains")
    return {
        row["domain"]: Slowness(
            row["level"], maybe_time(row["refused_at"]), maybe_time(row["paused_until"])
        )
        for row in rows
    }


def _gone(db: Database, pace: Pace, now: datetime) -> dict[str, tuple[int, int]]:
    """Return how many letters were tried to each domain in the last minute and the last hour."""
    since = HOUR if pace.hour else MINUTE
    rows = db.execute(
        "select domain, sum(tried_at > :minute), count(*) from outbox"
        " where tried_at > :since and tried_at <= :now group by domain",
        {"minute": to_text(now - MINUTE), "since": to_text(now - since), "now": to_text(now)},
    )
    return {domain: (minute, hour) for domain, minute, hour in rows.fetchall()}
