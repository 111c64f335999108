"""`oksa export`: a round as sheets, one XLSX or a folder of CSV files; people only on request."""

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from service import store
from service.commands.arguments import Call, Rooms, Wrong, command
from service.domain.applications import Application
from service.domain.figures import Table
from service.domain.meetings import Meeting
from service.domain.pairs import Pair
from service.domain.rounds import Round

Cell = str | int | Decimal | date
Sheet = list[Sequence[Cell]]
PAIRS = ("pair", "model", "plan", "published_at", "ended_at")
MEETINGS = ("pair", "number", "of", "sequence", "starts_at", "minutes", "state", "held_on")
OF_PEOPLE = ("mentor", "mentor_email", "actors", "actors_emails")
STANDING = ("reference", "state", "submitted_at", "confirmed_at", "told", "source")


def add_to(rooms: Rooms) -> None:
    """Add the commands of this module."""
    export = command(rooms, "export", "write a round as sheets: XLSX, or CSV files", _export)
    export.add_argument("round", type=int, metavar="ROUND")
    export.add_argument("--to", required=True, type=Path, metavar="FILE.xlsx|FOLDER")
    export.add_argument(
        "--person-data", action="store_true", help="also who it is, and their applications"
    )


def _export(call: Call) -> int:
    from service.actions.figures import figures

    path: Path = call.given.to
    db = call.data()
    now = call.now(db)
    season = store.rounds.get(db, call.given.round)
    tables = figures(db, season, now)
    sheets = {f"figures_{one.subject}": _figures(one) for one in tables}
    sheets |= _rows(db, season, now, people=call.given.person_data)
    try:
        files = _write(path, sheets)
    except OSError as wrong:
        raise Wrong(f"{path}: {wrong.strerror}") from wrong
    value = {"files": [str(one) for one in files], "sheets": list(sheets)}
    call.show(value, lambda: f"{len(sheets)} sheets in {path}")
    return 0


def _figures(table: Table) -> Sheet:
    rows = [(row.name, *row.numbers, row.total) for row in table.rows]
    heading = (table.subject, *table.columns, "total")
    return [heading, *rows, ("total", *table.totals, table.total)]


def _rows(db: store.Database, season: Round, now: datetime, *, people: bool) -> Mapping[str, Sheet]:
    zone = ZoneInfo(season.timezone)
    pairs = store.pairs.of_round(db, season.id)
    meetings = store.meetings.every(db, season.id)
    who = {one.id: _who(one) for one in pairs} if people else {}
    more, place = (OF_PEOPLE, ("place",)) if people else ((), ())
    found: dict[str, Sheet] = {
        "pairs": [
            (*PAIRS, *more),
            *((*_pair(one, zone), *who.get(one.id, ())) for one in pairs),
        ],
        "meetings": [
            (*MEETINGS, *place, *more),
            *(
                (*_meeting(one, now), *([one.place] if people else []), *who.get(one.pair_id, ()))
                for one in meetings
            ),
        ],
    }
    if people:
        found["applications"] = _applications(store.applications.of_round(db, season.id), zone)
    return found


def _pair(pair: Pair, zone: ZoneInfo) -> Sequence[Cell]:
    return pair.id, pair.model, pair.plan, _at(pair.published_at, zone), _at(pair.ended_at, zone)


def _meeting(meeting: Meeting, now: datetime) -> Sequence[Cell]:
    return (
        meeting.pair_id,
        meeting.number,
        meeting.of,
        meeting.sequence,
        _at(meeting.starts_at, ZoneInfo(meeting.timezone)),
        meeting.minutes,
        meeting.state_at(now),
        meeting.held_on or "",
    )


def _who(pair: Pair) -> Sequence[str]:
    names, emails = (
        ", ".join(getattr(one, what) for one in pair.actors) for what in ("name", "email")
    )
    return pair.mentor.name, pair.mentor.email, names, emails


def _applications(made: Iterable[Application], zone: ZoneInfo) -> Sheet:
    """Return applications by the form's field names, and how each stands."""
    from forms.imported import columns

    fields = columns()
    rows = [
        (
            *(_answer(one, name) for name in fields),
            one.reference,
            one.state,
            _at(one.submitted_at, zone),
            _at(one.confirmed_at, zone),
            one.told,
            one.source,
        )
        for one in made
    ]
    return [(*fields, *STANDING), *rows]


def _answer(one: Application, name: str) -> str:
    if name == "members":
        return "; ".join(f"{member.name}, {member.email}" for member in one.members)
    if name in ("role", "name", "email", "phone", "language"):
        return str(getattr(one, name))
    said = one.answers.get(name, "")
    if isinstance(said, bool):
        return "yes" if said else "no"
    return "; ".join(map(str, said)) if isinstance(said, list | tuple) else str(said)


def _write(path: Path, sheets: Mapping[str, Sheet]) -> list[Path]:
    """Write sheets for their owner alone; return the files."""
    from service.web.sheets import csv_of, xlsx_of

    if path.suffix.lower() == ".xlsx":
        return [_put(path, xlsx_of(sheets))]
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return [_put(path / f"{name}.csv", csv_of(sheet)) for name, sheet in sheets.items()]


def _put(path: Path, content: bytes) -> Path:
    with open(path, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(content)
    return path


def _at(moment: datetime | None, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).isoformat(timespec="minutes") if moment else ""
