"""Taking back: what an echo told is wrong, and what is right instead (P18)."""

from collections.abc import Mapping
from datetime import datetime

from service import store
from service.actions import attendance, meetings
from service.domain.errors import Refused
from service.domain.meetings import Held, NotHeld
from service.domain.readings import Finding
from service.domain.replies import Reply
from service.domain.site import Site

Fact = Mapping[str, object]


def unbook(db: store.Database, site: Site, reply: Reply, now: datetime) -> Fact:
    """Call off what the echoed mail had booked."""
    echoed = _mail_echoed(reply)
    booked = [
        meeting
        for meeting in store.meetings.of_pair(db, reply.about.id)
        if meeting.because == echoed and meeting.state == "planned"
    ]
    if echoed is None or not booked:
        raise Refused("takes back something that is not booked")
    for meeting in booked:
        meetings.call_off(db, site, meeting, reply.mail_id, now)
    return {"kind": "undone"}


def undo(db: store.Database, site: Site, reply: Reply, now: datetime) -> list[Fact]:
    """Take back what was told of a meeting; what is right instead is told in the same mail."""
    meeting = store.meetings.get(db, reply.about.id)
    stories = [one for one in reply.reading.findings if one.kind in ("held", "not_held")]
    others = {one.kind for one in reply.reading.findings} - {"undo", "held", "not_held"}
    if others or len(stories) > 1:
        raise Refused(f"corrects, and says {', '.join(sorted(others)) or 'two things'}")
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


def _mail_echoed(reply: Reply) -> int | None:
    """Return the mail whose echo a reply answers, or None."""
    kind, _, number = reply.answers.partition(":")
    return int(number) if kind == "understood" and number.isdecimal() else None


def story(finding: Finding) -> Held | NotHeld:
    """Return what a finding tells of a meeting, as the rules know it."""
    if finding.kind == "held":
        return Held(finding.on, finding.minutes, finding.missing)
    return NotHeld()
