"""What the service asks of one message that came in; pure functions of its bytes and context."""

from dataclasses import replace

from service.domain.readings import Context, Reading
from service.reading import masking
from service.reading.answers import Heard, Opened, Shown
from service.reading.mail.calendars import calendar_in
from service.reading.mail.envelope import envelope
from service.reading.mail.message import Mail
from service.reading.reader import read_parsed
from service.reading.understand import understand


def opened(mail: Mail, envelope_from: str | None, authserv_id: str) -> Opened:
    """Return what is known of a mail before its words count, as `envelope` does."""
    return Opened(envelope(mail, envelope_from, authserv_id), calendar_in(mail))


def heard(mail: Mail, context: Context, *, over: bool) -> Heard:
    """Return what a mail says in its context; `over` says that its meeting has ended untold.

    Such a mail is read once more as the story of that meeting, and `retold` says that it
    clearly is one. Anyone may tell it in answer to an earlier letter, say the invitation (P20).
    What is clear as an answer to that letter stays that: a late "yes" to it is no story.
    """
    reading = read_parsed(mail, context)
    if over and reading.source == "person" and not reading.certain:
        retold = replace(context, asked="attendance")
        again = read_parsed(mail, retold)
        told = any(finding.kind in ("held", "not_held") for finding in again.findings)
        if told and again.certain:
            return Heard(masking.masked(again, retold), True)
    return Heard(masking.masked(reading, context), False)


def shown(mail: Mail) -> Shown:
    """Return what a person is shown of a mail that nobody has understood."""
    return Shown(mail.header("From"), mail.text)


def understood(text: str, context: Context) -> Reading:
    """Return what words out of a message, or typed on a page, say in a context."""
    verdict, language = understand(text, context)
    return Reading("person", text, language, verdict.findings, verdict.certain)
