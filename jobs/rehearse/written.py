"""A rehearsal on disk: every mail in order, pages to read them on, and the figures."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from jobs.rehearse.characters import Cast
from jobs.rehearse.play import Passed
from jobs.rehearse.summary import day_of
from service.domain.words import day
from service.hours import HELSINKI

MAILS, PEOPLE, DAYS = "mails", "people", "days"
PAGES = Path(__file__).parent / "pages"


def write(
    folder: Path, casts: Sequence[Cast], passed: Sequence[Passed], figures: Mapping[str, Any]
) -> None:
    """Write mails, pages and figures into a folder; what an earlier rehearsal left there goes."""
    for name in (MAILS, PEOPLE, DAYS):
        _emptied(folder / name)
    for one in passed:
        (folder / MAILS / _file(one)).write_bytes(one.raw)
    (folder / "summary.json").write_text(
        json.dumps(figures, ensure_ascii=False, indent=2) + "\n", "utf-8"
    )
    _write_people(folder, casts, passed)
    months = _write_days(folder, passed)
    _page(
        folder / "index.html", "index.html", casts=casts, figures=figures, months=months,
        counts=_counts(passed), title="Rehearsal",
    )  # fmt: skip


def _write_people(folder: Path, casts: Sequence[Cast], passed: Sequence[Passed]) -> None:
    mails: defaultdict[str, list[Passed]] = defaultdict(list)
    for one in passed:
        mails[one.email].append(one)
    plays = {
        person.email: f"{person.name}, {character.name}"
        for cast in casts
        for person in cast.people()
        if (character := cast.character_of(person.email))
    }
    for email, his in mails.items():
        _page(
            folder / PEOPLE / _page_of(email), "person.html",
            title=plays.get(email, email), email=email, mails=his,
        )  # fmt: skip


def _write_days(folder: Path, passed: Sequence[Passed]) -> list[str]:
    months: defaultdict[str, list[Passed]] = defaultdict(list)
    for one in passed:
        months[f"{day_of(one):%Y-%m}"].append(one)
    for month, mails in months.items():
        days: defaultdict[str, list[Passed]] = defaultdict(list)
        for one in mails:
            days[f"{day(day_of(one), 'en')} {day_of(one).year}"].append(one)
        _page(folder / DAYS / f"{month}.html", "month.html", title=month, days=days)
    return list(months)


def _counts(passed: Sequence[Passed]) -> dict[str, int]:
    counts: defaultdict[str, int] = defaultdict(int)
    for one in passed:
        counts[one.email] += one.way == "out"
    return dict(counts)


def _page(path: Path, template: str, **values: object) -> None:
    path.write_text(_environment().get_template(template).render(values), "utf-8")


def _file(one: Passed) -> str:
    kind = one.kind.replace(" ", "-").lower()
    return f"{one.number:05}-{one.way}-{kind}-{quote(one.email, safe='@')}.eml"


def _page_of(email: str) -> str:
    return f"{quote(email, safe='@')}.html"


def _emptied(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for kept in folder.iterdir():
        kept.unlink()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(PAGES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {
        "page": lambda email: quote(_page_of(email)),
        "file": lambda one: quote(_file(one)),
        "text": lambda one: one.text.strip(),
        "at": lambda one: f"{one.at.astimezone(HELSINKI):%H:%M}",
        "on": lambda one: day(day_of(one), "en"),
    }
    return environment
