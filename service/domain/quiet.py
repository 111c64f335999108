"""Quiet pairs: why a coordinator should look at a pair, by rules in words (P22)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from service.domain.meetings import Meeting, is_given_up
from service.domain.pairs import Pair
from service.domain.plans import COUNTED
from service.domain.rounds import Round, Sign

WHOLE = 100
WORTH_A_NUDGE: tuple[Sign, ...] = ("first_meeting", "since_held", "agreement")
NEXT_STEP_AFTER = timedelta(days=7)  # from the actor to the mentor, and on to the coordinator


@dataclass(frozen=True)
class Look:
    """What is known of a pair; `moves` is how often the next meeting has been moved.

    `unapproved_since` is when an agreement was asked for that is not made yet; `failing` says
    that the mentor's or the contact person's address is doubtful or broken.
    """

    pair: Pair
    season: Round
    meetings: Sequence[Meeting]
    unapproved_since: datetime | None = None
    moves: int = 0
    failing: bool = False


def signs(look: Look, now: datetime) -> list[Sign]:
    """Return why a pair is quiet, the weightiest first; nothing for one not at work.

    Each threshold stands in the round; zero there switches its rule off.
    """
    pair, season = look.pair, look.season
    today = now.astimezone(ZoneInfo(season.timezone)).date()
    if pair.published_at is None or pair.ended_at is not None or today > season.ends:
        return []
    found = {sign for sign in _found(look, now) if season.quiet[sign]}
    if "since_held" in found:
        found.discard("next_time")  # the same, longer
    if "unanswered" in found:
        found.discard("first_meeting")  # the same, more exactly
    return [sign for sign in season.quiet if sign in found]


def began_on(season: Round, pair: Pair) -> date:
    """Return the day from which a pair is at work: the kick-off's, or its own if that is later."""
    zone = ZoneInfo(season.timezone)
    days = [one.starts_at.astimezone(zone).date() for one in season.events if one.kind == "kickoff"]
    kickoff = min(days, default=season.starts)
    return max(kickoff, pair.published_at.astimezone(zone).date()) if pair.published_at else kickoff


def _found(look: Look, now: datetime) -> Iterator[Sign]:
    limits = look.season.quiet
    yield from _meetings(look, limits, now)
    since = look.unapproved_since
    if since and now - since >= _days(limits, "agreement"):
        yield "agreement"
    if _in_vain(look, now) >= limits["unanswered"]:
        yield "unanswered"
    if look.moves >= limits["moved"]:
        yield "moved"
    if look.failing:
        yield "address"
    if any(_is_away(one.away_until, limits, now) for one in (look.pair.mentor, look.pair.contact)):
        yield "away"
    if _is_behind(look, now):
        yield "behind"


def _meetings(look: Look, limits: Mapping[Sign, int], now: datetime) -> Iterator[Sign]:
    """Tell how long nothing has been held; a meeting that is booked ends the silence.

    One of which nobody tells is no first meeting.
    """
    counted = [one for one in look.meetings if one.state in COUNTED]
    began_at = datetime.combine(
        began_on(look.season, look.pair), time(), ZoneInfo(look.season.timezone)
    )
    met = not all(is_given_up(one, now) for one in counted)
    if not met and now - began_at >= _days(limits, "first_meeting"):
        yield "first_meeting"
    held = [one.ends_at for one in counted if one.state == "held"]
    if not held or len(held) >= look.pair.plan:
        return
    open_ones = [one for one in counted if one.state in ("planned", "disputed")]
    if not open_ones and now - max(held) >= _days(limits, "next_time"):
        yield "next_time"
    booked = any(not is_given_up(one, now) for one in open_ones)
    if not booked and now - max(held) >= _days(limits, "since_held"):
        yield "since_held"


def _in_vain(look: Look, now: datetime) -> int:
    """Return of how many meetings in a row, up to the last one, neither has told."""
    over = [one for one in look.meetings if one.ends_at <= now and one.state in COUNTED]
    in_vain = 0
    for meeting in sorted(over, key=lambda one: one.starts_at, reverse=True):
        if not is_given_up(meeting, now):
            break
        in_vain += 1
    return in_vain


def _is_away(until: date | None, limits: Mapping[Sign, int], now: datetime) -> bool:
    return until is not None and until > now.date() + _days(limits, "away")


def _is_behind(look: Look, now: datetime) -> bool:
    """Return whether most of the round is over and less than half of the plan held."""
    season = look.season
    begins = datetime.combine(season.starts, time(), ZoneInfo(season.timezone))
    whole = season.ends - season.starts + timedelta(days=1)
    held = sum(one.state == "held" for one in look.meetings)
    passed = WHOLE * (now - begins) >= season.quiet["behind"] * whole
    return passed and 2 * held < look.pair.plan


def _days(limits: Mapping[Sign, int], sign: Sign) -> timedelta:
    return timedelta(days=limits[sign])
