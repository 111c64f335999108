"""Times as the database keeps them: UTC text of one width, so that they sort as they pass."""

from datetime import UTC, date, datetime

FORM = "%Y-%m-%dT%H:%M:%SZ"


def to_text(moment: datetime) -> str:
    """Return an aware datetime as UTC text, to the second."""
    return moment.astimezone(UTC).strftime(FORM)


def to_time(text: str) -> datetime:
    """Return the aware UTC datetime of a text made by `to_text`."""
    return datetime.fromisoformat(text)


def maybe_text(moment: datetime | None) -> str | None:
    """Return `to_text`, or None for None."""
    return to_text(moment) if moment else None


def maybe_time(text: str | None) -> datetime | None:
    """Return `to_time`, or None for None."""
    return to_time(text) if text else None


def maybe_date(text: str | None) -> date | None:
    """Return the date of an ISO text, or None for None."""
    return date.fromisoformat(text) if text else None
