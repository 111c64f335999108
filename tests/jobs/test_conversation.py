import asyncio
import re
import smtplib
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP

from jobs import door
from jobs.conversation import Conversation, Crowd, Limits
from jobs.keeper import Keeper
from jobs.reception import Reception
from tests.jobs import doors
from tests.jobs.doors import MAIL, SMUGGLED, SMUGGLING, TO, VERP
from tests.jobs.letters import NOW
from tests.jobs.wait import until
from tests.programme import SITE

BOTH = [TO, VERP]


@pytest.fixture
def open_door(tmp_path: Path) -> Iterator[door.Door]:
    with doors.opened(tmp_path) as opened:
        yield opened


def test_what_each_door_offers(open_door: door.Door) -> None:
    offered = {"size": "10485760", "8bitmime": "", "smtputf8": "", "pipelining": ""}
    offered["enhancedstatuscodes"] = ""
    for client in (doors.smtp(open_door), doors.lmtp(open_door)):
        with client:
            assert client.ehlo()[0] == 250
            assert client.esmtp_features == offered


def test_lmtp_answers_for_each_recipient_and_keeps_one_mail(
    open_door: door.Door, tmp_path: Path
) -> None:
    with doors.lmtp(open_door) as client:
        client.ehlo()
        client.mail("anna@example.org")
        codes = [client.rcpt(to)[0] for to in (TO, "kuka@oksa.example.org", VERP, TO)]
        assert codes == [250, 550, 250, 250]
        answers = [client.data(MAIL), client.getreply(), client.getreply()]
        assert answers == [(250, b"2.0.0 Kept")] * 3
        assert client.noop() == (250, b"2.0.0 OK")
    assert [(m.envelope_to, m.door) for m in doors.mails(tmp_path)] == [((TO, VERP, TO), "lmtp")]
    assert doors.raw(tmp_path) == [MAIL]


@pytest.mark.parametrize(
    ("text", "code"), [(b"x" * 66_000 + b"\r\n", 500), ((b"x" * 998 + b"\r\n") * 10_500, 552)]
)
def test_lmtp_refuses_a_text_for_each_recipient(
    open_door: door.Door, tmp_path: Path, text: bytes, code: int
) -> None:
    with doors.lmtp(open_door) as client:
        client.ehlo()
        client.mail("anna@example.org")
        for to in BOTH:
            client.rcpt(to)
        assert [client.data(text)[0], client.getreply()[0]] == [code] * 2
        assert client.noop()[0] == 250
    assert doors.raw(tmp_path) == []


def test_lmtp_asks_for_a_recipient_before_the_text(open_door: door.Door) -> None:
    with doors.lmtp(open_door) as client:
        assert client.docmd("MAIL FROM:<anna@example.org>")[0] == 503
        for greeting in ("EHLO", "HELO"):
            assert client.docmd(greeting, "x") == (500, b"5.5.1 This is LMTP, say LHLO")
        client.ehlo()
        client.mail("anna@example.org")
        assert client.rcpt("kuka@oksa.example.org")[0] == 550
        assert client.docmd("DATA")[0] == 503
        assert client.noop()[0] == 250


@pytest.mark.parametrize("ending", SMUGGLING)
def test_no_ending_but_the_true_one_splits_a_mail_at_the_lmtp_door(
    open_door: door.Door, tmp_path: Path, ending: bytes
) -> None:
    with doors.lmtp(open_door) as client:
        client.ehlo()
        client.mail("anna@example.org")
        client.rcpt(TO)
        assert client.docmd("DATA")[0] == 354
        doors.out(client, MAIL + b"a" + ending + SMUGGLED + b".\r\n")
        assert client.getreply()[0] == 250
        assert client.noop()[0] == 250
    text = MAIL + b"a" + ending + SMUGGLED
    assert doors.raw(tmp_path) == [text.replace(b"\r\n.", b"\r\n")]


def test_commands_sent_in_one_go_are_answered_in_order(open_door: door.Door) -> None:
    said = b"LHLO x\r\nMAIL FROM:<>\r\n" + b"RCPT TO:<%s>\r\n" % TO.encode() * 2 + b"DATA\r\n"
    with doors.line(open_door.lmtp) as line, line.makefile("rb") as answers:
        line.sendall(said)
        first = [next(answers)[:4] for _ in range(11)]
        line.sendall(MAIL + b".\r\nMAIL FROM:<>\r\nQUIT\r\n")
        assert [answer[:4] for answer in answers] == [b"250 "] * 3 + [b"221 "]
    assert first == [b"220 "] + [b"250-"] * 5 + [b"250 "] * 4 + [b"354 "]


def test_every_refusal_says_why_in_a_code(open_door: door.Door) -> None:
    said = ["MAIL FROM:<>", "HELO", "JOKE", "EXPN x", "AUTH PLAIN", "STARTTLS", "VRFY"]
    with doors.smtp(open_door) as client:
        answers = [client.docmd(line) for line in said]
    assert [code for code, _ in answers] == [503, 501, 500, 502, 502, 454, 252]
    assert all(re.match(rb"[245]\.\d\.\d ", words) for _, words in answers)


