"""What the feedback page asks: the questions of the letters, and how they may be used (P27)."""

# mypy: disable-error-code="misc"
# WTForms has no types: its classes are Any to the checker.

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from forms.checks import at_most, lines
from forms.translations import _, _l, spoken
from service.domain.feedback import LONGEST_WORDS, Occasion, Question, Told
from service.domain.feedback_words import QUESTIONS

CHOOSE = _l("Choose one from the list")
SEEN = _l("Only the coordinator sees this, not your pair.")
QUOTES = {
    "no": _l("No"),
    "first_name": _l("Yes, with my first name"),
    "name": _l("Yes, with my name"),
}


def _pick() -> Any:
    return RadioField("", validate_choice=False)  # its label is set when it is shown


def _own_words() -> Any:
    return TextAreaField("", [at_most(LONGEST_WORDS)], filters=[lines], render_kw={"rows": 3})


class FeedbackForm(Form):
    """Answers of which each may be left out, but not all."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Return whether all is good, the numbers on their scales."""
        good = bool(super().validate(extra_validators))
        for question in self.questions:
            field = self[question.name]
            if question.is_scale and field.data and field.data not in _numbers(question):
                field.errors, good = [str(CHOOSE)], False
        if good and not self.told().answers and not self.told().contact:
            self[self.questions[0].name].errors = [_("Answer at least one question")]
            return False
        return good

    def told(self) -> Told:
        """Return what was answered. Validate first."""
        said = {one.name: self[one.name].data or "" for one in self.questions}
        return Told(
            answers={name: text for name, text in said.items() if text},
            contact=bool("contact" in self and self["contact"].data),
            anonymous=bool("anonymous" in self and self["anonymous"].data),
            quote=self["quote"].data if "quote" in self else "no",
        )


class MidwayForm(FeedbackForm):
    """How it goes half-way."""

    fit = _pick()
    met = _own_words()
    goal = _own_words()
    contact = BooleanField(_l("I would like the coordinator to contact me"), description=SEEN)


class ClosingForm(FeedbackForm):
    """How it went."""

    goals = _pick()
    letters = _pick()
    recommend = _pick()
    useful = _own_words()
    change = _own_words()
    quote = RadioField(_l("May the programme quote you?"), validate_choice=False)
    anonymous = BooleanField(
        _l("I answer without my name"),
        description=_l(
            "Only the round and your role are kept with the answer. It cannot be changed later."
        ),
    )

    def validate_quote(self, field: Any) -> None:
        """Refuse what is not on the list."""
        if field.data not in QUOTES:
            raise ValidationError(str(CHOOSE))


def feedback_form(
    occasion: Occasion, known: Mapping[str, str] | None, sent: MultiDict[str, str] | None
) -> FeedbackForm:
    """Return the form filled in with an earlier answer, or with what was sent."""
    made = MidwayForm if occasion == "midway" else ClosingForm
    form: FeedbackForm = made(sent, **{"quote": "no", **(known or {})})
    form.questions = QUESTIONS[occasion]
    for question in form.questions:
        field = form[question.name]
        field.label.text = question.asked(spoken())
        if question.is_scale:
            field.choices = _choices(question)
    if "quote" in form:
        form["quote"].choices = [SelectChoice(key, str(text)) for key, text in QUOTES.items()]
        form["quote"].flags.required = True
    return form


def _choices(question: Question) -> list[SelectChoice]:
    named = question.choices
    return [
        SelectChoice(number, named[number][spoken()].capitalize() if named else number)
        for number in _numbers(question)
    ]


def _numbers(question: Question) -> list[str]:
    return [str(number) for number in range(question.least, question.most + 1)]
