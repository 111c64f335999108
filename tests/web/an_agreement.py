"""A pair's agreement page, opened by the link that its letters carry."""

from flask.testing import FlaskClient
from selectolax.lexbor import LexborNode
from werkzeug.test import TestResponse

from service import store
from service.actions import agreement_letters
from service.domain.letters import Matter
from service.domain.pairs import Pair
from service.domain.people import Person
from service.mail import addresses
from service.web import current
from tests.programme import NOW, a_published_pair, a_published_team
from tests.web.desk import at_the_time
from tests.web.filling import page


def a_pair_at_it(db: store.Database) -> Pair:
    """Return a pair that has been asked for its agreement, on the day of it."""
    return _asked(db, a_published_pair(db))


def a_team_at_it(db: store.Database) -> Pair:
    """Return a team that has been asked."""
    return _asked(db, a_published_team(db))


def link(pair: Pair, person: Person) -> str:
    """Return the path of a person's page."""
    about = Matter("agreement", pair.id)
    return f"/s/{addresses.token(current.site(), 'page', about, person.id)}"


def send(client: FlaskClient, path: str, shown: TestResponse, **typed: str) -> TestResponse:
    """Press a button of the form that holds the point, else the button, that is named."""
    form = _form(shown, typed.get("point", ""), typed.get("go", "save"))
    hidden = {
        str(one.attributes["name"]): one.attributes["value"] or ""
        for one in form.css("input[type=hidden]")
    }
    return client.post(path, data={**hidden, **typed})


def _form(shown: TestResponse, point: str, go: str) -> LexborNode:
    inside = f"[name=point][value={point}]" if point else f"[name=go][value={go}]"
    for form in page(shown.text).css("main form"):
        if form.css_first(inside):
            return form
    raise AssertionError(f"no form with {inside}")


def _asked(db: store.Database, pair: Pair) -> Pair:
    at_the_time(db, NOW)
    agreement_letters.ask(db, current.site(), pair, NOW)
    for person in pair.actors[1:]:
        token = addresses.token(current.site(), "page", Matter("agreement", pair.id), person.id)
        store.tokens.put(db, token, "page", Matter("agreement", pair.id), person.id)
    return pair
