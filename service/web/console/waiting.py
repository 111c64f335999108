"""The waiting list: free places, to whom they are offered, who waits and whom they fit (P6, P9)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from service import store
from service.actions import places
from service.actions.vacancies import free_places
from service.actions.waiting import answer_at, waiting
from service.domain.applications import Application
from service.domain.errors import Refused
from service.domain.fitting import couple, fits
from service.domain.pairs import Pair
from service.domain.rounds import Round
from service.store.database import Database
from service.web import current
from service.web.console import words
from service.web.console.frame import me, pages, season, show

PRESSES = ("offer", "close")


@dataclass(frozen=True)
class Waiting:
    """Someone on the list, and the names of those with room whom they fit."""

    one: Application
    fitting: list[str]


@pages.get("/jono")
def waiting_list() -> str:
    """Show the free places and who waits."""
    return _page()


@pages.post("/jono/<int:place_id>")
def decide_place(place_id: int) -> Response | tuple[str, int]:
    """Offer a place to whom was chosen, or keep it empty, or say why not."""
    db, site, by, now = current.db(), current.site(), me().email, current.now()
    chosen = request.form.get("application", 0, int)
    try:
        if request.form.get("do") == "offer":
            places.offer_to(db, site, place_id, chosen, by, now)
        else:
            places.close(db, place_id, by, now)
    except (Refused, LookupError) as why:
        return _page(words.reason(str(why))), 409
    current.wake()
    note = "offer" if request.form.get("do") == "offer" else "close"
    return redirect(url_for(".waiting_list", round=request.args.get("round"), note=note), 303)


def _page(refused: str = "") -> str:
    db, here = current.db(), season()
    note = request.args.get("note", "")
    return show(
        "waiting.html",
        season=here,
        seasons=store.rounds.every(db),
        places=[
            one for one in free_places(db, current.now()) if here and one.place.round_id == here.id
        ],
        rows=_rows(db, here) if here else [],
        answer_at=answer_at,
        today=current.now().date().isoformat(),
        note=note if note in PRESSES else "",
        refused=refused,
    )


def _rows(db: Database, here: Round) -> list[Waiting]:
    listed = waiting(db, here, current.now())
    if not listed:
        return []
    known = [one for one in store.applications.of_round(db, here.id) if one.state == "confirmed"]
    pairs = store.pairs.of_round(db, here.id)
    of: defaultdict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        for person in pair.people:
            of[person.id].append(pair)
    return [Waiting(one, _fitting(here, one, known, of)) for one in listed]


def _fitting(
    here: Round, one: Application, known: Sequence[Application], of: defaultdict[int, list[Pair]]
) -> list[str]:
    """Return the names of those who may be suggested to someone who waits."""
    others = [other for other in known if (other.role == "mentor") != (one.role == "mentor")]
    found = []
    for other in others:
        mentor, actor = (one, other) if one.role == "mentor" else (other, one)
        taken = any(pair.ended_at is None for pair in of[actor.person_id])
        if not taken and fits(couple(here, mentor, actor, of[mentor.person_id])):
            found.append(other.name)
    return found
