"""Pairs with their meetings, and one pair's whole story (P29)."""

from flask import abort, request

from service import store
from service.domain.letters import Matter
from service.domain.meetings import Meeting
from service.domain.pairs import Pair
from service.store.database import Database
from service.web import current
from service.web.console import words
from service.web.console.frame import note_look, pages, season, show
from service.web.console.story import SHOWN, story

NOTES = ("noted", "moved", "relocated", "cancelled", "corrected", "wrote", "ended")


@pages.get("/parit")
def pairs() -> str:
    """Show a round's pairs with their meetings."""
    db, here = current.db(), season()
    known = store.pairs.of_round(db, here.id) if here else []
    return show(
        "pairs.html",
        season=here,
        seasons=store.rounds.every(db),
        pairs=[(pair, store.meetings.of_pair(db, pair.id)) for pair in known],
    )


@pages.get("/parit/<int:pair_id>")
def pair(pair_id: int) -> str:
    """Show a pair's state, its meetings and its story, the newest first (G7: it is noted)."""
    found = known_pair(pair_id)
    note_look("pair", pair_id)
    return page(found)


def known_pair(pair_id: int) -> Pair:
    """Return a pair, or answer that there is none."""
    try:
        return store.pairs.get(current.db(), pair_id)
    except LookupError:
        abort(404)


def page(found: Pair, refused: str = "") -> str:
    """Return a pair's page, with what was refused where something was."""
    db, now = current.db(), current.now()
    meetings = store.meetings.of_pair(db, found.id)
    wanted = request.args.get("show", "all")
    wanted = wanted if wanted in SHOWN else "all"
    note = request.args.get("note", "")
    return show(
        "pair.html",
        pair=found,
        meetings=meetings,
        told=words.standing(found, meetings, store.agreements.of(db, found.id), now),
        next_thing=_next_thing(db, found, meetings),
        entries=[one for one in story(db, found, meetings) if wanted in one.shown_in],
        shown=wanted,
        filters=SHOWN,
        today=now.date().isoformat(),
        note=note if note in NOTES else "",
        refused=refused,
    )


def _next_thing(db: Database, found: Pair, meetings: list[Meeting]) -> str:
    """Return what happens next with a pair, in words."""
    now = current.now()
    matters = [Matter("pair", found.id), *(Matter("meeting", one.id) for one in meetings)]
    if any(mail.about in matters for mail in store.tray.every(db)):
        return words.next_thing("tray")
    if found.published_at is None:
        return words.next_thing("draft")
    states = [meeting.state_at(now) for meeting in meetings]
    waiting = next((one for one in ("disputed", "unknown", "planned") if one in states), "")
    if found.ended_at is not None or (not waiting and states.count("held") >= found.plan):
        return words.next_thing("over")
    return words.next_thing(waiting or "idle")
