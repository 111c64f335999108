"""Figures as a table: what was measured, its limit, and whether it holds."""

import os
import platform
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Figure:
    """One measurement; `limit` is the least or the most it may be, None if it is only told."""

    what: str
    value: float
    unit: str
    limit: float | None = None
    kind: Literal["at least", "at most"] = "at least"
    note: str = ""

    def holds(self) -> bool:
        """Return whether it keeps its limit."""
        if self.limit is None:
            return True
        return self.value >= self.limit if self.kind == "at least" else self.value <= self.limit


def show(figures: Iterable[Figure], where: str) -> bool:
    """Print a table, and return whether every limit is kept."""
    table = Table(title=f"{_machine()}, {datetime.now(UTC):%Y-%m-%d}, {where}")
    for heading in ("measured", "limit", "figure", "verdict", "of it"):
        table.add_column(heading, justify="right" if heading in ("limit", "figure") else "left")
    kept = []
    for one in figures:
        kept.append(one.holds())
        limit = "" if one.limit is None else f"{one.kind} {_number(one.limit)}"
        verdict = "" if one.limit is None else ("holds" if one.holds() else "FAILS")
        table.add_row(
            one.what, limit, f"{_number(one.value)} {one.unit}".strip(), verdict, one.note
        )
    Console(width=max(120, Console().width)).print(table)
    return all(kept)


def _number(value: float) -> str:
    if value >= 100 or value == int(value):
        return f"{value:.0f}"
    return f"{value:.2f}" if value >= 0.01 else f"{value:.4f}"


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    version = ".".join(str(part) for part in sys.version_info[:3])
    return f"{os.cpu_count()} cores, {memory:.0f} GB, {platform.system()}, Python {version}"
