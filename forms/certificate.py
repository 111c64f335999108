"""What the page that checks certificates asks: the code on the paper (P28)."""

# mypy: disable-error-code="misc"
# WTForms has no types: its classes are Any to the checker.

from wtforms import Form, StringField
from wtforms.validators import InputRequired

from forms.checks import at_most, line
from forms.translations import _l


class CheckForm(Form):
    """Someone has a certificate before them."""

    certificate = StringField(
        _l("The code on the certificate"),
        [
            InputRequired(_l("Write the code that stands at the foot of the certificate")),
            at_most(60),
        ],
        filters=[line],
        description=_l("Twelve letters and digits, for example K7QF-2M9X-4TPA"),
        render_kw={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"},
    )
