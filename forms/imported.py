"""Applications in a CSV file: a line each, its columns the form's fields, checked as the form."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from forms.applications import application_of
from forms.journey import Journey, form_at, wanting, with_answers
from forms.steps import FORMS, STEPS
from forms.translations import speak
from service.domain.applications import Application
from service.domain.languages import LANGUAGES
from service.domain.rounds import Round, Text

_BOXES = ("online", "changing_field", "takes_team", "may_name", "consent")
_YES = {"y", "yes", "true", "1", "x", "on", "kyllä", "k", "ja"}
_NO = {"", "n", "no", "false", "0", "off", "ei", "nej"}
_BETWEEN = re.compile(r"[,;|\n]+")


@dataclass(frozen=True)
class Line:
    """One line of the file: the application that it holds, or what is wrong, by column."""

    number: int
    application: Application | None
    errors: Mapping[str, Sequence[str]]


def columns() -> list[str]:
    """Return the names that columns may have."""
    forms = (form() for steps in FORMS.values() for form in steps.values())
    return list(
        dict.fromkeys(["role", "language", *(field.name for one in forms for field in one)])
    )


def lines_in(text: str, season: Round) -> Iterator[Line]:
    """Yield the lines of a CSV file, parted by commas, semicolons or tabs, with a heading.

    Errors are told in English. Raises ValueError where a column is no field of the form, or the
    text is no CSV.
    """
    text = text.removeprefix("\ufeff")
    heading = text.partition("\n")[0]
    mark = max(",;\t", key=heading.count)
    rows = csv.DictReader(text.splitlines(keepends=True), delimiter=mark, strict=True)
    names = [name.strip() for name in rows.fieldnames or ()]
    unknown = [name for name in names if name not in columns()]
    if unknown or "role" not in names:
        raise ValueError(f"no column of the form: {', '.join(unknown) or 'role is missing'}")
    rows.fieldnames = names
    try:
        for row in rows:
            if any(row.get(name) for name in names):
                yield _line(rows.line_num, row, season)
    except csv.Error as wrong:
        raise ValueError(f"line {rows.line_num}: {wrong}") from wrong


def _line(number: int, row: Mapping[str | None, str | None], season: Round) -> Line:
    given = {name: (said or "").strip() for name, said in row.items() if name}
    said = given.pop("language", "") or "fi"
    language = next((one for one in LANGUAGES if one == said), None)
    if None in row:
        return Line(number, None, {"": ["There are more cells than columns"]})
    if language is None:
        return Line(number, None, {"language": ["Write fi, sv or en"]})
    unclear = [name for name in _BOXES if given.get(name, "").casefold() not in _YES | _NO]
    if unclear:
        return Line(number, None, {name: ["Write yes or no"] for name in unclear})
    sent = {name: _typed(name, said, season) for name, said in given.items()}
    # The same line brought again is the same application.
    journey = with_answers(Journey("imported", language), sent, "", season)
    return _checked(number, replace(journey, done=STEPS), season)


def _checked(number: int, journey: Journey, season: Round) -> Line:
    speak("en")
    step = wanting(journey, season)
    if step == "check":
        return Line(number, application_of(journey, season), {})
    form = form_at(journey, step, season)
    form.validate()
    errors = {name: [str(one) for one in said] for name, said in form.errors.items()}
    return Line(number, None, errors)


def _typed(name: str, said: str, season: Round) -> tuple[str, ...]:
    """Return what a cell says as the page of the form would send it."""
    if name in _BOXES:
        return ("y",) if said.casefold() in _YES else ()
    if name == "themes":
        return _themes(said, season.themes)
    if name == "members":
        return ("\n".join(part.strip() for part in re.split(r"[;|\n]+", said)),)
    return (said,) if said else ()


def _themes(said: str, themes: Sequence[Text]) -> tuple[str, ...]:
    """Return the themes that a cell names, however parted: some have commas of their own."""
    named = [(text.casefold(), text) for theme in themes for text in theme.values()]
    left, found = said.casefold(), []
    for folded, text in sorted(named, key=lambda one: -len(one[0])):
        if folded in left:
            left = left.replace(folded, "\n")
            found.append(text)
    return (*found, *(part.strip() for part in _BETWEEN.split(left) if part.strip()))
