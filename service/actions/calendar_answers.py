"""Answers that a calendar program sent (contracts/calendar.md C2 to C11)."""

import re
from datetime import datetime

from service import store
from service.actions import events, findings, inviting, meetings, proposals
from service.actions.arrivals import Known
from service.actions.post import ask_back
from service.domain.calendar_answers import Verdict, apply_answer
from service.domain.errors import Refused
from service.domain.invitations import CalendarMessage
from service.domain.letters import Matter
from service.domain.meetings import Meeting
from service.domain.plans import Offer
from service.domain.replies import Outcome, Reply
from service.domain.site import Site
from service.reading.answers import Opened


def take(
    db: store.Database, site: Site, reply: Reply, message: CalendarMessage | None, now: datetime
) -> Outcome:
    """Apply a calendar's answer to its meeting; raises Refused where a human must look.

    `message` is None where a client has lost its calendar part.
    """
    if reply.about.kind not in ("meeting", "event"):
        raise Refused("a calendar answer to a letter that is no invitation")
    if message is None:
        return _in_words(db, site, reply, now)
    if _is_anothers(db, reply, message):
        raise Refused("is another person's answer")
    if reply.about.kind == "event":
        return events.take(db, site, reply, message, now)
    return _of_meeting(db, site, reply, message, now)


def _is_anothers(db: store.Database, reply: Reply, message: CalendarMessage) -> bool:
    """Return whether the one who answers is another of our people: an invitation was forwarded.

    An address that nobody has is an alias (C7).
    """
    if message.attendee is None or message.attendees != 1:
        return False
    person = store.people.find(db, message.attendee)
    return person is not None and person.id != reply.writer.id


def by_uid(db: store.Database, site: Site, mail: Opened) -> Known | None:
    """Return whom and what an answer without its reply address is about, or None (C2).

    UID and ATTENDEE are no secrets, so the ladder asks for proof that the person sent it (S4).
    """
    message, outside = mail.calendar, mail.outside
    if message is None or message.uid is None:
        return None
    number = re.fullmatch(rf"m(\d{{1,9}})@{re.escape(site.mail_domain)}", message.uid.lower())
    person = store.people.find(db, outside.sender)
    if number is None or person is None or message.attendee not in (None, person.email):
        return None
    try:
        meeting = store.meetings.get(db, int(number[1]))
    except LookupError:
        return None
    if meeting.attendee(person.id) is None:
        return None
    pair = store.pairs.get(db, meeting.pair_id)
    season = store.rounds.get(db, pair.round_id)
    about = Matter("meeting", meeting.id)
    return Known(person, about, season, pair, None, "invitation", "uid")


def _of_meeting(
    db: store.Database, site: Site, reply: Reply, message: CalendarMessage, now: datetime
) -> Outcome:
    meeting = store.meetings.get(db, reply.about.id)
    answered, verdict = apply_answer(meeting, reply.writer.id, message, site.mail_domain, now)
    match verdict.outcome:
        case "applied":
            return _applied(db, site, reply, answered, now)
        case "already_applied" | "stale":
            return Outcome("ignored", verdict.reason)
        case "counter":
            return _counter(db, site, reply, meeting, verdict, now)
        case "refresh":
            inviting.send_again(db, site, meeting, reply.writer, reply.mail_id, now)
            return Outcome("settled", verdict.reason)
        case "tray":
            raise Refused(verdict.reason)


def _applied(
    db: store.Database, site: Site, reply: Reply, answered: Meeting, now: datetime
) -> Outcome:
    """Keep the answer, then do what its comment says, if the reader is certain of both."""
    attendee = answered.attendee(reply.writer.id)
    said = attendee.answer if attendee else "needs_action"
    with store.transaction(db):
        comment = [one for one in reply.reading.findings if one.kind == "moved"]
        alone = not (comment and reply.reading.certain)
        meetings.note_answer(db, site, answered, reply.writer, now, alone=alone)
        if comment and reply.reading.certain:
            findings.move(db, site, reply, answered, comment[0], now)
    if not reply.reading.certain:
        raise Refused(f"{said}, with a comment that is not clear")
    return Outcome("settled", said)


def _counter(
    db: store.Database, site: Site, reply: Reply, meeting: Meeting, verdict: Verdict, now: datetime
) -> Outcome:
    if verdict.proposed_starts_at is None:
        raise Refused("a counter-proposal without a time")
    offer = Offer(verdict.proposed_starts_at, verdict.minutes, reply.mail_id, "counter")
    proposals.propose(db, site, meeting, reply.writer, offer, now)
    return Outcome("settled", "counter-proposal")


def _in_words(db: store.Database, site: Site, reply: Reply, now: datetime) -> Outcome:
    """Take the answer of a client that lost its calendar part, if the reader is certain (C9).

    Otherwise its person is asked, once; after that a human looks.
    """
    if not reply.reading.certain or not reply.reading.findings:
        reason = "a calendar answer without its calendar part"
        if not reply.asked_before and ask_back(db, site, reply, "invitation", now):
            return Outcome("asked", reason)
        raise Refused(reason)
    findings.settle(db, site, reply, now)
    return Outcome("settled", reply.reading.findings[0].kind)