def test_eight_bits_and_addresses_beyond_ascii_come_through(
    open_door: door.Door, tmp_path: Path
) -> None:
    raw = "From: jörgen@example.org\r\nSubject: Hyvää\r\n\r\nTavattiin jo.\r\n".encode()
    options = ["SMTPUTF8", "BODY=8BITMIME", f"SIZE={len(raw)}"]
    for client in (doors.smtp(open_door), doors.lmtp(open_door)):
        with client:
            client.sendmail("jörgen@example.org", [TO], raw, mail_options=options)
    assert [m.envelope_from for m in doors.mails(tmp_path)] == ["jörgen@example.org"]
    assert doors.raw(tmp_path) == [raw]


def test_who_is_silent_is_sent_away_and_so_is_who_drips(tmp_path: Path) -> None:
    limits = Limits(idle_seconds=1, text_seconds=2)
    with doors.opened(tmp_path, limits=limits) as opened:
        for address in (opened.smtp, opened.lmtp):
            with doors.line(address) as line, line.makefile("rb") as answers:
                assert [answer[:9] for answer in answers] == [b"220 oksa.", b"421 4.4.2"]
        with doors.line(opened.smtp) as line, line.makefile("rb") as answers:
            line.sendall(b"HELO x\r\nMAIL FROM:<>\r\nRCPT TO:<%s>\r\nDATA\r\n" % TO.encode())
            assert [next(answers)[:3] for _ in range(5)][-1] == b"354"
            assert _dripped(line) == b"421 4.4.2"
        with doors.smtp(opened) as client:
            client.sendmail("anna@example.org", [TO], MAIL)
    assert doors.raw(tmp_path) == [MAIL]


def test_many_who_wait_in_the_middle_of_a_text_do_not_hold_the_others(
    open_door: door.Door, tmp_path: Path
) -> None:
    begun = b"HELO x\r\nMAIL FROM:<>\r\nRCPT TO:<%s>\r\nDATA\r\nSubject: x\r\n" % TO.encode()
    with ExitStack() as slow:
        for _ in range(50):
            line = slow.enter_context(doors.line(open_door.smtp))
            line.sendall(begun)
        with doors.smtp(open_door) as client:
            client.sendmail("anna@example.org", [TO], MAIL)
    assert doors.raw(tmp_path) == [MAIL]


def test_too_many_at_once_are_asked_to_come_again(tmp_path: Path) -> None:
    with (
        doors.opened(tmp_path, limits=Limits(of_one_host=2)) as opened,
        doors.smtp(opened) as first,
        doors.lmtp(opened),
    ):
        with pytest.raises(smtplib.SMTPConnectError, match="421"):
            doors.smtp(opened)
        first.quit()
        with doors.smtp(opened) as third:
            third.sendmail("anna@example.org", [TO], MAIL)
    assert doors.raw(tmp_path) == [MAIL]


def _dripped(line: socket.socket) -> bytes:
    """Send a letter at a time until the door has had enough, and return what it says."""
    line.settimeout(0.02)
    for _ in range(1000):
        try:
            line.sendall(b"x")
            return line.recv(9)
        except TimeoutError:
            continue
    raise AssertionError("it listened for ever")


@pytest.mark.parametrize(
    "said",
    [
        "<anna@example.org>",
        "<anna@example.org> SIZE=4096 BODY=8BITMIME",
        "<anna@example.org>  SIZE=1",
        "<anna@example.org>SIZE=1",
        "<Anna.O'Neil+a=b@EXAMPLE.org>",
        "<a..b@example.org>",
        "<anna@example..org>",
        "<anna@example.org",
        '<"anna maria"@example.org>',
        "<@relay.example.org:anna@example.org>",
        "<änna@example.org> SMTPUTF8",
        "<>",
        "<postmaster>",
        "anna@example.org",
    ],
)
def test_an_address_is_read_as_aiosmtpd_reads_it(tmp_path: Path, said: str) -> None:
    limits, loop = Limits(), asyncio.new_event_loop()
    reception = Reception(SITE, Keeper(tmp_path, lambda: None, lambda db: NOW))
    conversation = Conversation(reception, Crowd(limits), loop)
    loop.close()
    assert conversation._getaddr(said) == SMTP._getaddr(conversation, said)


def test_large_texts_that_come_at_once_are_held_up_to_a_bound_and_small_ones_always(
    tmp_path: Path,
) -> None:
    large = MAIL + (b"x" * 998 + b"\r\n") * 200
    limits = Limits(text_bytes=300_000, small_text_bytes=10_000)
    with (
        doors.opened(tmp_path, limits=limits) as opened,
        doors.line(opened.smtp) as first,
        doors.smtp(opened) as other,
    ):
        begin = f"EHLO a\r\nMAIL FROM:<anna@example.org>\r\nRCPT TO:<{TO}>\r\nDATA\r\n"
        first.sendall(begin.encode() + large)
        until(lambda: _answer(other, large + b"too\r\n") == 452)
        assert _answer(other, MAIL) == 250
        assert _answer(other, (b"x" * 998 + b"\r\n") * 15_000) == 552  # never "later"
        first.sendall(b".\r\nQUIT\r\n")
        with first.makefile("rb") as answers:
            assert answers.read().count(b"250 2.0.0 Kept") == 1
        assert _answer(other, large + b"too\r\n") == 250
    assert sorted(doors.raw(tmp_path)) == sorted([MAIL, large, large + b"too\r\n"])


def _answer(client: smtplib.SMTP, text: bytes) -> int:
    client.ehlo_or_helo_if_needed()
    client.docmd("MAIL", "FROM:<anna@example.org>")
    client.rcpt(TO)
    return client.data(text)[0]
