"""Applications: received, confirmed by their address, changed, replaced (P3, P4)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from service import store
from service.actions import named
from service.actions.post import page, post
from service.actions.prompting import may_prompt
from service.domain.applications import Application
from service.domain.errors import Refused
from service.domain.languages import Language
from service.domain.letters import Draft, Matter
from service.domain.people import Person
from service.domain.retention import forgotten_before
from service.domain.rounds import Round
from service.domain.site import Site
from service.mail.answers import labelled

ONE_RECEIPT_IN = timedelta(days=1)  # S6: a form may not be used to mail a stranger again and again
RECEIPTS_AN_HOUR = 300  # S6: all addresses together; who gets none is reminded later
REMIND_AFTER = timedelta(days=3)


def receive(
    db: store.Database, site: Site, season: Round, application: Application, now: datetime
) -> Application:
    """Keep an application and mail its receipt; the same reference again changes nothing.

    Raises Refused when the round does not take applications at `now`.
    """
    if season.window(now) != "open":
        raise Refused("the round is not open")
    with store.transaction(db):
        person = store.people.meet(db, application.email, application.language)
        earlier = store.applications.of_person(db, season.id, person.id)
        for known in earlier:
            if known.reference == application.reference:
                return known
        mine = replace(application, person_id=person.id)
        kept = store.applications.add(db, mine, now)
        if _may_get_receipt(db, person, earlier, now):
            _send_receipt(db, site, kept, "receipt", now)
    return kept


def confirm(
    db: store.Database, site: Site, person_id: int, round_id: int, now: datetime
) -> Application | None:
    """Confirm the newest application that waits for its address; None if none waits."""
    with store.transaction(db):
        for application in store.applications.of_person(db, round_id, person_id):
            if application.state == "unconfirmed":
                return _confirm(db, site, application, now)
    return None


def edit(
    db: store.Database, site: Site, season: Round, application: Application, now: datetime
) -> Application:
    """Keep a changed application of someone who came by their own link: confirmed at once.

    `application.person_id` is whose link it was. Raises Refused after the deadline.
    """
    if season.window(now) != "open":
        raise Refused("the round is not open")
    with store.transaction(db):
        for known in store.applications.of_person(db, season.id, application.person_id):
            if known.reference == application.reference:
                return known
        kept = store.applications.add(db, application, now)
        return _confirm(db, site, kept, now)


def bring_in(
    db: store.Database, site: Site, season: Round, application: Application, now: datetime
) -> bool:
    """Keep an application that an operator vouches for: confirmed at once, without a receipt.

    Its writer gets the copy of it, a team's members their word. False where it is known already.
    Raises Refused after the round.
    """
    if now >= season.over_at:
        raise Refused("the round is over")
    with store.transaction(db):
        person = store.people.meet(db, application.email, application.language)
        for known in store.applications.of_person(db, season.id, person.id):
            if known.reference == application.reference:
                return False
        mine = replace(application, person_id=person.id)
        _confirm(db, site, store.applications.add(db, mine, now), now)
    return True


def remind(
    db: store.Database,
    site: Site,
    application: Application,
    now: datetime,
    due_at: datetime | None = None,
) -> bool:
    """Remind someone, once, to confirm their address; False if that was done, or must wait.

    With `due_at` a coordinator asks for it, who is not held back, though it counts (P21).
    """
    person = store.people.get(db, application.person_id)
    if due_at is None and not may_prompt(db, person, now):
        return False
    with store.transaction(db):
        if store.letters.receipts_since(db, now - timedelta(hours=1)) >= RECEIPTS_AN_HOUR:
            return False
        return _send_receipt(db, site, application, "receipt_reminder", now, due_at)


def forget_unconfirmed(db: store.Database, now: datetime) -> int:
    """Delete what nobody has confirmed for a week, as the receipt says (G3)."""
    with store.transaction(db):
        before = forgotten_before("unconfirmed", now)
        return store.applications.forget_unconfirmed(db, submitted_before=before)


def tell_me(
    db: store.Database, season: Round, email: str, language: Language, now: datetime
) -> None:
    """Remember that someone wants a letter when the round, or the next one, opens (P3)."""
    with store.transaction(db):
        person = store.people.meet(db, email, language)
        store.applications.note_interest(db, season.id, person.id)


def tell_that_it_opened(
    db: store.Database, site: Site, season: Round, asked_round: int, person_id: int, now: datetime
) -> None:
    """Write, once, to someone who asked to be told."""
    with store.transaction(db):
        if not store.applications.mark_told(db, asked_round, person_id, now):
            return
        person = store.people.get(db, person_id)
        words = {"link": f"{site.base_url}/haku/{person.language}", "closes": season.closes}
        about = Matter("application", season.id)
        key = f"round_opens:{season.id}:{person.id}"
        name = season.name[person.language]
        draft = Draft("round_opens", person, about, key, season.name, {**words, "name": name})
        post(db, site, draft, now)


def _may_get_receipt(
    db: store.Database, person: Person, earlier: list[Application], now: datetime
) -> bool:
    """Return whether a receipt may go: one a day, and one more for each confirmation."""
    if store.letters.receipts_since(db, now - timedelta(hours=1)) >= RECEIPTS_AN_HOUR:
        return False
    since = now - ONE_RECEIPT_IN
    confirmed = [known for known in earlier if known.confirmed_at and known.confirmed_at >= since]
    return store.letters.written_since(db, person.id, ("receipt",), since) <= len(confirmed)


def _send_receipt(
    db: store.Database, site: Site, application: Application, kind: str, now: datetime,
    due_at: datetime | None = None,
) -> bool:  # fmt: skip
    season = store.rounds.get(db, application.round_id)
    person = store.people.get(db, application.person_id)
    about = Matter("application", season.id)
    words = {
        "reference": application.reference,
        "link": page(site, "h", about, person),
        "closes": season.closes,
        "may_change": season.window(now) == "open",
    }
    # The address is not proven yet: not a word from the form, not even the name (P4).
    nameless = replace(person, name="", language=application.language)
    draft = Draft(kind, nameless, about, f"{kind}:{application.id}", season.name, words)
    return post(db, site, draft, now, due_at, prompt=kind == "receipt_reminder")


def _confirm(
    db: store.Database, site: Site, application: Application, now: datetime
) -> Application:
    store.applications.mark_confirmed(db, application.id, now)
    replaced = store.applications.replace_others(db, application)
    person = store.people.prove(
        db, application.person_id, application.name, application.language, now
    )
    season = store.rounds.get(db, application.round_id)
    changes = {"replaced": bool(replaced), "may_change": season.window(now) == "open"}
    post(db, site, _copy(site, season, application, person, changes), now)
    named.tell(db, site, application, now)
    return store.applications.get(db, application.id)


def _copy(
    site: Site,
    season: Round,
    application: Application,
    person: Person,
    changes: Mapping[str, bool],
) -> Draft:
    about = Matter("application", season.id)
    words = {
        "reference": application.reference,
        "answers": labelled(application, person.language),
        "link": page(site, "h", about, person),
        "closes": season.closes,
        "role": application.role,
        **changes,
    }
    key = f"application_copy:{application.id}"
    return Draft("application_copy", person, about, key, season.name, words)
