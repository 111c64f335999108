"""The dates of an agreement that both approved: booked, and moved where they changed (P11, P12)."""

from collections.abc import Collection, Sequence
from datetime import datetime

from service import store
from service.actions import meetings
from service.actions.post import post
from service.domain.agreements import Agreed
from service.domain.errors import Refused
from service.domain.letters import Draft, Matter
from service.domain.meetings import Meeting
from service.domain.pairs import Pair
from service.domain.plans import COUNTED, Time, doubt, example
from service.domain.readings import Context
from service.domain.rounds import Round
from service.domain.site import Site
from service.reading import guard

Change = tuple[Meeting, Time]


def book(
    db: store.Database, site: Site, pair: Pair, versions: tuple[Agreed | None, Agreed],
    now: datetime,
) -> None:  # fmt: skip
    """Book what is new among the dates of a version; what is not clear is asked of the contact.

    `versions` are the one agreed before, if any, and the present one. Where as many dates have
    gone as have come, the meetings that were booked for them are moved.
    """
    before, present = versions
    season = store.rounds.get(db, pair.round_id)
    # Both are read as of one day, so that what has not changed says the same.
    asked = Context(
        "times", before.agreed_at if before else now, season.timezone, pair.contact.language
    )
    times = _times(present, asked)
    meetings_of = store.meetings.of_pair(db, pair.id)
    was = _booked_before(meetings_of, _times(before, asked) if before else [])
    known = [one for one in meetings_of if one.state in COUNTED]
    new = [time for time in times if time[0] not in was | {one.starts_at for one in known}]
    changes = _changes(known, was - {start for start, _minutes in times}, new, now)
    try:
        if times and not new:
            return
        _refuse_doubtful(pair, season, new, known, changes, now)
        _do(db, site, pair, new, changes, now)
    except Refused:
        _ask_for_dates(db, site, pair, present, now)


def minutes_in(agreed: Agreed) -> int | None:
    """Return how long an agreement says that a meeting is."""
    text = agreed.says("minutes")
    return int(text) if text.isdecimal() else None


def _times(agreed: Agreed, asked: Context) -> list[Time]:
    """Return the starts that the text says, none where it says anything unclear.

    None, too, where the reader does not get through it: the contact person is asked then.
    """
    try:
        said = guard.understood(agreed.says("dates"), asked)
    except (guard.Unreadable, OSError):
        return []
    plans = [one for one in said.findings if one.kind == "planned"]
    if not said.certain or len(plans) != len(said.findings):
        return []
    minutes = minutes_in(agreed)
    return [(time, one.minutes or minutes) for one in plans for time in one.times]


def _booked_before(known: Sequence[Meeting], before: Sequence[Time]) -> set[datetime]:
    """Return the starts of the version before, if it was booked, whatever became of them since."""
    was = {start for start, _minutes in before}
    starts = {one.starts_at for one in known}
    starts |= {one.before.starts_at for one in known if one.before}
    return was if was & starts else set()


def _changes(
    known: Sequence[Meeting], gone: Collection[datetime], new: Sequence[Time], now: datetime
) -> list[Change]:
    """Return which meetings ahead, whose dates have gone, get which of the new times, in order."""
    left = [
        one for one in known
        if one.state == "planned" and one.starts_at > now and one.starts_at in gone
    ]  # fmt: skip
    left.sort(key=lambda one: one.starts_at)
    return list(zip(left, sorted(new), strict=True)) if len(left) == len(new) else []


def _refuse_doubtful(
    pair: Pair, season: Round, new: Sequence[Time], known: Sequence[Meeting],
    changes: Sequence[Change], now: datetime,
) -> None:  # fmt: skip
    moved = {meeting.id for meeting, _time in changes}
    others = [one for one in known if one.id not in moved]
    if doubt(pair, [start for start, _minutes in new], others, season.timezone, now):
        raise Refused("the dates are not clear")


def _do(
    db: store.Database, site: Site, pair: Pair, new: Sequence[Time], changes: Sequence[Change],
    now: datetime,
) -> None:  # fmt: skip
    taken = [time for _meeting, time in changes]
    with store.transaction(db):
        for meeting, time in changes:
            meetings.shift(db, site, meeting, time, None, now)
        meetings.book(db, site, pair, [time for time in new if time not in taken], None, now)


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
