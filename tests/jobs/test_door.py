import shutil
import smtplib
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jobs import door
from service import store
from service.config import Settings
from tests.jobs import doors, machine
from tests.jobs.doors import MAIL, SMUGGLED, SMUGGLING, TO
from tests.jobs.letters import NOW
from tests.jobs.wait import until
from tests.sink import free_port

woken: list[int] = []


@pytest.fixture
def open_door(tmp_path: Path) -> Iterator[door.Door]:
    woken.clear()
    with doors.opened(tmp_path, woken) as opened:
        yield opened


def test_a_mail_is_kept_as_it_came_before_it_is_acknowledged(
    open_door: door.Door, tmp_path: Path
) -> None:
    with doors.smtp(open_door) as client:
        client.sendmail("anna@example.org", [TO, "Abuse@OKSA.example.org"], MAIL)
        mails = doors.mails(tmp_path)
    assert [(m.envelope_from, m.envelope_to, m.door, m.state, m.received_at) for m in mails] == [
        ("anna@example.org", (TO, "Abuse@OKSA.example.org"), "smtp", "pending", NOW)
    ]
    assert doors.raw(tmp_path) == [MAIL]
    until(lambda: woken)


@pytest.mark.parametrize(
    "raw",
    [
        b".\r\n..\r\n...\r\n",
        b"\x00\xff\xfe\r\nbare \r and \n in a line\r\n",
        b"x" * (64 * 1024) + b"\r\n",
        b"." + b"x" * (64 * 1024 - 1) + b"\r\n",
        ("Subject: Hyvää\r\n\r\n" + "ö" * 30_000 + "\r\n").encode(),
    ],
)
def test_bytes_are_kept_to_the_byte(open_door: door.Door, tmp_path: Path, raw: bytes) -> None:
    with doors.smtp(open_door) as client:
        client.sendmail("anna@example.org", [TO], raw)
    assert doors.raw(tmp_path) == [raw]


def test_the_null_sender_is_taken(open_door: door.Door, tmp_path: Path) -> None:
    with doors.smtp(open_door) as client:
        client.sendmail("", [TO], MAIL)
    assert [mail.envelope_from for mail in doors.mails(tmp_path)] == [""]


def test_addresses_beyond_ascii_are_taken(open_door: door.Door, tmp_path: Path) -> None:
    with doors.smtp(open_door) as client:
        client.sendmail("jörgen@example.org", [TO], MAIL, mail_options=["SMTPUTF8"])
    assert [mail.envelope_from for mail in doors.mails(tmp_path)] == ["jörgen@example.org"]


def test_an_address_that_is_no_text_is_refused_and_harms_nobody(
    open_door: door.Door, tmp_path: Path
) -> None:
    with doors.smtp(open_door) as client:
        client.ehlo()
        doors.out(client, b"MAIL FROM:<j\xf6rgen@example.org>\r\n")
        assert client.getreply()[0] == 553
        client.sendmail("anna@example.org", [TO], MAIL)
    assert doors.raw(tmp_path) == [MAIL]


@pytest.mark.parametrize("to", ["bo@example.org", "oksa@sub.oksa.example.org", "oksa"])
def test_no_other_domain_is_relayed_for(open_door: door.Door, tmp_path: Path, to: str) -> None:
    with doors.smtp(open_door) as client:
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
            client.sendmail("anna@example.org", [to], MAIL)
        assert [code for code, _ in refused.value.recipients.values()] == [550]
    assert doors.raw(tmp_path) == []


def test_a_mail_that_is_too_big_is_refused_by_its_word_and_by_its_bytes(
    open_door: door.Door, tmp_path: Path
) -> None:
    with doors.smtp(open_door) as client:
        client.ehlo()
        assert client.esmtp_features["size"] == str(10 * 1024 * 1024)
        assert client.mail("anna@example.org", [f"SIZE={10 * 1024 * 1024 + 1}"])[0] == 552
        assert client.mail("anna@example.org")[0] == 250
        assert client.rcpt(TO)[0] == 250
        assert client.data(b"0123456789abcd\r\n" * (640 * 1024 + 1))[0] == 552
        client.sendmail("anna@example.org", [TO], MAIL)
    assert doors.raw(tmp_path) == [MAIL]


def test_a_line_over_64_kib_is_refused_and_the_conversation_goes_on(
    open_door: door.Door, tmp_path: Path
) -> None:
    with doors.smtp(open_door) as client:
        with pytest.raises(smtplib.SMTPDataError, match="500"):
            client.sendmail("anna@example.org", [TO], b"x" * (64 * 1024 + 2) + b"\r\n")
        client.sendmail("anna@example.org", [TO], MAIL)
    assert doors.raw(tmp_path) == [MAIL]


@pytest.mark.parametrize("ending", SMUGGLING)
def test_only_crlf_dot_crlf_ends_a_mail(
    open_door: door.Door, tmp_path: Path, ending: bytes
) -> None:
    with doors.smtp(open_door) as client:
        client.ehlo()
        client.mail("anna@example.org")
        client.rcpt(TO)
        client.putcmd("data")
        assert client.getreply()[0] == 354
        doors.out(client, MAIL + b"a" + ending + SMUGGLED + b".\r\n")
        assert client.getreply()[0] == 250
        assert client.noop()[0] == 250
    assert [mail.envelope_from for mail in doors.mails(tmp_path)] == ["anna@example.org"]
    text = MAIL + b"a" + ending + SMUGGLED
    assert doors.raw(tmp_path) == [text.replace(b"\r\n.", b"\r\n")]


