"""What the expense page asks: what it cost, the receipt, and where to pay (P25)."""

# mypy: disable-error-code="misc"
# WTForms has no types: its classes are Any to the checker.

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from stdnum import iban as ibans
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Optional, ValidationError
from wtforms.widgets import DateInput

from forms.checks import at_most, line, lines, one_of_them
from forms.translations import Later, _, _l, spoken
from service.domain.accounts import masked, plain
from service.domain.claim_words import KINDS
from service.domain.claims import Claim, ExpensePlan, Rate, Told, over_plan
from service.domain.meetings import Meeting
from service.domain.receipts import CALLED, Sorted
from service.domain.words import euros, listed

YEAR = timedelta(days=366)
MOST_CENTS, MOST_KILOMETRES, MOST_PASSENGERS = 1_000_000, 5_000, 8
CHOOSE = _l("Choose one from the list")
_NUMBER = re.compile(r"\d{1,7}(?:[.,]\d{1,2})?")


class ClaimForm(Form):
    """Someone claims the costs of one meeting."""

    kind = RadioField(
        _l("What did it cost?"),
        [DataRequired(_l("Choose what it was")), one_of_them(CHOOSE)],
        validate_choice=False,
    )
    route = StringField(
        _l("From where to where, or to what"),
        [DataRequired(_l("Write the way, or what the ticket was for")), at_most(200)],
        filters=[line],
        description=_l("For example Helsinki–Tampere–Helsinki"),
    )
    on = StringField(_l("Which day?"), filters=[line], widget=DateInput())
    sum = StringField(
        _l("Sum in euros"),
        [Optional()],
        filters=[line],
        description=_l("For example 23,40. Not for an own car: we work it out."),
        render_kw={"inputmode": "decimal", "autocomplete": "off"},
    )
    kilometres = StringField(
        _l("Kilometres"),
        [Optional()],
        filters=[line],
        description=_l("Only for an own car, there and back together."),
        render_kw={"inputmode": "decimal", "autocomplete": "off"},
    )
    passengers = StringField(
        _l("Passengers"),
        [Optional()],
        filters=[line],
        description=_l("Only for an own car: how many others of the programme rode along."),
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    why = TextAreaField(
        _l("Why so?"),
        [at_most(500)],
        filters=[lines],
        description=_l("We need this if you used your own car or the sum is beyond the estimate."),
        render_kw={"rows": 3},
    )
    iban = StringField(
        _l("Account number (IBAN)"),
        [at_most(60)],
        filters=[line],
        render_kw={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"},
    )
    holder = StringField(
        _l("Name of the account’s holder"),
        [at_most(100)],
        filters=[line],
        render_kw={"autocomplete": "name"},
    )
    declare = BooleanField(
        _l("What I have told is true, and nobody else pays me these costs"),
        [DataRequired(_l("Tick that what you have told is true"))],
    )

    def validate_on(self, field: Any) -> None:
        """Refuse a day that is none, that is ahead, or that is years ago."""
        on = _day(field.data)
        if on is None:
            raise ValidationError(_("Give the day, like 2027-03-16"))
        if on > self.today:
            raise ValidationError(_("The day is still ahead: claim after it"))
        if on < self.today - YEAR:
            raise ValidationError(_("The day is over a year ago: check the year"))

    def validate_passengers(self, field: Any) -> None:
        """Refuse more people than fit into a car."""
        told = field.data or "0"
        if not (told.isdecimal() and int(told) <= MOST_PASSENGERS):
            raise ValidationError(_("Write the passengers as a number from 0 to 8"))

    def validate_iban(self, field: Any) -> None:
        """Refuse a number whose check digits do not fit; one that is known need not be repeated."""
        if not field.data and self.known_iban:
            return
        if not field.data:
            raise ValidationError(_("Write the account number, for the money to find you"))
        if not ibans.is_valid(plain(field.data)):
            raise ValidationError(_("Check the account number: a digit or letter is wrong in it"))

    def validate_holder(self, field: Any) -> None:
        """Ask for the name that the bank wants."""
        if not field.data:
            raise ValidationError(_("Write whose account it is"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Return whether all is good, the sum and its reason judged together."""
        good = bool(super().validate(extra_validators))
        for field, wrong in self._sum_errors():
            field.errors = [*field.errors, str(wrong)]
            good = False
        return good

    def cents(self) -> int:
        """Return the sum: as typed, or worked out from the kilometres; 0 where it is neither."""
        rate = self.rate()
        if self.kind.data == "car" and rate:
            kilometres = number(self.kilometres.data) or Decimal(0)
            told = self.passengers.data or "0"
            return rate.cents(kilometres, int(told) if told.isdecimal() else 0)
        return int((number(self.sum.data) or Decimal(0)) * 100)

    def rate(self) -> Rate | None:
        """Return the kilometre allowance of the day's year, if it has been decided."""
        on = _day(self.on.data)
        return self.rates.get(on.year) if on else None

    def told(self, files: Sorted) -> Told:
        """Return what was told, as the rules know it. Validate first."""
        is_car = self.kind.data == "car"
        return Told(
            kind=self.kind.data,
            cents=self.cents(),
            route=self.route.data,
            travelled_on=_day(self.on.data),
            kilometres=number(self.kilometres.data) if is_car else None,
            passengers=int(self.passengers.data or 0) if is_car else 0,
            why=self.why.data or "",
            iban=plain(self.iban.data or ""),
            holder=self.holder.data,
            files=files,
        )

    def _sum_errors(self) -> list[tuple[Any, str | Later]]:
        wrong: list[tuple[Any, str | Later]] = []
        is_car, rate = self.kind.data == "car", self.rate()
        kilometres, typed = number(self.kilometres.data), number(self.sum.data)
        if is_car and not (kilometres and kilometres <= MOST_KILOMETRES):
            wrong.append((self.kilometres, _l("Write the kilometres as a number, like 120 or 9,5")))
        if (not is_car or not rate) and not (typed and typed * 100 <= MOST_CENTS):
            wrong.append((self.sum, _l("Write the sum as a number, like 23,40")))
        if not wrong and not self.why.data:
            wrong += self._why_errors()
        return wrong

    def _why_errors(self) -> list[tuple[Any, str | Later]]:
        if over := over_plan(self.cents(), self.plan):
            said = _(
                "The sum is %(over)s beyond the estimate: tell why", over=euros(over, spoken())
            )
            return [(self.why, said)]
        if self.kind.data == "car":
            return [(self.why, _l("Tell why you went in your own car"))]
        return []


def claim_form(
    meeting: Meeting, plan: ExpensePlan | None, known: Claim | None, today: date,
    rates: Mapping[int, Rate], sent: MultiDict[str, str] | None,
) -> ClaimForm:  # fmt: skip
    """Return the form filled in with what is known or planned, or with what was sent."""
    form = ClaimForm(sent, **_filled_in(meeting, plan, known))
    form.today, form.plan, form.rates = today, plan, rates
    form.known_iban = known.iban if known else ""
    form.kind.choices = [SelectChoice(kind, told[spoken()]) for kind, told in KINDS.items()]
    form.on.flags.required = form.holder.flags.required = True
    # Of these two one is needed, and which one the hints say.
    form.sum.flags.required = form.kilometres.flags.required = True
    form.iban.flags.required = not form.known_iban
    if form.known_iban:
        form.iban.description = _(
            "We have the account %(iban)s. Leave the number empty to keep it.",
            iban=masked(form.known_iban),
        )
    if rate := form.rate():
        form.kilometres.description = _(
            "Only for an own car, there and back together: %(euros)s a kilometre.",
            euros=euros(int(rate.euros * 100), spoken()),
        )
    return form


def number(text: str | None) -> Decimal | None:
    """Return a number as people type it, "9,5" or "23.40 €"; None for anything else."""
    bare = re.sub(r"[\s\u00a0]|€|km|eur", "", (text or "").lower())
    return Decimal(bare.replace(",", ".")) if _NUMBER.fullmatch(bare) else None


def refused_files(kinds: tuple[str, ...]) -> str:
    """Return what is said of files that are no receipts, empty for none."""
    if not kinds:
        return ""
    named = listed([CALLED[kind][spoken()] for kind in kinds], spoken())
    return _("This cannot be a receipt: %(kinds)s. Choose a picture or a PDF.", kinds=named)


def _filled_in(meeting: Meeting, plan: ExpensePlan | None, known: Claim | None) -> dict[str, Any]:
    day = (meeting.held_on or meeting.day).isoformat()
    if known is None:
        return {"kind": plan.kind if plan else None, "on": day}
    return {
        "kind": known.kind,
        "route": known.route,
        "on": known.travelled_on.isoformat() if known.travelled_on else day,
        "sum": f"{known.cents / 100:.2f}".replace(".", ",") if known.cents else "",
        "kilometres": str(known.kilometres).replace(".", ",") if known.kilometres else "",
        "passengers": str(known.passengers or ""),
        "why": known.why,
        "holder": known.holder,
    }


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
