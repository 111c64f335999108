import shutil
import ssl
import subprocess
from pathlib import Path

import pytest
from flask_mail import Mail

from service.config import MailServer
from service.domain.letters import Letter
from service.mail import outbound
from service.mail.outbound import Answer
from tests.jobs.letters import a_letter, server
from tests.sink import Sink, free_port


def test_flask_mail_carries_the_stored_bytes_and_can_record_them() -> None:
    letter = a_letter("a")
    with Sink() as sink, outbound.line(server(sink.port)) as line:
        with Mail().record_messages() as recorded:
            assert outbound.send(line, letter) == Answer("taken")
        assert [message.as_bytes() for message in recorded] == [letter.raw]
        assert [message.msgId for message in recorded] == [letter.message_id]
    assert sink.received == [(letter.envelope_from, [letter.to_address], letter.raw)]


def test_a_domain_beyond_ascii_is_sent_to_and_a_local_part_beyond_it_is_not() -> None:
    with Sink() as sink, outbound.line(server(sink.port)) as line:
        assert outbound.send(line, a_letter("a", "anna@älä.example.org")) == Answer("taken")
        assert outbound.send(line, a_letter("b", "jörgen@example.org")).end == "never"
        assert outbound.send(line, a_letter("c")) == Answer("taken")
    assert [to for _, to, _ in sink.received] == [
        ["anna@xn--l-zfab.example.org"],
        ["anna@example.org"],
    ]


def test_no_server_is_said_without_a_letter() -> None:
    assert "ConnectionRefusedError" in _why_unreachable(server(free_port()))


def test_tls_takes_only_a_certificate_that_it_can_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate, context = _certificate(tmp_path)
    letter = a_letter("a")
    with Sink(tls=context) as sink:
        assert "CERTIFICATE_VERIFY_FAILED" in _why_unreachable(server(sink.port, tls=True))
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        with outbound.line(server(sink.port, tls=True)) as line:
            assert outbound.send(line, letter) == Answer("taken")
    assert [raw for _, _, raw in sink.received] == [letter.raw]


def test_a_server_without_tls_gets_no_letter_when_tls_is_asked_for() -> None:
    with Sink() as sink:
        assert "STARTTLS" in _why_unreachable(server(sink.port, tls=True))


def test_a_password_the_server_refuses_is_no_fault_of_a_letter() -> None:
    with Sink() as sink:
        wrong = MailServer("localhost", sink.port, False, False, "oksa", "wrong")
        assert "SMTPNotSupportedError" in _why_unreachable(wrong)


def test_a_subject_with_a_line_break_is_never_sent() -> None:
    letter = a_letter("a")
    broken = Letter(**{**letter.__dict__, "subject": "Hei\nBcc: bo@example.org"})
    with Sink() as sink, outbound.line(server(sink.port)) as line:
        assert outbound.send(line, broken).end == "never"
        assert outbound.send(line, letter) == Answer("taken")
    assert [raw for _, _, raw in sink.received] == [letter.raw]


def _why_unreachable(where: MailServer) -> str:
    with pytest.raises(outbound.Unreachable) as why, outbound.line(where):
        pass
    return str(why.value)


def _certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not on PATH: no certificate for the test")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        [
            *(openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"),
            *("-keyout", key, "-out", certificate),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    return certificate, context
