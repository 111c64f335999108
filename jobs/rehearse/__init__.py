"""The rehearsal: a whole round of invented pairs on a clock that runs (`oksa rehearse`, P33)."""

from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress

from jobs.rehearse import written
from jobs.rehearse.ending import Ending
from jobs.rehearse.play import Play
from jobs.rehearse.promises import broken
from jobs.rehearse.run import play_year
from jobs.rehearse.summary import summary

MOST_PAIRS = 100  # there are no more invented names in each language


def rehearse(pairs: int, seed: int, folder: Path, *, quiet: bool) -> dict[str, Any]:
    """Play a year, write all of it into a folder and return the figures with what broke promises.

    The same pairs and seed give the same mails to the byte.
    """
    with Progress(console=Console(stderr=True), transient=True, disable=quiet) as bar:
        task = bar.add_task("A year of mentoring", total=1.0)
        play, end = play_year(pairs, seed, None, lambda done: bar.update(task, completed=done))
    figures = figures_of(play, end)
    written.write(folder, play.casts, play.passed, figures)
    return figures


def figures_of(play: Play, end: Ending) -> dict[str, Any]:
    """Return the figures of a rehearsal, and by promise what broke it."""
    promises = {"seed": play.seed, "promises": broken(play.passed, end)}
    return summary(play.passed, end) | promises
