"""Contexts and readings as JSON, exactly as contracts/reading.md writes them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo

from service.domain.languages import is_language
from service.domain.readings import Asked, AskedMeeting, Context, Finding, Reading


def context_of(said: object) -> Context:
    """Return a context from its JSON value. Raises ValueError with what is wrong."""
    if not isinstance(said, Mapping):
        raise ValueError("context: not an object")
    asked = said.get("asked", "none")
    if asked not in get_args(Asked):
        raise ValueError(f"context.asked: {asked!r} is not a kind of letter")
    language = said.get("language") or "fi"
    if not (isinstance(language, str) and is_language(language)):
        raise ValueError("context.language: not one of fi, sv, en")
    role: Literal["mentor", "actor"] = "mentor" if said.get("role") == "mentor" else "actor"
    if said.get("role") not in (None, "mentor", "actor"):
        raise ValueError("context.role: not one of mentor, actor")
    return Context(
        asked=asked, received_at=_moment(said.get("received_at"), "context.received_at"),
        timezone=_zone(said.get("timezone") or "Europe/Helsinki"), language=language,  # type: ignore[arg-type]
        role=role, meeting=_meeting(said.get("meeting")), people=_people(said.get("people")),
    )  # fmt: skip


def json_of(reading: Reading, context: Context) -> dict[str, Any]:
    """Return a reading as the contract's JSON value; times are in the context's zone."""
    zone = ZoneInfo(context.timezone)
    return {
        "source": reading.source,
        "text": reading.text,
        "language": reading.language,
        "findings": [_finding(one, zone) for one in reading.findings],
        "certain": reading.certain,
    }


def kept_of(reading: Reading, context: Context) -> dict[str, Any]:
    """Return a reading as it is kept: the contract's value, and the rule of each finding."""
    said = json_of(reading, context)
    rules = (finding.rule for finding in reading.findings)
    ruled = [{**one, "rule": rule} for one, rule in zip(said["findings"], rules, strict=True)]
    return {**said, "findings": ruled}


def _finding(finding: Finding, zone: ZoneInfo) -> dict[str, Any]:
    said: dict[str, Any] = {"kind": finding.kind}
    if finding.on:
        said["on"] = finding.on.isoformat()
    if finding.kind == "moved":
        said["to"] = finding.to.astimezone(zone).isoformat() if finding.to else None
        said["agreed"] = bool(finding.agreed)
    if finding.kind == "planned":
        said["times"] = [start.astimezone(zone).isoformat() for start in finding.times]
    if finding.missing:
        said["missing"] = list(finding.missing)
    for key in ("minutes", "text", "amount", "currency", "what", "scope", "recipient",
                "permanent", "uid", "sequence", "attendee"):  # fmt: skip
        value = getattr(finding, key)
        if value is not None:
            said[key] = value
    if finding.kind == "expense":
        said.setdefault("what", None)
    return {**said, "evidence": finding.evidence}


def _moment(said: object, name: str) -> datetime:
    if not isinstance(said, str):
        raise ValueError(f"{name}: missing")
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        raise ValueError(f"{name}: {said!r} is not ISO 8601") from None
    if moment.tzinfo is None:
        raise ValueError(f"{name}: no offset")
    return moment


def _zone(said: object) -> str:
    try:
        return ZoneInfo(str(said)).key
    except (ValueError, OSError, LookupError):
        raise ValueError(f"context.timezone: {said!r} is not a time zone") from None


def _meeting(said: object) -> AskedMeeting | None:
    if said is None:
        return None
    if not isinstance(said, Mapping):
        raise ValueError("context.meeting: not an object")
    minutes, number = said.get("minutes") or 90, said.get("number") or 1
    if not isinstance(minutes, int) or not isinstance(number, int):
        raise ValueError("context.meeting: minutes and number are whole numbers")
    starts_at = _moment(said.get("starts_at"), "context.meeting.starts_at")
    return AskedMeeting(starts_at, minutes, number)


def _people(said: object) -> tuple[str, ...]:
    if said is None:
        return ()
    if not isinstance(said, list) or not all(isinstance(one, str) for one in said):
        raise ValueError("context.people: not a list of names")
    return tuple(said)
