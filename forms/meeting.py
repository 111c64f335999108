"""What the meeting page asks: will you come, or did you meet (P17)."""

# mypy: disable-error-code="misc"
# WTForms has no types: its classes are Any to the checker.

from datetime import date, timedelta
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Form, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, ValidationError
from wtforms.widgets import DateInput

from forms.checks import line, one_of_them
from forms.translations import _, _l, spoken
from service.domain.meetings import Held, Meeting, NotHeld
from service.domain.words import duration

CHOOSE = _l("Choose one from the list")
LENGTHS = range(30, 181, 15)  # minutes
YEAR = timedelta(days=366)


class ComeForm(Form):
    """Someone says ahead of time whether they come."""

    come = RadioField(
        _l("Will you come?"),
        [DataRequired(_l("Choose whether you will come")), one_of_them(CHOOSE)],
        choices=[
            SelectChoice("accepted", _l("I will come")),
            SelectChoice("declined", _l("I cannot come")),
        ],
        validate_choice=False,
    )


class MetForm(Form):
    """Someone tells whether a meeting took place, when and how long."""

    met = RadioField(
        _l("Did you meet?"),
        [DataRequired(_l("Choose whether you met")), one_of_them(CHOOSE)],
        choices=[SelectChoice("yes", _l("Yes, we met")), SelectChoice("no", _l("We did not meet"))],
        validate_choice=False,
    )
    on = StringField(_l("Which day did you meet?"), filters=[line], widget=DateInput())
    minutes = SelectField(_l("How long did you meet?"), validate_choice=False)
    missing = SelectMultipleField(_l("Was somebody missing?"), validate_choice=False)

    def validate_on(self, field: Any) -> None:
        """Refuse a day that is none, that is ahead, or that is years ago."""
        if self.met.data != "yes":
            return
        try:
            on = date.fromisoformat(field.data)
        except ValueError:
            raise ValidationError(_("Give the day you met, like 2027-03-16")) from None
        if on > self.today:
            raise ValidationError(_("The day is still ahead: give the day you met"))
        if on < self.today - YEAR:
            raise ValidationError(_("The day is over a year ago: check the year"))

    def validate_minutes(self, field: Any) -> None:
        """Refuse a length that is not on the list."""
        if self.met.data == "yes" and field.data not in {one.value for one in field.choices}:
            raise ValidationError(CHOOSE)

    def story(self) -> Held | NotHeld:
        """Return what was told, as the rules know it. Validate first."""
        if self.met.data != "yes":
            return NotHeld()
        return Held(date.fromisoformat(self.on.data), int(self.minutes.data), self._missing())

    def _missing(self) -> tuple[str, ...]:
        if self.missing is None:
            return ()
        known = {one.value for one in self.missing.choices}
        return tuple(name for name in self.missing.data or () if name in known)


def met_form(meeting: Meeting, today: date, sent: MultiDict[str, str] | None) -> MetForm:
    """Return the form filled in with the plan, or with what was sent."""
    form = MetForm(sent, on=meeting.day.isoformat(), minutes=str(meeting.minutes))
    form.today = today
    form.on.flags.required = form.minutes.flags.required = True
    lengths = sorted({*LENGTHS, meeting.minutes})
    form.minutes.choices = [SelectChoice(str(one), duration(one, spoken())) for one in lengths]
    actors = [one.person for one in meeting.attendees if one.role == "actor"]
    form.missing.choices = [SelectChoice(one.first_name, one.name or one.email) for one in actors]
    if len(actors) == 1:
        del form.missing
    return form


def come_form(answer: str, sent: MultiDict[str, str] | None) -> ComeForm:
    """Return the form with the answer that is known, or with what was sent."""
    return ComeForm(sent, come=answer if answer in ("accepted", "declined") else None)
