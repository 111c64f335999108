"""Certificates: what someone took part in, and the code by which anyone can check it (P28)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from service.domain.meetings import Meeting
from service.domain.pairs import PairRole

# Crockford's base32: no I, L, O or U, so that a code read from paper is typed right.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 12  # 60 bits
_GROUP = 4
_MISREAD = str.maketrans("OIL", "011")


@dataclass(frozen=True)
class Certificate:
    """What anyone may know who has the paper; it names its person by initials alone."""

    code: str
    round_id: int
    role: PairRole
    initials: str
    meetings: int
    minutes: int
    issued_on: date


def attended(meetings: Iterable[Meeting], person_id: int) -> tuple[int, int]:
    """Return how many held meetings a person was at, and their minutes."""
    there = [
        meeting.minutes
        for meeting in meetings
        if meeting.state == "held"
        and (place := meeting.attendee(person_id)) is not None
        and place.attended is True
    ]
    return len(there), sum(there)


def initials(name: str) -> str:
    """Return "A. M." for a name, each part's first letter."""
    return " ".join(f"{part[0].upper()}." for part in name.split())


def written(code: str) -> str:
    """Return a code as it stands on paper: "K7QF-2M9X-4TPA"."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def typed(text: str) -> str:
    """Return the code that someone typed, whatever its case, spaces and dashes; empty for none."""
    plain = re.sub(r"[\s–—-]", "", text[:100]).upper().translate(_MISREAD)
    return plain if len(plain) == CODE_LENGTH and set(plain) <= set(ALPHABET) else ""
