import shutil
import smtplib
import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from jobs import door
from jobs.certificate import Certificate
from service.setting_values import BadSetting
from tests.jobs import doors, machine
from tests.jobs.doors import MAIL, TO

TRUSTING = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
TRUSTING.check_hostname, TRUSTING.verify_mode = False, ssl.CERT_NONE


@dataclass
class Files:
    cert: Path
    key: Path


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return _make(tmp_path, "first")


@pytest.fixture
def open_door(tmp_path: Path, files: Files) -> Iterator[door.Door]:
    certificate = Certificate(str(files.cert), str(files.key))
    with doors.opened(tmp_path, certificate=certificate) as opened:
        yield opened


def test_a_mail_comes_through_tls_and_all_begins_anew_inside(
    open_door: door.Door, tmp_path: Path
) -> None:
    with doors.smtp(open_door) as client:
        client.ehlo()
        assert "starttls" in client.esmtp_features
        client.mail("boss@example.org")
        client.rcpt(TO)
        assert client.starttls(context=TRUSTING)[0] == 220
        assert client.docmd("RCPT", f"TO:<{TO}>") == (503, b"5.5.1 Error: send HELO first")
        client.ehlo()
        assert sorted(client.esmtp_features) == [
            *("8bitmime", "enhancedstatuscodes", "pipelining", "size", "smtputf8")
        ]
        assert client.docmd("DATA")[0] == 503
        client.sendmail("anna@example.org", [TO], MAIL)
    assert [m.envelope_from for m in doors.mails(tmp_path)] == ["anna@example.org"]


def test_words_put_before_the_handshake_are_not_heard_inside(
    open_door: door.Door, tmp_path: Path
) -> None:
    injected = b"EHLO evil\r\nMAIL FROM:<evil@example.org>\r\nRCPT TO:<%s>\r\n" % TO.encode()
    with doors.line(open_door.smtp) as line:
        line.recv(100)
        line.sendall(b"EHLO x\r\n")
        assert line.recv(500).endswith(b"250 ENHANCEDSTATUSCODES\r\n")
        line.sendall(b"STARTTLS\r\n" + injected)
        assert line.recv(100).startswith(b"220 ")
        with TRUSTING.wrap_socket(line) as inside:
            inside.sendall(b"DATA\r\n")
            assert inside.recv(100) == b"503 5.5.1 Error: send HELO first\r\n"
            inside.sendall(b"HELO x\r\nDATA\r\nQUIT\r\n")
            heard = b"".join(iter(lambda: inside.recv(500), b""))
    assert heard == (b"250 oksa.example.org\r\n503 5.5.1 Send RCPT first\r\n221 2.0.0 Bye\r\n")
    assert doors.raw(tmp_path) == []


def test_tls_begins_once_in_a_conversation(open_door: door.Door, tmp_path: Path) -> None:
    with doors.smtp(open_door) as client:
        client.starttls(context=TRUSTING)
        client.ehlo()
        assert client.docmd("STARTTLS") == (503, b"5.5.1 TLS has begun already")
        client.sendmail("anna@example.org", [TO], MAIL)
    assert doors.raw(tmp_path) == [MAIL]


def test_who_says_starttls_and_means_something_else_harms_nobody(
    open_door: door.Door, tmp_path: Path
) -> None:
    with doors.line(open_door.smtp) as line:
        line.sendall(b"EHLO x\r\nSTARTTLS\r\n")
        with line.makefile("rb") as answers:
            until = [next(answers)[:4] for _ in range(9)]
            line.sendall(b"GET / HTTP/1.0\r\n\r\n" * 10)
            assert b"250" not in answers.read()
    assert until[-1] == b"220 "
    with doors.smtp(open_door) as client:
        client.starttls(context=TRUSTING)
        client.sendmail("anna@example.org", [TO], MAIL)
    assert doors.raw(tmp_path) == [MAIL]


def test_a_renewed_certificate_is_shown_and_a_broken_one_is_not(
    open_door: door.Door, files: Files, tmp_path: Path
) -> None:
    first, new = _shown(open_door), _make(tmp_path, "second")
    shutil.copy(new.cert, files.cert)
    assert _shown(open_door) == first  # the key does not fit yet
    shutil.copy(new.key, files.key)
    assert _shown(open_door) == ssl.PEM_cert_to_DER_cert(new.cert.read_text()) != first


def test_lmtp_has_no_tls(open_door: door.Door) -> None:
    with doors.lmtp(open_door) as client:
        client.ehlo()
        assert "starttls" not in client.esmtp_features
        assert client.docmd("STARTTLS") == (454, b"4.0.0 TLS not available")


def test_a_wrong_certificate_is_named_before_anything_is_taken(
    files: Files, tmp_path: Path
) -> None:
    other, nothing = _make(tmp_path, "other"), tmp_path / "nothing"
    nothing.write_text("")
    both = tmp_path / "both"
    both.write_text(files.cert.read_text() + files.key.read_text())
    locked = tmp_path / "locked"
    _run("ec", "-in", str(files.key), "-aes128", "-passout", "pass:sala", "-out", str(locked))
    assert Certificate(str(both), "").context()
    for cert, key, why in (
        (
            "",
            str(files.key),
            "OKSA_SMTP_CERT is not set, and OKSA_SMTP_KEY is of no use without it",
        ),
        ("/nowhere", "", "OKSA_SMTP_CERT: cannot read /nowhere: No such file or directory"),
        (str(files.cert), "/nowhere", "OKSA_SMTP_KEY: cannot read /nowhere: No such file"),
        (str(files.cert), str(other.key), "do not belong together"),
        (str(files.cert), "", "cannot be used"),
        (str(nothing), str(files.key), "cannot be used"),
        (str(files.cert), str(locked), "cannot be used"),
    ):
        with pytest.raises(BadSetting, match=why) as wrong:
            Certificate(cert, key)
        assert "\n" not in str(wrong.value)


def test_the_door_ends_with_the_line_that_names_the_wrong_setting(tmp_path: Path) -> None:
    settings = machine.settings(tmp_path, 0, OKSA_SMTP_CERT="/nowhere.pem")
    assert machine.run_to_its_end("jobs.door", settings) == (
        2,
        "OKSA_SMTP_CERT: cannot read /nowhere.pem: No such file or directory\n",
    )
    settings = machine.settings(tmp_path, 0, OKSA_SMTP_LISTEN="")
    assert machine.run_to_its_end("jobs.door", settings) == (
        2,
        "neither OKSA_SMTP_LISTEN nor OKSA_LMTP_LISTEN is set\n",
    )


def _shown(opened: door.Door) -> bytes | None:
    with smtplib.SMTP(*(opened.smtp or ("", 0))) as client:
        client.starttls(context=TRUSTING)
        assert isinstance(client.sock, ssl.SSLSocket)
        return client.sock.getpeercert(binary_form=True)


def _make(folder: Path, name: str) -> Files:
    made = Files(folder / f"{name}.pem", folder / f"{name}.key")
    _run(
        *("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
        *("-days", "2", "-subj", "/CN=oksa.example.org"),
        *("-keyout", str(made.key), "-out", str(made.cert)),
    )
    return made


def _run(*arguments: str) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not on PATH: no certificate for the test")
    subprocess.run([openssl, *arguments], check=True, capture_output=True)
