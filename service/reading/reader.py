"""One raw message made a `Reading`: a pure function of its bytes and its context."""

from email.utils import parseaddr

from service.domain.readings import Context, Reading
from service.reading import calendar_answers, robots
from service.reading.mail import bounces
from service.reading.mail.message import Mail, parse
from service.reading.mail.quoting import written_now
from service.reading.mail.source import source_of
from service.reading.mail.subject import said_in_subject
from service.reading.understand import understand

_UNREADABLE = Reading("person", "", None, (), False)


def read(raw: bytes, context: Context) -> Reading:
    """Return what a message says; bytes that cannot be read give a reading without findings."""
    try:
        return read_parsed(parse(raw), context)
    except Exception:  # noqa: BLE001 - one mail, whatever it holds, is set aside for a human (R6)
        return _UNREADABLE


def read_parsed(mail: Mail, context: Context) -> Reading:
    """Return what a message says that is already taken apart; MemoryError alone may rise."""
    try:
        return _read(mail, context)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - what stops the grammar is for a human to read (R6)
        return _UNREADABLE


def reply_text(raw: bytes) -> str:
    """Return what a person wrote now: no quoted mail, signature, device tag or footer."""
    mail = parse(raw)
    text = written_now(mail.text, _writer(mail))
    return said_in_subject(mail.header("Subject"), mail.text, text)


def _read(mail: Mail, context: Context) -> Reading:
    writer = _writer(mail)
    text = written_now(mail.text, writer)
    source = source_of(mail)
    if source == "bounce":
        failed = bounces.findings_of(mail)
        if failed is not None:
            return Reading("bounce", text, None, failed, all(one.recipient for one in failed))
        source = "auto_reply"
    if source == "auto_reply":
        return robots.judge(mail, text, context, writer)
    if source == "calendar":
        findings, certain = calendar_answers.judge(mail, text, context)
        return Reading("calendar", text, context.language, findings, certain)
    said = said_in_subject(mail.header("Subject"), mail.text, text)
    verdict, language = understand(said, context, writer)
    # Any words are topics: a subject alone may be ours.
    certain = verdict.certain and (said == text or context.asked != "preparation")
    return Reading("person", said, language, verdict.findings, certain)


def _writer(mail: Mail) -> str:
    name, address = parseaddr(mail.header("From"))
    return name or address.split("@")[0].replace(".", " ")
