from base64 import b64encode

import pytest

from service.domain.readings import Finding
from service.reading.mail.bounces import findings_of
from service.reading.mail.message import parse

REPORT = """From: MAILER-DAEMON@example.org
Content-Type: multipart/report; report-type=delivery-status; boundary=x

--x

Sorry.
--x
Content-Type: message/delivery-status

Reporting-MTA: dns; example.org

Final-Recipient: rfc822; b@example.org
{more}Action: {action}
Status: {status}
--x--
"""


def bounced(action: str, status: str, more: str = "") -> tuple[Finding, ...] | None:
    raw = REPORT.format(action=action, status=status, more=more)
    return findings_of(parse(raw.encode()))


def told(findings: tuple[Finding, ...] | None) -> list[tuple[str | None, bool | None]]:
    return [(one.recipient, one.permanent) for one in findings or ()]


def test_a_failure_of_class_5_is_permanent_and_of_class_4_is_not() -> None:
    assert told(bounced("failed", "5.1.1")) == [("b@example.org", True)]
    assert told(bounced("failed", "4.2.2")) == [("b@example.org", False)]
    assert told(bounced("delayed", "4.4.1")) == [("b@example.org", False)]


def test_a_forwarded_bounce_names_the_address_we_wrote_to() -> None:
    more = "Original-Recipient: rfc822;a@example.org\n"
    assert told(bounced("failed", "5.1.1", more)) == [("a@example.org", True)]


def test_a_report_of_success_is_no_bounce() -> None:
    assert bounced("delivered", "2.0.0") is None


def test_a_bounce_in_words_is_read() -> None:
    raw = b"From: MAILER-DAEMON@example.org\n\n<a@example.org>:\n550 5.1.1 no such user\n"
    assert told(findings_of(parse(raw))) == [("a@example.org", True)]


def words_of(
    text: str, head: str = "From: MAILER-DAEMON@example.org"
) -> list[tuple[str | None, bool | None]]:
    return told(findings_of(parse(f"{head}\n\n{text}".encode())))


def test_each_of_several_listed_recipients_has_its_own_end() -> None:
    qmail = "Sorry.\n\n<a@example.org>:\n550 5.1.1 no\n\n<b@example.org>:\n452 4.2.2 full\n"
    assert words_of(qmail) == [("a@example.org", True), ("b@example.org", False)]
    exim = "From: Mailer-Daemon@example.org\nX-Failed-Recipients: a@example.org,\n b@example.org"
    text = "failed:\n\n  a@example.org\n    no such host\n  b@example.org\n    451 later\n"
    assert words_of(text, exim) == [("a@example.org", True), ("b@example.org", False)]


def test_the_address_of_a_helpdesk_is_no_recipient() -> None:
    text = "<a@example.org>:\n550 5.1.1 no such user\n\nQuestions?\nhelp@example.org\n"
    assert words_of(text) == [("a@example.org", True)]
    text = "Your mail to a@example.org was refused: 550 no.\n\nhelp@example.org\n"
    assert words_of(text) == [("a@example.org", True)]


@pytest.mark.parametrize(
    "stem",
    ["(generated from a@example.org)", "(expanded from: <a@example.org>)",
     "(ultimately generated from a@example.org)"],
)  # fmt: skip
def test_a_forwarded_address_is_told_by_the_one_that_it_stems_from(stem: str) -> None:
    text = f"failed:\n\n  b@example.org\n    {stem}\n    550 5.2.1 disabled\n"
    assert words_of(text) == [("a@example.org", True)]


def test_an_alias_that_we_did_not_write_to_is_none_of_ours() -> None:
    raw = REPORT.format(action="failed", status="5.1.1", more="").replace(
        "Sorry.", "<b@example.org> (expanded from <a@example.org>): no"
    )
    copy = "--x\nContent-Type: message/rfc822\n\nTo: b@example.org\n\nHei\n--x--\n"
    assert told(findings_of(parse(raw.encode()))) == [("a@example.org", True)]
    assert told(findings_of(parse(raw.replace("--x--\n", copy).encode()))) == [
        ("b@example.org", True)
    ]


@pytest.mark.parametrize(
    ("action", "diagnosis", "permanent"),
    [
        ("failed", "smtp; DNS type 'mx' lookup responded with code NXDOMAIN", True),
        ("failed", "smtp; Domain name not found: example.org", True),
        ("failed", "smtp; Host not found, try again", False),
        ("failed", "smtp; NXDOMAIN, try again later", False),
        ("delayed", "smtp; code NXDOMAIN", False),
    ],
)
def test_a_domain_that_is_not_there_is_gone_for_good(
    action: str, diagnosis: str, permanent: bool
) -> None:
    report = bounced(action, "4.0.0", f"Diagnostic-Code: {diagnosis}\n")
    assert told(report) == [("b@example.org", permanent)]


def test_a_report_that_a_gateway_has_encoded_is_read() -> None:
    fields = "Reporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; b@example.org\r\n"
    encoded = b64encode(f"{fields}Action: failed\r\nStatus: 5.1.1\r\n".encode()).decode()
    head, _, _ = REPORT.partition("\nReporting-MTA")
    raw = f"{head}Content-Transfer-Encoding: base64\n\n{encoded}\n--x--\n"
    assert told(findings_of(parse(raw.encode()))) == [("b@example.org", True)]


def test_a_name_in_letters_of_its_own_is_read() -> None:
    """RFC 6533: the report may be plain, with its letters escaped."""
    more = "Original-Recipient: utf-8;v\\x{E4}in\\x{F6}@example.org\n"
    assert told(bounced("failed", "5.1.1", more)) == [("väinö@example.org", True)]


@pytest.mark.parametrize(
    ("path", "recipient"),
    [
        ("bounces+k7=anna.b=example.org@ours.example", "anna.b@example.org"),
        ("bounces+anna=example.org@ours.example", "anna@example.org"),
        ("SRS0=k7=X1=example.org=anna.b@ours.example", None),
        ("oksa+b-k7Qm2x@ours.example", None),
    ],
)
def test_the_return_path_names_whom_a_bare_bounce_means(path: str, recipient: str | None) -> None:
    head = f"From: MAILER-DAEMON@example.org\nTo: {path}"
    assert words_of("No such mailbox (550 5.1.1).", head) == [(recipient, recipient is not None)]
