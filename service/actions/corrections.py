"""Taking back: what an echo told is wrong, and what is right instead (P18)."""

from collections.abc import Mapping
from datetime import datetime

from service import store
from service.actions import attendance, meetings, proposals
from service.domain.errors import Refused
from service.domain.meetings import UNDO_WITHIN, Held, Meeting, NotHeld
from service.domain.readings import Finding
from service.domain.replies import Reply
from service.domain.site import Site

Fact = Mapping[str, object]


def unbook(db: store.Database, site: Site, reply: Reply, now: datetime) -> Fact:
    """Call off what the echoed mail had booked, move back what it had moved."""
    if fact := _offer_withdrawn(db, site, reply, reply.about.id, now):
        return fact
    echoed = _mail_echoed(reply)
    touched = [
        meeting
        for meeting in store.meetings.of_pair(db, reply.about.id)
        if meeting.because == echoed
    ]
    booked = [one for one in touched if _is_booked(one)]
    if echoed is None or not touched:
        raise Refused("takes back something that is not booked")
    for meeting in booked:
        meetings.call_off(db, site, meeting, reply.mail_id, now)
    facts = [_undone(db, site, reply, one, now) for one in touched if one not in booked]
    return next((fact for fact in facts if fact), {"kind": "undone"})


def undo(db: store.Database, site: Site, reply: Reply, now: datetime) -> list[Fact]:
    """Take back what was told of a meeting; what is right instead is told in the same mail."""
    meeting = store.meetings.get(db, reply.about.id)
    stories = [one for one in reply.reading.findings if one.kind in ("held", "not_held")]
    others = {one.kind for one in reply.reading.findings} - {"undo", "held", "not_held"}
    if others or len(stories) > 1:
        raise Refused(f"corrects, and says {', '.join(sorted(others)) or 'two things'}")
    if not stories and (fact := _nothing_told_undone(db, site, reply, meeting, now)):
        return [fact]
    attendee = meeting.attendee(reply.writer.id)
    if (
        meeting.state == "planned"
        and attendee
        and attendee.answer != "needs_action"
        and not stories
    ):
        meetings.answer(db, site, meeting, reply.writer, "needs_action", now)
        return [{"kind": "undone"}]
    said = story(stories[0]) if stories else None
    corrected = attendance.take_back(db, site, meeting, said, reply.mail_id, now)
    return attendance.facts_of(corrected) or [{"kind": "undone"}]


def _nothing_told_undone(
    db: store.Database, site: Site, reply: Reply, meeting: Meeting, now: datetime
) -> Fact | None:
    """Take back what a mail has proposed, or did to its meeting, where it told no story."""
    withdrawn = _offer_withdrawn(db, site, reply, meeting.pair_id, now)
    return withdrawn or _ahead_undone(db, site, reply, meeting, now)


def _offer_withdrawn(
    db: store.Database, site: Site, reply: Reply, pair_id: int, now: datetime
) -> Fact | None:
    """Take back the time that the echoed mail proposed to the other; None where it did not."""
    echoed = _mail_echoed(reply)
    for meeting in store.meetings.of_pair(db, pair_id):
        for offer in store.proposals.of_meeting(db, meeting.id):
            if echoed and (offer.because, offer.person_id) == (echoed, reply.writer.id):
                proposals.withdraw(db, site, offer, now)
                return {"kind": "withdrawn", "time": offer.starts_at}
    return None


def _ahead_undone(
    db: store.Database, site: Site, reply: Reply, meeting: Meeting, now: datetime
) -> Fact | None:
    """Take back what a mail did to its meeting, and the meetings that it booked beside it."""
    echoed = _mail_echoed(reply)
    others = [one for one in store.meetings.of_pair(db, meeting.pair_id) if one.id != meeting.id]
    beside = [one for one in others if one.because == echoed and echoed and _is_booked(one)]
    for one in beside:
        meetings.call_off(db, site, one, reply.mail_id, now)
    fact = _undone(db, site, reply, meeting, now)
    told_before = meeting.state == "planned" or meeting.because != echoed
    return {"kind": "undone"} if fact is None and beside and told_before else fact


def _undone(
    db: store.Database, site: Site, reply: Reply, meeting: Meeting, now: datetime
) -> Fact | None:
    """Take back what a mail did to a meeting ahead; None where it did nothing to it."""
    echoed = _mail_echoed(reply)
    objects = reply.answers.startswith("invitation_moved:")
    if not objects and (echoed is None or meeting.because != echoed):
        return None
    if meeting.state == "cancelled":
        return _booked_again(db, site, reply, meeting, now)
    if meeting.before is not None or objects:
        back = meetings.move_back(db, site, meeting, reply.mail_id, now)
        return {"kind": "moved", "to": back.starts_at}
    if _is_booked(meeting):
        meetings.call_off(db, site, meeting, reply.mail_id, now)
        return {"kind": "undone"}
    return None


def _booked_again(
    db: store.Database, site: Site, reply: Reply, meeting: Meeting, now: datetime
) -> Fact:
    """Book a meeting that was called off by mistake: a new one, since no UID comes back (I5)."""
    told_at = meeting.settled_at or now
    if meeting.starts_at <= now or now - told_at > UNDO_WITHIN:
        raise Refused(f"meeting {meeting.id} is cancelled: too late to take it back")
    pair = store.pairs.get(db, meeting.pair_id)
    times = [(meeting.starts_at, meeting.minutes)]
    new = meetings.book(db, site, pair, times, reply.mail_id, now)
    return {"kind": "booked", "times": [meeting.starts_at], "invited": len(new)}


def _is_booked(meeting: Meeting) -> bool:
    """Return whether what last happened to a meeting ahead is that it was booked."""
    return meeting.state == "planned" and meeting.sequence == 0


def _mail_echoed(reply: Reply) -> int | None:
    """Return the mail whose echo a reply answers, or None."""
    kind, _, number = reply.answers.partition(":")
    return int(number) if kind == "understood" and number.isdecimal() else None


def story(finding: Finding) -> Held | NotHeld:
    """Return what a finding tells of a meeting, as the rules know it."""
    if finding.kind == "held":
        return Held(finding.on, finding.minutes, finding.missing)
    return NotHeld()
