"""What a coordinator does with applications: reminds, confirms, answers those without a pair."""

from collections.abc import Sequence
from datetime import date, datetime

from service import store
from service.actions import applications
from service.actions.pairs import HOLD
from service.actions.post import post
from service.domain.applications import Application, Told
from service.domain.errors import Refused
from service.domain.letters import Draft, Matter
from service.domain.rounds import Round
from service.domain.site import Site


def remind(
    db: store.Database, site: Site, chosen: Sequence[Application], by: str, now: datetime
) -> int:
    """Remind those who have not confirmed, each once in all; return how many letters wait."""
    silent = [one for one in chosen if one.state == "unconfirmed"]
    with store.transaction(db):
        reminded = [
            one for one in silent if applications.remind(db, site, one, now, due_at=now + HOLD)
        ]
        for one in reminded:
            store.acts.add(db, by, "reminded", ("application", one.id), now)
    return len(reminded)


def confirm_by_hand(
    db: store.Database, site: Site, application: Application, why: str, by: str, now: datetime
) -> None:
    """Confirm an application whose address a coordinator has proof of; the reason is kept."""
    if not why.strip():
        raise Refused("the reason is missing")
    with store.transaction(db):
        newest = applications.confirm(db, site, application.person_id, application.round_id, now)
        if newest is None:
            raise Refused("the application is confirmed already")
        store.acts.add(db, by, "confirmed", ("application", newest.id), now, why.strip())


def answer(
    db: store.Database,
    site: Site,
    chosen: Sequence[Application],
    told: tuple[Told, date | None],
    by: str,
    now: datetime,
) -> int:
    """Tell applicants that they wait, until a day, or get no place; return how many letters wait.

    Those who have a pair, are unconfirmed, or have had that answer are left out.
    """
    what, until = told
    if what == "waiting" and (until is None or until <= now.date()):
        raise Refused("the day of the waiting list is not ahead")
    with store.transaction(db):
        fit = [one for one in chosen if not is_paired(db, one)]
        answered = [one for one in fit if store.applications.tell(db, one.id, what, until, now)]
        for one in answered:
            _tell(db, site, one, told, now)
            store.acts.add(db, by, f"told_{what}", ("application", one.id), now)
    return len(answered)


def is_paired(db: store.Database, application: Application) -> bool:
    """Return whether an applicant has a pair that has not ended, drafts included."""
    mine = store.pairs.of_person(db, application.round_id, application.person_id)
    return any(pair.ended_at is None for pair in mine)


def untold(db: store.Database, season: Round, now: datetime) -> list[Application]:
    """Return who has heard nothing though applying is over: an error of the programme (P6)."""
    if season.window(now) != "after":
        return []
    paired = store.pairs.people_in(db, season.id)
    return [
        one
        for one in store.applications.of_round(db, season.id)
        if one.state == "confirmed" and one.person_id not in paired and not _is_told(one, now)
    ]


def _is_told(one: Application, now: datetime) -> bool:
    """Return whether an answer stands; a waiting list whose day has passed is none."""
    has_passed = one.waits_until is not None and one.waits_until < now.date()
    return one.told == "declined" or (one.told == "waiting" and not has_passed)


def _tell(
    db: store.Database,
    site: Site,
    application: Application,
    told: tuple[Told, date | None],
    now: datetime,
) -> None:
    what, until = told
    season = store.rounds.get(db, application.round_id)
    person = store.people.get(db, application.person_id)
    kind = f"app_{what}"
    key = f"{kind}:{application.id}:{until or ''}"
    words = {"until": until, "role": application.role}
    about = Matter("application", season.id)
    post(db, site, Draft(kind, person, about, key, season.name, words), now, due_at=now + HOLD)
