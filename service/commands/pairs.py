"""`oksa pair` and `oksa publish`.

What only one command needs is imported when it runs: a mail server starts `oksa` for each mail.
"""

from datetime import timedelta

from service import store
from service.commands.arguments import Call, Rooms, command
from service.domain.pairs import Pair


def add_to(rooms: Rooms) -> None:
    """Add the commands of this module."""
    pair = command(rooms, "pair", "make a draft pair of applicants", _pair)
    pair.add_argument("round", type=int)
    pair.add_argument("--mentor", required=True, metavar="EMAIL")
    pair.add_argument("--actor", required=True, action="append", metavar="EMAIL")
    publish = command(rooms, "publish", "introduce the draft pairs of a round by mail", _publish)
    publish.add_argument("round", type=int)
    publish.add_argument(
        "--without-hold", action="store_true", help="send at once, with no time to undo"
    )


def _pair(call: Call) -> int:
    from service.actions import pairs

    db = call.data()
    season = store.rounds.get(db, call.given.round)
    pair = pairs.make(db, season, call.given.mentor, call.given.actor)
    call.show(_wire(pair), lambda: _line(pair))
    return 0


def _publish(call: Call) -> int:
    from service.actions import pairs

    site = call.settings.need_site()
    db = call.data()
    season = store.rounds.get(db, call.given.round)
    hold = timedelta() if call.given.without_hold else pairs.HOLD
    published = pairs.publish(db, site, season, call.now(db), hold)
    value = {"published": len(published), "pairs": [_wire(pair) for pair in published]}
    call.show(value, lambda: f"published {len(published)} pairs")
    return 0


def _line(pair: Pair) -> str:
    return f"pair {pair.id}: {pair.mentor.email} and {pair.contact.email} ({pair.model})"


def _wire(pair: Pair) -> dict[str, object]:
    return {
        "id": pair.id,
        "round": pair.round_id,
        "model": pair.model,
        "mentor": pair.mentor.email,
        "actors": [actor.email for actor in pair.actors],
        "published": pair.published_at is not None,
    }
