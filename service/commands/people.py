"""`oksa person`: what is held of somebody, and erasing it (P40).

What only one command needs is imported when it runs: a mail server starts `oksa` for each mail.
"""

import json

from service import store
from service.commands.arguments import Call, Rooms, command
from service.domain.people import Person

BY = "oksa person erase"  # in the log of acts, where a coordinator's address stands


def add_to(rooms: Rooms) -> None:
    """Add the commands of this module."""
    person = command(rooms, "person", "what is held of somebody: show, export or erase it", _do)
    person.add_argument("do", choices=("show", "export", "erase"))
    person.add_argument("email", metavar="EMAIL")


def _do(call: Call) -> int:
    does = {"show": _show, "export": _export, "erase": _erase}
    return does[call.given.do](call)


def _show(call: Call) -> int:
    db = call.data()
    person = _known(db, call)
    value = {name: len(rows) for name, rows in store.holdings.of_person(db, person.id).items()}
    call.show(value, lambda: "\n".join(f"{name}: {count}" for name, count in value.items()))
    return 0


def _export(call: Call) -> int:
    db = call.data()
    held = store.holdings.of_person(db, _known(db, call).id)
    call.show(held, lambda: json.dumps(held, ensure_ascii=False, indent=1))
    return 0


def _erase(call: Call) -> int:
    from service.actions import erasing

    site = call.settings.need_site()
    db = call.data()
    person = _known(db, call)
    erasing.erase(db, site, person.id, BY, call.now(db))
    call.show({"erased": person.id}, lambda: f"erased person {person.id}")
    return 0


def _known(db: store.Database, call: Call) -> Person:
    person = store.people.find(db, call.given.email)
    if person is None:
        raise LookupError("nobody has this address")
    return person
