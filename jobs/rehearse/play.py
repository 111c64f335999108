"""A rehearsal as it goes: its people, its diary, and what has passed by mail so far."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import count
from random import Random
from typing import Literal

from jobs.rehearse.characters import Cast, Character
from jobs.rehearse.opening import text_of
from service import store
from service.domain.languages import Language
from service.domain.letters import Letter, Matter
from service.domain.rounds import Round
from service.domain.site import Site

Way = Literal["out", "in"]


@dataclass(frozen=True)
class Passed:
    """One mail of a rehearsal. `kind` is the letter's, or what its writer meant to say,
    and `key` its occasion, or the one of the letter that is answered.

    `email` is the person's whom it went to or came from; `prompt` as in `Letter`.
    """

    number: int
    key: str
    at: datetime
    way: Way
    email: str
    language: Language
    kind: str
    subject: str
    raw: bytes
    about: Matter | None = None
    prompt: bool = False

    @cached_property
    def text(self) -> str:
        """Return what it says in plain text; taken apart once, since several promises ask."""
        return text_of(self.raw)


@dataclass(frozen=True)
class Deed:
    """What someone will do at a moment, about a letter they got; none for the coordinator's."""

    act: str
    letter: Letter | None = None


@dataclass
class Diary:
    """What is still to happen, by time; what was noted first comes first."""

    heap: list[tuple[datetime, int, Deed]] = field(default_factory=list)
    numbers: "count[int]" = field(default_factory=count)

    def note(self, at: datetime, deed: Deed) -> None:
        """Note a deed for a moment."""
        heapq.heappush(self.heap, (at, next(self.numbers), deed))

    def next_at(self) -> datetime | None:
        """Return when something happens next, None at the end."""
        return self.heap[0][0] if self.heap else None

    def take(self, at: datetime) -> list[Deed]:
        """Return what happens by a moment, in order, and forget it."""
        due = []
        while self.heap and self.heap[0][0] <= at:
            due.append(heapq.heappop(self.heap)[2])
        return due


@dataclass
class Play:
    """All that a rehearsal works on.

    `kept` is the latest invitation each person has for a meeting, `done` what people do once.
    """

    db: store.Database
    site: Site
    season: Round
    casts: Sequence[Cast]
    seed: int
    diary: Diary = field(default_factory=Diary)
    passed: list[Passed] = field(default_factory=list)
    kept: dict[tuple[str, Matter], Letter] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)

    def found(self, email: str) -> tuple[Cast, Character] | None:
        """Return whose pair an address belongs to and how its owner behaves."""
        for cast in self.casts:
            if character := cast.character_of(email):
                return cast, character
        return None

    def chance(self, occasion: str) -> Random:
        """Return the luck of one occasion, the same at every rehearsal of a seed."""
        return Random(f"{self.seed}:{occasion}")

    def once(self, occasion: str) -> bool:
        """Return whether something is done for the first time."""
        if occasion in self.done:
            return False
        self.done.add(occasion)
        return True
