"""The kilometre allowances of `rates.toml`, by year."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

from service.domain.claims import Rate

FILE = Path(__file__).with_name("rates.toml")


@cache
def rates() -> Mapping[int, Rate]:
    """Return the allowance of each year that has been decided."""
    table = tomllib.loads(FILE.read_text("utf-8"))
    return {int(year): _rate(int(year), row) for year, row in table.items()}


def _rate(year: int, row: Mapping[str, str]) -> Rate:
    return Rate(year, Decimal(row["euros"]), Decimal(row["passenger"]), row["source"])
