"""What makes an answer good, and the error text for one that is not."""

from collections.abc import Callable
from typing import Any

from email_validator import EmailNotValidError, validate_email
from wtforms.validators import ValidationError

from forms.translations import Later, _
from service.domain.flat import one_line

Check = Callable[[Any, Any], None]  # of a form and a field; ValidationError says what is wrong


def line(text: str | None) -> str:
    """Return what was typed as one line."""
    return one_line(text or "")


def lines(text: str | None) -> str:
    """Return what was typed without control characters, its lines kept."""
    return "\n".join(one_line(part) for part in (text or "").splitlines()).strip()


def at_most(length: int) -> Check:
    """Return a check of length in characters."""

    def check(_form: Any, field: Any) -> None:
        has = len(field.data or "")
        if has > length:
            raise ValidationError(
                _("Shorten this to %(length)s characters, now %(has)s", length=length, has=has)
            )

    return check


def one_of_them(message: Later) -> Check:
    """Return a check that the answer stands in the list of choices."""

    def check(_form: Any, field: Any) -> None:
        given = field.data if isinstance(field.data, list) else [field.data]
        if not {choice.value for choice in field.choices} >= set(given):
            raise ValidationError(message)

    return check


def address(_form: Any, field: Any) -> None:
    """Refuse what is not written like a mail address."""
    if ascii_address(field.data) is None:
        raise ValidationError(_("Write the e-mail address like this: name@example.org"))


def ascii_address(text: str) -> str | None:
    """Return an address as mail servers take it, in lower case, or None; no network is asked."""
    try:
        # A test network's ".test" is as good a name as any; whether mail arrives, a bounce tells.
        read = validate_email(
            text, check_deliverability=False, allow_smtputf8=False, test_environment=True
        )
    except EmailNotValidError:
        return None
    return (read.ascii_email or read.normalized).lower()
