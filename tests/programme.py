"""An invented programme for tests: a site, a round, people, pairs, and mail as people send it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from email.message import EmailMessage
from zoneinfo import ZoneInfo

from service import store
from service.actions import applications, meetings, pairs, replies
from service.domain.applications import Application, Member, Role
from service.domain.languages import Language
from service.domain.letters import Letter, Matter
from service.domain.meetings import Attendee, Meeting
from service.domain.pairs import Pair
from service.domain.people import Person
from service.domain.rounds import Round
from service.domain.site import Site
from service.mail import addresses
from service.store.inbox import Delivery, Mail

HELSINKI = ZoneInfo("Europe/Helsinki")
SITE = Site(
    base_url="https://oksa.example.org",
    mail_domain="oksa.example.org",
    sender_address="mentorointi@oksa.example.org",
    secret=b"a secret of the tests",
    authserv_id="mx.oksa.example.org",
)
ANNA = Person(1, "anna.mentor@example.org", "Anna Mäkinen", "fi")
EETU = Person(2, "eetu.aktor@example.org", "Eetu Koski", "sv")


def at(text: str) -> datetime:
    """Return the moment of "2027-02-09 17:00" in Helsinki."""
    return datetime.fromisoformat(text).replace(tzinfo=HELSINKI).astimezone(UTC)


NOW = at("2027-01-11 10:00")  # a Monday


def a_round(**changes: object) -> Round:
    """Return a round that takes applications in January 2027."""
    season = Round(
        id=0,
        name={"fi": "Mentoriohjelma", "sv": "Mentorprogrammet", "en": "Mentoring programme"},
        intro={"fi": "Neljä tapaamista.", "sv": "Fyra träffar.", "en": "Four meetings."},
        opens=date(2027, 1, 1),
        closes=date(2027, 1, 31),
        starts=date(2027, 2, 4),
        ends=date(2027, 6, 30),
        models=("individual", "group"),
        meetings={"individual": 4, "group": 5},
        minutes=90,
        timezone="Europe/Helsinki",
        expenses_allowed=True,
        expense_limit_cents=6000,
        themes=({"fi": "verkostot", "sv": "nätverk", "en": "networks"},),
        fields=({"fi": "kulttuuri", "sv": "kultur", "en": "culture"},),
    )
    return replace(season, **changes)  # type: ignore[arg-type]


def a_meeting(**changes: object) -> Meeting:
    """Return a planned meeting of Anna and Eetu, Tuesday 9 February 2027 at 17."""
    meeting = Meeting(
        id=7,
        pair_id=1,
        number=1,
        of=4,
        starts_at=at("2027-02-09 17:00"),
        minutes=90,
        timezone="Europe/Helsinki",
        attendees=(Attendee(ANNA, "mentor"), Attendee(EETU, "actor")),
    )
    return replace(meeting, **changes)  # type: ignore[arg-type]


def an_application(
    role: Role, name: str, email: str, language: Language = "fi", **changes: object
) -> Application:
    """Return an application as the form gives it."""
    application = Application(
        round_id=1,
        role=role,
        name=name,
        email=email,
        language=language,
        answers={"field": "kulttuuri", "goals": "löytää suunta", "online": True},
        reference=f"REF-{email}",
    )
    return replace(application, **changes)  # type: ignore[arg-type]


def apply(db: store.Database, application: Application, now: datetime = NOW) -> Application:
    """Apply and confirm the address."""
    season = store.rounds.get(db, 1)
    kept = applications.receive(db, SITE, season, application, now)
    confirmed = applications.confirm(db, SITE, kept.person_id, season.id, now)
    assert confirmed is not None
    return confirmed


def a_published_pair(db: store.Database, now: datetime = NOW) -> Pair:
    """Return Anna (fi) and Eetu (sv), introduced to each other."""
    season = store.rounds.add(db, a_round())
    apply(db, an_application("mentor", ANNA.name, ANNA.email, "fi"), now)
    apply(db, an_application("actor", EETU.name, EETU.email, "sv"), now)
    pairs.make(db, season, ANNA.email, [EETU.email])
    (pair,) = pairs.publish(db, SITE, season, now)
    send_all(db, now)
    return store.pairs.get(db, pair.id)


def a_published_team(db: store.Database, now: datetime = NOW) -> Pair:
    """Return Liisa (mentor) and the team of Sami, Maija and Elias, introduced."""
    season = store.rounds.add(db, a_round())
    members = (Member("Maija Salo", "maija@example.org"), Member("Elias Berg", "elias@example.org"))
    team = an_application(
        "team", "Sami Laine", "sami@example.org", members=members, answers={"team_name": "Kajo"}
    )
    apply(db, an_application("mentor", "Liisa Holm", "liisa@example.org"), now)
    apply(db, team, now)
    pairs.make(db, season, "liisa@example.org", ["sami@example.org"])
    (pair,) = pairs.publish(db, SITE, season, now)
    send_all(db, now)
    return store.pairs.get(db, pair.id)


def booked(db: store.Database, pair: Pair, *times: str, now: datetime = NOW) -> list[Meeting]:
    """Return meetings booked for a pair at local times like "2027-02-09 17:00"."""
    found = meetings.book(db, SITE, pair, [(at(time), None) for time in times], None, now)
    send_all(db, now)
    return found


def accepted(db: store.Database, *those: Meeting, now: datetime = NOW) -> None:
    """Let everyone of some meetings say that they come."""
    for meeting in those:
        known = meeting
        for one in meeting.attendees:
            known = meetings.answer(db, SITE, known, one.person, "accepted", now)


def send_all(db: store.Database, now: datetime) -> None:
    """Mark every waiting letter as sent, as if the next server had taken it."""
    for letter in store.letters.every(db):
        if letter.state == "waiting" and store.outbox.take(db, letter.id):
            store.outbox.mark_sent(db, letter.id, now)


def letters(db: store.Database, kind: str) -> list[Letter]:
    """Return the letters of one kind, as written."""
    return [letter for letter in store.letters.every(db) if letter.kind == kind]


def reply_address(about: Matter, person: Person) -> str:
    """Return where a person answers in a matter."""
    return addresses.address(SITE, addresses.token(SITE, "reply", about, person.id))


def an_answer(text: str, person: Person, about: Matter, **headers: str) -> bytes:
    """Return a mail of a person that answers in a matter, in their own words."""
    message = EmailMessage()
    fields = {
        "From": f"{person.name} <{person.email}>",
        "To": reply_address(about, person),
        "Subject": "Re: Oksa",
        "Message-ID": f"<{abs(hash((text, person.id, about)))}@example.org>",
    }
    fields.update({name.replace("_", "-"): value for name, value in headers.items()})
    for name, value in fields.items():
        message[name] = value
    message.set_content(text)
    return message.as_bytes()


def receive(db: store.Database, raw: bytes, now: datetime) -> Mail:
    """Keep and read a mail, and return where it ended."""
    (mail_id,) = store.inbox.keep(db, [Delivery(raw, "someone@example.org", (), "smtp")], now)
    replies.read_mail(db, SITE, mail_id, now)
    return store.inbox.get(db, mail_id)
