"""A round's figures: applications, pairs, meetings, hours, feedback and claims (P32)."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import get_args
from zoneinfo import ZoneInfo

from service import store
from service.domain.applications import Application, Role
from service.domain.claims import ClaimState, ExpenseKind
from service.domain.feedback import Occasion
from service.domain.figures import Row, Table, counted, month_of, summed, week_of
from service.domain.meetings import Meeting
from service.domain.pairs import Pair
from service.domain.rounds import Model, Round

ROLES = get_args(Role)
MODELS = get_args(Model)
MEETINGS = ("held", "planned", "unknown", "not_held", "disputed", "cancelled")
ANSWERED = ("paired", "waiting", "declined", "untold", "unconfirmed")
CLAIMS: tuple[ClaimState, ...] = ("paid", "approved", "received", "asked", "declined")
GOING = ("going", "draft", "ended")


def figures(db: store.Database, season: Round, now: datetime) -> list[Table]:
    """Return the tables of a round as it stands; states are those of the moment (P17)."""
    pairs = store.pairs.of_round(db, season.id)
    made = store.applications.of_round(db, season.id)
    known = store.meetings.outlines(db, season.id)
    return [
        counted("applications", ANSWERED, _answered(made, pairs), ROLES),
        counted("weeks", ROLES, _weeks(made, season)),
        counted("pairs", GOING, ((pair.model, _stands(pair)) for pair in pairs), MODELS),
        counted("meetings", MEETINGS, ((_month(one), one.state_at(now)) for one in known)),
        summed("hours", MODELS, _hours(known, pairs)),
        _feedback(db, season),
        *_claims(db, season),
    ]


def _answered(made: Sequence[Application], pairs: Sequence[Pair]) -> list[tuple[str, str]]:
    published = [one for one in pairs if one.published_at and one.ended_at is None]
    paired = {person.id for pair in published for person in pair.people}
    return [(one.role, _told(one, one.person_id in paired)) for one in made]


def _told(one: Application, is_paired: bool) -> str:
    if is_paired:
        return "paired"
    return one.told or ("untold" if one.state == "confirmed" else "unconfirmed")


def _weeks(made: Sequence[Application], season: Round) -> list[tuple[date, str]]:
    zone = ZoneInfo(season.timezone)
    days = ((one, one.submitted_at.astimezone(zone).date()) for one in made if one.submitted_at)
    return [(week_of(day), one.role) for one, day in days]


def _stands(pair: Pair) -> str:
    if pair.ended_at is not None:
        return "ended"
    return "going" if pair.published_at else "draft"


def _month(meeting: Meeting) -> date:
    return month_of(meeting.held_on or meeting.day)


def _hours(
    known: Sequence[Meeting], pairs: Sequence[Pair]
) -> list[tuple[tuple[date, str], Decimal]]:
    models = {pair.id: pair.model for pair in pairs}
    return [
        ((_month(one), models[one.pair_id]), Decimal(one.minutes) / 60)
        for one in known
        if one.state == "held"
    ]


def _feedback(db: store.Database, season: Round) -> Table:
    counts = store.feedback.counts(db, season.id)
    rows = []
    for occasion in get_args(Occasion):
        asked, answered = counts.get(occasion, (0, 0))
        rows.append(Row(occasion, (answered, asked - answered)))
    return Table("feedback", ("answered", "unanswered"), tuple(rows))


def _claims(db: store.Database, season: Round) -> tuple[Table, ...]:
    made = store.claims.of_round(db, season.id)
    if not made and not season.expenses_allowed:
        return ()
    kinds, states = get_args(ExpenseKind), [f"claim_{state}" for state in CLAIMS]
    found = [((one.kind, f"claim_{one.state}"), Decimal(one.cents) / 100) for one in made]
    counts = counted("claims", states, (place for place, _ in found), kinds)
    return counts, summed("euros", states, found, kinds)
