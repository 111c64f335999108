"""A coordinator's commands by mail: each line done or refused, and a transcript back (P31)."""

from datetime import datetime, timedelta

from service import store
from service.actions import order_acts
from service.actions.coordinators import PROGRAMME
from service.actions.desk import Desk
from service.actions.digests import as_person
from service.actions.post import may_answer, post
from service.domain.digests import OPEN_FOR, Order, Told
from service.domain.errors import Refused
from service.domain.flat import one_line, shortened
from service.domain.letters import Draft, Matter
from service.domain.replies import Outcome
from service.domain.site import Site
from service.reading.short.desk import orders_in

QUOTED = 60  # characters of a line in the transcript
HOLD = timedelta(minutes=10)  # before a letter leaves that a command has caused


def take(
    db: store.Database, site: Site, desk: Desk, kept: store.inbox.Mail, text: str, now: datetime
) -> Outcome:
    """Carry out the commands of a proven coordinator, and write back what became of each line.

    Where no transcript may be written (S7) nothing is done, and the mail waits in the tray.
    """
    if kept.received_at > desk.digest.made_at + OPEN_FOR:
        return Outcome("tray", "answers a digest that is over a week old")
    to = as_person(db, desk.coordinator)
    orders = orders_in(text, (to.name,))
    if not any(order.verb for order in orders):
        return Outcome("tray", "holds no command that is understood")
    if not may_answer(db, to, now):
        return Outcome("tray", "more commands than may be answered in an hour")
    told = [_carry_out(db, site, desk, order, now) for order in orders]
    words = {
        "lines": told,
        "link": f"{site.base_url}/koordinaattori",
        "done": sum(one.end == "done" for one in told),
    }
    key, about = f"digest_done:{kept.id}", Matter("digest", desk.digest.id)
    post(db, site, Draft("digest_done", to, about, key, PROGRAMME, words), now)
    return Outcome("settled", "commands by mail")


def _carry_out(db: store.Database, site: Site, desk: Desk, order: Order, now: datetime) -> Told:
    """Do what one line says, or nothing of it."""
    line = shortened(one_line(order.line), QUOTED)
    if order.verb is None:
        return Told(line, "unclear")
    try:
        with store.transaction(db):
            if order.verb == "undo":
                number = order_acts.undo(db, desk, order.number, now)
                return Told(line, "done", verb="undo", number=number)
            until = _do(db, site, desk, order, now)
    except Refused as why:
        return Told(line, "refused", str(why), order.verb, order.number)
    return Told(line, "done", "", order.verb, order.number, until)


def _do(db: store.Database, site: Site, desk: Desk, order: Order, now: datetime) -> datetime | None:
    """Carry out one command, and return until when its letters wait, if it caused any."""
    last = store.orders.last_letter(db)
    before = order_acts.do(db, site, desk, order, now)
    keys = store.orders.hold_letters(db, last, now + HOLD)
    store.orders.add(db, desk.digest.id, order, before, keys, now)
    return now + HOLD if keys else None
