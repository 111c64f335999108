"""A reading without account numbers: they are masked before anything of it is kept (P25)."""

from dataclasses import replace

from service.domain.accounts import hidden, without
from service.domain.readings import Context, Finding, Reading
from service.reading.understand import understand


def masked(reading: Reading, context: Context) -> Reading:
    """Return a reading with each account number masked.

    The digits of one make any sum beside it doubtful, so such words are read once more without.
    """
    text = hidden(reading.text)
    if text == reading.text:
        return reading
    findings, certain = reading.findings, reading.certain
    if reading.source == "person" and not certain:
        verdict, _ = understand(without(text), context, "")
        findings, certain = verdict.findings, verdict.certain
    found = tuple(_masked(finding) for finding in findings)
    return replace(reading, text=text, findings=found, certain=certain)


def _masked(finding: Finding) -> Finding:
    text = None if finding.text is None else hidden(finding.text)
    return replace(finding, evidence=hidden(finding.evidence), text=text)
