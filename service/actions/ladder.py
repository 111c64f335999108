"""Where an arrived mail ends: robots first (C1), then who may speak (S4), then what they say."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from service import store
from service.actions import (
    calendar_answers,
    copies,
    feedback_replies,
    mailboxes,
    named,
    orders,
    own_events,
    spoken,
    stopping,
    wishes,
)
from service.actions.arrivals import QUESTIONS_BACK, Known, closed, returned
from service.actions.desk import Desk
from service.actions.intake import Arrival
from service.actions.post import may_answer, post
from service.domain.denials import declines
from service.domain.errors import Refused
from service.domain.letters import Draft
from service.domain.proof import Act, Rung, may
from service.domain.readings import Finding
from service.domain.replies import Outcome, Reply, numbered, objects
from service.domain.site import Site
from service.domain.wishes import Wish
from service.reading import guard

LONGEST_ABSENCE = timedelta(days=366)
ELSEWHERE = "sent from another address than the one on file"
UNPROVEN = "asks for what needs proof of who wrote it"
DOUBTS: dict[Rung, str] = {
    "doubted": "its origin failed authentication",
    "nobody": "no reply address, and no proof of origin",
}


def end_of(db: store.Database, site: Site, arrival: Arrival, now: datetime) -> Outcome:
    """Do what an arrival asks for as far as its rung allows, and return where it ends."""
    about, reading = arrival.known, arrival.reading
    if reading.source == "bounce":
        return _bounced(db, site, arrival, now)
    if arrival.desk is not None:
        return _ordered(db, site, arrival, arrival.desk, now)
    if about is not None and about.stops:
        return _stop(db, site, arrival, about, now)
    return _of_others(db, site, arrival, now)


def _of_others(db: store.Database, site: Site, arrival: Arrival, now: datetime) -> Outcome:
    about, reading = arrival.known, arrival.reading
    if reading.source == "auto_reply":
        return _absent(db, arrival, now)
    if arrival.own:
        return own_events.take(db, site, arrival.own, arrival.kept.id, now)
    if arrival.is_copy:
        return _copy(db, site, arrival, now)
    if about is None or (about.how == "writer" and _wish(arrival, about) is None):
        return Outcome("tray", "not addressed to a reply address of ours")
    if why := closed(db, about, now):
        return Outcome("tray", why)
    if may(arrival.rung, "settle"):
        mailboxes.heard_from(db, about.person, now)
    if reading.source == "calendar":
        return _calendar(db, site, arrival, about, now)
    return _by_rung(db, site, arrival, about, now)


def _ordered(
    db: store.Database, site: Site, arrival: Arrival, desk: Desk, now: datetime
) -> Outcome:
    """Carry out a coordinator's commands, if it is proven who wrote them (P31)."""
    reading, rung = arrival.reading, arrival.rung
    if reading.source == "auto_reply":
        return _absent(db, arrival, now)
    if not may(rung, "command"):
        unproven = UNPROVEN if rung == "by_token" else ELSEWHERE
        return Outcome("tray", DOUBTS.get(rung, unproven))
    if arrival.mail.outside.robot or reading.source != "person":
        return Outcome("tray", "holds no command that is understood")
    return orders.take(db, site, desk, arrival.kept, reading.text, now)


def _stop(db: store.Database, site: Site, arrival: Arrival, about: Known, now: datetime) -> Outcome:
    """Stop reminders, whatever a mail program has written for its person (RFC 2369, S5)."""
    if why := closed(db, about, now):
        return Outcome("tray", why)
    if not may(arrival.rung, "stop"):
        return Outcome("tray", DOUBTS.get(arrival.rung, ELSEWHERE))
    draft = stopping.told(about.person, about.about, about.season.name, str(arrival.kept.id))
    stopping.stop(db, site, draft, now, silent=arrival.mail.outside.robot)
    return Outcome("settled", "stops reminders")


def _copy(db: store.Database, site: Site, arrival: Arrival, now: datetime) -> Outcome:
    """Read a mail between the two; where nothing proves it, it is nobody's business (P19)."""
    about = arrival.known
    if about is None or not may(arrival.rung, "settle") or arrival.reading.source != "person":
        return Outcome("ignored", copies.UNPROVEN)
    return copies.take(db, site, _reply(arrival, about), now)


