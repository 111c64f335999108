"""Certificates after feedback, each once, from held meetings alone; who comes back (P28)."""

import pytest

from jobs.ask_for_feedback import ask_for_feedback
from service import store
from service.actions import attendance, certificates
from service.domain.letters import Letter, Matter
from service.domain.meetings import Held
from service.domain.pairs import Pair
from service.domain.people import Person
from service.store.inbox import Mail
from tests.programme import (
    SITE,
    a_published_pair,
    a_published_team,
    an_answer,
    at,
    booked,
    letters,
    receive,
    send_all,
)

CLOSED = at("2027-07-01 10:00")
TIMES = ("2027-02-09 17:00", "2027-03-09 17:00", "2027-04-13 17:00")


def closed(db: store.Database, pair: Pair, *said: Held) -> Pair:
    """Return a pair asked at the close, of whose three meetings some were held."""
    meetings = booked(db, pair, *TIMES)
    for meeting, one in zip(meetings, said, strict=False):
        attendance.decide(db, meeting, one, None, CLOSED)
    ask_for_feedback(db, SITE, CLOSED)
    send_all(db, CLOSED)
    return pair


def says(db: store.Database, text: str, person: Person, kind: str = "closing") -> Mail:
    about = Matter("closing" if kind == "closing" else "certificate", 1)
    mail = receive(db, an_answer(text, person, about), CLOSED)
    send_all(db, CLOSED)
    return mail


def the_letter(db: store.Database) -> Letter:
    (found,) = letters(db, "certificate")
    return store.letters.get(db, found.id)


def test_it_counts_held_meetings_alone_and_is_mailed_once(db: store.Database) -> None:
    pair = closed(db, a_published_pair(db), Held(minutes=90), Held(minutes=60))
    says(db, "1: 4", pair.mentor)
    says(db, "1: 5", pair.mentor)
    letter = the_letter(db)
    assert (letter.to_address, letter.subject) == (pair.mentor.email, "Todistuksesi")
    assert b"application/pdf" in letter.raw
    (row,) = db.table("certificates").rows
    told = (row["role"], row["initials"], row["meetings"], row["minutes"], row["issued_on"])
    assert told == ("mentor", "A. M.", 2, 150, "2027-07-01")
    assert b"yhteens=C3=A4 2,5 h" in letter.raw
    assert letters(db, "understood") == []  # the certificate is the answer


def test_nobody_gets_one_without_a_held_meeting(db: store.Database) -> None:
    pair = closed(db, a_published_pair(db))
    assert says(db, "1: 2, 5: emme tavanneet", pair.mentor).state == "settled"
    assert letters(db, "certificate") == []
    assert [one.subject for one in letters(db, "understood")] == ["Kiitos vastauksestasi!"]


def test_a_teams_members_get_what_they_were_at(db: store.Database) -> None:
    pair = closed(db, a_published_team(db), Held(minutes=90), Held(minutes=60, missing=("Maija",)))
    for person in pair.actors:
        says(db, "1: 4\nNimettömänä", person)
    rows = {row["initials"]: (row["meetings"], row["minutes"]) for row in
            db.table("certificates").rows}  # fmt: skip
    assert rows == {"S. L.": (2, 150), "M. S.": (1, 90), "E. B.": (2, 150)}


def test_the_code_is_known_however_it_is_typed(db: store.Database) -> None:
    pair = closed(db, a_published_pair(db), Held())
    says(db, "1: 4", pair.mentor)
    (row,) = db.table("certificates").rows
    code = row["code"]
    for text in (
        code,
        code.lower(),
        f" {code[:4]}-{code[4:8]} {code[8:]}",
        f"{code[:6]}–{code[6:]}",
    ):
        found = certificates.genuine(db, text)
        assert found is not None
        assert found.initials == "A. M."
    for text in ("", code[:-1], f"{code}A", code[::-1], "x" * 10_000):
        assert certificates.genuine(db, text) is None


@pytest.mark.parametrize(
    ("text", "state", "reason", "noted"),
    [
        ("Kyllä, 2 aktoria", "settled", "comes back", [2]),
        ("En tällä kertaa", "settled", "does not come back", [0]),
        ("Kiitos!", "settled", "nothing to do", []),
        ("Todistuksessa on virhe, tapaamisia oli 5", "tray", "answers a certificate", []),
        ("LOPETA", "settled", "withdraw", []),
    ],
)
def test_a_mentor_says_whether_to_come_back(
    db: store.Database, text: str, state: str, reason: str, noted: list[int]
) -> None:
    pair = closed(db, a_published_pair(db), Held())
    says(db, "1: 4", pair.mentor)
    mail = says(db, text, pair.mentor, "certificate")
    assert (mail.state, mail.reason) == (state, reason)
    found = store.certificates.comebacks(db, 1)
    assert found == [(pair.mentor.id, capacity) for capacity in noted]


def test_the_latest_word_counts(db: store.Database) -> None:
    pair = closed(db, a_published_pair(db), Held())
    says(db, "1: 4", pair.mentor)
    says(db, "En tällä kertaa", pair.mentor, "certificate")
    says(db, "Kyllä, 1 aktori", pair.mentor, "certificate")
    assert store.certificates.comebacks(db, 1) == [(pair.mentor.id, 1)]


def test_an_actor_is_not_asked_to_come_back(db: store.Database) -> None:
    pair = closed(db, a_published_pair(db), Held())
    says(db, "1: 4", pair.contact)
    says(db, "Ja, 2 aktorer", pair.contact, "certificate")
    assert store.certificates.comebacks(db, 1) == []
