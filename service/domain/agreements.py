"""The mentoring agreement: eight points, their versions, and who has approved which (P11)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from service.domain.errors import Refused
from service.domain.languages import Language
from service.domain.pairs import Pair
from service.domain.people import Person
from service.domain.rounds import Round

How = Literal["button", "reply"]
EMPTY = "approves an agreement in which nothing is agreed"
RUN_OF_EDITS = timedelta(minutes=30)  # edits that come together make one letter

PointName = Literal[
    "goals", "topics", "confidentiality", "frequency", "length", "place", "preparation", "contact"
]
# Each point and the form fields it is made of (contracts/commands.md).
POINTS: Mapping[PointName, tuple[str, ...]] = {
    "goals": ("goals",),
    "topics": ("topics", "off_limits"),
    "confidentiality": ("confidentiality",),
    "frequency": ("frequency", "dates"),
    "length": ("minutes",),
    "place": (
        "place",
        "cancelling",
        "costs",
        "expense_meeting",
        "expense_kind",
        "expense_estimate",
    ),
    "preparation": ("preparation",),
    "contact": ("contact",),
}


@dataclass(frozen=True)
class Point:
    """One point as it stands: its fields' texts, or `oral` where the pair agrees by word.

    `revision` is the number of the save that made it, counted over the whole agreement; a save
    names the revision it was made from, so that two people at once never overwrite each other.
    """

    name: PointName
    body: Mapping[str, str] = field(default_factory=dict)
    oral: bool = False
    revision: int = 0
    saved_by: int = 0
    saved_at: datetime | None = None

    @property
    def is_filled(self) -> bool:
        """Return whether anything is agreed in it."""
        return self.oral or any(self.body.values())

    def says_the_same_as(self, other: "Point") -> bool:
        """Return whether both say the same, whoever saved them."""
        return (self.oral, _texts(self)) == (other.oral, _texts(other))


@dataclass(frozen=True)
class Approval:
    """One person's approval of one version; `because` is the mail that said so.

    `language` is the one in which the text was shown (G1); empty for those before it was kept.
    """

    person_id: int
    version: int
    approved_at: datetime
    how: How
    because: int | None = None
    language: Language | Literal[""] = ""


@dataclass(frozen=True)
class Agreed:
    """A version that both approved, as it stood then."""

    version: int
    points: Mapping[PointName, Point]
    agreed_at: datetime

    def says(self, name: str) -> str:
        """Return what one field of it says."""
        return next(
            (
                point.body.get(name, "")
                for point in self.points.values()
                if name in POINTS[point.name]
            ),
            "",
        )


@dataclass(frozen=True)
class Agreement:
    """A pair's agreement: the present version's points, and all approvals ever given.

    `asked_at` says when the pair was first asked, `agreed_at` when both had approved the
    present version. `changed_at` is the first edit of a version that follows an approved or
    half-approved one, until both have been asked again.
    """

    pair_id: int
    version: int
    points: Mapping[PointName, Point]
    approvals: tuple[Approval, ...] = ()
    asked_at: datetime | None = None
    agreed_at: datetime | None = None
    changed_at: datetime | None = None

    @property
    def edition(self) -> int:
        """Return the number of the latest save: what someone has seen is named by it."""
        return max((point.revision for point in self.points.values()), default=0)

    @property
    def filled(self) -> int:
        """Return how many of the eight points are filled in."""
        return sum(point.is_filled for point in self.points.values())

    @property
    def saved_at(self) -> datetime | None:
        """Return when anything in it was last saved."""
        return max((one.saved_at for one in self.points.values() if one.saved_at), default=None)

    def point(self, name: PointName) -> Point:
        """Return a point, empty where nothing was ever saved in it."""
        return self.points.get(name, Point(name))

    def approved_by(self, person_id: int) -> Approval | None:
        """Return a person's approval of the present version, or None."""
        for approval in self.approvals:
            if (approval.person_id, approval.version) == (person_id, self.version):
                return approval
        return None

    def seen_by(self, person_id: int, edition: int) -> bool:
        """Return whether someone who saw an edition, or saved one later, knows what stands now."""
        own = (one.revision for one in self.points.values() if one.saved_by == person_id)
        return self.edition <= max((edition, *own))


