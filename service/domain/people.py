"""People: whoever has a mail address in the programme."""

from dataclasses import dataclass
from datetime import date, datetime

from service.domain.languages import Language

NOBODY = "N. N."  # whoever has been erased, in any language (P40)
_NOWHERE = "erased.invalid"  # RFC 2606 §2


@dataclass(frozen=True)
class Person:
    """One mail address and the human behind it.

    `name` is empty until the address is proven: an unproven form gives us nobody's name.
    `paused_at` says since when they get no reminders, `away_until` the first day on which
    they are back, as their automatic reply told (P21).
    """

    id: int
    email: str
    name: str
    language: Language
    proven_at: datetime | None = None
    paused_at: datetime | None = None
    away_until: date | None = None

    @property
    def first_name(self) -> str:
        """Return the name they are called by."""
        return self.name.split(" ", 1)[0]


def address_of_nobody(person_id: int) -> str:
    """Return what stands where an erased person's address stood; no mail goes there."""
    return f"{person_id}@{_NOWHERE}"


def is_erased(person: Person) -> bool:
    """Return whether a row has lost its person."""
    return person.email == address_of_nobody(person.id)
