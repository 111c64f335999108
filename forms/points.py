"""What each point of the agreement asks: choices first, then one's own words (P11)."""

# mypy: disable-error-code="misc"
# WTForms has no types: its classes are Any to the checker.

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from wtforms import (
    BooleanField,
    Form,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import ValidationError

from forms.checks import at_most, line, lines
from forms.translations import Later, _, _l, spoken
from service.domain.agreement_words import CHOICES
from service.domain.agreements import PointName
from service.domain.words import euros

CHOOSE = _l("Choose one from the list")


def _own_words(most: int = 300, hint: Later | None = None) -> Any:
    return TextAreaField(
        "",  # set when it is shown
        [at_most(most)],
        filters=[lines],
        description=hint or "",
        render_kw={"rows": 2, "autocomplete": "off"},
    )


def _text(label: Later, most: int, hint: Later) -> Any:
    return TextAreaField(
        label,
        [at_most(most)],
        filters=[lines],
        description=hint,
        render_kw={"rows": 3, "autocomplete": "off"},
    )


def _ticks() -> Any:
    return SelectMultipleField(validate_choice=False)


def _pick(hint: Later | None = None) -> Any:
    return SelectField(validate_choice=False, description=hint or "")


class PointForm(Form):
    """One point, which may also be left to be agreed by word."""

    oral = BooleanField(_l("We agree on this orally"))


class Goals(PointForm):
    """What the pair is after."""

    goals = _text(
        _l("Our goals"),
        800,
        _l("One to three goals of the actor, what the mentor hopes for, and how you notice it."),
    )


class Topics(PointForm):
    """What is talked about, and what is not."""

    topics = _ticks()
    topics_words = _own_words(300, _l("One topic a line."))
    off_limits = _text(_l("What we do not talk about"), 300, _l("One topic a line."))


class Confidentiality(PointForm):
    """What stays between the two."""

    confidentiality = _ticks()
    confidentiality_words = _own_words()


class Frequency(PointForm):
    """How often, and when."""

    frequency = _pick()
    frequency_words = _own_words(200)
    dates = _text(
        _l("Dates and times"),
        300,
        _l("For example: Tue 9.2., 9.3. and 13.4. at 17. Once both approve, invitations are sent."),
    )


class Length(PointForm):
    """How long at a time."""

    minutes = _pick()

    def validate_minutes(self, field: Any) -> None:
        """Refuse a length that is not on the list."""
        if field.data not in {choice.value for choice in field.choices}:
            raise ValidationError(CHOOSE)


class Place(PointForm):
    """Where, and what is to be arranged."""

    place = _pick()
    place_words = _own_words(300, _l("A town, a room, a video link, and who books it."))
    cancelling = _pick()
    cancelling_words = _own_words(200)
    costs = _pick()
    costs_words = _own_words(200)
    expense_meeting = _pick(_l("One meeting. A coordinator approves it beforehand."))
    expense_kind = _pick()
    expense_estimate = StringField(
        _l("Estimate of the expense"), filters=[line], render_kw={"inputmode": "decimal"}
    )

    def validate_expense_meeting(self, field: Any) -> None:
        """Refuse a meeting that is not in the plan, and none where the rest is told."""
        known = {choice.value for choice in field.choices}
        if field.data and field.data not in known:
            raise ValidationError(_("Choose a meeting from the list"))
        if not field.data and (self.expense_kind.data or self.expense_estimate.data):
            raise ValidationError(_("Choose the meeting whose expense is paid back"))

    def validate_expense_kind(self, field: Any) -> None:
        """Ask for the kind where a meeting is chosen."""
        if self.expense_meeting.data and field.data not in CHOICES["expense_kind"]:
            raise ValidationError(_("Choose what the expense is for"))

    def validate_expense_estimate(self, field: Any) -> None:
        """Refuse what is no sum, or more than the programme pays."""
        if not self.expense_meeting.data:
            return
        cents = cents_in(field.data)
        if cents is None:
            raise ValidationError(_("Give the estimate in euros, like 24 or 23,40"))
        if cents > self.limit_cents:
            told = euros(self.limit_cents, spoken())
            raise ValidationError(_("The programme pays %(sum)s at most", sum=told))


class Preparation(PointForm):
    """Who does what beforehand."""

    preparation = _ticks()
    preparation_words = _own_words()


class Contact(PointForm):
    """What happens between meetings."""

    contact = _ticks()
    contact_words = _own_words(300, _l("Channel, answering time, what not to ask."))


FORMS: Mapping[PointName, type[PointForm]] = {
    "goals": Goals,
    "topics": Topics,
    "confidentiality": Confidentiality,
    "frequency": Frequency,
    "length": Length,
    "place": Place,
    "preparation": Preparation,
    "contact": Contact,
}


def cents_in(text: str | None) -> int | None:
    """Return a sum of euros as someone types it in cents, None for what is no sum."""
    plain = "".join((text or "").split()).replace("€", "").replace(",", ".")
    try:
        cents = Decimal(plain) * 100
    except InvalidOperation:
        return None
    is_sum = cents.is_finite() and cents == cents.to_integral_value() and 0 < cents < 10**8
    return int(cents) if is_sum else None
