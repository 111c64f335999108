"""Debian's Postfix hands our domain to the LMTP door, as `deploy/postfix` says (P45, S1)."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from jobs import door
from service.store import Database
from tests.jobs import doors
from tests.jobs.doors import MAIL, SMUGGLED, SMUGGLING, TO, VERP
from tests.jobs.letters import NOW
from tests.jobs.wait import until
from tests.programme import SITE
from tests.programs import postfix
from tests.programs.postfix import Postfix


@pytest.fixture(scope="module")
def mail_server() -> Iterator[Postfix]:
    with postfix.running(SITE.mail_domain) as running:
        yield running


def test_a_mail_comes_through_to_the_byte_under_what_postfix_writes_on_top(
    mail_server: Postfix, tmp_path: Path
) -> None:
    text = MAIL + "Hyvää ".encode() * 500 + b"x" * 50_000 + b"\r\n.\r\nlast\r\n"
    with _opened(mail_server, tmp_path):
        with mail_server.client() as client:
            client.sendmail("anna@example.org", [TO.upper(), VERP], text)
        until(lambda: doors.mails(tmp_path))
    assert [(m.envelope_from, m.envelope_to, m.door) for m in doors.mails(tmp_path)] == [
        ("anna@example.org", (TO.upper(), VERP), "lmtp")
    ]
    assert doors.raw(tmp_path)[0].startswith(b"Received: from ")
    body = text.partition(b"\r\n\r\n")[2]
    assert doors.raw(tmp_path)[0].endswith(b"\r\n\r\n" + body)


def test_the_biggest_mail_that_postfix_takes_is_not_too_big_for_the_door(
    mail_server: Postfix, tmp_path: Path
) -> None:
    with _opened(mail_server, tmp_path), mail_server.client() as client:
        client.ehlo()
        most = int(client.esmtp_features["size"])
        lines = MAIL + (b"." * 60_000 + b"\r\n") * (most // 60_002 + 1)
        fits = lines[: most * 99 // 100] + b"\r\n"  # it counts its queue file's own marks, too
        with pytest.raises(smtplib.SMTPResponseException, match="552"):
            client.sendmail("anna@example.org", [TO], lines + b"x" * 60_000 + b"\r\n")
        client.sendmail("anna@example.org", [TO], fits)
        until(lambda: doors.mails(tmp_path))
    assert len(doors.raw(tmp_path)[0]) > len(fits)
    assert mail_server.waiting() == ""


def test_who_is_not_here_is_refused_by_postfix_before_the_mail(mail_server: Postfix) -> None:
    refused = ("kuka", "oksa+x", "oksa+abc", "mentori+oksa", f"x{TO.partition('@')[0]}")
    taken = ("oksa", "POSTMASTER", "abuse", TO.partition("@")[0].upper(), VERP.partition("@")[0])
    with mail_server.client() as client:
        client.ehlo()
        client.mail("anna@example.org")
        for local in refused:
            assert client.rcpt(f"{local}@{SITE.mail_domain}")[0] == 550
        assert client.rcpt("bo@example.org")[0] == 554
        for local in taken:
            assert client.rcpt(f"{local}@{SITE.mail_domain}")[0] == 250


def test_no_ending_but_the_true_one_splits_a_mail_on_its_way(
    mail_server: Postfix, tmp_path: Path
) -> None:
    with _opened(mail_server, tmp_path):
        for number, ending in enumerate(SMUGGLING):
            with mail_server.client() as client:
                client.ehlo()
                client.mail("anna@example.org")
                client.rcpt(TO)
                client.docmd("DATA")
                doors.out(client, MAIL + b"a%d" % number + ending + SMUGGLED + b".\r\n")
                assert client.getreply()[0] == 250
                assert client.noop()[0] == 250
        until(lambda: len(doors.mails(tmp_path)) >= len(SMUGGLING) and not mail_server.waiting())
    assert [m.envelope_from for m in doors.mails(tmp_path)] == ["anna@example.org"] * 9
    kept = doors.raw(tmp_path)
    assert all(any(b"a%d" % number in raw for raw in kept) for number in range(9))
    assert all(b"MAIL FROM:<boss@example.org>" in raw for raw in kept)


def test_while_the_door_is_closed_a_mail_waits_and_then_it_comes(
    mail_server: Postfix, tmp_path: Path
) -> None:
    with mail_server.client() as client:
        client.sendmail("anna@example.org", [TO], MAIL)
    until(lambda: '"queue_name": "deferred"' in mail_server.waiting())
    with _opened(mail_server, tmp_path):
        mail_server.try_again()
        until(lambda: not mail_server.waiting())
    assert doors.raw(tmp_path)[0].endswith(MAIL.partition(b"\r\n\r\n")[2])


@contextmanager
def _opened(mail_server: Postfix, folder: Path) -> Iterator[None]:
    """Open the LMTP door where Postfix expects it."""
    listen = door.Listen(lmtp=mail_server.door)
    opened = door.start(folder, SITE, listen, lambda: None, _now)
    try:
        yield
    finally:
        opened.stop()


def _now(db: Database) -> datetime:
    return NOW
