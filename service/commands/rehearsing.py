"""`oksa rehearse`: a year of invented pairs in a minute (P33)."""

import sys
from pathlib import Path

from service.commands.arguments import Call, Rooms, Wrong, command

KEPT, BROKEN = 0, 1


def add_to(rooms: Rooms) -> None:
    """Add the command of this module."""
    told = "play a round with invented pairs and write every mail of it"
    play = command(rooms, "rehearse", told, _rehearse)
    play.add_argument("--pairs", type=int, default=12)
    play.add_argument("--to", type=Path, default=Path("rehearsal"), metavar="FOLDER")
    play.add_argument("--seed", type=int, default=1, help="another seed, another year")


def _rehearse(call: Call) -> int:
    """Play, write and tell; 1 where a promise was broken."""
    from jobs.rehearse import MOST_PAIRS, rehearse

    given = call.given
    if not 1 <= given.pairs <= MOST_PAIRS:
        raise Wrong(f"rehearse: --pairs is between 1 and {MOST_PAIRS}")
    figures = rehearse(given.pairs, given.seed, given.to, quiet=not sys.stderr.isatty())
    broken = [f"{name}: {why}" for name, found in figures["promises"].items() for why in found]
    lines = [
        f"{figures['letters']} letters and {figures['mails_in']} mails from"
        f" {figures['people']} people: {given.to / 'index.html'}",
        *broken,
    ]
    call.show(figures, lambda: "\n".join(lines))
    return BROKEN if broken else KEPT
