"""`oksa import applications`: what was applied for elsewhere, from a CSV file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from service import store
from service.commands.arguments import REFUSED, Call, Rooms, Wrong, command
from service.domain.rounds import Round

if TYPE_CHECKING:
    from forms.imported import Line


def add_to(rooms: Rooms) -> None:
    """Add the commands of this module."""
    told = "bring in what was gathered elsewhere"
    acts = rooms.add_parser("import", help=told).add_subparsers(required=True, metavar="WHAT")
    applications = command(acts, "applications", "bring in a CSV file of applications", _import)
    applications.add_argument("file", type=Path, metavar="FILE.csv")
    applications.add_argument("--round", required=True, type=int, metavar="ID")
    applications.add_argument("--dry-run", action="store_true", help="only say what is wrong")


def _import(call: Call) -> int:
    """Bring in every line, confirmed, or none where one is wrong; a line known stays as it is."""
    db = call.data()
    season = store.rounds.get(db, call.given.round)
    lines = _lines(call.given.file, season)
    wrong = [line for line in lines if line.application is None]
    brought = 0 if wrong or call.given.dry_run else _bring(call, db, season, lines)
    value = {
        "round": season.id,
        "lines": len(lines),
        "imported": brought,
        "known": 0 if wrong or call.given.dry_run else len(lines) - brought,
        "dry_run": bool(call.given.dry_run),
        "wrong": [{"line": one.number, "errors": dict(one.errors)} for one in wrong],
    }
    call.show(
        value, lambda: _told(lines, wrong, f"{brought} of {len(lines)} applications brought in")
    )
    return REFUSED if wrong else 0


def _lines(path: Path, season: Round) -> list[Line]:
    from forms.imported import lines_in

    try:
        return list(lines_in(path.read_text("utf-8"), season))
    except OSError as wrong:
        raise Wrong(f"{path}: {wrong.strerror}") from wrong
    except ValueError as wrong:  # also where it is no UTF-8
        raise Wrong(f"{path}: {wrong}") from wrong


def _bring(call: Call, db: store.Database, season: Round, lines: list[Line]) -> int:
    from service.actions import applications

    site, now = call.settings.need_site(), call.now(db)
    with store.transaction(db):
        found = (line.application for line in lines if line.application)
        return sum(applications.bring_in(db, site, season, one, now) for one in found)


def _told(lines: list[Line], wrong: list[Line], done: str) -> str:
    errors = [
        f"line {one.number}{': ' + name if name else ''}: {text}"
        for one in wrong
        for name, texts in one.errors.items()
        for text in texts
    ]
    last = f"{len(wrong)} of {len(lines)} lines are wrong, nothing is brought in" if wrong else done
    return "\n".join([*errors, last])
