"""The demo's round: the example we ship, with its dates around today."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import service
from service import store
from service.domain.rounds import Round
from service.rounds_file import round_from_toml

DAYS = 34  # how far back the demo's past begins
EXAMPLE = Path(service.__file__).parent / "examples" / "humak.toml"


def add(db: store.Database, now: datetime) -> Round:
    """Keep the round and return it; it has been open since the past's first day."""
    season = round_from_toml(EXAMPLE.read_text("utf-8"))
    today = now.astimezone(ZoneInfo(season.timezone)).date()
    shifted = replace(
        season,
        opens=today - timedelta(days=DAYS + 1),
        closes=today + timedelta(days=20),
        starts=today - timedelta(days=DAYS - 4),
        ends=today + timedelta(days=180),
        events=(),
    )
    with store.transaction(db):
        return store.rounds.add(db, shifted)
