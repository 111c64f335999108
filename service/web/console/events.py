"""The common events of a round: who comes, changes, who was there, what the absent get (P10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from service import store
from service.actions import event_changes
from service.actions.event_changes import Wanted
from service.domain.errors import Refused
from service.domain.events import (
    OTHER,
    TITLES,
    EventGuest,
    Figures,
    Material,
    RoundEvent,
    figures,
)
from service.domain.pairs import PairRole
from service.domain.rounds import Event, Round
from service.store.database import Database
from service.web import current
from service.web.console import fields, words
from service.web.console.frame import me, pages, season, show

FOR: dict[str, tuple[PairRole, ...]] = {
    "all": ("mentor", "actor"),
    "mentor": ("mentor",),
    "actor": ("actor",),
}
LASTS = 120  # minutes, as in the round's file
NOTES = ("add", "change", "cancel", "attendance", "material")


@dataclass(frozen=True)
class Shown:
    """An event with those invited; `on` and `clock` are its time there, as fields hold it."""

    event: RoundEvent
    guests: list[EventGuest]
    figures: Figures
    on: str
    clock: str


@pages.get("/tilaisuudet")
def events() -> str:
    """Show a round's events."""
    return _page()


@pages.post("/tilaisuudet")
def add_event() -> Response | tuple[str, int]:
    """Give a round one more event, or say why it cannot be."""
    here = season()
    if here is None:
        abort(404)
    try:
        event_changes.add(current.db(), here, _wanted(here), me().email, current.now())
    except Refused as why:
        return _page(words.reason(str(why))), 409
    current.wake()
    return redirect(url_for(".events", round=here.id, note="add"), 303)


@pages.post("/tilaisuudet/<int:event_id>")
def change_event(event_id: int) -> Response | tuple[str, int]:
    """Do what was pressed about an event, or say why it cannot be done."""
    try:
        event = store.events.get(current.db(), event_id)
    except LookupError:
        abort(404)
    press = request.form.get("do", "")
    try:
        _do(event, press)
    except Refused as why:
        return _page(words.reason(str(why))), 409
    current.wake()
    return redirect(url_for(".events", round=event.round_id, note=press), 303)


def _do(event: RoundEvent, press: str) -> None:
    db, site, by, now = current.db(), current.site(), me().email, current.now()
    match press:
        case "change":
            place = fields.text("place"), fields.text("url")
            minutes = fields.minutes() or event.minutes
            wanted = Wanted(fields.at(event.timezone), minutes, *place)
            event_changes.change(db, site, event, wanted, by, now)
        case "cancel":
            if request.form.get("sure") != "y":
                raise Refused("the box is not ticked")
            event_changes.cancel(db, site, event, by, now)
        case "attendance":
            present = {int(one) for one in request.form.getlist("present") if one.isdecimal()}
            event_changes.note_attendance(db, event, present, by, now)
        case "material":
            text = fields.text("text").replace("\r\n", "\n")
            material = Material(text, fields.text("link"))
            event_changes.keep_material(db, event, material, by, now)
        case _:
            abort(400)


def _wanted(here: Round) -> Event:
    kind, roles = fields.text("kind"), FOR.get(fields.text("for"))
    if kind not in (*TITLES, "other") or roles is None:
        abort(400)
    minutes = fields.minutes() or LASTS
    at = fields.at(here.timezone)
    return Event(kind, at, minutes, roles, fields.text("place"), fields.text("url"))


def _page(refused: str = "") -> str:
    db, here = current.db(), season()
    note = request.args.get("note", "")
    known = store.events.of_round(db, here.id) if here else []
    return show(
        "events.html",
        season=here,
        seasons=store.rounds.every(db),
        shown=[_shown(db, event) for event in known],
        kinds={**TITLES, "other": OTHER},
        lasts=LASTS,
        planned=_planned(here, known) if here else [],
        today=current.now().date().isoformat(),
        note=note if note in NOTES else "",
        refused=refused,
    )


def _shown(db: Database, event: RoundEvent) -> Shown:
    guests = store.events.guests(db, event.id)
    there = event.starts_at.astimezone(ZoneInfo(event.timezone))
    return Shown(event, guests, figures(guests), there.date().isoformat(), f"{there:%H:%M}")


def _planned(here: Round, known: Sequence[RoundEvent]) -> list[datetime]:
    """Return when events are planned of which nobody has been told yet."""
    told = {(one.kind, one.starts_at) for one in known}
    return [one.starts_at for one in here.events if (one.kind, one.starts_at) not in told]
