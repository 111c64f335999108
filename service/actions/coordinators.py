"""Coordinators: signing in by a mailed one-time link (S11)."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from service import store
from service.actions.post import post
from service.domain.errors import Refused
from service.domain.languages import LANGUAGES, Language
from service.domain.letters import Draft, Matter
from service.domain.site import Site

LINK_LASTS = timedelta(minutes=20)
PROGRAMME = dict.fromkeys(LANGUAGES, "Oksa")


def mail_link(db: store.Database, site: Site, email: str, browser: str, now: datetime) -> None:
    """Mail a coordinator a link that works once, in one browser; nothing to anybody else.

    `browser` is the secret that the asking browser keeps in its cookie.
    """
    coordinator = store.coordinators.find(db, email)
    if coordinator is None:
        return
    with store.transaction(db):
        link = make_link(db, site, coordinator, browser, now)
        person = store.people.meet(db, coordinator.email, coordinator.language)
        about = Matter("coordinator", coordinator.id)
        words = {"link": link, "minutes_valid": int(LINK_LASTS.total_seconds() // 60)}
        key = f"sign_in:{digest(link)}"
        post(db, site, Draft("sign_in", person, about, key, PROGRAMME, words), now)


def make_link(
    db: store.Database,
    site: Site,
    coordinator: store.coordinators.Coordinator,
    browser: str,
    now: datetime,
) -> str:
    """Return a new one-time link; with an empty `browser` it works in any one browser."""
    code = secrets.token_urlsafe(24)
    bound = digest(browser) if browser else ""
    store.coordinators.add_sign_in(db, coordinator.id, digest(code), bound, now)
    return f"{site.base_url}/koordinaattori/sisaan/{code}"


def enter(
    db: store.Database, code: str, browser: str, now: datetime
) -> store.coordinators.Coordinator | None:
    """Use a link up and return whose it is; None if it is used, old, or another browser's."""
    return store.coordinators.use_sign_in(
        db, digest(code), digest(browser), made_after=now - LINK_LASTS, now=now
    )


def digest(code: str) -> str:
    """Return what is kept of a link's code or a browser's secret."""
    return sha256(code.encode()).hexdigest()


def add(
    db: store.Database, email: str, name: str, language: Language
) -> store.coordinators.Coordinator:
    """Add someone who may use the console; safe to run twice."""
    with store.transaction(db):
        return store.coordinators.put(db, email, name, language)


def welcome(
    db: store.Database, said: tuple[str, str, Language], by: str, now: datetime
) -> store.coordinators.Coordinator:
    """Add a coordinator of an address, a name and a language, as another one wishes."""
    email, name, language = said
    with store.transaction(db):
        if store.coordinators.find(db, email):
            raise Refused("the coordinator is known already")
        added = add(db, email, name, language)
        store.acts.add(db, by, "added", ("coordinator", added.id), now, added.email)
    return added


def remove(db: store.Database, coordinator_id: int, by: str, now: datetime) -> None:
    """Take a coordinator's access away at once; raises Refused for the last one."""
    with store.transaction(db):
        email = _known(db, coordinator_id).email
        if not store.coordinators.remove(db, coordinator_id):
            raise Refused("the last coordinator stays")
        store.acts.add(db, by, "removed", ("coordinator", coordinator_id), now, email)


def speak(
    db: store.Database, coordinator_id: int, language: Language, by: str, now: datetime
) -> None:
    """Set the language of a coordinator's letters."""
    with store.transaction(db):
        _known(db, coordinator_id)
        store.coordinators.speak(db, coordinator_id, language)
        store.acts.add(db, by, "spoke", ("coordinator", coordinator_id), now)


def _known(db: store.Database, coordinator_id: int) -> store.coordinators.Coordinator:
    try:
        return store.coordinators.get(db, coordinator_id)
    except LookupError:
        raise Refused("the coordinator is gone already") from None
