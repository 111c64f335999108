"""The mail page: where every mail ended, and the letters that have not left (P35, R8)."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from service import store
from service.actions import stuck_letters, waiting_letters
from service.domain.errors import Refused
from service.domain.letters import Letter
from service.mail import rewording
from service.store.inbox import STATES, State
from service.web import current
from service.web.console import words
from service.web.console.frame import me, note_look, pages, show
from service.web.console.shown import shown
from service.web.console.story import PRIVATE

MOST = 100  # mails of one state, the latest


@dataclass(frozen=True)
class Stuck:
    """A letter that has not left, with whose it is and whether a press can send it."""

    letter: Letter
    to: str
    may_go: bool


@pages.get("/posti")
def mails() -> str:
    """Show how many mails ended where, those of one state, and the letters that are stuck."""
    return _page()


@pages.post("/posti")
def deal() -> Response | tuple[str, int]:
    """Send the chosen letters or give them up, or say why that cannot be."""
    db, by, now = current.db(), me().email, current.now()
    chosen = [int(one) for one in request.form.getlist("chosen") if one.isdecimal()]
    sent = late = dropped = 0
    try:
        if not chosen:
            raise Refused("no letter is chosen")
        match request.form.get("do", ""):
            case "send":
                sent, late = stuck_letters.send(db, chosen, by, now)
            case "drop":
                dropped = stuck_letters.give_up(db, chosen, by, now)
            case _:
                abort(400)
    except Refused as why:
        return _page(words.reason(str(why))), 409
    current.wake()
    return redirect(url_for(".mails", sent=sent, late=late, dropped=dropped), 303)


@pages.get("/posti/kirje/<int:letter_id>")
def letter(letter_id: int) -> str:
    """Show one letter of ours; what one person wrote to another stays theirs (P16)."""
    return _letter(letter_id)


@pages.post("/posti/kirje/<int:letter_id>")
def change_letter(letter_id: int) -> Response | tuple[str, int]:
    """Change the words of a letter that waits, or discard it, or say why not."""
    db, site, by, now = current.db(), current.site(), me().email, current.now()
    said = request.form.get("words", "")
    try:
        match request.form.get("do", ""):
            case "reword":
                waiting_letters.reword(db, site, letter_id, said, by, now)
            case "discard":
                waiting_letters.discard(db, letter_id, by, now)
            case _:
                abort(400)
    except LookupError:
        abort(404)
    except Refused as why:
        return _letter(letter_id, said, words.reason(str(why))), 409
    return redirect(url_for(".letter", letter_id=letter_id, changed=1), 303)


def _letter(letter_id: int, typed: str = "", refused: str = "") -> str:
    try:
        found = store.letters.get(current.db(), letter_id)
    except LookupError:
        abort(404)
    note_look("letter", letter_id)
    may_change = waiting_letters.may_change(found)
    return show(
        "letter.html",
        one=_stuck(found),
        text="" if found.kind in PRIVATE else rewording.whole_text(found.raw),
        typed=typed or (rewording.words_of(found) if may_change else ""),
        may_change=may_change,
        changed="changed" in request.args,
        refused=refused,
    )


def _page(refused: str = "") -> str:
    db = current.db()
    counts = store.inbox.counts(db)
    state = _state(request.args.get("state", "quarantined"))
    return show(
        "mails.html",
        counts=counts,
        received=sum(counts.values()),
        state=state,
        found=[shown(mail) for mail in store.inbox.ended(db, state, MOST)],
        letters=store.letters.counts(db),
        stuck=[_stuck(one) for one in stuck_letters.stuck(db)],
        waiting=[_stuck(one) for one in store.letters.waiting(db, MOST) if one.state == "waiting"],
        refused=refused,
        done={one: request.args.get(one, 0, int) for one in ("sent", "late", "dropped")},
    )


def _state(asked: str) -> State:
    states: Sequence[State] = STATES
    return next((state for state in states if state == asked), None) or abort(404)


def _stuck(one: Letter) -> Stuck:
    person = store.people.get(current.db(), one.person_id)
    return Stuck(one, words.name(person), stuck_letters.may_go(one))
