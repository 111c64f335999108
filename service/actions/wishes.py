"""Wishes by mail: what a person asks of the service itself, and their "yes" to it (P23, P24)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from service import store
from service.actions import absences, leaving, moving_house, own_data, status
from service.actions.post import answer, may_answer, post
from service.domain.errors import Refused
from service.domain.letters import Draft, Matter
from service.domain.people import Person
from service.domain.proof import Act
from service.domain.readings import Reading
from service.domain.replies import Outcome, Reply
from service.domain.site import Site
from service.domain.wishes import OPEN_FOR, Asked, Kind, Wish, is_open
from service.hours import HELSINKI
from service.reading.short.commands_in_mail import wish_in

# What a wish's mail must be allowed before anything is told, asked or done (S4).
ACTS: Mapping[Kind, Act] = {
    "status": "settle",
    "back": "settle",
    "leave": "settle",
    "change_partner": "settle",
    "language": "settle",
    "away": "settle",
    "address": "change_address",
    "my_data": "own_data",
    "erase": "erase",
}
TOO_OFTEN = "has had five answers within an hour"
OVER = "answers a wish that is over"
ERASE = "asks for all their data to be erased"
UNCLEAR = "says neither yes nor no to a wish"
# What a coordinator has to go on with, once it is confirmed.
FOR_COORDINATORS: Mapping[Kind, str] = {
    "leave": "has left the programme",
    "change_partner": "wants another pair",
}


def heard(reading: Reading, writer: Person, received_on: date) -> Wish | None:
    """Return what a message asks of the service itself, None for all others.

    To leave may be said in any words that are clear, since it is asked back anyway.
    """
    found = wish_in(reading.text, received_on, [writer.name])
    if found is not None:
        return found
    said = {(one.kind, one.scope) for one in reading.findings}
    return Wish("leave") if reading.certain and said == {("withdraw", "programme")} else None


def take(db: store.Database, site: Site, reply: Reply, wish: Wish, now: datetime) -> Outcome:
    """Answer a wish, or ask whether it is meant; return where its mail ended."""
    if reply.silent or not may_answer(db, reply.writer, now):
        return Outcome("tray", TOO_OFTEN)
    match wish.kind:
        case "status":
            status.tell(db, site, reply, now)
            return Outcome("settled", "asks for the status")
        case "my_data":
            own_data.send(db, site, reply, now)
            return Outcome("settled", "asks for their data")
        case "erase":
            own_data.ask_for_erasure(db, site, reply, now)
            return Outcome("tray", ERASE)
        case "back":
            return _welcome(db, site, reply, wish, now)
    return _asked(db, site, reply, wish, now)


def take_answer(db: store.Database, site: Site, reply: Reply, now: datetime) -> Outcome:
    """Do what someone says to "is this what you want?"; return where the mail ended."""
    asked = store.wishes.get(db, reply.about.id)
    said = _answer(reply, asked)
    if said is None:
        return Outcome("tray", UNCLEAR)
    if not is_open(asked, now):
        if asked.state == "done" and said:
            return Outcome("settled", "nothing to do")
        return Outcome("tray", OVER)
    if not said:
        return _decline(db, site, reply, asked, now)
    try:
        return _fulfil(db, site, reply, asked, now)
    except Refused as why:
        return Outcome("tray", str(why))


def forget(db: store.Database, site: Site, now: datetime) -> int:
    """Forget the wishes that nobody has confirmed in a week, with a word to each; return how many.

    Safe to run twice.
    """
    old = store.wishes.unanswered(db, asked_before=now - OPEN_FOR)
    for asked in old:
        with store.transaction(db):
            if store.wishes.settle(db, asked.id, "forgotten", now):
                person = store.people.get(db, asked.person_id)
                store.acts.add(db, "", "wish_forgotten", ("person", person.id), now)
                post(db, site, _closing(db, asked, person), now)
    return len(old)


def _asked(db: store.Database, site: Site, reply: Reply, wish: Wish, now: datetime) -> Outcome:
    try:
        _ask(db, site, reply, wish, now)
    except Refused as why:
        return Outcome("tray", str(why))
    return Outcome("asked", "a change waits for a yes")


def _ask(db: store.Database, site: Site, reply: Reply, wish: Wish, now: datetime) -> None:
    """Ask whether a wish is meant: in the language, or at the address, that is wished for."""
    to = reply.writer
    if wish.kind == "language" and wish.language:
        to = replace(to, language=wish.language)
    if wish.kind == "address":
        moving_house.refuse_taken(db, wish.address)
        to = replace(to, email=wish.address)
    with store.transaction(db):
        asked = store.wishes.ask(db, to.id, reply.round_id, wish, reply.mail_id, now)
        about = Matter("wish", asked.id)
        letter = replace(reply, writer=to, about=about)
        # Who answers the seat check with no, or has only no time for the kick-off (P9)?
        words = {"wish": wish, "seat": reply.asked == "seat_check" and reply.about.kind == "event"}
        answer(db, site, letter, "wish_question", words, now)
        store.acts.add(db, "", "wish_asked", ("person", to.id), now, wish.kind)
        if wish.kind == "address":
            season = store.rounds.get(db, reply.round_id)
            moving_house.tell_the_old(db, site, reply.writer, season, asked, now)


def _welcome(db: store.Database, site: Site, reply: Reply, wish: Wish, now: datetime) -> Outcome:
    """End an absence or a pause at once: that only gives back what its person had put off."""
    with store.transaction(db):
        store.people.note_back(db, reply.writer.id)
        store.absences.end(db, reply.writer.id, now.astimezone(HELSINKI).date())
        store.acts.add(db, "", "is_back", ("person", reply.writer.id), now)
        answer(db, site, reply, "wish_done", {"wish": wish}, now)
    return Outcome("settled", "is back")


def _answer(reply: Reply, asked: Asked) -> bool | None:
    """Return whether the writer says yes, or None where it is not clear."""
    said = {one.kind for one in reply.reading.findings}
    if not reply.reading.certain or len(said) != 1:
        return None
    if asked.wish.kind == "leave" and said == {"withdraw"}:
        return True
    return {"accepted": True, "declined": False}.get(said.pop())


def _decline(db: store.Database, site: Site, reply: Reply, asked: Asked, now: datetime) -> Outcome:
    store.wishes.settle(db, asked.id, "declined", now)
    answer(db, site, reply, "wish_closed", {"wish": asked.wish, "declined": True}, now)
    return Outcome("settled", "a wish is taken back")


def _fulfil(db: store.Database, site: Site, reply: Reply, asked: Asked, now: datetime) -> Outcome:
    wish, person = asked.wish, reply.writer
    season = store.rounds.get(db, asked.round_id)
    with store.transaction(db):
        if not store.wishes.settle(db, asked.id, "done", now):
            raise Refused(OVER)
        match wish.kind:
            case "leave":
                leaving.leave(db, site, person, season, now)
            case "language" if wish.language:
                store.people.speak(db, person.id, wish.language)
            case "address":
                moving_house.move(db, site, person, season, store.wishes.get(db, asked.id), now)
            case "away":
                _go_away(db, site, person, asked, now)
        store.acts.add(db, "", f"wish_{wish.kind}", ("person", person.id), now)
        # As the person is from now on: in the new language, at the new address.
        after = replace(reply, writer=store.people.get(db, person.id))
        answer(db, site, after, "wish_done", {"wish": wish}, now)
    if wish.kind in FOR_COORDINATORS:
        return Outcome("tray", FOR_COORDINATORS[wish.kind])
    return Outcome("settled", "a change is confirmed")


def _go_away(db: store.Database, site: Site, person: Person, asked: Asked, now: datetime) -> None:
    first, last = asked.wish.first, asked.wish.last
    if first is None or last is None:
        raise LookupError(f"wish {asked.id} names no days")
    store.absences.add(db, person.id, store.absences.Absence(first, last), now)
    for pair in status.live_pairs(db, asked.round_id, person):
        for meeting in store.meetings.of_pair(db, pair.id):
            if first <= meeting.day <= last:
                absences.point_out(db, site, meeting, now)


def _closing(db: store.Database, asked: Asked, person: Person) -> Draft:
    season = store.rounds.get(db, asked.round_id)
    key = f"wish_closed:wish:{asked.id}"
    words = {"wish": asked.wish, "declined": False}
    return Draft("wish_closed", person, Matter("wish", asked.id), key, season.name, words)
