"""Suggestions: both modes side by side, with reasons; what is chosen becomes drafts (P7)."""

from dataclasses import dataclass

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from service import store
from service.actions import suggestions
from service.domain.errors import Refused
from service.domain.suggestions import MODES, Assignment, Mode, Suggestion
from service.web import current
from service.web.console import words
from service.web.console.frame import me, pages, season, show


@dataclass(frozen=True)
class Row:
    """An actor or team with what both modes suggest."""

    total: Suggestion
    everyone: Suggestion

    @property
    def agree(self) -> bool:
        """Return whether both modes suggest the same."""
        return self.total.match == self.everyone.match

    @property
    def value(self) -> str:
        """Return what the row's tick says: who the actor is, and the mentor in each mode."""
        found = (one.match.mentor.id if one.match else 0 for one in (self.total, self.everyone))
        return "-".join(str(one) for one in (self.total.actor.id, *found))


@pages.get("/ehdotukset")
def suggested() -> str:
    """Show who should get whom."""
    return _page()


@pages.post("/ehdotukset")
def take() -> Response | tuple[str, int]:
    """Make drafts of what was chosen, or say why not."""
    here = season() or abort(404)
    try:
        made = suggestions.take(current.db(), here, _chosen(), me().email, current.now())
    except Refused as why:
        return _page(words.reason(str(why))), 409
    return redirect(url_for(".suggested", round=here.id, made=made), 303)


def _chosen() -> list[tuple[int, int]]:
    """Return who the pressed button means, a mentor and an actor each: one pair, or all ticks."""
    pressed = request.form.get("do", "")
    if pressed not in MODES:
        mentor, actor = _numbers(pressed, 2)
        return [(mentor, actor)]
    column = 1 + MODES.index(pressed)
    ticks = [_numbers(tick, 3) for tick in request.form.getlist("chosen")]
    return [(tick[column], tick[0]) for tick in ticks if tick[column]]


def _numbers(text: str, count: int) -> list[int]:
    found = text.split("-")
    if len(found) != count or not all(one.isdecimal() for one in found):
        abort(400)
    return [int(one) for one in found]


def _page(refused: str = "") -> str:
    db, here = current.db(), season()
    found = suggestions.suggest(db, here) if here else {}
    return show(
        "suggestions.html",
        season=here,
        seasons=store.rounds.every(db),
        found=found,
        rows=_rows(found),
        made=request.args.get("made", type=int),
        refused=refused,
    )


def _rows(found: dict[Mode, Assignment]) -> list[Row]:
    if not found:
        return []
    columns = (found[mode].suggestions for mode in MODES)
    return [Row(*both) for both in zip(*columns, strict=True)]
