"""Wishes by mail: what a person asks of the service itself, in a message of its own (P23, P24)."""

from collections.abc import Mapping
from datetime import date, datetime

from service import store
from service.actions import status
from service.domain.people import Person
from service.domain.proof import Act
from service.domain.readings import Reading
from service.domain.replies import Outcome, Reply
from service.domain.site import Site
from service.domain.wishes import Kind, Wish
from service.reading.commands_in_mail import wish_in

# What a wish must be allowed to do before anything is told or asked (S4).
ACTS: Mapping[Kind, Act] = {
    "status": "settle",
}
TOO_OFTEN = "has had five answers within an hour"


def heard(reading: Reading, writer: Person, received_on: date) -> Wish | None:
    """Return what a message asks of the service itself, None for all others."""
    return wish_in(reading.text, received_on, [writer.name])


def take(db: store.Database, site: Site, reply: Reply, wish: Wish, now: datetime) -> Outcome:
    """Answer a wish, or ask whether it is meant; return where its mail ended."""
    told = status.tell(db, site, reply, now)
    return Outcome("settled", "asks for the status") if told else Outcome("tray", TOO_OFTEN)
