"""A reply of a known writer in a known matter, and where a mail can end."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from service.domain.letters import Matter
from service.domain.people import Person
from service.domain.readings import Asked, Finding, Kind, Reading
from service.domain.rounds import Text

End = Literal["settled", "asked", "tray", "ignored"]

MOST_WORDS = 10  # of an objection, after "wrong"


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
    """Return what objects to a move that we told of (P14), None for other texts.

    That is "wrong", alone or with a few words saying that nothing was moved or agreed on, and
    the letter's own "the meeting has not moved".
    """
    said = re.findall(r"[\w'’]+", text.casefold().replace("’", "'"))
    is_wrong = said[:1] in _WRONG and (len(said) == 1 or _denies_move(text, said[1:]))
    if not is_wrong and " ".join(said) not in _NOT_MOVED:
        return None
    return (Finding("undo", evidence=text.strip(), rule="objection"),)


def _denies_move(text: str, said: list[str]) -> bool:
    is_plain = len(said) <= MOST_WORDS and not re.search(r"[\d?]", text)
    return is_plain and not _NOT.isdisjoint(said) and not _MOVED.isdisjoint(said)


_WRONG = (["väärin"], ["fel"], ["wrong"])
_NOT_MOVED = (
    "tapaaminen ei ole siirtynyt", "tapaaminen ei siirtynyt", "tapaamista ei ole siirretty",
    "träffen har inte flyttats", "träffen har inte flyttat", "träffen är inte flyttad",
    "the meeting has not moved", "the meeting hasn't moved", "the meeting has not been moved",
)  # fmt: skip
_NOT = {"ei", "en", "emme", "inte", "aldrig", "not", "never", "hasn't", "haven't", "didn't"}
_MOVED = {
    "siirtynyt", "siirretty", "siirtäneet", "siirtänyt", "siirrosta", "sovittu", "sopineet",
    "sopinut", "flyttats", "flyttat", "flyttad", "flyttades", "överens", "avtalat", "bestämt",
    "move", "moved", "agree", "agreed",
}  # fmt: skip
_CHOICES: dict[Asked, tuple[Kind, Kind, Kind]] = {
    "attendance": ("held", "not_held", "question"),
    "invitation": ("accepted", "declined", "question"),
    "proposal": ("accepted", "declined", "question"),
    "seat_check": ("accepted", "declined", "question"),
}
