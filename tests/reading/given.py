"""Contexts for the tests of the reader, around a meeting on Wednesday 8 April 2026 at 17."""

from datetime import datetime

from service.domain.languages import Language
from service.domain.readings import Asked, AskedMeeting, Context, Finding
from service.reading.understand import understand

MEETING = AskedMeeting(datetime.fromisoformat("2026-04-08T17:00:00+03:00"), 90, 2)


def after(asked: Asked = "attendance", language: Language = "fi", *people: str) -> Context:
    """Return a context of the morning after the meeting."""
    received_at = datetime.fromisoformat("2026-04-09T08:00:00+03:00")
    return Context(asked, received_at, language=language, meeting=MEETING, people=people)


def before(asked: Asked = "invitation", language: Language = "fi", *people: str) -> Context:
    """Return a context of the Monday before the meeting."""
    received_at = datetime.fromisoformat("2026-04-06T08:00:00+03:00")
    return Context(asked, received_at, language=language, meeting=MEETING, people=people)


def unplanned(asked: Asked = "times", language: Language = "fi") -> Context:
    """Return a context without a meeting, of 29 December 2024."""
    received_at = datetime.fromisoformat("2024-12-29T08:00:00+02:00")
    return Context(asked, received_at, language=language)


def told(text: str, context: Context, writer: str = "") -> tuple[bool, list[tuple[object, ...]]]:
    """Return whether a text is certain in a context, and its findings in short."""
    verdict, _ = understand(text, context, writer)
    return verdict.certain, [short(one) for one in verdict.findings]


def short(finding: Finding) -> tuple[object, ...]:
    """Return the kind of a finding and the values that were said."""
    values = (
        finding.on and finding.on.isoformat(), finding.minutes, finding.missing or None,
        finding.to and finding.to.isoformat()[:16], finding.agreed,
        [start.isoformat()[:16] for start in finding.times] or None,
        finding.amount, finding.what, finding.scope,
    )  # fmt: skip
    return (finding.kind, *(value for value in values if value is not None))
