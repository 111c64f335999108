"""The texts of letters: `mail_templates/KIND/LANGUAGE.txt` filled in, and the HTML twin."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    pass_context,
    select_autoescape,
)
from jinja2.runtime import Context

import mail_templates
from service.domain import words
from service.domain.flat import one_line
from service.domain.people import Person
from service.mail.holidays import holiday
from service.mail.layout import blocks_of, text_of

# Letters to someone who may not be in the programme, or who has just said LOPETA.
SHORT_FOOTER = frozenset(
    {
        "receipt",
        "receipt_reminder",
        "application_copy",
        "team_member",
        "own_mentor",
        "round_opens",
        "sign_in",
        "address_broken",
        "address_doubtful",
        "paused",
        "app_waiting",
        "app_declined",
        "waiting_over",
        "seat_offer",
        "pair_ended",
        "wish_question",
        "address_notice",
    }
)


@dataclass(frozen=True)
class Written:
    """A letter's words in both forms."""

    subject: str
    preheader: str
    text: str
    html: str


def render(kind: str, to: Person, given: Mapping[str, object]) -> Written:
    """Return a letter's words. Raises where a value that the text needs is missing."""
    language = to.language
    values = {
        "timezone": _timezone(given),
        **given,
        "to": to,
        "language": language,
        "hello": words.greeting(to.first_name, language),
    }
    filled = _environment().get_template(f"{kind}/{language}.txt").render(values)
    head, _, body = filled.partition("\n\n")
    lines = dict(line.split(": ", 1) for line in head.split("\n"))
    footer = "footer_short" if kind in SHORT_FOOTER else "footer"
    foot = _environment().get_template(f"{footer}/{language}.txt").render(values)
    subject, preheader = lines["Subject"], lines.get("Preheader", "")
    return Written(
        subject=subject,
        preheader=preheader,
        text=text_of(f"{body.strip()}\n\n-- \n{foot.strip()}"),
        html=_html(subject, preheader, (body, foot), values),
    )


def _html(
    subject: str, preheader: str, texts: tuple[str, str], values: Mapping[str, object]
) -> str:
    ours = getattr(values["site"], "base_url", "")
    trusted = tuple(
        getattr(values.get(name), "url", "") for name in ("meeting", "event", "material")
    )
    body, foot = (list(blocks_of(text, ours, trusted)) for text in texts)
    return _layout().render(
        language=values["language"], subject=subject, preheader=preheader, body=body, foot=foot
    )


def _timezone(given: Mapping[str, object]) -> str:
    shown = given.get("meeting") or given.get("event")
    return getattr(shown, "timezone", words.HELSINKI)


@cache
def _layout() -> Template:
    """Return the layout; what stands in it is one line already, being lines of the text."""
    return _environment().overlay(finalize=None).get_template("layout.html")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(mail_templates.__file__).parent),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        finalize=lambda value: one_line(str(value)),
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "day": _day,
        "clock": _clock,
        "moment": _moment,
        "duration": _duration,
        "listed": _listed,
        "euros": _euros,
        "week_later": _week_later,
        "holiday": _holiday,
    }
    return environment


@pass_context
def _day(context: Context, on: date | datetime) -> str:
    return words.day(on, context["language"], context["timezone"])


@pass_context
def _clock(context: Context, at: datetime) -> str:
    return words.clock(at, context["language"], context["timezone"])


@pass_context
def _moment(context: Context, at: datetime) -> str:
    return words.moment(at, context["language"], context["timezone"])


@pass_context
def _holiday(context: Context, at: datetime) -> str:
    there = at.astimezone(ZoneInfo(context["timezone"]))
    return holiday(there.date(), context["language"])


@pass_context
def _duration(context: Context, minutes: int) -> str:
    return words.duration(minutes, context["language"])


@pass_context
def _euros(context: Context, cents: int) -> str:
    return words.euros(cents, context["language"])


@pass_context
def _listed(context: Context, items: Sequence[str]) -> str:
    return words.listed(items, context["language"])


@pass_context
def _week_later(context: Context, at: datetime) -> datetime:
    # The same time of day, also over the night when the clocks change.
    return at.astimezone(ZoneInfo(context["timezone"])) + timedelta(days=7)
