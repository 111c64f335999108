"""Pages for what went wrong, in the asker's language."""

from collections.abc import Callable

from flask import Flask, render_template, request

from forms.translations import _l

MISUSED = _l("This page cannot be used that way"), _l("Go back and try again from the page.")
WORDS = {
    400: MISUSED,
    404: (_l("This page does not exist"), _l("Check the address, or start from the form.")),
    405: MISUSED,
    413: (_l("That was too much at once"), _l("Go back, shorten your texts and try again.")),
    429: (_l("Too many tries in a short time"), _l("Wait a minute and try again.")),
    500: (
        _l("Something broke on our side"),
        _l("It is not your fault. Wait a moment and try again."),
    ),
}


def add_to(app: Flask) -> None:
    """Show these pages instead of the framework's."""
    for code in WORDS:
        app.register_error_handler(code, _shown(code))
    # SQLite's numbers have 64 bits: a longer one, in an address or a field, is no row's.
    app.register_error_handler(OverflowError, _shown(404))

    def note(failure: object) -> None:
        app.logger.error("%s failed", request.endpoint, exc_info=True)

    app.log_exception = note  # type: ignore[assignment,method-assign] # Flask's own tells the path: a token


def _shown(code: int) -> Callable[[Exception], tuple[str, int]]:
    heading, advice = WORDS[code]

    def show(_error: Exception) -> tuple[str, int]:
        return render_template("problem.html", heading=heading, advice=advice), code

    return show
