"""The seat check: a week before the kick-off each pair's two are asked whether they come (P9)."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from service import store
from service.actions import events, wishes
from service.actions.post import echo
from service.actions.prompting import prompt
from service.actions.status import live_pairs
from service.domain.events import EventGuest, RoundEvent
from service.domain.letters import Draft, Letter, Matter
from service.domain.pairs import Pair
from service.domain.replies import Outcome, Reply
from service.domain.seats import AT_LEAST, CHECK_BEFORE, TURNS, check_at
from service.domain.site import Site
from service.domain.wishes import Wish
from service.hours import working_day_before

KIND = "seat_check"


def check(db: store.Database, site: Site, event: RoundEvent, now: datetime) -> int:
    """Ask everyone whose turn it is; return how many letters."""
    if now > event.starts_at - AT_LEAST:
        return 0
    return sum(_ask(db, site, event, guest, now) for guest, at in due(db, event) if at <= now)


def due(db: store.Database, event: RoundEvent) -> Iterator[tuple[EventGuest, datetime]]:
    """Yield the holders of seats who are to be asked about a kick-off, and from when."""
    if event.kind != "kickoff":
        return
    letters = store.letters.about(db, [Matter("event", event.id)], KIND)
    opens_at = working_day_before(event.starts_at, CHECK_BEFORE)
    for guest in store.events.guests(db, event.id):
        at = check_at(event, guest, opens_at, _asked_at(guest, letters))
        if at and _seat(db, event, guest) and not _has_written(db, guest, letters):
            yield guest, at


def asks(db: store.Database, event: RoundEvent, guest: EventGuest) -> bool:
    """Return whether a guest of an event is asked by the seat check, and so by nothing else.

    Of a kick-off that was moved after both checks they are reminded like anyone.
    """
    if event.kind != "kickoff" or _seat(db, event, guest) is None:
        return False
    letters = store.letters.about(db, [Matter("event", event.id)], KIND)
    asked_at = _asked_at(guest, letters)
    if len(asked_at) >= TURNS and max(asked_at) < guest.invited_at:
        return False
    return not _has_written(db, guest, letters)


def take(db: store.Database, site: Site, reply: Reply, now: datetime) -> Outcome | None:
    """Keep a seat, or ask whether it is given up (P24); None where the words are not clear.

    It answers the invitation, too, until the event is over; a seat can be given up after it.
    """
    said = {finding.kind for finding in reply.reading.findings}
    if not reply.reading.certain or len(said) != 1 or not said <= {"accepted", "declined"}:
        return None
    with store.transaction(db):
        if store.events.get(db, reply.about.id).ends_at > now:
            events.take_words(db, site, reply, now)
        if said == {"accepted"}:
            echo(db, site, reply, [{"kind": "seat_kept"}], now)
            return Outcome("settled", "accepted")
        return wishes.take(db, site, reply, Wish("leave"), now)


def _seat(db: store.Database, event: RoundEvent, guest: EventGuest) -> Pair | None:
    """Return the pair in which a guest holds a seat: as its mentor, or who is asked for a team."""
    pairs = live_pairs(db, event.round_id, guest.person)
    return next(
        (pair for pair in pairs if guest.person.id in (pair.mentor.id, pair.contact.id)), None
    )


def _asked_at(guest: EventGuest, letters: Sequence[Letter]) -> list[datetime]:
    mine = [one for one in letters if one.person_id == guest.person.id]
    return [at for one in mine if (at := one.sent_at or one.due_at)]


def _has_written(db: store.Database, guest: EventGuest, letters: Sequence[Letter]) -> bool:
    """Return whether someone has answered the seat check, in whatever words: then it stops."""
    asked_at = _asked_at(guest, letters)
    mails = store.inbox.of_person(db, Matter("event", guest.event_id), guest.person.id)
    return bool(asked_at) and any(
        one.received_at >= min(asked_at) and one.state != "ignored" for one in mails
    )


def _ask(
    db: store.Database, site: Site, event: RoundEvent, guest: EventGuest, now: datetime
) -> bool:
    pair = _seat(db, event, guest)
    if pair is None:
        return False
    to, about = guest.person, Matter("event", event.id)
    season = store.rounds.get(db, event.round_id)
    turn = len(_asked_at(guest, store.letters.about(db, [about], KIND))) + 1
    words = {
        "event": event,
        "title": event.title(to.language),
        "other": pair.other_side(to),
        "turn": turn,
        "of_turns": TURNS,
    }
    key = f"{KIND}:{event.id}:{to.id}:{turn}"
    with store.transaction(db):
        return prompt(db, site, Draft(KIND, to, about, key, season.name, words), now)
