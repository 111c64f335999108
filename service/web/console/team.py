"""The coordinators: who they are, added and removed by each other (P29)."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from forms.checks import ascii_address, line
from service import store
from service.actions import coordinators as actions
from service.domain.errors import Refused
from service.web import current, speech
from service.web.console import words
from service.web.console.frame import me, pages, show

LONGEST = 100  # characters of a name


@pages.get("/koordinaattorit")
def coordinators() -> str:
    """Show who may use the console."""
    return _page()


@pages.post("/koordinaattorit")
def change() -> Response | tuple[str, int]:
    """Add or remove a coordinator, or set the language of one's letters; or say why not."""
    try:
        _change(request.form.get("do", ""))
    except Refused as why:
        return _page(words.reason(str(why))), 409
    return redirect(url_for(".coordinators"), 303)


def _change(press: str) -> None:
    db, by, now = current.db(), me().email, current.now()
    number = request.form.get("coordinator", 0, int)
    match press:
        case "add":
            email = ascii_address(line(request.form.get("email", "")))
            name = line(request.form.get("name", ""))[:LONGEST]
            if email is None or not name:
                raise Refused("a coordinator needs a name and an address")
            language = speech.as_language(request.form.get("language"))
            actions.welcome(db, (email, name, language), by, now)
        case "remove":
            actions.remove(db, number, by, now)
        case "language":
            actions.speak(db, number, speech.as_language(request.form.get("language")), by, now)


def _page(refused: str = "") -> str:
    known = store.coordinators.every(current.db())
    return show("coordinators.html", known=known, me=me(), refused=refused)