def signers(pair: Pair) -> tuple[Person, Person]:
    """Return who approves: the mentor, and the actor or a team's contact person."""
    return pair.mentor, pair.contact


def asked_on(season: Round, pair: Pair) -> date | None:
    """Return the day on which a pair is asked: the kick-off's, or the one after publication."""
    if pair.published_at is None:
        return None
    zone = ZoneInfo(season.timezone)
    published_on = pair.published_at.astimezone(zone).date()
    days = (one.starts_at.astimezone(zone).date() for one in season.events if one.kind == "kickoff")
    kickoff = next(days, None)
    if kickoff and kickoff > published_on:
        return kickoff
    return published_on + timedelta(days=1)


def waiting_for(agreement: Agreement, pair: Pair) -> list[Person]:
    """Return who has not approved the present version."""
    return [one for one in signers(pair) if agreement.approved_by(one.id) is None]


def saved(agreement: Agreement, wanted: Point) -> Agreement | None:
    """Return the agreement after one point is saved, or None where somebody was faster.

    `wanted.revision` is the revision it was made from. The same words again change nothing.
    A save after any approval of the present version begins the next one; approvals stay.
    """
    present = agreement.point(wanted.name)
    if present.says_the_same_as(wanted):
        return agreement
    if present.revision != wanted.revision:
        return None
    point = replace(wanted, revision=agreement.edition + 1)
    after = replace(agreement, points={**agreement.points, wanted.name: point})
    if not any(one.version == agreement.version for one in agreement.approvals):
        return after
    return replace(after, version=agreement.version + 1, agreed_at=None, changed_at=wanted.saved_at)


def approved(agreement: Agreement, pair: Pair, approval: Approval, edition: int) -> Agreement:
    """Return the agreement after an approval of what its giver has seen as `edition`.

    Safe to run twice. Raises Refused for an old version, for one in which nothing is agreed,
    for words that the giver has not seen, and for someone who is not asked.
    """
    if approval.person_id not in {one.id for one in signers(pair)}:
        raise Refused("only the mentor and the contact person approve the agreement")
    if approval.version != agreement.version:
        raise Refused(
            f"approves version {approval.version}; the present one is {agreement.version}"
        )
    if not agreement.filled:
        raise Refused(EMPTY)
    if not agreement.seen_by(approval.person_id, edition):
        raise Refused("the agreement has been changed since it was seen")
    if agreement.approved_by(approval.person_id):
        return agreement
    after = replace(agreement, approvals=(*agreement.approvals, approval))
    agreed_at = None if waiting_for(after, pair) else approval.approved_at
    return replace(after, agreed_at=agreed_at, changed_at=None)  # the other is asked at once


def taken_back(agreement: Agreement, person_id: int) -> Agreement:
    """Return the agreement without an approval that nobody has built on; else raise Refused."""
    mine = agreement.approved_by(person_id)
    if mine is None or agreement.agreed_at is not None:
        raise Refused("takes back an approval that is not there, or that both have given")
    return replace(agreement, approvals=tuple(one for one in agreement.approvals if one != mine))


def all_by_word(agreement: Agreement, person_id: int, now: datetime) -> Agreement:
    """Return the agreement with every empty point marked as agreed orally."""
    for name in POINTS:
        point = agreement.point(name)
        if not point.is_filled:
            oral = replace(point, oral=True, saved_by=person_id, saved_at=now)
            agreement = saved(agreement, oral) or agreement
    return agreement


def _texts(point: Point) -> dict[str, str]:
    return {name: text for name, text in point.body.items() if text}
