"""The plan of meetings: what a pair books, and the dates we show as an example (P12)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from typing import Literal
from zoneinfo import ZoneInfo

from service.domain.errors import Refused
from service.domain.languages import Language
from service.domain.meetings import Attendee, Meeting, is_given_up
from service.domain.pairs import Pair
from service.domain.rounds import Round
from service.domain.words import listed

COUNTED = ("planned", "held", "unknown", "disputed")
WEEKS_APART = 4
Time = tuple[datetime, int | None]
Doubt = Literal["", "past", "same_day", "unread", "many"]


@dataclass(frozen=True)
class Offer:
    """A new start that someone proposes; `because` is the mail it came in, `how` in what form."""

    starts_at: datetime
    minutes: int | None
    because: int | None
    how: Literal["words", "counter"] = "words"


def planned(
    pair: Pair, season: Round, known: Sequence[Meeting], times: Sequence[Time]
) -> list[Meeting]:
    """Return the new meetings that some times make, without those already booked.

    `times` are starts (aware) with minutes where they were said. Raises Refused where the
    plan would grow longer than the round's model allows: then a coordinator decides.
    """
    counted = [meeting for meeting in known if meeting.state in COUNTED]
    booked = {meeting.starts_at for meeting in counted}
    wanted = {starts_at: minutes for starts_at, minutes in times if starts_at not in booked}
    if len(counted) + len(wanted) > pair.plan:
        raise Refused(f"{len(counted) + len(wanted)} meetings where the plan has {pair.plan}")
    numbers = _free_numbers(counted)
    return [
        Meeting(
            id=0,
            pair_id=pair.id,
            number=next(numbers),
            of=pair.plan,
            starts_at=starts_at,
            minutes=minutes or season.minutes,
            timezone=season.timezone,
            attendees=tuple(Attendee(party.person, party.role) for party in pair.parties),
        )
        for starts_at, minutes in sorted(wanted.items())
    ]


def next_number(pair: Pair, known: Sequence[Meeting], now: datetime) -> int | None:
    """Return which meeting of a pair is to be agreed on next.

    None while one lies ahead or waits to be told of, and where the plan is full. One that both
    were asked about in vain keeps its number, and no other waits for it.
    """
    counted = [meeting for meeting in known if meeting.state in COUNTED]
    open_ones = [one for one in counted if one.state != "held" and not is_given_up(one, now)]
    if open_ones or len(counted) >= pair.plan:
        return None
    return next(_free_numbers(counted))


def doubt(
    pair: Pair, times: Sequence[datetime], known: Sequence[Meeting], timezone: str, now: datetime
) -> Doubt:
    """Return why times cannot be booked as they were said, or nothing: then we ask back (P12).

    `times` are aware; `unread` says that a reader found none in what was meant as some, `many`
    that the plan has room for some of them only. A time that is booked already is no second
    meeting on its day.
    """
    zone = ZoneInfo(timezone)
    if not times:
        return "unread"
    if any(time <= now for time in times):
        return "past"
    booked = {meeting.starts_at for meeting in known if meeting.state in COUNTED}
    days = [time.astimezone(zone).date() for time in booked.union(times)]
    if len(days) > len(set(days)) and set(times) - booked:
        return "same_day"
    return "many" if len(booked) < pair.plan < len(days) else ""


def example(language: Language, timezone: str, how_many: int, now: datetime) -> str:
    """Return how a pair might answer "when will you meet": Tuesdays at 17, four weeks apart."""
    today = now.astimezone(ZoneInfo(timezone)).date()
    first = today + timedelta(days=7 + (1 - today.weekday()) % 7)
    days = [first + timedelta(weeks=WEEKS_APART * n) for n in range(max(how_many, 1))]
    match language:
        case "fi":
            return f"ti {listed([f'{on.day}.{on.month}.' for on in days], 'fi')} klo 17"
        case "sv":
            return f"ti {listed([f'{on.day}.{on.month}' for on in days], 'sv')} kl. 17"
        case "en":
            return f"Tue {listed([_english(on) for on in days], 'en')} at 17:00"


def _english(on: date) -> str:
    return f"{on.day} {on:%B}"


def _free_numbers(counted: Sequence[Meeting]) -> Iterator[int]:
    taken = {meeting.number for meeting in counted}
    return (number for number in count(1) if number not in taken)
