"""The waiting list: who waits in which order, and the answer at the promised day (P6, P9)."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from service import store
from service.actions.applicants import is_paired
from service.actions.post import post
from service.domain.applications import Application
from service.domain.letters import Draft, Matter
from service.domain.rounds import Round
from service.domain.site import Site
from service.hours import HELSINKI, first_working_moment, working_day_before


def waiting(db: store.Database, season: Round, now: datetime) -> list[Application]:
    """Return who still waits in a round, in the order in which they confirmed their address."""
    today = today_in(season, now)
    known = store.applications.waiting(db, season.id)
    return [one for one in known if _still_waits(one, today) and not is_paired(db, one)]


def answer_at(until: date) -> datetime:
    """Return when the waiting ends: the morning of the promised day, or a working day before."""
    return first_working_moment(working_day_before(datetime.combine(until, time(), HELSINKI), 0))


def answer(db: store.Database, site: Site, season: Round, now: datetime) -> int:
    """Tell those whose day has come, and who have no pair, that there is no place (P6).

    Whoever has been offered a place has until its end. Return how many letters.
    """
    if today_in(season, now) > season.ends:
        return 0
    due = [
        one
        for one in store.applications.waiting(db, season.id)
        if one.waits_until and answer_at(one.waits_until) <= now
    ]
    offered = {one.person_id for one in store.places.open_offers(db)} if due else set()
    free = [one for one in due if one.person_id not in offered and not is_paired(db, one)]
    return sum(_answer(db, site, season, one, now) for one in free)


def today_in(season: Round, now: datetime) -> date:
    """Return the day that it is where a round is held."""
    return now.astimezone(ZoneInfo(season.timezone)).date()


def _still_waits(application: Application, today: date) -> bool:
    return application.waits_until is None or today <= application.waits_until


def _answer(db: store.Database, site: Site, season: Round, one: Application, now: datetime) -> bool:
    person, about = store.people.get(db, one.person_id), Matter("application", season.id)
    words = {"until": one.waits_until, "role": one.role}
    key = f"waiting_over:{one.id}:{one.waits_until}"
    with store.transaction(db):
        if not store.applications.tell(db, one.id, "declined", None, now):
            return False
        store.acts.add(db, "", "waiting_over", ("application", one.id), now)
        return post(db, site, Draft("waiting_over", person, about, key, season.name, words), now)
