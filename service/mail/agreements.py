"""An agreement's text as a letter shows it: short lines, and never more than a letter holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.domain.agreement_words import NOT_WRITTEN, ORAL, Told
from service.domain.flat import shortened
from service.domain.languages import Language

MOST = 6_500  # octets of quoted-printable; a letter carries them twice, within 20 kB in all
LENGTHS = (10_000, 400, 200, 100, 50, 20)  # characters of a line, the first that fits


@dataclass(frozen=True)
class Shown:
    """One point: its heading and the lines below it."""

    heading: str
    lines: tuple[str, ...]


def shown(points: Sequence[Told], language: Language) -> list[Shown]:
    """Return the points for a letter; where they are too long for it, their lines are cut."""
    whole = [Shown(point.heading, _lines(point, language)) for point in points]
    for length in LENGTHS:
        cut = [Shown(one.heading, tuple(shortened(line, length) for line in one.lines))
               for one in whole]  # fmt: skip
        if sum(_octets(line) for one in cut for line in one.lines) <= MOST:
            return cut
    return [Shown(one.heading, one.lines[:4]) for one in cut]


def _lines(point: Told, language: Language) -> tuple[str, ...]:
    if not point.rows:
        return (ORAL[language] if point.oral else NOT_WRITTEN[language],)
    return tuple(
        f"{label}: {line}" if at == 0 else line
        for label, lines in point.rows
        for at, line in enumerate(lines)
    ) + ((ORAL[language],) if point.oral else ())


def _octets(line: str) -> int:
    """Return what a line takes in the mail: three octets for each that is not plain."""
    return 12 + sum(1 if sign.isascii() else 3 * len(sign.encode()) for sign in line)
