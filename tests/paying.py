"""Claims as tests need them: receipts, a pair with a plan, and a meeting that was held."""

from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP

from service import store
from service.actions import attendance, claims, coordinators
from service.domain.claims import ExpensePlan
from service.domain.letters import Matter
from service.domain.meetings import Held, Meeting
from service.domain.pairs import Pair
from service.domain.people import Person
from service.store.coordinators import Coordinator
from tests.programme import NOW, SITE, a_published_pair, an_answer, at, booked, send_all

JPEG = b"\xff\xd8\xff\xe0" + b"a receipt" * 2000
PDF = b"%PDF-1.7\n" + b"a ticket" * 100
IBAN = "FI21 1234 5600 0007 85"
AFTER = at("2027-02-10 09:00")


def minna(db: store.Database) -> Coordinator:
    """Return a coordinator."""
    return coordinators.add(db, "minna@example.org", "Minna Mallinen", "en")


def a_held_meeting(
    db: store.Database, *, planned: bool = True
) -> tuple[Pair, Meeting, ExpensePlan | None]:
    """Return a pair whose first meeting was held, with an approved plan of 24 € or without."""
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    plan = None
    if planned:
        plan = claims.propose_plan(db, pair, 1, "transport", 2400, NOW)
        assert plan is not None
        claims.approve_plan(db, SITE, plan.id, minna(db), NOW)
    attendance.tell(db, SITE, meeting, Held(), None, AFTER)
    send_all(db, AFTER)
    return pair, store.meetings.get(db, meeting.id), plan


def about(meeting: Meeting) -> Matter:
    """Return the matter of a meeting's costs."""
    return Matter("expense", meeting.id)


def with_files(
    text: str, person: Person, matter: Matter, *files: tuple[str, bytes], **headers: str
) -> bytes:
    """Return an answer of a person with files attached."""
    raw = an_answer(text, person, matter, **headers)
    message = BytesParser(EmailMessage, policy=SMTP).parsebytes(raw)
    for name, content in files:
        message.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name
        )
    return message.as_bytes()
