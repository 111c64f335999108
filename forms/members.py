"""A team's members, one a line: a name and a mail address."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from forms.checks import ascii_address
from forms.translations import _
from service.domain.applications import Member
from service.domain.flat import plain_name, shortened

FEWEST, MOST = 1, 7  # besides the contact person: a team has 2–8 members (P5)
NAME_LENGTH = 100
_BETWEEN = re.compile(r"[\s,;<>()]+")


@dataclass(frozen=True)
class Roll:
    """Who was listed, and what is wrong with the list, in words."""

    members: tuple[Member, ...]
    errors: tuple[str, ...]


def roll(text: str, contact: str) -> Roll:
    """Return the members listed besides the contact person, whose own line is passed over."""
    members: dict[str, Member] = {}
    errors: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        member = member_in(line)
        if member is None:
            errors.append(_("Line %(number)s: write a name, a comma and an e-mail", number=number))
        elif member.email in members:
            errors.append(_("Line %(number)s: this address is already listed", number=number))
        elif member.email != contact:
            members[member.email] = member
    return Roll(tuple(members.values()), tuple(errors or _count_errors(list(members))))


def member_in(line: str) -> Member | None:
    """Return the one name and address of a line, or None."""
    words = [word for word in _BETWEEN.split(line) if word]
    found = [word for word in words if "@" in word]
    name = plain_name(" ".join(word for word in words if "@" not in word))
    email = ascii_address(found[0]) if len(found) == 1 else None
    return Member(shortened(name, NAME_LENGTH), email) if name and email else None


def written(members: Sequence[Member]) -> str:
    """Return members as one would type them."""
    return "\n".join(f"{member.name}, {member.email}" for member in members)


def _count_errors(members: list[str]) -> list[str]:
    if len(members) < FEWEST:
        return [_("List at least one member besides yourself")]
    if len(members) > MOST:
        return [_("List at most %(most)s members besides yourself", most=MOST)]
    return []
