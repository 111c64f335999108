"""The signed field that carries a journey from page to page, without a cookie (S6)."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer

from forms.journey import Journey

LIFETIME = timedelta(hours=24)


@dataclass(frozen=True)
class Opened:
    """What stood behind our seal; `fresh` says that it is younger than a day."""

    journey: Journey
    round_id: int
    fresh: bool


def seal(secret: bytes, journey: Journey, round_id: int, now: datetime) -> str:
    """Return a journey as one signed text that opens for one round only."""
    sealed = _serializer(secret, round_id).dumps({"at": int(now.timestamp()), **asdict(journey)})
    assert isinstance(sealed, str)
    return sealed


def unseal(secret: bytes, sealed: str, rounds: Iterable[int], now: datetime) -> Opened | None:
    """Return what we sealed for one of the rounds, or None: nothing unsigned is read."""
    for round_id in rounds:
        try:
            kept = _serializer(secret, round_id).loads(sealed)
        except BadSignature:
            continue
        fresh = now.timestamp() - kept.pop("at") <= LIFETIME.total_seconds()
        return Opened(_journey(kept), round_id, fresh)
    return None


def _serializer(secret: bytes, round_id: int) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt=f"journey:{round_id}")


def _journey(kept: dict[str, Any]) -> Journey:
    answers = {name: tuple(values) for name, values in kept["answers"].items()}
    return Journey(**{**kept, "answers": answers, "done": tuple(kept["done"])})
