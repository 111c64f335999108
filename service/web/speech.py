"""Which language a page is shown in, and the words that every template may use."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from flask import Flask, request

from forms import translations
from service.domain import words
from service.domain.cells import comma
from service.domain.languages import LANGUAGES, Language


def add_to(app: Flask) -> None:
    """Let every request speak the asker's language and every template translate."""
    app.before_request(_start)
    app.context_processor(lambda: {"language": translations.spoken()})
    app.jinja_env.globals |= {"_": translations._, "ngettext": translations.ngettext}
    app.jinja_env.filters |= {
        "day": _day,
        "clock": _clock,
        "moment": _moment,
        "duration": _duration,
        "listed": _listed,
        "euros": _euros,
        "number": _number,
    }


def wished() -> Language:
    """Return the language in the address, else what the browser asks for, else Finnish."""
    in_path = [part for part in request.path.split("/") if part in LANGUAGES]
    best = in_path[0] if in_path else request.accept_languages.best_match(LANGUAGES, "fi")
    return as_language(best)


def as_language(text: str | None) -> Language:
    """Return the language of a code, Finnish for one that we do not speak."""
    return next((language for language in LANGUAGES if language == text), "fi")


def _start() -> None:
    translations.speak(wished())


def _day(on: date | datetime, timezone: str = words.HELSINKI) -> str:
    return words.day(on, translations.spoken(), timezone)


def _clock(at: datetime, timezone: str = words.HELSINKI) -> str:
    return words.clock(at, translations.spoken(), timezone)


def _moment(at: datetime, timezone: str = words.HELSINKI) -> str:
    return words.moment(at, translations.spoken(), timezone)


def _duration(minutes: int) -> str:
    return words.duration(minutes, translations.spoken())


def _euros(cents: int) -> str:
    return words.euros(cents, translations.spoken())


def _listed(items: Sequence[str]) -> str:
    return words.listed(items, translations.spoken())


def _number(one: int | Decimal) -> str:
    return f"{Decimal(one):f}" if translations.spoken() == "en" else comma(one)
