"""The texts of letters: `mail_templates/KIND/LANGUAGE.txt` filled in, and the HTML twin."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple
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
from service.domain.languages import Language
from service.domain.people import Person
from service.domain.site import Site
from service.mail.holidays import holiday
from service.mail.layout import blocks_of, text_of
from service.mail.markup import body_html, foot_html

# Letters to someone who may not be in the programme, or who has just said LOPETA.
SHORT_FOOTER = frozenset(
    {
        "receipt",
        "receipt_reminder",
        "application_copy",
        "team_member",
        "own_mentor",
        "own_mentor_noted",
        "round_opens",
        "sign_in",
        "address_broken",
        "address_doubtful",
        "coord_digest",
        "digest_done",
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


class Foot(NamedTuple):
    """What stands under a letter, in both forms."""

    text: str
    html: str


def render(
    kind: str, to: Person, programme: str, site: Site | None, given: Mapping[str, object]
) -> Written:
    """Return a letter's words; `site` is None where there is nothing to answer to.

    Raises where a value that the text needs is missing.
    """
    language = to.language
    values = {
        "timezone": _timezone(given),
        **given,
        "programme": programme,
        "site": site,
        "to": to,
        "language": language,
        "hello": words.greeting(to.first_name, language),
    }
    head, _, body = _template(kind, language).render(values).partition("\n\n")
    lines = dict(line.split(": ", 1) for line in head.split("\n"))
    short = kind in SHORT_FOOTER or _is_farewell(kind, given)
    foot = _foot(short, language, programme, site)
    subject, preheader = lines["Subject"], lines.get("Preheader", "")
    return Written(
        subject=subject,
        preheader=preheader,
        text=text_of(f"{body.strip()}\n\n-- \n{foot.text}"),
        html=_layout().render(
            language=language,
            subject=subject,
            preheader=preheader,
            body=body_html(blocks_of(body, _base(site), _trusted(given))),
            foot=foot.html,
        ),
    )


def _is_farewell(kind: str, given: Mapping[str, object]) -> bool:
    """Return whether a letter goes to someone who is in the programme no more."""
    if kind == "wish_done":
        return getattr(given["wish"], "kind", "") == "leave"
    facts = given.get("facts")
    return isinstance(facts, list) and any(fact["kind"] == "left_team" for fact in facts)


@lru_cache(maxsize=100)
def _foot(short: bool, language: Language, programme: str, site: Site | None) -> Foot:
    """Return what stands under every letter of a programme, once for all of them."""
    template = _template("footer_short" if short else "footer", language)
    text = template.render(programme=programme, site=site)
    return Foot(text.strip(), foot_html(blocks_of(text, _base(site))))


def _base(site: Site | None) -> str:
    return site.base_url if site else ""


def _trusted(given: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(getattr(given.get(name), "url", "") for name in ("meeting", "event", "material"))


def _timezone(given: Mapping[str, object]) -> str:
    shown = given.get("meeting") or given.get("event")
    return getattr(shown, "timezone", words.HELSINKI)


@cache
def _template(folder: str, language: Language) -> Template:
    return _environment().get_template(f"{folder}/{language}.txt")


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
    environment.globals.clear()  # none is used, and each letter would copy them
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
