"""Feedback: half-way and closing, what is asked when, and what an answer holds (P27)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from service.domain.languages import Language
from service.domain.rounds import Text

Occasion = Literal["midway", "closing"]
Need = Literal["", "contact", "low", "question"]
Quote = Literal["no", "first_name", "name"]
REMIND_AFTER = timedelta(days=7)
REMINDERS = 2
UNSETTLED_FOR = timedelta(days=4)  # "did you meet?" is asked before the closing questions
LONGEST_WORDS = 2000  # characters
FEWEST = 5  # answers of a role that may be shown as that role's
LOW = 2  # of 5: a pair in which the coordinator is needed


@dataclass(frozen=True)
class Question:
    """One question: a number from `least` to `most`, or words where `most` is 0.

    `choices` names the numbers where they are no scale.
    """

    name: str
    text: Text
    least: int = 0
    most: int = 0
    choices: Mapping[str, Text] = field(default_factory=dict)

    def asked(self, language: Language) -> str:
        """Return the question for a page, where choices are words and need no numbers."""
        text = self.text[language]
        return re.sub(r"(?<!\w)\d (?=\w)", "", text) if self.choices else text

    @property
    def is_scale(self) -> bool:
        """Return whether it is answered by a number."""
        return self.most > 0


@dataclass(frozen=True)
class Told:
    """What someone answers: by question, what they said there; numbers as digits.

    `certain` is False where a number cannot be meant, or where it is not clear what is
    answered. `contact` asks the coordinator to write to them.
    """

    answers: Mapping[str, str]
    certain: bool = True
    contact: bool = False
    anonymous: bool = False
    quote: Quote = "no"


@dataclass(frozen=True)
class Answer:
    """An answer as kept; `person_id` and `pair_id` are None where nobody may know whose it is."""

    code: str
    occasion: Occasion
    round_id: int
    role: str
    answers: Mapping[str, str]
    person_id: int | None = None
    pair_id: int | None = None
    quote: Quote = "no"
    need: Need = ""


@dataclass(frozen=True)
class Asking:
    """That a person was asked: the first question is turn 0, reminders are 1 and 2."""

    occasion: Occasion
    matter_id: int
    person_id: int
    turn: int


@dataclass(frozen=True)
class Progress:
    """How far a published pair has come, in numbers of meetings.

    `over` counts those that were held or whose end has passed untold, `unsettled` the latter
    of the last days, `ahead` those that are booked.
    """

    pair_id: int
    plan: int
    begins: date
    held: int
    over: int
    unsettled: int
    ahead: int


def is_half_way(pair: Progress, starts: date, ends: date, today: date) -> bool:
    """Return whether half of a pair's meetings were held, or half of its time has passed.

    A pair that was made late has less time, and its half comes later.
    """
    begins = max(pair.begins, starts)
    middle = begins + (ends - begins) / 2
    by_time = begins < ends and today >= middle
    by_meetings = pair.held * 2 >= pair.plan and pair.held > 0
    return (by_time or by_meetings) and not is_closing(pair, ends, today)


def is_closing(pair: Progress, ends: date, today: date) -> bool:
    """Return whether the last planned meeting is over, or the round."""
    all_met = pair.over >= pair.plan and not pair.ahead and not pair.unsettled
    return all_met or today > ends


def need_of(told: Told) -> Need:
    """Return why a coordinator should look at a half-way answer, if they should."""
    if told.contact:
        return "contact"
    fit = told.answers.get("fit", "")
    return "low" if fit.isdecimal() and int(fit) <= LOW else ""
