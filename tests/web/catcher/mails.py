"""A letter and an invitation of the service's own, as the catcher gets them."""

from datetime import UTC, datetime

from service.domain.invitations import Guest, Invitation, Mailbox
from service.domain.languages import Language
from service.domain.letters import Draft, Matter
from service.domain.meetings import Attendee, Meeting
from service.domain.people import Person
from service.domain.site import Site
from service.mail import letters
from tests.seasons import told

SITE = Site("http://127.0.0.1:8000", "oksa.example.org", "oksa@oksa.example.org", b"x" * 32)
NOW = datetime(2027, 1, 4, 8, tzinfo=UTC)
STARTS_AT = datetime(2027, 1, 12, 15, tzinfo=UTC)
AINO = Person(1, "aino@example.org", "Aino Käpyvuo", "fi")
EETU = Person(2, "eetu@example.fi", "Eetu Oksalumi", "fi")
PROGRAMME = told("Mentoriohjelma", "Mentorprogrammet", "The mentoring programme")
ORGANIZER = Mailbox("Mentoriohjelma", "oksa+abc@oksa.example.org")


def a_meeting() -> Meeting:
    """Return Aino's and Eetu's first meeting."""
    return Meeting(
        id=7,
        pair_id=3,
        number=1,
        of=4,
        starts_at=STARTS_AT,
        minutes=90,
        timezone="Europe/Helsinki",
        attendees=(Attendee(AINO, "mentor"), Attendee(EETU, "actor")),
    )


def a_question(language: Language = "fi") -> bytes:
    """Return the letter that asks Eetu whether they met."""
    to = Person(EETU.id, EETU.email, EETU.name, language)
    words = {
        "meeting": a_meeting(),
        "other": AINO.name,
        "link": "http://127.0.0.1:8000/t/abcdefgh",
        "turn": 1,
        "of_turns": 2,
    }
    draft = Draft("did_you_meet", to, Matter("meeting", 7), "did_you_meet:7", PROGRAMME, words)
    return letters.write(draft, SITE, NOW).raw


def an_invitation() -> bytes:
    """Return the invitation to Eetu."""
    invitation = Invitation(
        uid="m7@oksa.example.org",
        sequence=2,
        method="REQUEST",
        starts_at=STARTS_AT,
        minutes=90,
        timezone="Europe/Helsinki",
        number=1,
        of=4,
        language="fi",
        organizer=ORGANIZER,
        to=Mailbox(EETU.name, EETU.email),
        attendees=(Guest(AINO.name, AINO.email), Guest(EETU.name, EETU.email)),
        created_at=NOW,
        stamped_at=NOW,
        place="Kahvila Kaarna; Tampere",
    )
    return letters.invitation_letter(invitation, NOW)
