"""The applications of a round: filters in the address, answers in bulk, one shown whole (P29)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from forms.translations import spoken
from service import store
from service.actions import applicants
from service.domain.applications import Application, Told
from service.domain.errors import Refused
from service.domain.letters import Letter, Matter
from service.domain.pairs import Pair
from service.mail.answers import labelled
from service.mail.rewording import whole_text
from service.store.database import Database
from service.web import current
from service.web.console import fields, words
from service.web.console.done import done
from service.web.console.frame import me, note_look, pages, season, show
from service.web.console.shown import shown

FILTERS = ("role", "state", "language", "theme", "paired", "answer")
TOLD: dict[str, Told] = {"waiting": "waiting", "declined": "declined"}


@dataclass(frozen=True)
class Row:
    """An application with the pair it has led to, if any."""

    one: Application
    pair: Pair | None


@pages.get("/hakemukset")
def applications() -> str:
    """Show who has applied, as far as the filters in the address let them through."""
    return _page()


@pages.post("/hakemukset")
def answer() -> Response | tuple[str, int]:
    """Remind or answer the applications that were chosen, or say why not."""
    db, here = current.db(), season() or abort(404)
    wanted = set(request.form.getlist("chosen"))
    chosen = [one for one in store.applications.of_round(db, here.id) if str(one.id) in wanted]
    try:
        count = _answer(chosen, request.form.get("do", ""))
    except Refused as why:
        return _page(words.reason(str(why))), 409
    kept: dict[str, Any] = {name: said for name in FILTERS if (said := request.args.get(name))}
    return redirect(url_for(".applications", round=here.id, letters=count, **kept), 303)


@pages.get("/hakemukset/<int:application_id>")
def application(application_id: int) -> str:
    """Show one application with all answers and its mails (G7: it is noted)."""
    one = _known(application_id)
    note_look("application", application_id)
    return _one(one)


@pages.post("/hakemukset/<int:application_id>")
def confirm(application_id: int) -> Response | tuple[str, int]:
    """Confirm an application by hand, with a reason, or say why not."""
    db, site, now = current.db(), current.site(), current.now()
    one = _known(application_id)
    try:
        applicants.confirm_by_hand(db, site, one, fields.text("why"), me().email, now)
    except Refused as why:
        return _one(one, words.reason(str(why))), 409
    current.wake()
    return redirect(url_for(".application", application_id=application_id), 303)


def _answer(chosen: Sequence[Application], press: str) -> int:
    db, site, by, now = current.db(), current.site(), me().email, current.now()
    if not chosen:
        raise Refused("nobody is chosen")
    if press == "remind":
        return applicants.remind(db, site, chosen, by, now)
    if press not in TOLD:
        abort(400)
    until = fields.day("until") if press == "waiting" else None
    return applicants.answer(db, site, chosen, (TOLD[press], until), by, now)


def _page(refused: str = "") -> str:
    db, here = current.db(), season()
    chosen = {name: request.args.get(name, "") for name in FILTERS}
    every = _rows(db, here.id) if here else []
    return show(
        "applications.html",
        season=here,
        seasons=store.rounds.every(db),
        rows=[row for row in every if _fits(row, chosen)],
        every=len(every),
        chosen=chosen,
        themes=[(theme[spoken()], theme[spoken()]) for theme in here.themes] if here else [],
        today=current.now().date().isoformat(),
        letters=request.args.get("letters", None, int),
        note=request.args.get("note", ""),
        refused=refused,
    )


def _rows(db: Database, round_id: int) -> list[Row]:
    pairs = [pair for pair in store.pairs.of_round(db, round_id) if pair.ended_at is None]
    of_person = {person.id: pair for pair in pairs for person in pair.people}
    known = store.applications.of_round(db, round_id)
    return [Row(one, of_person.get(one.person_id)) for one in reversed(known)]


def _fits(row: Row, chosen: Mapping[str, str]) -> bool:
    one, themes = row.one, row.one.answers.get("themes", ())
    said = {
        "role": one.role,
        "state": one.state,
        "language": one.language,
        "paired": "yes" if row.pair else "no",
        "answer": "pair" if row.pair and row.pair.published_at else one.told or "none",
    }
    fit = all(said[name] == value for name, value in chosen.items() if value and name in said)
    # Themes are kept in the applicant's language; each language's name of it is looked for.
    wanted = chosen["theme"]
    return fit and (not wanted or (isinstance(themes, tuple) and bool(_named(wanted, row, themes))))


def _named(wanted: str, row: Row, themes: Sequence[str]) -> set[str]:
    here = store.rounds.get(current.db(), row.one.round_id)
    same = next((theme for theme in here.themes if wanted in theme.values()), {})
    return {wanted, *same.values()} & set(themes)


def _known(application_id: int) -> Application:
    try:
        return store.applications.get(current.db(), application_id)
    except LookupError:
        abort(404)


def _one(one: Application, refused: str = "") -> str:
    db = current.db()
    about = Matter("application", one.round_id)
    mine = store.pairs.of_person(db, one.round_id, one.person_id)
    acts = [act for act in store.acts.of(db, "application", one.id) if act.act != "looked"]
    return show(
        "application.html",
        one=one,
        answers=labelled(one, spoken()),
        pairs=mine,
        letters=[_letter(db, found) for found in store.letters.of_person(db, about, one.person_id)],
        mails=[shown(mail) for mail in store.inbox.of_person(db, about, one.person_id)],
        acts=[done(act) for act in acts],
        refused=refused,
    )


def _letter(db: Database, found: Letter) -> tuple[Letter, str]:
    return found, whole_text(store.letters.get(db, found.id).raw)
