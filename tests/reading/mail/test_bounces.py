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
