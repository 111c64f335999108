"""How fast invitations are built and calendar answers are parsed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from statistics import median
from time import process_time

from service.domain.invitations import Guest, Invitation, Mailbox
from service.domain.site import Site
from service.mail import sample_people
from service.mail.letters import write
from service.mail.samples import drafts
from service.reading.mail.itip import calendar_message
from tests.bench.figures import Figure
from tests.reading.mail.test_itip import GOOGLE, OUTLOOK

NOW = datetime(2027, 1, 12, 9, 0, tzinfo=UTC)
SITE = Site("https://oksa.example.fi", "mail.oksa.example.fi", "m@mail.oksa.example.fi", b"s" * 32)
MANY = 1_000


def figures() -> Iterator[Figure]:
    """Measure the seconds of a thousand invitations, and the median of parsing an answer."""
    yield Figure(f"{MANY} invitations built, one core", build(), "s", 2, "at most")
    yield Figure("a calendar answer parsed", parse() * 1000, "ms", 1.5, "at most")


def build() -> float:
    """Return how long a thousand whole invitation letters take, each of its own."""
    invitation = next(draft for name, draft in drafts(SITE, "fi", NOW) if name == "invitation")
    assert isinstance(invitation.invitation, Invitation)
    meeting = sample_people.meeting_of(sample_people.pair("fi"))
    began = process_time()
    for number in range(MANY):
        starts_at = meeting.starts_at + timedelta(hours=number)
        event = replace(
            invitation.invitation,
            uid=f"m{number}@oksa.example.fi",
            starts_at=starts_at,
            to=Mailbox(f"Anna {number}", f"anna{number}@example.org"),
            attendees=(Guest(f"Anna {number}", f"anna{number}@example.org"),),
        )
        shown = replace(meeting, id=number, starts_at=starts_at)
        words = {**invitation.words, "meeting": shown}
        key = f"invitation:{number}"
        write(replace(invitation, key=key, invitation=event, words=words), SITE, NOW)
    return process_time() - began


def parse() -> float:
    """Return the median seconds of reading an answer, as Google and as Outlook send it."""
    payloads = [text.replace("\n", "\r\n").encode() for text in (GOOGLE, OUTLOOK)]
    took = []
    for number in range(MANY):
        began = process_time()
        calendar_message(payloads[number % 2])
        took.append(process_time() - began)
    return median(took)
