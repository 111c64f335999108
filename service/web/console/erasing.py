"""Erasing a person: what goes, what stays, and the one press that does it (P40)."""

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from forms.translations import spoken
from service import store
from service.actions import erasing
from service.domain.errors import Refused
from service.domain.people import Person
from service.mail.holdings import summary
from service.web import current
from service.web.console import words
from service.web.console.frame import me, note_look, pages, show


@pages.get("/henkilot/<int:person_id>/poisto")
def erase(person_id: int) -> str:
    """Show what erasing somebody takes away and what it leaves."""
    person = _known(person_id)
    note_look("person", person_id)
    return _page(person, words.reason(erasing.why_not(current.db(), person_id)))


@pages.post("/henkilot/<int:person_id>/poisto")
def erase_now(person_id: int) -> Response | tuple[str, int]:
    """Erase somebody, where the box was ticked and nothing stands in the way."""
    person, db = _known(person_id), current.db()
    try:
        if request.form.get("sure") != "y":
            raise Refused("the box is not ticked")
        erasing.erase(db, current.site(), person_id, me().email, current.now())
    except Refused as why:
        return _page(person, words.reason(str(why))), 409
    current.wake()
    return redirect(url_for(".erase", person_id=person_id), 303)


def _known(person_id: int) -> Person:
    try:
        return store.people.get(current.db(), person_id)
    except LookupError:
        abort(404)


def _page(person: Person, refused: str) -> str:
    db = current.db()
    return show(
        "erase.html",
        person=person,
        kept=summary(store.holdings.of_person(db, person.id), spoken()),
        why_not=erasing.why_not(db, person.id),
        refused=refused,
    )
