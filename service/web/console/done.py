"""Acts of coordinators as the console shows them: who, what, about whom."""

import json
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from forms.translations import spoken
from service import store
from service.domain.people import Person
from service.domain.words import moment
from service.store.acts import Act
from service.store.database import Database
from service.store.inbox import Mail
from service.web import current
from service.web.console import words
from service.web.console.tables import ACTS


@dataclass(frozen=True)
class Done:
    """One act: when, by whom, in words, and the page that it is about, where there is one."""

    at: datetime
    who: str
    what: str
    about: str
    url: str
    note: str


def done(act: Act) -> Done:
    """Return an act ready to be shown."""
    about, url = _about(act.about, act.about_id)
    return Done(act.at, by(act.who), words.act(act.act), about, url, _note(act))


def by(email: str) -> str:
    """Return a coordinator's name, or the address of one who is none any more."""
    known = store.coordinators.find(current.db(), email)
    return (known.name if known else "") or email


def _about(kind: str, number: int) -> tuple[str, str]:
    """Return the name of what an act was about and its page; nothing where it is gone."""
    db = current.db()
    try:
        match kind:
            case "pair":
                return words.pair(store.pairs.get(db, number)), url_for(".pair", pair_id=number)
            case "meeting":
                meeting = store.meetings.get(db, number)
                name = words.pair(store.pairs.get(db, meeting.pair_id))
                url = url_for(".pair", pair_id=meeting.pair_id)
                return f"{name} {meeting.number}/{meeting.of}", url
            case "application":
                url = url_for(".application", application_id=number)
                return store.applications.get(db, number).name, url
            case "mail":
                name = words.name(_writer(db, store.inbox.get(db, number)))
                return f"{ACTS['a_mail']}: {name}", url_for(".mail", mail_id=number)
            case "claim" | "expense_plan":
                keep = store.claims if kind == "claim" else store.expense_plans
                pair = store.pairs.get(db, keep.get(db, number).pair_id)
                return words.pair(pair), url_for("claims_desk.expenses", round=pair.round_id)
            case "round" | "person":
                return _named(db, kind, number), ""
    except LookupError:
        pass
    return "", ""


def _named(db: Database, kind: str, number: int) -> str:
    if kind == "round":
        return store.rounds.get(db, number).name[spoken()]
    return words.name(store.people.get(db, number))


def _writer(db: Database, mail: Mail) -> Person | None:
    return store.people.get(db, mail.person_id) if mail.person_id else None


def _note(act: Act) -> str:
    """Return what was noted beside an act, where it is words or a moment."""
    if act.note.startswith("{"):
        return words.finding(json.loads(act.note))
    if act.act in ("moved", "noted"):
        return moment(datetime.fromisoformat(act.note), spoken())
    return act.note if act.act in ("confirmed", "added", "removed", "relocated") else ""
