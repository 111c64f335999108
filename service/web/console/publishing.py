"""Publishing: drafts made and unmade, every letter seen before, the number typed (P8)."""

from dataclasses import dataclass

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from service import store
from service.actions import holds, publishing
from service.actions.publishing import Preview
from service.domain.applications import Application
from service.domain.errors import Refused
from service.domain.letters import Letter
from service.domain.pairs import Pair
from service.domain.rounds import Round
from service.mail.rewording import whole_text
from service.web import current
from service.web.console import home, words
from service.web.console.frame import me, pages, season, show


@dataclass(frozen=True)
class Seen:
    """A letter as it would go: to whom, and its words with the links closed."""

    letter: Letter
    to: str
    text: str


@dataclass(frozen=True)
class Free:
    """Confirmed applicants who can be paired; mentors may have pairs already."""

    mentors: list[tuple[Application, int]]
    others: list[Application]


@pages.get("/julkaisu")
def publishing_page() -> str:
    """Show the drafts with their letters."""
    return _page()


@pages.post("/julkaisu")
def publish() -> Response | tuple[str, int]:
    """Publish the drafts that were shown, or say why not."""
    here = season() or abort(404)
    seen = request.form.get("seal", ""), request.form.get("letters", "")
    try:
        publishing.publish(current.db(), current.site(), here, seen, me().email, current.now())
    except Refused as why:
        return _page(words.reason(str(why))), 409
    return redirect(url_for(".publishing_page", round=here.id, note="published"), 303)


@pages.post("/julkaisu/parit")
def make() -> Response | tuple[str, int]:
    """Make a draft pair, or say why not."""
    here = season() or abort(404)
    chosen = (request.form.get(name, 0, int) for name in ("mentor", "actor"))
    mentor_id, actor_id = chosen
    try:
        publishing.make(current.db(), here, mentor_id, actor_id, me().email, current.now())
    except Refused as why:
        return _page(words.reason(str(why))), 409
    return redirect(url_for(".publishing_page", round=here.id), 303)


@pages.post("/julkaisu/parit/<int:pair_id>/poista")
def unmake(pair_id: int) -> Response | tuple[str, int]:
    """Delete a draft pair, or say why not."""
    try:
        publishing.unmake(current.db(), pair_id, me().email, current.now())
    except Refused as why:
        return _page(words.reason(str(why))), 409
    return redirect(url_for(".publishing_page", round=request.args.get("round")), 303)


@pages.post("/peru")
def undo() -> Response | tuple[str, int]:
    """Take back a bulk act whose letters still wait, or say that they have left."""
    bulk, at = request.form.get("bulk", ""), request.form.get("at", "")
    try:
        holds.undo(current.db(), bulk, at, me().email, current.now())
    except Refused as why:
        return home.page(refused=words.reason(str(why))), 409
    where = {"published": ".publishing_page", "told": ".applications", "reminded": ".applications"}
    of = request.form.get("round", type=int)
    return redirect(url_for(where[bulk], round=of, note="undone"), 303)


def _page(refused: str = "") -> str:
    db, here = current.db(), season()
    preview = publishing.preview(db, current.site(), here, current.now()) if here else None
    return show(
        "publishing.html",
        season=here,
        seasons=store.rounds.every(db),
        preview=preview,
        drafts=_seen(preview) if preview else [],
        against=_against(db, here, preview) if here and preview else {},
        free=_free(db, here) if here else None,
        refused=refused,
        note=request.args.get("note", ""),
    )


def _seen(preview: Preview) -> list[tuple[Pair, list[Seen]]]:
    return [
        (
            pair,
            [
                Seen(letter, _name(pair, letter.person_id), whole_text(letter.raw))
                for letter in letters
            ],
        )
        for pair, letters in preview.pairs
    ]


def _against(db: store.Database, here: Round, preview: Preview) -> dict[int, str]:
    """Return what speaks against each draft, in words, by the pair's id."""
    found = {pair.id: publishing.against(db, here, pair) for pair, _letters in preview.pairs}
    return {pair_id: words.misfits(broken) for pair_id, broken in found.items() if broken}


def _name(pair: Pair, person_id: int) -> str:
    return words.name(next(one for one in pair.people if one.id == person_id))


def _free(db: store.Database, here: Round) -> Free:
    confirmed = [
        one for one in store.applications.of_round(db, here.id) if one.state == "confirmed"
    ]
    pairs = [pair for pair in store.pairs.of_round(db, here.id) if pair.ended_at is None]
    taken = {actor.id for pair in pairs for actor in pair.actors}
    mentors = [one for one in confirmed if one.role == "mentor"]
    counted = [(one, sum(pair.mentor.id == one.person_id for pair in pairs)) for one in mentors]
    others = [one for one in confirmed if one.role != "mentor" and one.person_id not in taken]
    return Free(
        sorted(counted, key=lambda one: (one[1], one[0].name)),
        sorted(others, key=lambda one: one.name),
    )
