"""The form's steps: which questions each role is asked, three short pages at most (P1)."""

# mypy: disable-error-code="misc"
# WTForms has no types: its classes are Any to the checker.

from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    EmailField,
    Form,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, ValidationError

from forms.checks import address, at_most, line, lines, one_of_them
from forms.members import member_in, roll
from forms.translations import Later, _, _l, spoken
from service.domain.applications import Role
from service.domain.flat import plain_name
from service.domain.rounds import Round, Text

Answers = Mapping[str, Sequence[str]]
STEPS = ("role", "you", "topics", "practical")
CHOOSE = _l("Choose one from the list")
CAPACITY = [SelectChoice(number) for number in ("1", "2", "3")]
PHASES = [
    SelectChoice("beginning", _l("At the beginning or half-way")),
    SelectChoice("thesis", _l("Writing my thesis")),
    SelectChoice("graduating", _l("Graduating soon")),
]


class RoleForm(Form):
    """As what someone applies."""

    role = RadioField(
        _l("I want to take part"),
        [DataRequired(_l("Choose how you want to take part")), one_of_them(CHOOSE)],
        validate_choice=False,
    )


class You(Form):
    """Who someone is."""

    name = StringField(
        _l("Name"),
        [DataRequired(_l("Write your name")), at_most(100)],
        filters=[lambda text: plain_name(text or "")],
        render_kw={"autocomplete": "name"},
    )
    email = EmailField(
        _l("E-mail"),
        [DataRequired(_l("Write your e-mail address")), address],
        filters=[line],
        description=_l("Invitations come here."),
        render_kw={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"},
    )
    phone = TelField(
        _l("Phone"),
        [at_most(40)],
        filters=[line],
        description=_l("Used only if e-mail does not get through."),
        render_kw={"autocomplete": "tel"},
    )


class YouAndTeam(You):
    """A team's contact person, and the others."""

    team_name = StringField(
        _l("Name of your team"),
        [DataRequired(_l("Give your team a name")), at_most(100)],
        filters=[lambda text: plain_name(text or "")],
        render_kw={"autocomplete": "off"},
    )
    members = TextAreaField(
        _l("Other members, 1–7"),
        [DataRequired(_l("List at least one member besides yourself")), at_most(2000)],
        filters=[lines],
        description=_l(
            "One a line: name, e-mail. Each gets a letter that tells who signed them up."
        ),
        render_kw={"rows": 5, "spellcheck": "false", "autocomplete": "off"},
    )

    def validate_members(self, field: Any) -> None:
        """Tell what is wrong on which line."""
        errors = roll(field.data, self.contact).errors if field.data else ()
        if errors:
            field.errors.extend(errors[:-1])
            raise ValidationError(errors[-1])


class MentorTopics(Form):
    """What a mentor knows."""

    field = SelectField(
        _l("Field"),
        [DataRequired(_l("Choose your field")), one_of_them(CHOOSE)],
        validate_choice=False,
    )
    work = StringField(
        _l("Your work"),
        [DataRequired(_l("Tell what you work as")), at_most(200)],
        filters=[line],
        description=_l("Job and place of work, for example producer at a city theatre."),
        render_kw={"autocomplete": "organization-title"},
    )
    themes = SelectMultipleField(
        _l("What would you like to talk about?"),
        [DataRequired(_l("Choose at least one topic")), one_of_them(CHOOSE)],
        description=_l("Choose all that suit you."),
        validate_choice=False,
    )
    ask_me_about = TextAreaField(
        _l("What is worth asking you about?"),
        [at_most(400)],
        filters=[lines],
        description=_l("At most 400 characters. Your actor sees this."),
    )


class ActorTopics(Form):
    """What an actor or a team is looking for."""

    field = SelectField(
        _l("Field of study"),
        [DataRequired(_l("Choose your field")), one_of_them(CHOOSE)],
        validate_choice=False,
    )
    phase = RadioField(
        _l("Where are you in your studies?"),
        [DataRequired(_l("Choose where you are in your studies")), one_of_them(CHOOSE)],
        choices=PHASES,
        validate_choice=False,
    )
    changing_field = BooleanField(_l("I have a degree or a profession and am changing fields"))
    goals = TextAreaField(
        _l("What do you hope to get from mentoring?"),
        [DataRequired(_l("Tell what you hope to get from mentoring")), at_most(1000)],
        filters=[lines],
        description=_l("A few sentences are enough. Your mentor sees this."),
    )
    themes = SelectMultipleField(
        _l("What would you like to talk about?"),
        [DataRequired(_l("Choose at least one topic")), one_of_them(CHOOSE)],
        description=_l("Choose all that suit you."),
        validate_choice=False,
    )


def _consent() -> Any:
    return BooleanField(
        _l("My answers may be used for running the mentoring programme"),
        [DataRequired(_l("We need your consent to handle the application"))],
    )


class Practical(Form):
    """Where one meets, and the consent."""

    town = StringField(
        _l("Town"),
        [DataRequired(_l("Write your town")), at_most(100)],
        filters=[line],
        render_kw={"autocomplete": "address-level2"},
    )
    online = BooleanField(_l("I can also meet online"))


class MentorPractical(Practical):
    """How much a mentor can take on."""

    capacity = RadioField(
        _l("How many could you mentor?"),
        [DataRequired(_l("Choose how many you could mentor")), one_of_them(CHOOSE)],
        choices=CAPACITY,
        validate_choice=False,
    )
    takes_team = BooleanField(_l("I could also mentor a team of students"))
    may_name = BooleanField(_l("My name may be mentioned when you tell about the programme"))
    consent = _consent()


class ActorPractical(Practical):
    """What else an actor decides."""

    may_name = BooleanField(_l("My name may be mentioned when you tell about the programme"))
    consent = _consent()


class TeamPractical(Practical):
    """Whether a team has found its mentor itself."""

    own_mentor = StringField(
        _l("Have you already found a mentor?"),
        [at_most(200)],
        filters=[line],
        description=_l("Name, e-mail. We ask the mentor to confirm."),
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    consent = _consent()

    def validate_own_mentor(self, field: Any) -> None:
        """Ask for both a name and an address."""
        if field.data and member_in(field.data) is None:
            raise ValidationError(_("Write a name, a comma and an e-mail"))


FORMS: Mapping[Role, Mapping[str, type[Form]]] = {
    "mentor": {"you": You, "topics": MentorTopics, "practical": MentorPractical},
    "actor": {"you": You, "topics": ActorTopics, "practical": ActorPractical},
    "team": {"you": YouAndTeam, "topics": ActorTopics, "practical": TeamPractical},
}
ROLES: tuple[Role, ...] = ("mentor", "actor", "team")


class TellMe(Form):
    """Someone wants to hear when applying opens (P3)."""

    email = EmailField(
        _l("E-mail"),
        [DataRequired(_l("Write your e-mail address")), address],
        filters=[line],
        render_kw={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"},
    )


def form_of(step: str, answers: Answers, season: Round, *, known: bool) -> Form:
    """Return one step's form with what was answered so far, in the spoken language.

    `known` means that the address is proven and so is not asked: someone changes their own.
    """
    role = role_of(answers)
    kind = RoleForm if step == "role" or role is None else FORMS[role][step]
    form = kind(MultiDict([(name, one) for name, given in answers.items() for one in given]))
    form.contact = first(answers, "email").strip().lower()
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
