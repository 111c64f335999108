"""What each command by mail does, by the same actions as the console's buttons, and its undoing."""

from datetime import datetime, timedelta

from service import store
from service.actions import claiming, claims, feedback, tray, tray_answers
from service.actions.desk import Desk
from service.domain.digests import LONGEST_SNOOZE, Done, Order
from service.domain.errors import Refused
from service.domain.site import Site

ABOUT = {
    "quiet": "pair",
    "silent": "pair",
    "disputed": "pair",
    "claim": "claim",
    "plan": "expense_plan",
}


def do(db: store.Database, site: Site, desk: Desk, order: Order, now: datetime) -> str:
    """Carry out a command on a numbered line and return what stood there before.

    Raises Refused where the number or the command does not fit, or the rules say no.
    """
    line = desk.digest.lines.get(order.number or 0)
    if line is None:
        raise Refused("the digest has no such number")
    kind, thing = line
    if order.verb == "snooze":
        return _snooze(db, desk, order, line, now)
    match kind:
        case "mail":
            return _of_mail(db, site, desk, order, int(thing), now)
        case "claim":
            return _of_claim(db, site, desk, order, int(thing), now)
        case "plan":
            return _of_plan(db, site, desk, order, int(thing), now)
        case "midway" if order.verb == "ok":
            return feedback.see_to(db, thing, desk.coordinator.email, now)
    raise Refused("this cannot be done by mail")


def undo(db: store.Database, desk: Desk, number: int | None, now: datetime) -> int:
    """Undo the last command on a line, or of all; return its number.

    Raises Refused where none was carried out, a letter has left, or others have gone on since.
    """
    done = store.orders.last(db, desk.digest.id, number)
    if done is None:
        raise Refused("there is nothing to undo")
    if store.outbox.withdraw(db, done.keys) != len(done.keys):
        raise Refused("letters have left already")
    kind, thing = desk.digest.lines[done.number]
    if not _take_back(db, done, kind, thing):
        raise Refused("it cannot be undone any more")
    store.orders.mark_undone(db, done.id, now)
    store.acts.add(db, desk.coordinator.email, "undone", _about(desk, kind, thing), now)
    return done.number


def _of_mail(
    db: store.Database, site: Site, desk: Desk, order: Order, mail_id: int, now: datetime
) -> str:
    before = store.inbox.get(db, mail_id).reason
    if order.verb == "reply":
        tray_answers.answer(db, site, mail_id, order.words, desk.coordinator, now)
    elif order.verb == "ok":
        tray.settle(db, site, mail_id, "done", desk.coordinator, now)
    else:
        raise Refused("this cannot be done by mail")
    return before


def _of_claim(
    db: store.Database, site: Site, desk: Desk, order: Order, claim_id: int, now: datetime
) -> str:
    claim = store.claims.get(db, claim_id)
    if order.verb in ("accept", "ok") and not claiming.stand(db, claim):
        claims.approve(db, site, claim_id, "", desk.coordinator, now)
    elif order.verb == "decline":
        claims.decline(db, site, claim_id, order.words, desk.coordinator, now)
    else:  # what is over the plan, late or a second one is not decided on unseen (P26)
        raise Refused("this cannot be done by mail")
    return claim.state


def _of_plan(
    db: store.Database, site: Site, desk: Desk, order: Order, plan_id: int, now: datetime
) -> str:
    if order.verb in ("accept", "ok"):
        claims.approve_plan(db, site, plan_id, desk.coordinator, now)
    elif order.verb == "decline":
        claims.decline_plan(db, site, plan_id, order.words, desk.coordinator, now)
    else:
        raise Refused("this cannot be done by mail")
    return "proposed"


def _snooze(
    db: store.Database, desk: Desk, order: Order, line: tuple[str, str], now: datetime
) -> str:
    if order.days > LONGEST_SNOOZE:
        raise Refused("put off for longer than two months")
    kind, thing = line
    length = timedelta(days=order.days)
    if kind == "mail":
        tray_answers.snooze(db, int(thing), desk.coordinator, now, length)
        return ""
    store.digests.put_off(db, kind, thing, now + length)
    store.acts.add(db, desk.coordinator.email, "put_off", _about(desk, kind, thing), now)
    return ""


def _take_back(db: store.Database, done: Done, kind: str, thing: str) -> bool:
    """Set a thing back as it stood; False where somebody has gone on with it since."""
    match kind:
        case "mail" if done.verb == "snooze":
            return store.tray.wake(db, int(thing))
        case "mail":
            return store.tray.put_back(db, int(thing), done.before)
        case _ if done.verb == "snooze":
            return store.digests.wake(db, kind, thing)
        case "claim":
            return store.claims.reopen(db, int(thing), done.before)
        case "plan":
            return store.expense_plans.reopen(db, int(thing))
        case "midway":
            return store.feedback.need_again(db, thing, done.before)
    return False


def _about(desk: Desk, kind: str, thing: str) -> tuple[str, int]:
    """Return what an act is written down about: what it was for, or the digest."""
    if kind == "mail" or kind in ABOUT:
        return ABOUT.get(kind, "mail"), int(thing)
    return "digest", desk.digest.id
