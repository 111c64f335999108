"""How fast letters leave: per receiving domain, in all, and slower where a domain asks (R9)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
SLOWER_FOR = HOUR  # after the last refusal a domain is trusted with the full pace again
FEWEST = 5  # letters a minute, however often a domain says "later"
LONGEST_PAUSE = timedelta(minutes=15)
NO_LIMIT = 1_000_000


@dataclass(frozen=True)
class Pace:
    """How many letters may leave: to one domain in any minute and any hour, to all in any minute.

    Zero is no limit. `total` is for relays that count, such as Microsoft 365's 30 a minute.
    """

    minute: int = 50
    hour: int = 300
    total: int = 0


USUAL = Pace()


@dataclass(frozen=True)
class Slowness:
    """What a domain has asked for: how often it said "later" lately, and until when it is spared.

    `refused_at` is None for a domain that never did.
    """

    level: int = 0
    refused_at: datetime | None = None
    paused_until: datetime | None = None


def allowance(pace: Pace, slowness: Slowness, minute: int, hour: int, now: datetime) -> int:
    """Return how many more letters may leave to a domain now.

    `minute` and `hour` are how many left for it in the minute and the hour before `now`.
    """
    if _is_paused(slowness, now):
        return 0
    most = _most_a_minute(pace, slowness, now)
    left = [limit - gone for limit, gone in ((most, minute), (pace.hour, hour)) if limit]
    return max(0, min(left, default=NO_LIMIT))


def slower(slowness: Slowness, now: datetime, *, hung_up: bool) -> Slowness:
    """Return a domain's slowness after it said "later" once more.

    One that hung up (421) or fell silent is spared as a whole, longer each time.
    """
    level = slowness.level + 1 if _is_slow(slowness, now) else 1
    pause = min(LONGEST_PAUSE, MINUTE * 2 ** min(level - 1, 10)) if hung_up else timedelta()
    paused_until = now + pause if pause else slowness.paused_until
    return replace(slowness, level=level, refused_at=now, paused_until=paused_until)


def _most_a_minute(pace: Pace, slowness: Slowness, now: datetime) -> int:
    """Return the limit of a minute: halved by each refusal, also where there was none before."""
    if not _is_slow(slowness, now):
        return pace.minute
    full = pace.minute or USUAL.minute
    return min(full, max(FEWEST, full >> slowness.level))


def _is_slow(slowness: Slowness, now: datetime) -> bool:
    refused_at = slowness.refused_at
    # A refusal ahead of the clock was noted before the clock was set back: it is no guide.
    return refused_at is not None and timedelta() <= now - refused_at < SLOWER_FOR


def _is_paused(slowness: Slowness, now: datetime) -> bool:
    until = slowness.paused_until
    return until is not None and now < until <= now + LONGEST_PAUSE
