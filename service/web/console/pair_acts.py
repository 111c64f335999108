"""What a coordinator presses on a pair's page; each press is one action (P29)."""

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from service import store
from service.actions import coordinating
from service.actions.coordinating import To
from service.domain.errors import Refused
from service.domain.meetings import Held, Meeting, NotHeld
from service.domain.pairs import Pair
from service.web import current
from service.web.console import fields, words
from service.web.console.frame import me, pages
from service.web.console.pairs import known_pair, page

RECIPIENTS: dict[str, To] = {"both": "both", "mentor": "mentor", "actor": "actor"}


@pages.post("/parit/<int:pair_id>")
def act(pair_id: int) -> Response | tuple[str, int]:
    """Do what was pressed, or say why it cannot be done."""
    pair = known_pair(pair_id)
    try:
        note = _do(pair, request.form.get("do", ""))
    except Refused as why:
        return page(pair, words.reason(str(why))), 409
    current.wake()
    return redirect(url_for(".pair", pair_id=pair_id, note=note), 303)


def _do(pair: Pair, press: str) -> str:
    db, site, by, now = current.db(), current.site(), me(), current.now()
    match press:
        case "note":
            zone = store.rounds.get(db, pair.round_id).timezone
            time = fields.at(zone, noon=True), fields.minutes()
            coordinating.note_meeting(db, site, pair, time, by.email, now)
            return "noted"
        case "write":
            to = RECIPIENTS.get(request.form.get("to", ""), "both")
            coordinating.write(db, site, pair, (to, fields.text("words")), by, now)
            return "wrote"
        case "end":
            if request.form.get("sure") != "y":
                raise Refused("the box is not ticked")
            coordinating.end(db, site, pair, by.email, now)
            return "ended"
    return _do_to_meeting(_meeting(pair), press)


def _do_to_meeting(meeting: Meeting, press: str) -> str:
    db, site, by, now = current.db(), current.site(), me().email, current.now()
    match press:
        case "move":
            time = fields.at(meeting.timezone), fields.minutes()
            coordinating.move(db, site, meeting, time, by, now)
            return "moved"
        case "place":
            place = fields.text("place"), fields.text("url")
            coordinating.relocate(db, site, meeting, place, by, now)
            return "relocated"
        case "cancel":
            coordinating.cancel(db, site, meeting, by, now)
            return "cancelled"
        case "held":
            said = Held(on=fields.day("on"), minutes=fields.minutes())
            coordinating.correct(db, meeting, said, by, now)
        case "not_held":
            coordinating.correct(db, meeting, NotHeld(), by, now)
        case _:
            abort(400)
    return "corrected"


def _meeting(pair: Pair) -> Meeting:
    """Return the meeting that a form names, if it is this pair's."""
    number = request.form.get("meeting", 0, int)
    known = store.meetings.of_pair(current.db(), pair.id)
    return next((one for one in known if one.id == number), None) or abort(400)