def _by_rung(
    db: store.Database, site: Site, arrival: Arrival, about: Known, now: datetime
) -> Outcome:
    wish = _wish(arrival, about)
    act: Act = "claim" if about.about.kind == "expense" else "settle"
    if may(arrival.rung, wishes.ACTS[wish.kind] if wish else act):
        reply = _reply(arrival, about)
        if wish:
            return wishes.take(db, site, reply, wish, now)
        return spoken.take(db, site, reply, now)
    if arrival.rung == "asked_back" and about.about.kind != "wish":
        return _unproven(db, site, arrival, about, now)
    return Outcome("tray", DOUBTS.get(arrival.rung, UNPROVEN if wish else ELSEWHERE))


def _wish(arrival: Arrival, about: Known) -> Wish | None:
    """Return what a mail asks of the service itself; none where a person reads the answer."""
    letter = about.letter
    if arrival.reading.source != "person" or (letter and letter.key.startswith(spoken.BY_HAND)):
        return None
    zone = ZoneInfo(about.season.timezone)
    received_on = arrival.kept.received_at.astimezone(zone).date()
    wish = wishes.heard(arrival.reading, about.person, received_on)
    # Whoever is asked "do you want to leave?" may say so once more instead of "yes".
    is_yes = about.about.kind == "wish" and wish is not None and wish.kind == "leave"
    return None if is_yes else wish


def _absent(db: store.Database, arrival: Arrival, now: datetime) -> Outcome:
    """Let prompts wait for the day on which an out-of-office says its writer is back (P21)."""
    about = arrival.known
    day = guard.back_on(arrival.reading.text, arrival.kept.received_at) if about else None
    if about is None or day is None or day > now.date() + LONGEST_ABSENCE:
        return Outcome("ignored", "automatic reply")
    store.people.note_away(db, about.person.id, day)
    return Outcome("ignored", f"automatic reply, back on {day.isoformat()}")


def _bounced(db: store.Database, site: Site, arrival: Arrival, now: datetime) -> Outcome:
    token = returned(db, site, arrival.kept, arrival.mail.outside)
    if token is None:
        return Outcome("ignored", "bounce without a token of ours")
    return mailboxes.take(db, site, token, arrival.reading, arrival.kept.id, now)


def _calendar(
    db: store.Database, site: Site, arrival: Arrival, about: Known, now: datetime
) -> Outcome:
    if not may(arrival.rung, "calendar_answer"):
        return Outcome("tray", "a calendar answer without its reply address")
    reply = _reply(arrival, about)
    try:
        return calendar_answers.take(db, site, reply, arrival.mail.calendar, now)
    except Refused as why:
        return Outcome("tray", str(why))


def _unproven(
    db: store.Database, site: Site, arrival: Arrival, about: Known, now: datetime
) -> Outcome:
    """Ask at the address on file: an answer came to its reply address from another (S4)."""
    reason = ELSEWHERE
    if arrival.mail.outside.robot or not may_answer(db, about.person, now):
        return Outcome("tray", reason)
    meeting = store.meetings.get(db, about.about.id) if about.about.kind == "meeting" else None
    draft = Draft(
        kind="confirm_sender",
        to=about.person,
        about=about.about,
        key=f"confirm_sender:{arrival.kept.id}",
        programme=about.season.name,
        words={"meeting": meeting},
    )
    post(db, site, draft, now)
    return Outcome("asked", reason)


def _reply(arrival: Arrival, about: Known) -> Reply:
    letter = about.letter
    asked_before = letter is not None and letter.kind in QUESTIONS_BACK
    choice, reading = _plain(arrival.reading.text, about), arrival.reading
    if choice is not None:
        reading = replace(reading, findings=choice, certain=choice[0].kind != "question")
    return Reply(
        mail_id=arrival.kept.id,
        writer=about.person,
        about=about.about,
        asked=about.asked,
        answers=letter.key if letter else "",
        reading=reading,
        programme=about.season.name,
        received_at=arrival.kept.received_at,
        silent=arrival.mail.outside.robot,
        asked_before=asked_before,
        round_id=about.season.id,
    )


def _plain(text: str, about: Known) -> tuple[Finding, ...] | None:
    """Return what a text says in the plain words of the letter it answers, else None."""
    letter = about.letter
    if letter is None:
        return None
    if letter.kind == "invitation_moved":
        return objects(text)
    if letter.kind in ("not_understood", "disputed") and about.asked not in feedback_replies.ASKED:
        return numbered(about.asked, text)
    if letter.kind in named.KINDS and declines(text):
        return (Finding("declined", evidence=text.strip(), rule="no wish to join"),)
    return None
