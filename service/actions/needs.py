"""What needs a coordinator, for the console's first page and for the digest (P29, P31)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from service import store
from service.actions import applicants, claiming, quiet
from service.actions.vacancies import ending, free_places
from service.domain.applications import Application
from service.domain.claim_words import KINDS
from service.domain.claims import ExpensePlan
from service.domain.digests import Need
from service.domain.pairs import Pair
from service.domain.rounds import Round
from service.reading import guard
from service.store.inbox import Mail

UNCONFIRMED_FOR = timedelta(days=6)
DISPUTED_FOR = timedelta(days=3)
ALARM_FOR = timedelta(days=7)  # for letters refused because of us
LOOK = "look"  # what is said of a claim that has something to remark
# Words that are for people alone, or are deleted once they are passed on (P16, P24, G2).
NOT_QUOTED = {"private", "preparation"}


def needs(db: store.Database, now: datetime) -> list[Need]:
    """Return what needs somebody, people before heaps; what was put off is left out."""
    asleep = store.digests.asleep(db, now)
    return [one for one in _every(db, now) if (one.kind, one.thing) not in asleep]


def awake(db: store.Database, now: datetime) -> list[Mail]:
    """Return the mails in the tray that are not put off."""
    return [
        mail
        for mail in store.tray.every(db)
        if mail.snoozed_until is None or mail.snoozed_until <= now
    ]


def unconfirmed(db: store.Database, now: datetime) -> list[Application]:
    """Return the applications whose address nobody has confirmed for days."""
    return store.applications.unconfirmed(db, submitted_before=now - UNCONFIRMED_FOR)


def untold(db: store.Database, now: datetime) -> list[tuple[Round, int]]:
    """Return the rounds with applicants who have had no answer, and how many."""
    counted = [(one, len(applicants.untold(db, one, now))) for one in store.rounds.every(db)]
    return [(season, count) for season, count in counted if count]


def plans(db: store.Database) -> list[ExpensePlan]:
    """Return the expense plans that wait for approval."""
    return [plan for plan in store.expense_plans.every(db) if plan.state == "proposed"]


def silent(db: store.Database) -> list[Pair]:
    """Return the pairs in which one proposed a time and the other has stayed silent (P14)."""
    meetings = [store.meetings.get(db, one.meeting_id) for one in store.proposals.silent(db)]
    ids = dict.fromkeys(meeting.pair_id for meeting in meetings)
    return [store.pairs.get(db, pair_id) for pair_id in ids]


def disputed(db: store.Database, now: datetime) -> list[Pair]:
    """Return the pairs of whose meeting two stories stand, days after both were asked (P17)."""
    meetings = store.meetings.disputed(db, settled_before=now - DISPUTED_FOR)
    ids = dict.fromkeys(meeting.pair_id for meeting in meetings)
    pairs = [store.pairs.get(db, pair_id) for pair_id in ids]
    return [pair for pair in pairs if pair.ended_at is None]


def sender(db: store.Database, mail: Mail) -> str:
    """Return who wrote a mail: the person's name, else what the mail says; empty if it cannot."""
    if mail.person_id:
        person = store.people.get(db, mail.person_id)
        return person.name or person.email
    try:
        return guard.shown(store.inbox.raw(db, mail.id)).sender
    except (LookupError, guard.Unreadable):
        return mail.envelope_from


def pair_name(pair: Pair) -> str:
    """Return a pair's name: the mentor's and the other side's."""
    other = pair.team_name or ", ".join(one.name or one.email for one in pair.actors)
    return f"{pair.mentor.name or pair.mentor.email} & {other}"


def _every(db: store.Database, now: datetime) -> Iterator[Need]:
    yield from _of_people(db, now)
    yield from _of_expenses(db)
    yield from _of_pairs(db, now)
    yield from _of_seasons(db, now)
    stuck = store.delays.count_that_may_go(db)
    if stuck:
        yield Need("stuck", "", count=stuck)
    refused = len(store.mailboxes.ours_since(db, now - ALARM_FOR))
    if refused:
        yield Need("ours", "", count=refused)


def _of_people(db: store.Database, now: datetime) -> Iterator[Need]:
    for answer in store.feedback.needing(db):
        if answer.person_id and answer.pair_id:
            who = store.people.get(db, answer.person_id).name
            yield Need("midway", answer.code, who, words=answer.need, can=("ok",))
    for mail in awake(db, now):
        can = ("reply", "ok") if mail.person_id and mail.about else ("ok",)
        yield Need("mail", str(mail.id), words=_words(mail), can=can)


def _of_expenses(db: store.Database) -> Iterator[Need]:
    for claim in store.claims.waiting(db):
        who, what = store.people.get(db, claim.person_id).name, KINDS[claim.kind]
        is_whole, is_plain = bool(claim.cents and claim.iban), not claiming.stand(db, claim)
        can = ("accept", "decline") if is_whole and is_plain else ("decline",)
        look = LOOK if is_whole and not is_plain else ""
        yield Need("claim", str(claim.id), who, look, cents=claim.cents, what=what, can=can)
    for plan in plans(db):
        who, what = pair_name(store.pairs.get(db, plan.pair_id)), KINDS[plan.kind]
        can = ("accept", "decline")
        yield Need("plan", str(plan.id), who, cents=plan.estimate_cents, what=what, can=can)


def _of_pairs(db: store.Database, now: datetime) -> Iterator[Need]:
    for one in quiet.quiet_pairs(db, now):
        if one.needs_you:
            limits = store.rounds.get(db, one.pair.round_id).quiet
            sign, thing = one.signs[0], str(one.pair.id)
            yield Need("quiet", thing, pair_name(one.pair), sign=sign, limit=limits[sign])
    for pair in silent(db):
        yield Need("silent", str(pair.id), pair_name(pair))
    for pair in disputed(db, now):
        yield Need("disputed", str(pair.id), pair_name(pair))
    for trouble in store.mailboxes.troubled(db):
        person = store.people.get(db, trouble.person_id)
        who = person.name or person.email
        yield Need("address", str(person.id), who, words=trouble.standing)


def _of_seasons(db: store.Database, now: datetime) -> Iterator[Need]:
    for season, count in untold(db, now):
        yield Need("untold", str(season.id), count=count, what=season.name)
    for free in free_places(db, now):
        if free.needs_you:
            yield Need("place", str(free.place.id), free.left.name or free.left.email)
    for season, count in ending(db, now):
        yield Need("ending", str(season.id), count=count, what=season.name)
    for one in unconfirmed(db, now):
        yield Need("unconfirmed", str(one.id), one.name or one.email)
    drafts = sum(len(store.pairs.drafts(db, season.id)) for season in store.rounds.every(db))
    if drafts:
        yield Need("drafts", "", count=drafts)


def _words(mail: Mail) -> str:
    """Return what a mail says, but not what is for other eyes."""
    reading = mail.reading or {}
    kinds = {found["kind"] for found in reading.get("findings", [])}
    if kinds & NOT_QUOTED or mail.asked == "preparation":
        return ""
    return str(reading.get("text", ""))
