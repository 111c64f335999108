"""Loops and storms: what is never answered, and robots that fall silent (S7)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from service import store
from service.actions import attendance, coordinating, coordinators, replies
from service.domain.letters import Letter, Matter
from service.domain.meetings import Meeting
from service.domain.pairs import Pair
from service.domain.site import Site
from service.mail import addresses
from service.store.inbox import Delivery, Mail
from tests.programme import NOW, SITE, a_published_pair, an_answer, at, booked, receive, send_all

AFTER = at("2027-02-10 09:00")


@pytest.fixture
def pair(db: store.Database) -> Pair:
    return a_published_pair(db)


@pytest.fixture
def meeting(db: store.Database, pair: Pair) -> Meeting:
    return booked(db, pair, "2027-02-09 17:00")[0]


@pytest.mark.parametrize(
    ("headers", "state"),
    [
        ({"Return_Path": "<>"}, "ignored"),
        ({"Content_Type": "multipart/report; report-type=delivery-status; boundary=x"}, "ignored"),
        (
            {"Content_Type": "multipart/report; report-type=disposition-notification; boundary=x"},
            "ignored",
        ),
        ({"Auto_Submitted": "auto-replied"}, "ignored"),
        ({"Auto_Submitted": "auto-generated"}, "ignored"),
        ({"Precedence": "bulk"}, "tray"),
        ({"Precedence": "list"}, "tray"),
        ({"Precedence": "junk"}, "tray"),
        ({"List_Id": "<news.example.org>"}, "tray"),
        ({"From": "Oksa <mentorointi@oksa.example.org>"}, "tray"),
    ],
)
def test_what_is_read_but_never_answered(
    db: store.Database, pair: Pair, meeting: Meeting, headers: dict[str, str], state: str
) -> None:
    raw = an_answer("Joo ei", pair.contact, Matter("meeting", meeting.id))
    for name, value in headers.items():
        raw = with_header(raw, name.replace("_", "-"), value)
    before = store.letters.counts(db)
    assert receive(db, raw, AFTER).state == state
    assert store.letters.counts(db) == before


def test_a_null_sender_of_the_envelope_is_never_answered(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    raw = an_answer("Joo ei", pair.contact, Matter("meeting", meeting.id))
    (mail_id,) = store.inbox.keep(db, [Delivery(raw, "", (), "smtp")], AFTER)
    before = store.letters.counts(db)
    replies.read_mail(db, SITE, mail_id, AFTER)
    assert (store.inbox.get(db, mail_id).state, store.letters.counts(db)) == ("tray", before)


def with_header(raw: bytes, name: str, value: str) -> bytes:
    message = message_from_bytes(raw, policy=policy.SMTP)
    del message[name]
    message[name] = value
    return bytes(message)


@dataclass
class House:
    """One instance of Oksa, whose only participant of note is the other instance's address."""

    db: store.Database
    site: Site
    pair: Pair
    meeting: Meeting
    read: int = 0

    def mails(self) -> list[Letter]:
        """Return the letters to that address since the last look, with their bytes."""
        found = [one for one in store.letters.every(self.db) if one.id > self.read]
        self.read = max((one.id for one in found), default=self.read)
        send_all(self.db, AFTER)
        mine = [one for one in found if one.person_id == self.pair.contact.id]
        return [store.letters.get(self.db, one.id) for one in mine]

    def take(self, raw: bytes, sender: str, to: str) -> Mail:
        """Keep and read a mail."""
        (mail_id,) = store.inbox.keep(self.db, [Delivery(raw, sender, (to,), "smtp")], AFTER)
        replies.read_mail(self.db, self.site, mail_id, AFTER)
        return store.inbox.get(self.db, mail_id)


def house(folder: Path, site: Site, other: Site) -> House:
    """Return an instance whose contact person's address is the other one's reply address."""
    db = store.connect(folder)
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    about = Matter("meeting", meeting.id)
    code = addresses.token(other, "reply", about, pair.contact.id)
    db.execute(
        "update people set email = ? where id = ?",
        [addresses.address(other, code), pair.contact.id],
    )
    store.tokens.put(
        db, addresses.token(site, "reply", about, pair.contact.id), "reply", about, pair.contact.id
    )
    found = House(db, site, store.pairs.get(db, pair.id), store.meetings.get(db, meeting.id))
    found.mails()
    return found


def on_holiday(letter: Letter, *, marked: bool) -> bytes:
    """Return what a vacation responder at a letter's address answers."""
    came = message_from_bytes(letter.raw, policy=policy.default)
    reply = EmailMessage()
    reply["From"] = letter.to_address
    reply["To"] = str(came["Reply-To"])
    reply["Subject"] = f"Re: {came['Subject']}"
    reply["Message-ID"] = f"<holiday-{letter.id}@{letter.to_address.partition('@')[2]}>"
    if marked:
        reply["Auto-Submitted"] = "auto-replied"
    reply.set_content("Kiitos viestistä. Luen sen myöhemmin, ehkä.")
    return bytes(reply)


def play(houses: Sequence[House], *, marked: bool) -> int:
    """Carry mails between two instances and their responders until none comes; return how many."""
    carried, before = 0, -1
    while carried != before and carried < 50:
        before = carried
        for mine, other in (houses, houses[::-1]):
            for letter in mine.mails():
                carried += 1
                other.take(letter.raw, letter.envelope_from, letter.to_address)
                answer = on_holiday(letter, marked=marked)
                mine.take(answer, letter.to_address, str(message_from_bytes(answer)["To"]))
    return carried


@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize("start", ["question", "words of a person"])
def test_two_instances_with_vacation_responders_fall_silent_after_two_mails(
    tmp_path: Path, start: str, marked: bool
) -> None:
    one = replace(SITE, secret=b"the first one's secret")
    two = replace(
        SITE,
        mail_domain="oksa.example.fi",
        sender_address="mentorointi@oksa.example.fi",
        secret=b"the second one's secret",
    )
    houses = [house(tmp_path / "one", one, two), house(tmp_path / "two", two, one)]
    first = houses[0]
    if start == "question":
        attendance.ask_how_it_went(first.db, first.site, first.meeting, AFTER)
    else:
        minna = coordinators.add(first.db, "minna@example.org", "Minna", "fi")
        letter = ("actor", "Miten teillä menee?")
        coordinating.write(first.db, first.site, first.pair, letter, minna, NOW)  # type: ignore[arg-type]
    assert 1 <= play(houses, marked=marked) <= 2


def test_five_questions_an_hour_to_one_address_and_then_the_tray(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    about, ends = Matter("meeting", meeting.id), []
    for number in range(8):
        raw = an_answer("Joo ei", pair.contact, about, Message_ID=f"<{number}@x>")
        ends.append(receive(db, raw, AFTER + timedelta(minutes=number)).state)
    assert ends == ["asked"] * 5 + ["tray"] * 3
    raw = an_answer("Joo ei", pair.contact, about, Message_ID="<later@x>")
    assert receive(db, raw, AFTER + timedelta(minutes=61)).state == "asked"
