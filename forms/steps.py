"""The form's steps: three short pages at most for each role, with the round's own choices (P1)."""

from collections.abc import Mapping, Sequence

from werkzeug.datastructures import MultiDict
from wtforms import Form
from wtforms.fields.choices import SelectChoice

from forms.checks import ascii_address
from forms.members import roll
from forms.questions import (
    ActorPractical,
    ActorTopics,
    MentorPractical,
    MentorTopics,
    RoleForm,
    TeamPractical,
    You,
    YouAndTeam,
)
from forms.translations import Later, _, _l, spoken
from service.domain.applications import Role
from service.domain.rounds import Round, Text

Answers = Mapping[str, Sequence[str]]
STEPS = ("role", "you", "topics", "practical")
FORMS: Mapping[Role, Mapping[str, type[Form]]] = {
    "mentor": {"you": You, "topics": MentorTopics, "practical": MentorPractical},
    "actor": {"you": You, "topics": ActorTopics, "practical": ActorPractical},
    "team": {"you": YouAndTeam, "topics": ActorTopics, "practical": TeamPractical},
}
ROLES: tuple[Role, ...] = ("mentor", "actor", "team")


def form_of(step: str, answers: Answers, season: Round, *, known: bool) -> Form:
    """Return one step's form with what was answered so far, in the spoken language.

    `known` means that the address is proven and so is not asked: someone changes their own.
    """
    role = role_of(answers)
    kind = RoleForm if step == "role" or role is None else FORMS[role][step]
    form = kind(MultiDict([(name, one) for name, given in answers.items() for one in given]))
    form.contact = ascii_address(first(answers, "email").strip()) or ""
    form.members_listed = _members(answers, form.contact) if role == "team" else ()
    _offer(form, season)
    if known and "email" in form:
        del form.email
    if "email" in form and role != "mentor":
        form.email.description = _(
            "Invitations come here. Choose an address that you will still read after graduation."
        )
    return form


def role_of(answers: Answers) -> Role | None:
    """Return the chosen role, or None."""
    return next((role for role in ROLES if role == first(answers, "role")), None)


def first(answers: Answers, name: str) -> str:
    """Return the one answer of a name, or the empty text."""
    return next(iter(answers.get(name, ())), "")


def names_of(step: str, role: Role | None) -> list[str]:
    """Return the names of a step's questions."""
    kind = RoleForm if step == "role" or role is None else FORMS[role][step]
    return [field.name for field in kind()]


def coded(options: Sequence[Text], letter: str) -> list[SelectChoice]:
    """Return a round's own choices with codes that are the same in every language."""
    return [SelectChoice(f"{letter}{n}", told[spoken()]) for n, told in enumerate(options, 1)]


def code_of(text: str, options: Sequence[Text], letter: str) -> str:
    """Return the code of a choice given as its text in any language; else the text itself."""
    for n, option in enumerate(options, 1):
        if text.strip().casefold() in (told.casefold() for told in option.values()):
            return f"{letter}{n}"
    return text


def _members(answers: Answers, contact: str) -> tuple[str, ...]:
    """Return the addresses of a team's members."""
    listed = roll(first(answers, "members"), contact).members
    return tuple(member.email for member in listed)


def _offer(form: Form, season: Round) -> None:
    """Give a form the round's own choices, and drop the questions that the round does not ask."""
    if "role" in form:
        form.role.choices = _roles(season)
    if "field" in form:
        form.field.choices = [SelectChoice("", _("Choose")), *coded(season.fields, "f")]
    if "themes" in form:
        form.themes.choices = coded(season.themes, "t")
    for name, options in (("field", season.fields), ("themes", season.themes)):
        if name in form and not options:
            del form[name]
    if "takes_team" in form and "group" not in season.models:
        del form.takes_team


def _roles(season: Round) -> list[SelectChoice]:
    labels: dict[Role, Later] = {
        "mentor": _l("as a mentor"),
        "actor": _l("as an actor"),
        "team": _l("as an actor team"),
    }
    model = {"actor": "individual", "team": "group"}
    return [
        SelectChoice(role, label)
        for role, label in labels.items()
        if role == "mentor" or model[role] in season.models
    ]
