"""Who plays in a rehearsal: what each sort of pair does with the letters it gets."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from jobs.demo.people import Couple, Someone, couples

Calendar = Literal["ACCEPTED", "TENTATIVE", "DECLINED", "COUNTER", ""]
Dates = Literal["all", "next", ""]
Client = Literal["gmail", "outlook", "iphone"]
CLIENTS: tuple[Client, ...] = ("gmail", "outlook", "iphone")


@dataclass(frozen=True)
class Character:
    """One sort of person.

    `told` are the answers to "did you meet?", in turn, an empty one for silence; `dates` says
    whether questions for times are answered with the whole series, the next one or not at all.
    `asides` are what they write unasked before the meeting of a number. `hours` is how long
    they take to answer, at least and at most.
    """

    name: str
    told: tuple[str, ...] = ("held",)
    dates: Dates = "all"
    calendar: tuple[Calendar, ...] = ("ACCEPTED",)
    asides: Mapping[int, str] = field(default_factory=dict)
    hours: tuple[int, int] = (1, 20)
    proposal: str = "ok"
    prepares: bool = False
    agrees: bool = True
    claims: bool = True
    thanks: bool = False
    away: tuple[date, date] | None = None
    bounces_from: date | None = None


@dataclass(frozen=True)
class Cast:
    """One pair of a rehearsal with its characters; a team's other members are `member`."""

    couple: Couple
    actor: Character
    mentor: Character
    member: Character

    def character_of(self, email: str) -> Character | None:
        """Return how someone of this pair behaves, None for a stranger."""
        if email == self.couple.mentor.email:
            return self.mentor
        if email == self.couple.actors[0].email:
            return self.actor
        return self.member if email in (one.email for one in self.couple.actors) else None

    def people(self) -> tuple[Someone, ...]:
        """Return everyone of the pair, the mentor first."""
        return (self.couple.mentor, *self.couple.actors)


PROMPT = Character("prompt", hours=(1, 4))
SILENT = Character(
    "silent", told=("",), dates="", calendar=("",), proposal="", agrees=False, claims=False,
)  # fmt: skip
QUIET = replace(SILENT, name="quiet", dates="all", calendar=("", "ACCEPTED"))
DIALECT = Character("dialect", told=("held_dialect",), agrees=False)
CHATTY = Character(
    "chatty", told=("held_chatty",), prepares=True, thanks=True,
    asides={1: "question", 2: "status", 3: "private"},
)  # fmt: skip
MOVER = Character("moves everything", asides={1: "move", 2: "move", 3: "move", 4: "move"})
CANCELLER = Character("cancels", asides={2: "cancel", 3: "cancel"}, dates="next")
DECLINER = Character(
    "declines",
    calendar=("DECLINED", "COUNTER", "TENTATIVE", "ACCEPTED"),
    hours=(10, 40),
    asides={1: "holiday"},
)
AWAY = Character("away", away=(date(2027, 2, 20), date(2027, 3, 9)), hours=(20, 60))
BOUNCES = Character("bounces", bounces_from=date(2027, 3, 1))
STOPS = Character("stops reminders", told=("stop", "held"), agrees=False)
LEAVES = Character("leaves", told=("held", "leave"))
DISPUTES = Character("tells another story", asides={2: "contradict"}, proposal="not_ok")
VAGUE = Character("vague", told=("vague", "held", "wrong"), dates="next", hours=(20, 90))
MOVED = Character("tells of moves", told=("moved_to", "held", "not_held", "held"))
LATE = Character("late", told=("", "held"), hours=(60, 150), dates="next", agrees=False)
TEAM = Character("tells who was away", told=("not_all", "held", "not_all"), prepares=True)

# The actor, or the team's contact person; the mentor; how many actors.
PLOTS: tuple[tuple[Character, Character, int], ...] = (
    (PROMPT, PROMPT, 1),
    (DIALECT, CHATTY, 1),
    (QUIET, PROMPT, 1),
    (TEAM, PROMPT, 3),
    (MOVER, PROMPT, 1),
    (PROMPT, DECLINER, 1),
    (AWAY, DIALECT, 1),
    (CHATTY, BOUNCES, 1),
    (CANCELLER, AWAY, 1),
    (TEAM, DECLINER, 4),
    (STOPS, PROMPT, 1),
    (LEAVES, PROMPT, 1),
    (PROMPT, DISPUTES, 1),
    (SILENT, SILENT, 1),
    (VAGUE, LATE, 1),
    (MOVED, SILENT, 1),
    (LATE, MOVER, 1),
    (BOUNCES, PROMPT, 1),
    (QUIET, SILENT, 5),
)


def cast(pairs: int) -> list[Cast]:
    """Return that many pairs; after the last plot they come again, in other languages."""
    teams = {n: size for n in range(pairs) if (size := PLOTS[n % len(PLOTS)][2]) > 1}
    return [_cast(number, couple) for number, couple in enumerate(couples(pairs, teams))]


def client_of(email: str) -> Client:
    """Return the mail program that someone always uses."""
    return CLIENTS[sum(email.encode()) % len(CLIENTS)]


def _cast(number: int, couple: Couple) -> Cast:
    actor, mentor, _ = PLOTS[number % len(PLOTS)]
    member = replace(QUIET, calendar=("ACCEPTED", "", "TENTATIVE"))
    return Cast(couple, actor, mentor, member)
