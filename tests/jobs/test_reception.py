import smtplib
from collections.abc import Iterator
from pathlib import Path

import pytest

from jobs import door
from service import store
from service.domain.letters import Matter
from service.mail import addresses
from tests.jobs import doors
from tests.jobs.doors import MAIL, TO, VERP
from tests.jobs.letters import NOW
from tests.programme import SITE

TOKEN = addresses.token(SITE, "reply", Matter("meeting", 1), 1)
BIG = MAIL + (b"x" * 60_000 + b"\r\n") * 130  # 8 MB
LOCAL, _, DOMAIN = TO.partition("@")


@pytest.fixture
def open_door(tmp_path: Path) -> Iterator[door.Door]:
    with doors.opened(tmp_path) as opened:
        yield opened


@pytest.mark.parametrize(
    "to",
    [
        TO,
        VERP,
        TO.upper(),
        TO.title(),
        f'"{LOCAL}"@{DOMAIN}',
        f'"{LOCAL.replace("+", chr(92) + "+")}"@{DOMAIN}',
        SITE.sender_address,
        SITE.sender_address.upper(),
        f"postmaster@{DOMAIN}",
        "Postmaster",
        f"ABUSE@{DOMAIN}",
        f"oksa@{DOMAIN}",
    ],
)
def test_an_address_of_ours_is_taken_at_both_doors(open_door: door.Door, to: str) -> None:
    for client in (doors.smtp(open_door), doors.lmtp(open_door)):
        with client:
            client.ehlo()
            client.mail("anna@example.org")
            assert client.rcpt(to) == (250, b"2.1.5 OK")


@pytest.mark.parametrize(
    ("to", "answer"),
    [
        (f"kuka@{DOMAIN}", (550, b"5.1.1 No such address here")),
        (f"oksa+@{DOMAIN}", (550, b"5.1.1 No such address here")),
        (f"oksa+abc@{DOMAIN}", (550, b"5.1.1 No such address here")),
        (f"{LOCAL}a@{DOMAIN}", (550, b"5.1.1 No such address here")),
        (f"mentorointi+x@{DOMAIN}", (550, b"5.1.1 No such address here")),
        ("bo@example.org", (550, b"5.7.1 Relaying denied")),
        (f"{LOCAL}@sub.{DOMAIN}", (550, b"5.7.1 Relaying denied")),
        (f"bo%example.org@{DOMAIN}", (550, b"5.1.1 No such address here")),
        (f"bo@example.org@{DOMAIN}", (553, b"5.1.3")),
        ("oksa", (550, b"5.7.1 Relaying denied")),
    ],
)
def test_any_other_address_is_refused_before_its_mail(
    open_door: door.Door, to: str, answer: tuple[int, bytes]
) -> None:
    for client in (doors.smtp(open_door), doors.lmtp(open_door)):
        with client:
            client.ehlo()
            client.mail("anna@example.org")
            code, words = client.rcpt(to)
            assert (code, words[: len(answer[1])]) == answer
            assert client.docmd("DATA")[0] == 503


def test_a_token_nobody_was_given_is_refused_and_taken_where_our_mail_server_took_it_before(
    open_door: door.Door,
) -> None:
    last = "b" if LOCAL[-1] == "a" else "a"
    bare, wrong = f"oksa+{TOKEN}@{DOMAIN}", f"{LOCAL[:-1]}{last}@{DOMAIN}"
    with doors.smtp(open_door) as client, doors.lmtp(open_door) as trusted:
        for each in (client, trusted):
            each.ehlo()
            each.mail("anna@example.org")
        for to in (bare, wrong):
            assert client.rcpt(to) == (550, b"5.1.1 No such address here")
            assert trusted.rcpt(to) == (250, b"2.1.5 OK")


def test_a_token_given_under_another_key_is_taken_also_once_it_is_revoked(
    open_door: door.Door, tmp_path: Path
) -> None:
    about, given = Matter("meeting", 7), "b" + TOKEN[1:]
    db = store.connect(tmp_path)
    db.execute("pragma foreign_keys = off")
    store.tokens.put(db, given, "reply", about, 1)
    with doors.smtp(open_door) as client:
        client.sendmail("anna@example.org", [f"oksa+{given}@{DOMAIN}"], MAIL)
        store.tokens.revoke(db, 1, about, NOW)
        client.sendmail("anna@example.org", [f"OKSA+{given}aaaaaa@{DOMAIN}"], MAIL + b"2\r\n")
    db.conn.close()
    assert doors.raw(tmp_path) == [MAIL, MAIL + b"2\r\n"]


def test_a_recipient_beyond_a_hundred_is_asked_for_again_and_harms_nobody(
    open_door: door.Door, tmp_path: Path
) -> None:
    with doors.smtp(open_door) as client:
        client.ehlo()
        client.mail("anna@example.org")
        codes = [client.rcpt(TO)[0] for _ in range(130)]
        assert codes == [250] * 100 + [452] * 30
        assert client.data(MAIL) == (250, b"2.0.0 Kept")
    assert doors.raw(tmp_path) == [MAIL]


def test_whoever_guesses_addresses_is_sent_away(open_door: door.Door) -> None:
    with doors.line(open_door.smtp) as line:
        guesses = b"".join(b"RCPT TO:<kuka%d@oksa.example.org>\r\n" % n for n in range(100))
        line.sendall(b"EHLO x\r\nMAIL FROM:<anna@example.org>\r\n" + guesses)
        with line.makefile("rb") as answers:
            codes = [answer[:3] for answer in answers]
    assert codes[-21:] == [b"550"] * 20 + [b"421"]


def test_the_lmtp_door_does_not_send_its_mail_server_away_for_others_guesses(
    open_door: door.Door,
) -> None:
    with doors.lmtp(open_door) as client:
        client.ehlo()
        client.mail("anna@example.org")
        assert {client.rcpt(f"kuka{n}@{DOMAIN}")[0] for n in range(50)} == {550}


def test_a_mail_the_disk_has_no_room_for_is_asked_for_again(tmp_path: Path) -> None:
    with doors.small_disk(tmp_path) as folder, doors.opened(folder) as opened:
        with doors.smtp(opened) as client:
            client.sendmail("anna@example.org", [TO], MAIL)
            with pytest.raises(smtplib.SMTPDataError, match=r"452.*4\.3\.1"):
                client.sendmail("anna@example.org", [TO], BIG)
            client.sendmail("anna@example.org", [TO], MAIL + b"still there\r\n")
        with doors.lmtp(opened) as client:
            client.ehlo()
            client.mail("anna@example.org")
            client.rcpt(TO)
            client.rcpt(VERP)
            assert client.data(BIG)[0] == 452
            assert client.getreply()[0] == 452
        assert doors.raw(folder) == [MAIL, MAIL + b"still there\r\n"]
