"""A programme in its second month, with every kind of thing that a coordinator can find."""

from dataclasses import dataclass
from datetime import timedelta

from service import store
from service.actions import applications, attendance, pairs
from service.domain.letters import Matter
from service.domain.meetings import Meeting
from service.domain.pairs import Pair
from service.mail import addresses
from tests.programme import (
    NOW,
    SITE,
    a_published_pair,
    an_answer,
    an_application,
    apply,
    at,
    booked,
    receive,
    send_all,
)
from tests.web.desk import at_the_time

LATER = at("2027-02-10 09:00")


@dataclass(frozen=True)
class Full:
    """What stands on the desk, to be named in tests."""

    pair: Pair
    past: Meeting
    coming: Meeting
    unclear: int
    question: int

    def page(self, meeting: Meeting, number: int = 0) -> str:
        """Return the path of a person's page of a meeting; 0 is the mentor."""
        person = self.pair.people[number]
        return f"/t/{addresses.token(SITE, 'page', Matter('meeting', meeting.id), person.id)}"


def a_full_desk(db: store.Database) -> Full:
    """Fill a house: mails in and out of the tray, letters that wait, a draft, a silent one."""
    pair = a_published_pair(db)
    past, coming = booked(db, pair, "2027-02-09 17:00", "2027-03-09 17:00")
    about = Matter("meeting", past.id)
    asked = receive(db, an_answer("Joo ei", pair.contact, about), LATER)
    assert asked.state == "asked"
    send_all(db, LATER)
    last = [one for one in store.letters.every(db) if one.kind == "not_understood"][-1]
    words = "Hmm, joo ei, tai tavattiin me ehkä tunti"
    unclear = receive(db, an_answer(words, pair.contact, about, In_Reply_To=last.message_id), LATER)
    question = receive(
        db,
        an_answer(
            "Vain koordinaattorille\n\nVoinko ottaa koiran mukaan? Se on kiltti ja hiljainen.",
            pair.mentor,
            Matter("meeting", coming.id),
        ),
        LATER + timedelta(minutes=5),
    )
    accepted = an_answer(
        "Tulen!", pair.mentor, Matter("meeting", coming.id), Message_ID="<a@b.org>"
    )
    receive(db, accepted, LATER + timedelta(minutes=7))
    stranger = b"From: Outi Outo <outi@example.org>\r\nSubject: Moi\r\n\r\nKuka olette?\r\n"
    receive(db, stranger, LATER)
    attendance.ask_how_it_went(db, SITE, store.meetings.get(db, past.id), LATER)
    _newcomers(db)
    at_the_time(db, LATER + timedelta(minutes=30))
    return Full(pair, past, coming, unclear.id, question.id)


def _newcomers(db: store.Database) -> None:
    season = store.rounds.get(db, 1)
    silent = an_application("actor", "Sisko Hiljainen", "sisko@example.org", phone="040 555 0100")
    applications.receive(db, SITE, season, silent, NOW)
    apply(db, an_application("mentor", "Liisa Holm", "liisa@example.org", "sv"))
    apply(db, an_application("actor", "Mira Saari", "mira@example.org", "en"))
    pairs.make(db, season, "liisa@example.org", ["mira@example.org"])