def test_what_cannot_be_kept_is_asked_for_again_later(open_door: door.Door, tmp_path: Path) -> None:
    db = store.connect(tmp_path)
    db.execute("alter table inbox rename to inbox_away")
    with doors.smtp(open_door) as client:
        with pytest.raises(smtplib.SMTPDataError, match="451"):
            client.sendmail("anna@example.org", [TO], MAIL)
        db.execute("alter table inbox_away rename to inbox")
        client.mail("anna@example.org")
        client.rcpt(TO)
        assert client.data(MAIL)[0] == 250
    db.conn.close()
    assert doors.raw(tmp_path) == [MAIL]


def test_many_senders_at_once_are_all_answered_and_the_same_mail_is_one(
    open_door: door.Door, tmp_path: Path
) -> None:
    def send(number: int) -> None:
        with doors.smtp(open_door) as client:
            for count in range(5):
                client.sendmail("anna@example.org", [TO], MAIL + b"%d %d\r\n" % (number, count))
            client.sendmail("anna@example.org", [TO], MAIL)

    senders = [threading.Thread(target=send, args=[number]) for number in range(20)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    sent = {MAIL + b"%d %d\r\n" % (n, c) for n in range(20) for c in range(5)} | {MAIL}
    kept = doors.raw(tmp_path)
    assert len(kept) == 101
    assert set(kept) == sent


def test_a_stop_hangs_up_on_idle_senders(tmp_path: Path) -> None:
    with doors.opened(tmp_path) as opened:
        idle = [doors.line(address) for address in (opened.smtp, opened.lmtp)]
        for each in idle:
            assert each.recv(100).startswith(b"220 oksa.example.org")
    for each in idle:
        assert each.recv(100) == b""
        each.close()


def test_a_door_killed_in_the_middle_has_kept_what_it_acknowledged(tmp_path: Path) -> None:
    settings = doors.settings(tmp_path)
    acknowledged: list[bytes] = []
    for life in range(3):
        with machine.part("jobs.door", settings) as process:
            sender = threading.Thread(target=_send_until_cut, args=[settings, life, acknowledged])
            sender.start()
            until(lambda: len(acknowledged) >= 15 * (life + 1))  # noqa: B023
            machine.kill(process)
            sender.join()
    kept = doors.raw(tmp_path)
    assert set(acknowledged) <= set(kept)
    assert len(kept) <= len(acknowledged) + 3
    assert all(raw.startswith(MAIL) for raw in kept)


def test_a_door_without_a_queue_takes_mail_and_refuses_a_taken_port(tmp_path: Path) -> None:
    settings = doors.settings(tmp_path, REDIS_URL="unix:///nowhere/socket")
    with machine.part("jobs.door", settings) as process:
        with _client(settings) as client:
            client.sendmail("anna@example.org", [TO], MAIL)
        with machine.part("jobs.sweeper", settings):
            pass
        second = machine.run_to_its_end("jobs.door", settings)
        assert second == (2, "OKSA_SMTP_LISTEN: cannot listen there: Address already in use\n")
        process.terminate()
        assert process.wait(5) == 0
    assert doors.raw(tmp_path) == [MAIL]


def _client(settings: Settings) -> smtplib.SMTP:
    assert settings.smtp_listen is not None
    return smtplib.SMTP(*settings.smtp_listen)


def _lmtp_client(settings: Settings) -> smtplib.LMTP:
    assert settings.lmtp_listen is not None
    return smtplib.LMTP(*settings.lmtp_listen)


@pytest.mark.parametrize("client_of", [_client, _lmtp_client])
def test_250_comes_after_the_disk(
    tmp_path: Path, client_of: Callable[[Settings], smtplib.SMTP]
) -> None:
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not on PATH: the order of system calls is not shown")
    if subprocess.run([strace, "-o", "/dev/null", "true"], capture_output=True).returncode != 0:
        pytest.skip("strace may not trace here: the order of system calls is not shown")
    settings = doors.settings(tmp_path, OKSA_LMTP_LISTEN=f"127.0.0.1:{free_port()}")
    trace = tmp_path / "trace"
    calls = "trace=fsync,fdatasync,write,sendto,sendmsg"
    before = (strace, "-f", "-qq", "-s", "40", "-e", calls, "-o", str(trace))
    with machine.part("jobs.door", settings, *before), client_of(settings) as client:
        for number in range(3):
            client.sendmail("anna@example.org", [TO], MAIL + b"%d\r\n" % number)
    seen = [_call(line) for line in trace.read_text().splitlines()]
    order = [call for call in seen if call in ("354", "sync", "250 kept")]
    once = [call for n, call in enumerate(order) if order[n - 1 : n] != [call]]
    from_the_first = once[once.index("354") :]
    assert from_the_first == ["354", "sync", "250 kept"] * 3


def _call(line: str) -> str:
    if "fdatasync(" in line or "fsync(" in line:
        return "sync"
    return "354" if '"354 ' in line else "250 kept" if '"250 2.0.0 Kept' in line else ""


def _send_until_cut(settings: Settings, life: int, acknowledged: list[bytes]) -> None:
    try:
        with _client(settings) as client:
            for number in range(10_000):
                raw = MAIL + b"%d %d\r\n" % (life, number)
                client.sendmail("anna@example.org", [TO], raw)
                acknowledged.append(raw)
    except (smtplib.SMTPServerDisconnected, ConnectionError):
        return
