"""Addresses that letters cannot reach: counted, stopped, told of, and tried again (D2, P39)."""

from datetime import datetime

from service import store
from service.actions import stuck_letters
from service.actions.coordinators import PROGRAMME
from service.actions.post import post
from service.domain.bounces import Bounce, Sort, Standing, sort_of, standing_of
from service.domain.errors import Refused
from service.domain.flat import one_line, shortened
from service.domain.letters import Draft, Matter
from service.domain.people import Person
from service.domain.readings import Reading
from service.domain.replies import Outcome
from service.domain.site import Site
from service.hours import HELSINKI
from service.store.tokens import Token

WORSE: dict[Standing, int] = {"fine": 0, "doubtful": 1, "broken": 2}


def take(
    db: store.Database, site: Site, token: Token, reading: Reading, mail_id: int, now: datetime
) -> Outcome:
    """Count a bounce of the letter that a return path names, and return where it ended."""
    person = store.people.get(db, token.person_id)
    failures = [one for one in reading.findings if one.kind == "bounced"]
    mine = [one for one in failures if one.recipient == person.email] or failures
    if not mine:
        return Outcome("ignored", "a delivery report without a failure")
    if token.about.kind in ("coordinator", "digest"):  # nobody else could be told of it by mail
        return Outcome("tray", f"could not be delivered: {person.email}")
    status = mine[0].evidence or ("550" if mine[0].permanent else "450")
    sort: Sort = sort_of(status) if mine[0].permanent else "soft"
    _count(db, site, person, Bounce(now, sort, _short(status)), (mail_id, None), now)
    return _outcome(person, sort, store.mailboxes.standing(db, person.id), mine[0].permanent)


def count_refusal(db: store.Database, site: Site, letter_id: int, now: datetime) -> None:
    """Count a letter that the next server refused, or that was given up, like a bounce."""
    letter = store.letters.get(db, letter_id)
    sort = sort_of(letter.reason)
    if letter.about.kind in ("coordinator", "digest") and sort != "ours":
        sort = "ours"  # their address keeps its sign-in letters; the alarm shows it
    person = store.people.get(db, letter.person_id)
    with store.transaction(db):
        _count(db, site, person, Bounce(now, sort, _short(letter.reason)), (None, letter_id), now)


def heard_from(db: store.Database, person: Person, now: datetime) -> None:
    """Take an address for good again: a mail has come from it."""
    if store.mailboxes.standing(db, person.id) != "fine":
        _mend(db, person.id, now)


def start_anew(db: store.Database, person_id: int, now: datetime) -> None:
    """Let what was held for a person's old address wait no more, and its bounces count no more."""
    _mend(db, person_id, now)


def write_again(db: store.Database, person_id: int, by: str, now: datetime) -> None:
    """Write to an address again, and send what was held; raises Refused where nothing is wrong."""
    with store.transaction(db):
        if not _mend(db, person_id, now):
            raise Refused("somebody has dealt with this already")
        store.acts.add(db, by, "address_tried", ("person", person_id), now)


def write_no_more(db: store.Database, person_id: int, by: str, now: datetime) -> None:
    """Stop writing to a doubtful address; raises Refused where it is not doubtful any more."""
    with store.transaction(db):
        if store.mailboxes.standing(db, person_id) != "doubtful":
            raise Refused("somebody has dealt with this already")
        _stop(db, person_id, now)
        store.acts.add(db, by, "address_stopped", ("person", person_id), now)


def _count(
    db: store.Database, site: Site, person: Person, bounce: Bounce,
    source: tuple[int | None, int | None], now: datetime,
) -> None:  # fmt: skip
    mail_id, letter_id = source
    if not store.mailboxes.add(db, person.id, bounce, mail_id=mail_id, letter_id=letter_id):
        return
    before = store.mailboxes.standing(db, person.id)
    after = standing_of(store.mailboxes.bounces_of(db, person.id), HELSINKI, now)
    if WORSE[after] <= WORSE[before]:
        return
    if after == "broken":
        _stop(db, person.id, now)
    else:
        store.mailboxes.stand(db, person.id, after, now)
    _tell(db, site, person, after, now)


def _stop(db: store.Database, person_id: int, now: datetime) -> None:
    store.mailboxes.stand(db, person_id, "broken", now)
    store.mailboxes.hold_letters(db, person_id)


def _mend(db: store.Database, person_id: int, now: datetime) -> bool:
    # What was written for a time that has passed meanwhile must not leave all at once.
    stuck_letters.drop_stale(db, store.delays.held_for(db, person_id), now)
    store.mailboxes.release_letters(db, person_id)
    return store.mailboxes.forgive(db, person_id, now)


def _tell(
    db: store.Database, site: Site, person: Person, standing: Standing, now: datetime
) -> None:
    """Write to every coordinator at once (D2: within the hour)."""
    kind = f"address_{standing}"
    words = {
        "who": person.name,
        "address": person.email,
        "link": f"{site.base_url}/koordinaattori",
    }
    for coordinator in store.coordinators.every(db):
        to = store.people.meet(db, coordinator.email, coordinator.language)
        about = Matter("coordinator", coordinator.id)
        key = f"{kind}:{person.id}:{now:%Y%m%d%H%M}:{coordinator.id}"
        post(db, site, Draft(kind, to, about, key, PROGRAMME, words), now)


def _outcome(person: Person, sort: Sort, standing: Standing, permanent: bool | None) -> Outcome:
    if standing == "broken":
        return Outcome("ignored", f"the address is broken: {person.email}")
    if sort == "gone":
        return Outcome("tray", f"could not be delivered: {person.email}")
    if sort == "ours":
        return Outcome("ignored", f"refused for a reason of ours: {person.email}")
    if permanent:
        return Outcome("ignored", f"could not be delivered for now: {person.email}")
    return Outcome("ignored", "delivery is delayed")


def _short(status: str) -> str:
    return shortened(one_line(status), 200)
