"""A reply of a known writer in a known matter, and where a mail can end."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from service.domain.letters import Matter
from service.domain.people import Person
from service.domain.readings import Asked, Finding, Kind, Reading
from service.domain.rounds import Text

End = Literal["settled", "asked", "tray", "ignored"]


@dataclass(frozen=True)
class Reply:
    """One mail whose writer and matter are known, read.

    `answers` is the key of the letter it answers, empty if none is known. `silent` forbids
    any answer to it, since a list or a robot may have sent it (S7). `asked_before` says that
    it answers a question back of ours, which is not asked twice (P18). `round_id` is the season
    that the matter belongs to.
    """

    mail_id: int
    writer: Person
    about: Matter
    asked: Asked
    answers: str
    reading: Reading
    programme: Text
    received_at: datetime
    silent: bool = False
    asked_before: bool = False
    round_id: int = 0


@dataclass(frozen=True)
class Outcome:
    """Where a reply ended and why; the reason is one short clause in English, for the log."""

    end: End
    reason: str


def numbered(asked: Asked, text: str) -> tuple[Finding, ...] | None:
    """Return what a bare number answers to a question back of ours, None for other texts.

    The numbers are those of the letter `not_understood`; one that asks for more words has
    no finding, and the caller lays it in the tray.
    """
    choice = text.strip(" .)!\n")
    if choice not in ("1", "2", "3"):
        return None
    kinds = _CHOICES.get(asked, ("question", "question", "question"))
    return (Finding(kinds[int(choice) - 1], evidence=choice, rule="choice"),)


def objects(text: str) -> tuple[Finding, ...] | None:
    """Return what "wrong" alone says to a move that we told of (P14), None for other texts."""
    if text.strip(" .!\n").casefold() not in _WRONG:
        return None
    return (Finding("undo", evidence=text.strip(), rule="objection"),)


_WRONG = ("väärin", "fel", "wrong")
_CHOICES: dict[Asked, tuple[Kind, Kind, Kind]] = {
    "attendance": ("held", "not_held", "question"),
    "invitation": ("accepted", "declined", "question"),
    "proposal": ("accepted", "declined", "question"),
    "seat_check": ("accepted", "declined", "question"),
}
