"""What is written in the ordeal: people's mails of all sorts, and letters in order to each."""

import random

from service import store
from service.domain.letters import Letter, Matter
from service.domain.people import Person
from tests.jobs.letters import a_letter
from tests.programme import a_published_pair, an_answer, booked

DOMAINS, PEOPLE = 40, 400  # letters go to so many; those to one person keep their order
REPLY, ABSENT, BOUNCE = 0.2, 0.3, 0.4  # shares of mails, added up; the rest is strangers'
SIZES = (20, 200, 1_000)  # lines


def letter(number: int) -> Letter:
    """Return the letter of a number; each person gets a few, on one matter."""
    person = number % PEOPLE
    to = f"p{person}@d{person % DOMAINS}.example.org"
    return a_letter(f"letter{number}", to, 10_000 + person)


def mails(db: store.Database, count: int, chance: random.Random) -> list[bytes]:
    """Return mails that differ: answers about a meeting, absences, bounces and anything else."""
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    about = Matter("meeting", meeting.id)
    return [_mail(number, about, pair.contact, chance) for number in range(count)]


def _mail(number: int, about: Matter, person: Person, chance: random.Random) -> bytes:
    sort, own = chance.random(), {"Message-ID": f"<mail{number}@example.org>"}
    if sort < REPLY:
        minutes = 30 + number % 90
        text = f"Ja, vi träffades, {minutes} minuter.\n"
        return _wired(an_answer(text, person, about, **own))
    head = f"From: p{number}@example.org\nMessage-ID: {own['Message-ID']}\n"
    if sort < ABSENT:
        head += "Auto-Submitted: auto-replied\nSubject: Poissa\n"
    elif sort < BOUNCE:
        head += "Return-Path: <>\nFrom: mailer-daemon@example.org\nSubject: Failure\n"
    else:
        head += f"Subject: Kysymys {number}\n"
    lines = chance.choice(SIZES) if sort > BOUNCE else 3
    body = "".join(f"Rivi {line}, kirje {number}.\n" for line in range(lines))
    return _wired(f"{head}\n{body}".encode())


def _wired(raw: bytes) -> bytes:
    """Return a mail as it goes over the wire."""
    return raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
