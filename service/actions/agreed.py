"""What follows when both have agreed: copies, booked meetings, a plan for expenses (P11, P12)."""

from datetime import datetime
from typing import get_args

from service import store
from service.actions import claims, meetings
from service.actions.agreement_letters import send_copies
from service.actions.post import post
from service.domain.agreements import Agreed, Agreement
from service.domain.claims import ExpenseKind
from service.domain.errors import Refused
from service.domain.letters import Draft, Matter
from service.domain.pairs import Pair
from service.domain.plans import COUNTED, Time, doubt, example
from service.domain.readings import Context
from service.domain.site import Site
from service.reading import guard

EXPENSE = ("expense_meeting", "expense_kind", "expense_estimate")


def conclude(
    db: store.Database, site: Site, pair: Pair, agreement: Agreement, now: datetime
) -> None:
    """Keep the agreed version, send it to everyone, and do what is new in it."""
    before = next(iter(store.agreements.agreed_versions(db, pair.id)), None)
    store.agreements.keep_version(db, agreement, now)
    send_copies(db, site, pair, agreement, now)
    present = store.agreements.agreed_versions(db, pair.id)[0]
    if _is_new(before, present, ("dates",)):
        _book(db, site, pair, present, now)
    if _is_new(before, present, EXPENSE):
        _plan_expense(db, pair, present, now)


def minutes_agreed(db: store.Database, pair_id: int) -> int | None:
    """Return how long a pair has agreed to meet at a time, None where they have not."""
    for agreed in store.agreements.agreed_versions(db, pair_id)[:1]:
        text = agreed.says("minutes")
        return int(text) if text.isdecimal() else None
    return None


def _is_new(before: Agreed | None, present: Agreed, names: tuple[str, ...]) -> bool:
    said = [present.says(name) for name in names]
    return all(said) and said != [before.says(name) if before else "" for name in names]


def _plan_expense(db: store.Database, pair: Pair, agreed: Agreed, now: datetime) -> None:
    """Propose what is to be paid back to the coordinators, who approve it beforehand (P25)."""
    number, said, cents = (agreed.says(name) for name in EXPENSE)
    kind = next((one for one in get_args(ExpenseKind) if one == said), None)
    if kind and number.isdecimal() and cents.isdecimal():
        claims.propose_plan(db, pair, int(number), kind, int(cents), now)


def _book(db: store.Database, site: Site, pair: Pair, agreed: Agreed, now: datetime) -> None:
    """Book the dates that are written in it; what is not clear is asked of the contact person."""
    times = _times(db, pair, agreed, now)
    try:
        if not times:
            raise Refused("the dates are not clear")
        meetings.book(db, site, pair, times, None, now)
    except Refused:
        _ask_for_dates(db, site, pair, agreed, now)


def _times(db: store.Database, pair: Pair, agreed: Agreed, now: datetime) -> list[Time]:
    """Return the starts that the text says, none where it says anything unclear or past.

    None, too, where the reader does not get through it: the contact person is asked then.
    """
    season = store.rounds.get(db, pair.round_id)
    asked = Context("times", now, season.timezone, pair.contact.language)
    try:
        said = guard.understood(agreed.says("dates"), asked)
    except (guard.Unreadable, OSError):
        return []
    plans = [one for one in said.findings if one.kind == "planned"]
    starts = [time for one in plans for time in one.times]
    unsure = not said.certain or len(plans) != len(said.findings)
    if unsure or doubt(pair, starts, store.meetings.of_pair(db, pair.id), season.timezone, now):
        return []
    minutes = minutes_agreed(db, pair.id)
    return [(time, one.minutes or minutes) for one in plans for time in one.times]


def _ask_for_dates(
    db: store.Database, site: Site, pair: Pair, agreed: Agreed, now: datetime
) -> None:
    season = store.rounds.get(db, pair.round_id)
    known = [one for one in store.meetings.of_pair(db, pair.id) if one.state in COUNTED]
    if len(known) >= pair.plan:
        return
    contact = pair.contact
    words = {
        "number": len(known) + 1,
        "of": pair.plan,
        "other": pair.other_side(contact),
        "example": example(contact.language, season.timezone, pair.plan - len(known), now),
        "turn": 1,
        "of_turns": 2,
    }
    key = f"when_will_you_meet:{pair.id}:{len(known) + 1}:agreement:{agreed.version}"
    about = Matter("pair", pair.id)
    post(db, site, Draft("when_will_you_meet", contact, about, key, season.name, words), now)
