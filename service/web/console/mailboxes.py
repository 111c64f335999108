"""What a coordinator presses about an address that letters do not reach (D2)."""

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from service.actions import mailboxes
from service.domain.errors import Refused
from service.web import current
from service.web.console import home, words
from service.web.console.frame import me, pages


@pages.post("/osoitteet/<int:person_id>")
def decide(person_id: int) -> Response | tuple[str, int]:
    """Write to an address again, or no more; or say why that cannot be."""
    db, by, now = current.db(), me().email, current.now()
    presses = {"write": mailboxes.write_again, "stop": mailboxes.write_no_more}
    press = presses.get(request.form.get("do", "")) or abort(400)
    try:
        press(db, person_id, by, now)
    except Refused as why:
        return home.page(words.reason(str(why))), 409
    current.wake()
    return redirect(url_for(".home"), 303)
