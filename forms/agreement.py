"""The agreement's forms filled in with what is saved, and what they say when sent (P11)."""

# mypy: disable-error-code="misc"
# WTForms has no types: its classes are Any to the checker.

from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms.fields.choices import SelectChoice

from forms.points import FORMS, PointForm, cents_in
from forms.translations import _, _l, spoken
from service.domain.agreement_words import CHOICES, LABELS, lines_of, theme_named
from service.domain.agreements import POINTS, Point
from service.domain.rounds import Round
from service.domain.words import duration

LENGTHS = (60, 90, 120)  # minutes
WORDS = "_words"  # what the name of a field for one's own words ends with
NOT_CHOSEN = SelectChoice("", _l("Not decided"))
EXPENSE = ("expense_meeting", "expense_kind", "expense_estimate")


def point_form(
    point: Point, season: Round, plan: int, sent: MultiDict[str, str] | None
) -> PointForm:
    """Return the form of a point filled in with what is saved, or with what was sent."""
    form = FORMS[point.name](sent, **_values(point, season))
    form.oral.id = f"{point.name}-oral"
    form.limit_cents = season.expense_limit_cents
    if point.name == "place" and not season.expenses_allowed:
        for name in EXPENSE:
            del form[name]
    for field in form:
        field.flags.required = True  # nothing is; the page says so once, not at each field
        if field.type in ("SelectField", "SelectMultipleField"):
            _offer(field, season, plan, point)
        elif field.name.endswith(WORDS):
            what = LABELS[field.name.removesuffix(WORDS)][spoken()]
            field.label.text = _("%(what)s: in your own words", what=what)
    return form


def body_of(form: PointForm, season: Round) -> dict[str, str]:
    """Return what a form says, as the agreement keeps it. Validate first."""
    body = {}
    for field in form:
        if field.name == "oral" or field.name.endswith(WORDS):
            continue
        given = field.data if isinstance(field.data, list) else [field.data or ""]
        known = [one for one in given if _is_offered(field, one)]
        stray = [one for one in given if one not in known]
        words = form[field.name + WORDS].data if field.name + WORDS in form else ""
        body[field.name] = "\n".join(lines_of("\n".join([*known, *stray, words or ""])))
    if estimate := cents_in(body.get("expense_estimate", "")):
        body["expense_estimate"] = str(estimate)
    return {name: text for name, text in body.items() if text}


def _values(point: Point, season: Round) -> dict[str, Any]:
    values: dict[str, Any] = {"oral": point.oral}
    for name in POINTS[point.name]:
        said = lines_of(point.body.get(name, ""))
        if name in CHOICES or name == "topics":
            known = [key for one in said if (key := _known(name, one, season)) is not None]
            values[name] = known if _has_ticks(name) else next(iter(known), "")
            values[name + WORDS] = "\n".join(
                one for one in said if _known(name, one, season) is None
            )
        else:
            values[name] = "\n".join(said)
    if values.get("expense_estimate", "").isdecimal():
        values["expense_estimate"] = _typed(int(values["expense_estimate"]))
    return values


def _typed(cents: int) -> str:
    euros_only = f"{cents // 100}" if cents % 100 == 0 else f"{cents / 100:.2f}"
    return euros_only if spoken() == "en" else euros_only.replace(".", ",")


def _known(name: str, said: str, season: Round) -> str | None:
    """Return the choice that a line is, in the spoken language where it is a theme."""
    if name == "topics":
        theme = theme_named(said, season.themes)
        return theme[spoken()] if theme else None
    return said if said in CHOICES[name] else None


def _has_ticks(name: str) -> bool:
    return name in ("topics", "confidentiality", "preparation", "contact")


def _is_offered(field: Any, said: str) -> bool:
    return said in {choice.value for choice in getattr(field, "choices", None) or ()}


def _offer(field: Any, season: Round, plan: int, point: Point) -> None:
    language = spoken()
    field.label.text = LABELS[field.name][language]
    match field.name:
        case "topics":
            field.choices = [SelectChoice(one[language], one[language]) for one in season.themes]
            return
        case "minutes":
            own = {int(text) for text in [point.body.get("minutes", "")] if text.isdecimal()}
            lengths = sorted({*LENGTHS, season.minutes, *own})
            offered = [SelectChoice(str(one), duration(one, language)) for one in lengths]
        case "expense_meeting":
            offered = [SelectChoice(str(one), f"{one}/{plan}") for one in range(1, plan + 1)]
        case _:
            offered = [
                SelectChoice(key, text[language]) for key, text in CHOICES[field.name].items()
            ]
    field.choices = offered if _has_ticks(field.name) else [NOT_CHOSEN, *offered]
