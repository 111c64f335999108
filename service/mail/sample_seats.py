"""Sample letters about seats: the seat check, a free place, what is said to the answers (P9)."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from service.domain.pairs import Pair
from service.domain.people import Person
from service.mail import sample_calendars
from service.mail.sample_people import (
    STARTS_AT,
    introduction,
    mentors_application,
    teams_application,
)

FACTS: list[dict[str, object]] = [
    {"kind": kind} for kind in ("seat_kept", "place_taken", "place_declined", "place_gone")
]


def seats(pair: Pair) -> Iterator[tuple[str, Person, Mapping[str, object]]]:
    """Yield both turns of the seat check, and an offer to an actor and to a mentor."""
    suffix = "-team" if pair.is_team else ""
    for turn, to in enumerate((pair.contact, pair.mentor), start=1):
        event = sample_calendars.event("kickoff")
        words = {
            "event": event,
            "title": event.title(to.language),
            "other": pair.other_side(to),
            "turn": turn,
            "of_turns": 2,
        }
        yield f"seat_check-{turn}{suffix}", to, words
    until = {"until": STARTS_AT + timedelta(hours=72), "timezone": "Europe/Helsinki"}
    mentor, actor = mentors_application(pair.mentor), teams_application(pair.contact)
    for role, to, other in (("actor", pair.contact, mentor), ("mentor", pair.mentor, actor)):
        words = {"role": role, "about": introduction(other, to), **until}
        yield f"seat_offer-{role}{suffix}", to, words
