"""The rehearsal: a whole round of invented pairs on a clock that runs (`oksa rehearse`, P33)."""

from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress

from jobs.rehearse import run, written
from jobs.rehearse.promises import broken
from jobs.rehearse.summary import summary

MOST_PAIRS = 100  # there are no more invented names in each language


def rehearse(pairs: int, seed: int, folder: Path, *, quiet: bool) -> dict[str, Any]:
    """Play a year, write all of it into a folder and return the figures with what broke promises.

    The same pairs and seed give the same mails to the byte.
    """
    with Progress(console=Console(stderr=True), transient=True, disable=quiet) as bar:
        task = bar.add_task("A year of mentoring", total=1.0)
        play, end = run.run(pairs, seed, None, lambda done: bar.update(task, completed=done))
    figures = summary(play.passed, end) | {"seed": seed, "promises": broken(play.passed, end)}
    written.write(folder, play.casts, play.passed, figures)
    return figures
