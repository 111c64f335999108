"""The form's questions: what each role is asked, page by page (P1)."""

# mypy: disable-error-code="misc"
# WTForms has no types: its classes are Any to the checker.

from typing import Any

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
from forms.translations import _, _l
from service.domain.flat import plain_name

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
        """Ask for a name and an address, both of somebody outside the team."""
        mentor = member_in(field.data) if field.data else None
        if field.data and mentor is None:
            raise ValidationError(_("Write a name, a comma and an e-mail"))
        if mentor and mentor.email in (self.contact, *self.members_listed):
            raise ValidationError(_("This is someone of your team: name a mentor from outside it"))


class TellMe(Form):
    """Someone wants to hear when applying opens (P3)."""

    email = EmailField(
        _l("E-mail"),
        [DataRequired(_l("Write your e-mail address")), address],
        filters=[line],
        render_kw={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"},
    )
