"""Who fits whom: the hard rules of pairing, which no number of points outweighs (P7)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from service.domain.applications import Application
from service.domain.pairs import Pair
from service.domain.rounds import Model, Round

Misfit = Literal["role", "not_with", "capacity", "model", "team", "language", "place"]


@dataclass(frozen=True)
class Couple:
    """A mentor's application beside that of an actor or team, and what is known of both.

    `models` are the round's; `taken` is how many pairs the mentor has, without this one;
    `apart` says that these two shall not be a pair: they have been one that ended.
    """

    mentor: Application
    actor: Application
    models: Sequence[Model]
    taken: int = 0
    apart: bool = False


def couple(season: Round, mentor: Application, actor: Application, pairs: Sequence[Pair]) -> Couple:
    """Return two applicants side by side; `pairs` are those of the mentor, over or not."""
    mentored = [pair for pair in pairs if pair.mentor.id == mentor.person_id]
    together = [pair for pair in pairs if actor.person_id in [one.id for one in pair.people]]
    return Couple(
        mentor=mentor,
        actor=actor,
        models=season.models,
        taken=sum(pair.ended_at is None for pair in mentored),
        apart=any(pair.ended_at is not None for pair in together),
    )


def fits(two: Couple) -> bool:
    """Return whether two applicants may be suggested to each other."""
    return not misfits(two)


def misfits(two: Couple) -> list[Misfit]:
    """Return the hard rules that two applicants break, in a fixed order."""
    return list(_broken(two))


def room(mentor: Application, taken: int) -> int:
    """Return how many more pairs a mentor takes; a team is one pair, no answer means one."""
    said = str(mentor.answers.get("capacity", ""))
    return max(0, (int(said) if said.isdecimal() else 1) - taken)


def model_of(application: Application) -> Model:
    """Return whether an application is for a pair of two or for a group."""
    return "group" if application.role == "team" else "individual"


def _broken(two: Couple) -> Iterator[Misfit]:
    mentor, actor = two.mentor, two.actor
    same = mentor.person_id == actor.person_id
    if mentor.role != "mentor" or actor.role == "mentor" or same:
        yield "role"
    if two.apart:
        yield "not_with"
    if not room(mentor, two.taken):
        yield "capacity"
    if model_of(actor) not in two.models:
        yield "model"
    if actor.role == "team" and not mentor.answers.get("takes_team"):
        yield "team"
    if mentor.language != actor.language:
        yield "language"
    if not _can_meet(mentor, actor):
        yield "place"


def _can_meet(mentor: Application, actor: Application) -> bool:
    """Return whether both meet online, or live in one town; who names no town goes anywhere."""
    if mentor.answers.get("online") and actor.answers.get("online"):
        return True
    towns = [str(one.answers.get("town", "")).strip().casefold() for one in (mentor, actor)]
    return "" in towns or towns[0] == towns[1]
