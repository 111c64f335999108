"""Agreements: saved point by point, approved by button or by reply (P11)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from service import store
from service.actions import agreed
from service.actions.agreement_letters import (
    ask_about_the_present,
    ask_the_other,
    say_that_it_is_empty,
    seen_in,
    was_told_that_it_is_empty,
)
from service.domain.agreements import (
    EMPTY,
    Agreement,
    Approval,
    Point,
    all_by_word,
    approved,
    saved,
    signers,
    taken_back,
    waiting_for,
)
from service.domain.errors import Refused
from service.domain.pairs import Pair
from service.domain.people import Person
from service.domain.replies import Reply
from service.domain.site import Site

Fact = Mapping[str, object]


def save_point(
    db: store.Database, pair: Pair, person: Person, wanted: Point, now: datetime
) -> Agreement | None:
    """Save one point; None where somebody has changed it meanwhile, and nothing is lost.

    `wanted.revision` is the revision it was made from. A change of an approved version begins
    the next, about which both are asked in half an hour.
    """
    _need_signer(pair, person)
    with store.transaction(db):
        present = store.agreements.of(db, pair.id)
        after = saved(present, replace(wanted, saved_by=person.id, saved_at=now))
        if after is not None and after != present:
            store.agreements.save(db, after)
    return after


def agree_by_word(db: store.Database, pair: Pair, person: Person, now: datetime) -> Agreement:
    """Mark every empty point as agreed orally."""
    _need_signer(pair, person)
    with store.transaction(db):
        after = all_by_word(store.agreements.of(db, pair.id), person.id, now)
        store.agreements.save(db, after)
    return after


def approve(
    db: store.Database, site: Site, pair: Pair, approval: Approval, edition: int, now: datetime
) -> Agreement:
    """Note one approval of what its giver saw as `edition`; the second makes it agreed.

    Safe to run twice. Raises Refused where it was not of the present text.
    """
    with store.transaction(db):
        present = store.agreements.of(db, pair.id)
        after = approved(present, pair, approval, edition)
        if after == present:
            return after
        store.agreements.save(db, after)
        if after.agreed_at:
            agreed.conclude(db, site, pair, after, now)
        else:
            ask_the_other(db, site, pair, now)
    return after


def approve_by_reply(db: store.Database, site: Site, reply: Reply, now: datetime) -> list[Fact]:
    """Note an approval by mail, of what the answered letter showed; return what to echo.

    Where the text has changed since, the writer gets the present one and is asked again; where
    it is still empty, they are told so once, with the link.
    """
    pair = store.pairs.get(db, reply.about.id)
    present = store.agreements.of(db, pair.id)
    _need_signer(pair, reply.writer)
    if not present.filled:
        _tell_that_it_is_empty(db, site, reply, pair, now)
        return []
    version, edition = seen_in(reply.answers) or (present.version, 0)
    if version != present.version or not present.seen_by(reply.writer.id, edition):
        if reply.silent:
            raise Refused("approves an agreement that has changed since")
        ask_about_the_present(db, site, pair, reply.writer, reply.mail_id, now)
        return []
    approval = Approval(
        reply.writer.id, version, now, "reply", reply.mail_id, reply.writer.language
    )
    after = approve(db, site, pair, approval, edition, now)
    names = [one.name for one in waiting_for(after, pair)]
    return [{"kind": "agreed", "version": version, "waiting_for": "".join(names)}]


def take_back(db: store.Database, reply: Reply) -> list[Fact]:
    """Take an approval back that the other has not answered yet; else raise Refused."""
    with store.transaction(db):
        present = store.agreements.of(db, reply.about.id)
        store.agreements.save(db, taken_back(present, reply.writer.id))
    return [{"kind": "undone"}]


def _tell_that_it_is_empty(
    db: store.Database, site: Site, reply: Reply, pair: Pair, now: datetime
) -> None:
    """Say that nothing stands in it yet; raises Refused where that was said, or may not be."""
    if reply.silent or was_told_that_it_is_empty(db, pair, reply.writer):
        raise Refused(EMPTY)
    say_that_it_is_empty(db, site, pair, reply.writer, reply.mail_id, now)


def _need_signer(pair: Pair, person: Person) -> None:
    if person not in signers(pair):
        raise Refused("only the mentor and the contact person write the agreement")
