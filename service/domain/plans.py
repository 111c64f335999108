"""The plan of meetings: what a pair books, and the dates we show as an example (P12)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from service.domain.errors import Refused
from service.domain.languages import Language
from service.domain.meetings import Attendee, Meeting
from service.domain.pairs import Pair
from service.domain.rounds import Round
from service.domain.words import listed

COUNTED = ("planned", "held", "unknown", "disputed")
WEEKS_APART = 4
Time = tuple[datetime, int | None]


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
