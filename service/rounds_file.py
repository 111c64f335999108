"""ROUND.toml: a round as the coordinator writes it (contracts/commands.md)."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast, get_args
from zoneinfo import ZoneInfo

from service.domain.events import TITLES
from service.domain.languages import LANGUAGES
from service.domain.rounds import QUIET, Event, Model, Round, Sign, Text

KNOWN = {
    "name", "intro", "opens", "closes", "starts", "ends", "models", "meetings", "minutes",
    "timezone", "expenses", "themes", "fields", "events", "quiet",
}  # fmt: skip
KINDS = {kind: kind for kind in TITLES} | {"midway": "halfway"}  # however they are written
MODELS: tuple[Model, ...] = get_args(Model)


def round_from_toml(text: str) -> Round:
    """Return the round that a file describes; raises ValueError naming the first wrong key."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise ValueError(f"not TOML: {wrong}") from wrong
    for key in table.keys() - KNOWN:
        raise ValueError(f"{key}: no such key")
    models = _models(table)
    opens, closes, starts, ends = (
        _date(table, key) for key in ("opens", "closes", "starts", "ends")
    )
    if closes < opens:
        raise ValueError("closes: is before opens")
    if ends < starts:
        raise ValueError("ends: is before starts")
    expenses = table.get("expenses", {})
    return Round(
        id=0,
        name=_text(table.get("name"), "name"),
        intro=_text(table.get("intro"), "intro"),
        opens=opens,
        closes=closes,
        starts=starts,
        ends=ends,
        models=models,
        meetings=_meetings(table, models),
        minutes=_number(table.get("minutes", 90), "minutes", 15, 480),
        timezone=_zone(table.get("timezone", "Europe/Helsinki")),
        expenses_allowed=_flag(expenses.get("allowed", False), "expenses.allowed"),
        expense_limit_cents=_number(
            expenses.get("limit_cents", 0), "expenses.limit_cents", 0, 10**7
        ),
        themes=_texts(table, "themes"),
        fields=_texts(table, "fields"),
        quiet=_quiet(table.get("quiet", {})),
        events=tuple(
            _event(event, f"events[{n}]") for n, event in enumerate(table.get("events", []))
        ),
    )


def _text(value: object, key: str) -> Text:
    if not isinstance(value, Mapping):
        raise ValueError(f"{key}: a text in fi, sv and en is needed")
    for language in LANGUAGES:
        if not isinstance(value.get(language), str) or not value[language].strip():
            raise ValueError(f"{key}.{language}: is missing")
    return {language: value[language].strip() for language in LANGUAGES}


def _texts(table: Mapping[str, Any], key: str) -> tuple[Text, ...]:
    value = table.get(key, [])
    if not isinstance(value, list):
        raise ValueError(f"{key}: a list is needed")
    return tuple(_text(one, f"{key}[{number}]") for number, one in enumerate(value))


def _date(table: Mapping[str, Any], key: str) -> date:
    value = table.get(key)
    if isinstance(value, datetime) or not isinstance(value, date):
        raise ValueError(f"{key}: a date like 2027-01-31 is needed")
    return value


def _models(table: Mapping[str, Any]) -> tuple[Model, ...]:
    value = table.get("models", ["individual"])
    if not isinstance(value, list) or not value or not set(value) <= set(MODELS):
        raise ValueError(f"models: a list of {' and '.join(MODELS)} is needed")
    return tuple(cast(Model, model) for model in value)


def _meetings(table: Mapping[str, Any], models: tuple[Model, ...]) -> dict[Model, int]:
    value = table.get("meetings")
    if not isinstance(value, Mapping):
        raise ValueError("meetings: the number of meetings by model is needed")
    return {model: _number(value.get(model), f"meetings.{model}", 1, 60) for model in models}


def _quiet(value: object) -> dict[Sign, int]:
    """Return from when a pair is quiet (P22): the usual but for what is given; false is off."""
    if not isinstance(value, Mapping):
        raise ValueError("quiet: a table of limits is needed")
    for key in value.keys() - QUIET.keys():
        raise ValueError(f"quiet.{key}: no such key")
    given = {key: int(one) if one is False else one for key, one in value.items()}
    return {
        sign: _number(given.get(sign, usual), f"quiet.{sign}", 0, 365)
        for sign, usual in QUIET.items()
    }


def _number(value: object, key: str, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise ValueError(f"{key}: a whole number from {least} to {most} is needed")
    return value


def _flag(value: object, key: str) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{key}: true or false is needed")
    return value


def _zone(value: object) -> str:
    try:
        ZoneInfo(str(value))
    except (KeyError, OSError, ValueError) as wrong:
        raise ValueError(f"timezone: {value!r} is no time zone") from wrong
    return str(value)


def _event(event: Mapping[str, Any], key: str) -> Event:
    starts_at = event.get("starts_at")
    if not isinstance(starts_at, datetime) or starts_at.tzinfo is None:
        raise ValueError(f"{key}.starts_at: a time with its offset is needed")
    if not isinstance(event.get("kind"), str):
        raise ValueError(f"{key}.kind: is missing")
    roles = event.get("for", ["mentor", "actor"])
    if not isinstance(roles, list) or not set(roles) <= {"mentor", "actor"}:
        raise ValueError(f"{key}.for: a list of mentor and actor is needed")
    kind = str(event["kind"]).strip()
    return Event(
        kind=KINDS.get("".join(filter(str.isalpha, kind.casefold())), kind),
        starts_at=starts_at,
        minutes=_number(event.get("minutes", 120), f"{key}.minutes", 15, 1440),
        roles=tuple(roles),
        place=str(event.get("place", "")),
        url=str(event.get("url", "")),
    )
