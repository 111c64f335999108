"""`oksa match`, `oksa pair` and `oksa publish`.

What only one command needs is imported when it runs: a mail server starts `oksa` for each mail.
"""

from datetime import timedelta

from service import store
from service.commands.arguments import Call, Rooms, command
from service.domain.pairs import Pair
from service.domain.suggestions import MODES, Assignment, Match, Mode, Suggestion


def add_to(rooms: Rooms) -> None:
    """Add the commands of this module."""
    match = command(rooms, "match", "suggest who should get whom; nothing is changed", _match)
    match.add_argument("round", type=int)
    match.add_argument("--mode", choices=MODES, default="total")
    pair = command(rooms, "pair", "make a draft pair of applicants", _pair)
    pair.add_argument("round", type=int)
    pair.add_argument("--mentor", required=True, metavar="EMAIL")
    pair.add_argument("--actor", required=True, action="append", metavar="EMAIL")
    publish = command(rooms, "publish", "introduce the draft pairs of a round by mail", _publish)
    publish.add_argument("round", type=int)
    publish.add_argument(
        "--without-hold", action="store_true", help="send at once, with no time to undo"
    )


def _match(call: Call) -> int:
    from service.actions import suggestions

    db = call.data()
    season = store.rounds.get(db, call.given.round)
    found = suggestions.suggest(db, season)
    chosen = found[call.given.mode]
    value = {
        "round": season.id,
        "mode": call.given.mode,
        "pairs": [_suggested(one, one.match) for one in chosen.suggestions if one.match],
        "left_out": [_left_out(one) for one in chosen.suggestions if not one.match],
        "mentors_left_out": [one.email for one in chosen.idle],
        "points": chosen.points,
        "modes": {mode: _figures(one) for mode, one in found.items()},
    }
    call.show(value, lambda: _told(found, call.given.mode))
    return 0


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


def _suggested(one: Suggestion, match: Match) -> dict[str, object]:
    others = [_wire_match(other) for other in one.alternatives]
    return {"actor": one.actor.email, **_wire_match(match), "alternatives": others}


def _wire_match(match: Match) -> dict[str, object]:
    reasons = _in_words(match)
    return {"mentor": match.mentor.email, "points": match.points, "reasons": reasons}


def _in_words(match: Match) -> list[str]:
    from forms.translations import speak
    from service.web.console import words

    speak("en")
    return words.reasons(match.reasons)


def _left_out(one: Suggestion) -> dict[str, object]:
    others = [_wire_match(other) for other in one.alternatives]
    return {"actor": one.actor.email, "against": list(one.against), "alternatives": others}


def _figures(found: Assignment) -> dict[str, int]:
    return {
        "pairs": len(found.matches),
        "points": found.points,
        "left_out": len(found.suggestions) - len(found.matches),
        "mentors_left_out": len(found.idle),
    }


def _told(found: dict[Mode, Assignment], mode: Mode) -> str:
    """Return both modes' figures, and the suggestions of one, a line each."""
    heads = [
        f"{name}: {', '.join(f'{n} {what}' for what, n in _figures(one).items())}"
        for name, one in found.items()
    ]
    return "\n".join(heads + [_suggestion_line(one) for one in found[mode].suggestions])


def _suggestion_line(one: Suggestion) -> str:
    if not one.match:
        return f"{one.actor.email}: nobody ({', '.join(one.against) or 'those who fit are taken'})"
    told = "; ".join(_in_words(one.match))
    others = ", ".join(other.mentor.email for other in one.alternatives)
    line = f"{one.actor.email} and {one.match.mentor.email}: {one.match.points} points ({told})"
    return f"{line}; else {others}" if others else line
