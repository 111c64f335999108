"""Pairs: one mentor with one actor or one team."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from service.domain.people import Person
from service.domain.rounds import Model

PairRole = Literal["mentor", "actor"]


@dataclass(frozen=True)
class Party:
    """One person in a pair. A team's contact person is the actor who is asked for the team."""

    person: Person
    role: PairRole
    contact: bool = True


@dataclass(frozen=True)
class Pair:
    """A mentor and their actor or team; `published_at` is None while the pair is a draft (P8).

    `ended_at` is set where a coordinator has ended it before the round's end.
    `plan` is how many meetings the round gives a pair of its model.
    """

    id: int
    round_id: int
    model: Model
    parties: tuple[Party, ...]
    plan: int
    team_name: str = ""
    published_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def mentor(self) -> Person:
        """Return the mentor."""
        return next(party.person for party in self.parties if party.role == "mentor")

    @property
    def actors(self) -> tuple[Person, ...]:
        """Return the actor, or a team's members, the contact person first."""
        actors = [party for party in self.parties if party.role == "actor"]
        return tuple(party.person for party in sorted(actors, key=lambda one: not one.contact))

    @property
    def contact(self) -> Person:
        """Return the actor who is asked for the pair."""
        return self.actors[0]

    @property
    def people(self) -> tuple[Person, ...]:
        """Return everyone, the mentor first."""
        return (self.mentor, *self.actors)

    @property
    def is_team(self) -> bool:
        """Return whether the actor is a team."""
        return len(self.actors) > 1

    def role_of(self, person: Person) -> PairRole:
        """Return the role of a person of this pair."""
        return "mentor" if person.id == self.mentor.id else "actor"

    def other_side(self, person: Person) -> str:
        """Return the name that a person of this pair knows the other side by."""
        if person.id != self.mentor.id:
            return self.mentor.name
        return self.team_name or ", ".join(actor.name for actor in self.actors)
