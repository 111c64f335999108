"""The `oksa` command: parse, call, print (contracts/commands.md)."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from service import store
from service.commands import (
    exporting,
    importing,
    keeping,
    mail,
    pairs,
    people,
    rehearsing,
    running,
    seasons,
    views,
)
from service.commands.arguments import LATER, REFUSED, USAGE, Call, Wrong
from service.config import load
from service.domain.errors import Refused
from service.setting_values import BadSetting


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 refused, 2 wrong usage, 75 later."""
    parsed = _parser().parse_args(arguments)
    try:
        settings = load(os.environ, Path.cwd())
        status: int = parsed.run(Call(settings, parsed))
    except BadSetting as wrong:
        print(f"oksa: {wrong}", file=sys.stderr)
        return int(parsed.unset)
    except Wrong as wrong:
        print(f"oksa: {wrong}", file=sys.stderr)
        return USAGE
    except store.MachineError as wrong:  # locked for half a minute, or the disk is full
        print(f"oksa: the database cannot be used: {wrong}", file=sys.stderr)
        return LATER
    except store.DatabaseError as wrong:
        print(f"oksa: the database is damaged: {wrong} (docs/operating.md)", file=sys.stderr)
        return REFUSED
    except (Refused, LookupError) as why:
        print(f"oksa: {why}", file=sys.stderr)
        return REFUSED
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="oksa", description="A mentoring programme by e-mail.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for room in (
        running,
        rehearsing,
        seasons,
        pairs,
        people,
        mail,
        views,
        keeping,
        importing,
        exporting,
    ):
        room.add_to(commands)
    return parser
