"""The mentoring agreement: eight points, their versions, and who has approved which (P11)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

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

    `revision` rises with every save; a save names the revision it was made from, so that
    two people at once never overwrite each other.
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


@dataclass(frozen=True)
class Approval:
    """One person's approval of one version; `how` is "button" or "reply"."""

    person_id: int
    version: int
    approved_at: datetime
    how: str


@dataclass(frozen=True)
class Agreement:
    """A pair's agreement: the present version's points, and all approvals ever given.

    `agreed_at` says when the present version was approved by both, None while it is not.
    """

    pair_id: int
    version: int
    points: Mapping[PointName, Point]
    approvals: tuple[Approval, ...] = ()
    asked_at: datetime | None = None
    agreed_at: datetime | None = None

    def approved_by(self, person_id: int) -> Approval | None:
        """Return a person's approval of the present version, or None."""
        for approval in self.approvals:
            if (approval.person_id, approval.version) == (person_id, self.version):
                return approval
        return None
