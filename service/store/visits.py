"""How often the form was opened, by day, source and language; nobody is remembered (P2)."""

from dataclasses import dataclass
from datetime import date, datetime

from service.domain.languages import Language
from service.store.database import Database
from service.store.times import to_text


@dataclass(frozen=True)
class Count:
    """One day's page views and applications of one source, all languages together."""

    day: date
    source: str
    views: int
    applications: int


def note(db: Database, day: date, source: str, language: Language) -> None:
    """Count one more opening of the form."""
    db.execute(
        "insert into visits (day, source, language, views) values (:day, :source, :language, 1)"
        " on conflict (day, source, language) do update set views = views + 1",
        {"day": day.isoformat(), "source": source, "language": language},
    )


def counts(db: Database, round_id: int, since: datetime) -> list[Count]:
    """Return views and a round's applications by day (UTC) and source, the latest day first."""
    rows = db.query(
        "select day, source, sum(views) as views, sum(sent) as applications from ("
        " select day, source, views, 0 as sent from visits where day >= substr(:since, 1, 10)"
        " union all select substr(submitted_at, 1, 10), source, 0, 1 from applications"
        " where round_id = :round and submitted_at >= :since"
        ") group by day, source order by day desc, source",
        {"round": round_id, "since": to_text(since)},
    )
    return [
        Count(date.fromisoformat(row["day"]), row["source"], row["views"], row["applications"])
        for row in rows
    ]
