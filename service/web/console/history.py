"""Who did what, and who looked at whom; rows are only ever added (P29, G7)."""

from flask import request

from service import store
from service.web import current
from service.web.console.done import by, done
from service.web.console.frame import pages, show

SHOWN = 200


@pages.get("/historia")
def history() -> str:
    """Show the latest acts, of everyone or of one coordinator."""
    db = current.db()
    who, looks = request.args.get("who", ""), request.args.get("looks") == "y"
    acts = store.acts.latest(db, SHOWN, looks=looks, who=who)
    return show(
        "history.html",
        acts=[done(act) for act in acts],
        people=[(one.email, by(one.email)) for one in store.coordinators.every(db)],
        who=who,
        looks=looks,
    )
