"""What the commands share: their settings, their data and their clock."""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service import clock, store
from service.config import Settings
from service.domain.errors import Refused
from service.setting_values import BadSetting

DONE, REFUSED, USAGE, LATER = 0, 1, 2, 75  # 75 is EX_TEMPFAIL of sysexits.h
Rooms = Any  # argparse's sub-parsers have no public type


class Wrong(Exception):
    """The command was used wrongly; the text says how."""


@dataclass(frozen=True)
class Call:
    """One command as it was called."""

    settings: Settings
    given: argparse.Namespace

    def data(self) -> store.Database:
        """Return the database, made and migrated if need be.

        Raises BadSetting where the folder cannot be used, DatabaseError where the data cannot.
        """
        folder = self.settings.folder
        try:
            return store.connect(folder)
        except OSError as wrong:
            raise BadSetting(f"OKSA_DATA: {folder}: {wrong.strerror}") from wrong

    def now(self, db: store.Database) -> datetime:
        """Return `--now`, else the clock's time; refused where real people were served."""
        text: str | None = self.given.now
        if text is None:
            return clock.now(db)
        if store.memory.is_served(db):
            raise Refused("--now: these data were served by `oksa run`")
        return moment(text)

    def show(self, value: object, lines: Callable[[], str]) -> None:
        """Print one JSON value with `--json`, else plain lines."""
        text = json.dumps(value, ensure_ascii=False) if self.given.json else lines()
        if text:
            sys.stdout.write(text + "\n")


def moment(text: str) -> datetime:
    """Return the aware moment of an ISO 8601 text; raises Wrong for anything else."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError as wrong:
        raise Wrong(f"--now: {text!r} is no ISO 8601 time") from wrong
    if at.tzinfo is None:
        raise Wrong(f"--now: {text!r} has no offset, such as +02:00")
    return at


def command(
    rooms: Rooms, name: str, told: str, run: Callable[[Call], int]
) -> argparse.ArgumentParser:
    """Add one command with the options that all of them take."""
    parser: argparse.ArgumentParser = rooms.add_parser(name, help=told, description=told)
    parser.add_argument("--json", action="store_true", help="print one JSON value")
    parser.add_argument("--now", metavar="ISO8601", help="act as at that moment")
    parser.set_defaults(run=run, unset=USAGE)
    return parser
