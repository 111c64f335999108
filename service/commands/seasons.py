"""`oksa round` and `oksa coordinator`: who runs what, and when.

What only one command needs is imported when it runs: a mail server starts `oksa` for each mail.
"""

from pathlib import Path

from service import store
from service.commands.arguments import Call, Rooms, Wrong, command
from service.domain.errors import Refused
from service.domain.rounds import Round


def add_to(rooms: Rooms) -> None:
    """Add the commands of this module."""
    rounds = rooms.add_parser("round", help="make, list, show and close rounds")
    acts = rounds.add_subparsers(required=True, metavar="ACT")
    create = command(acts, "create", "make a round from a TOML file", _create)
    create.add_argument("--file", required=True, type=Path, metavar="ROUND.toml")
    command(acts, "list", "list the rounds", _list)
    show = command(acts, "show", "show a round", _show)
    show.add_argument("id", type=int)
    close = command(acts, "close", "take no more applications", _close)
    close.add_argument("id", type=int)
    people = rooms.add_parser("coordinator", help="say who may use the console")
    add = command(people.add_subparsers(required=True, metavar="ACT"), "add", "add one", _add)
    add.add_argument("email")
    add.add_argument("--name", default="")


def _create(call: Call) -> int:
    from service.rounds_file import round_from_toml

    path: Path = call.given.file
    try:
        season = round_from_toml(path.read_text("utf-8"))
    except OSError as wrong:
        raise Wrong(f"{path}: {wrong.strerror}") from wrong
    except ValueError as wrong:
        raise Wrong(f"{path}: {wrong}") from wrong
    kept = store.rounds.add(call.data(), season)
    call.show(_wire(kept), lambda: _line(kept))
    return 0


def _list(call: Call) -> int:
    seasons = store.rounds.every(call.data())
    call.show([_wire(one) for one in seasons], lambda: "\n".join(_line(one) for one in seasons))
    return 0


def _show(call: Call) -> int:
    from service.actions import events

    db = call.data()
    season = store.rounds.get(db, call.given.id)
    answered = events.figures_of(db, season)
    value = {**_wire(season), "window": season.window(call.now(db)), "events": answered}
    call.show(value, lambda: f"{_line(season)}\n{season.intro['en']}")
    return 0


def _close(call: Call) -> int:
    db = call.data()
    season = store.rounds.get(db, call.given.id)
    with store.transaction(db):
        if not store.rounds.close(db, season.id, call.now(db)):
            raise Refused(f"round {season.id} is closed already")
    call.show({"id": season.id, "closed": True}, lambda: f"round {season.id} is closed")
    return 0


def _add(call: Call) -> int:
    from service.actions import coordinators

    if "@" not in call.given.email:
        raise Wrong(f"{call.given.email!r} is not a mail address")
    site = call.settings.need_site()
    db = call.data()
    coordinator = coordinators.add(db, call.given.email, call.given.name, "fi")
    link = coordinators.make_link(db, site, coordinator, "", call.now(db))
    call.show({"email": coordinator.email, "link": link}, lambda: link)
    return 0


def _line(season: Round) -> str:
    return f"round {season.id}: {season.name['en']}, applying {season.opens} to {season.closes}"


def _wire(season: Round) -> dict[str, object]:
    return {
        "id": season.id,
        "name": dict(season.name),
        "opens": season.opens.isoformat(),
        "closes": season.closes.isoformat(),
        "starts": season.starts.isoformat(),
        "ends": season.ends.isoformat(),
        "models": list(season.models),
        "meetings": dict(season.meetings),
        "minutes": season.minutes,
        "timezone": season.timezone,
        "closed": season.closed_at is not None,
    }
