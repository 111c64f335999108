"""The console's small fields, read: a day, a time of day, a length; what is none is refused."""

from datetime import date, datetime, time

from flask import request

from service.actions.coordinating import moment
from service.domain.errors import Refused

LONGEST = 600  # minutes
AT_FIVE = time(17)


def day(name: str) -> date:
    """Return the day in a field; raises Refused where it is none."""
    try:
        return date.fromisoformat(request.form.get(name, "").strip())
    except ValueError:
        raise Refused("the day is not clear") from None


def at(timezone: str, *, noon: bool = False) -> datetime:
    """Return the moment of the fields `on` and `clock` there; `noon` stands for no clock."""
    said = request.form.get("clock", "").strip().replace(".", ":")
    try:
        clock = time(12) if noon and not said else time.fromisoformat(said)
    except ValueError:
        raise Refused("the time of day is not clear") from None
    return moment(day("on"), clock, timezone)


def minutes() -> int | None:
    """Return the length in the field `minutes`, None where it is empty."""
    said = request.form.get("minutes", "").strip()
    if not said:
        return None
    if not said.isdecimal() or not 0 < int(said) <= LONGEST:
        raise Refused("the length is not clear")
    return int(said)


def text(name: str) -> str:
    """Return what was written in a field."""
    return request.form.get(name, "").strip()
