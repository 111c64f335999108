"""A reading without account numbers: they are masked before anything of it is kept (P25)."""

from dataclasses import replace
from email.message import EmailMessage

from service.domain.accounts import hidden, without
from service.domain.readings import Context, Finding, Reading
from service.reading.reader import read


def masked(reading: Reading, context: Context) -> Reading:
    """Return a reading with each account number masked.

    The digits of one make any sum beside it doubtful, so such words are read once more without.
    """
    text = hidden(reading.text)
    if text == reading.text:
        return reading
    found = reading
    if reading.source == "person" and not reading.certain:
        found = read(_mail(without(text)), context)
    findings = tuple(_masked(finding) for finding in found.findings)
    return replace(reading, text=text, findings=findings, certain=found.certain)


def _masked(finding: Finding) -> Finding:
    text = None if finding.text is None else hidden(finding.text)
    return replace(finding, evidence=hidden(finding.evidence), text=text)


def _mail(text: str) -> bytes:
    message = EmailMessage()
    message["From"] = "someone@example.org"
    message.set_content(text)
    return message.as_bytes()
