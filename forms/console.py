"""What the console asks: the address to sign in with."""

# mypy: disable-error-code="misc"
# WTForms has no types: its classes are Any to the checker.

from wtforms import EmailField, Form
from wtforms.validators import DataRequired

from forms.checks import address, line
from forms.translations import _l


class SignInForm(Form):
    """A coordinator asks for a link to sign in with."""

    email = EmailField(
        _l("E-mail"),
        [DataRequired(_l("Write your e-mail address")), address],
        filters=[line],
        render_kw={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"},
    )
