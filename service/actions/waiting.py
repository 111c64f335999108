"""The waiting list: who waits in which order, and who on it fits whom (P6, P7, P9)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from service import store
from service.actions.applicants import is_paired
from service.domain.applications import Application
from service.domain.fitting import Couple
from service.domain.rounds import Round


def waiting(db: store.Database, season: Round, now: datetime) -> list[Application]:
    """Return who still waits in a round, in the order in which they confirmed their address."""
    today = today_in(season, now)
    known = store.applications.waiting(db, season.id)
    return [one for one in known if _still_waits(one, today) and not is_paired(db, one)]


def couple(db: store.Database, season: Round, mentor: Application, actor: Application) -> Couple:
    """Return two applicants side by side, with the pairs that they have or have had."""
    pairs = store.pairs.of_person(db, season.id, mentor.person_id)
    mentored = [pair for pair in pairs if pair.mentor.id == mentor.person_id]
    together = [pair for pair in pairs if actor.person_id in [one.id for one in pair.people]]
    return Couple(
        mentor=mentor,
        actor=actor,
        models=season.models,
        taken=sum(pair.ended_at is None for pair in mentored),
        apart=any(pair.ended_at is not None for pair in together),
    )


def today_in(season: Round, now: datetime) -> date:
    """Return the day that it is where a round is held."""
    return now.astimezone(ZoneInfo(season.timezone)).date()


def _still_waits(application: Application, today: date) -> bool:
    return application.waits_until is None or today <= application.waits_until
