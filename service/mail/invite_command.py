"""The meeting of `oksa invite --meeting FILE.json`, from JSON (contracts/calendar.md)."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, get_args
from zoneinfo import ZoneInfo

from service.domain.invitations import Guest, Invitation, Mailbox, Partstat
from service.domain.languages import LANGUAGES

WEEK = 7 * 24 * 60  # minutes: a meeting that lasts longer is a slip of the hand

Fields = Mapping[str, Any]


def invitation_from_json(text: str, now: datetime) -> Invitation:
    """Return the invitation that a JSON object tells of, as if made and stamped now.

    Raises ValueError, naming the field, for JSON that tells of none.
    """
    try:
        fields = json.loads(text)
    except ValueError as error:
        raise ValueError(f"not JSON: {error}") from error
    if not isinstance(fields, dict):
        raise ValueError("not a JSON object")
    return Invitation(
        uid=_text(fields, "uid"),
        sequence=_number(fields, "sequence", least=0),
        method=_one_of(fields, "method", ("REQUEST", "CANCEL")),
        starts_at=_moment(fields, "starts_at"),
        minutes=_number(fields, "minutes", least=1, most=WEEK),
        timezone=_timezone(fields, "timezone"),
        number=_number(fields, "number", least=1),
        of=_number(fields, "of", least=1),
        language=_one_of(fields, "language", LANGUAGES),
        organizer=_mailbox(fields, "organizer"),
        to=_mailbox(fields, "to"),
        attendees=_guests(fields),
        created_at=now,
        stamped_at=now,
        place=_text(fields, "place", required=False),
        url=_text(fields, "url", required=False),
    )


def _text(fields: Fields, name: str, *, required: bool = True) -> str:
    text = fields.get(name)
    if text is None and not required:
        return ""
    if not isinstance(text, str) or (required and not text.strip()):
        raise ValueError(f"{name}: a text is needed")
    return text


def _number(fields: Fields, name: str, *, least: int, most: int = 10**6) -> int:
    number = fields.get(name)
    if not isinstance(number, int) or isinstance(number, bool) or not least <= number <= most:
        raise ValueError(f"{name}: a whole number from {least} to {most} is needed")
    return number


def _one_of(fields: Fields, name: str, choices: tuple[str, ...]) -> Any:
    choice = fields.get(name)
    if choice not in choices:
        raise ValueError(f"{name}: one of {', '.join(choices)} is needed")
    return choice


def _moment(fields: Fields, name: str) -> datetime:
    try:
        moment = datetime.fromisoformat(_text(fields, name))
    except ValueError as error:
        raise ValueError(f"{name}: a time such as 2027-03-16T17:00:00+02:00 is needed") from error
    if moment.tzinfo is None:
        raise ValueError(f"{name}: a time with its offset, such as +02:00, is needed")
    return moment


def _timezone(fields: Fields, name: str) -> str:
    text = _text(fields, name)
    try:
        ZoneInfo(text)
    except (ValueError, LookupError, OSError) as error:
        raise ValueError(f"{name}: a zone such as Europe/Helsinki is needed") from error
    return text


def _mailbox(fields: Fields, name: str) -> Mailbox:
    parts = _object(fields.get(name), name)
    return Mailbox(_named(parts, "name", name), _address(parts, name))


def _guests(fields: Fields) -> tuple[Guest, ...]:
    guests = fields.get("attendees")
    if not isinstance(guests, list) or not guests:
        raise ValueError("attendees: a list of at least one is needed")
    return tuple(_guest(guest, f"attendees[{place}]") for place, guest in enumerate(guests))


def _guest(guest: object, where: str) -> Guest:
    parts = _object(guest, where)
    partstat = parts.get("partstat", "NEEDS-ACTION")
    if partstat not in get_args(Partstat):
        raise ValueError(f"{where}.partstat: one of {', '.join(get_args(Partstat))} is needed")
    return Guest(_named(parts, "name", where), _address(parts, where), partstat)


def _object(found: object, where: str) -> Fields:
    if not isinstance(found, dict):
        raise ValueError(f"{where}: an object with name and address is needed")
    return found


def _named(parts: Fields, name: str, where: str) -> str:
    text = parts.get(name, "")
    if not isinstance(text, str):
        raise ValueError(f"{where}.{name}: a text is needed")
    return text


def _address(parts: Fields, where: str) -> str:
    address = _named(parts, "address", where)
    local, _, domain = address.rpartition("@")
    if not local or not domain or any(one.isspace() or not one.isprintable() for one in address):
        raise ValueError(f"{where}.address: a mail address is needed")
    return address
