"""What time brings next in a demo: the moment to which its clock can be moved."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from operator import attrgetter

from jobs.ask_how_it_went import SILENT_FOR
from jobs.demo.stories import first_working
from jobs.hours import midnight
from service import store
from service.domain.meetings import Meeting
from service.web.catcher.demo import Coming


def coming(db: store.Database, now: datetime) -> Coming | None:
    """Return the next moment when letters leave by themselves, None where none will."""
    ahead = [one for one in _events(db, now) if one.at > now]
    return min(ahead, key=attrgetter("at"), default=None)


def _events(db: store.Database, now: datetime) -> Iterator[Coming]:
    due_at = store.outbox.next_due(db, now)
    if due_at:
        yield Coming("letter", due_at)
    for meeting in store.meetings.every(db):
        if meeting.state != "planned":
            continue
        if meeting.asked_at is None:
            yield Coming("did_you_meet", _asked_at(meeting), _pair(db, meeting))
        else:
            yield Coming(
                "reminder", first_working(meeting.asked_at + SILENT_FOR), _pair(db, meeting)
            )


def _asked_at(meeting: Meeting) -> datetime:
    """Return when a pair is asked: the first working morning after the meeting's day."""
    return first_working(midnight(meeting.ends_at) + timedelta(days=1))


def _pair(db: store.Database, meeting: Meeting) -> str:
    pair = store.pairs.get(db, meeting.pair_id)
    return f"{pair.contact.first_name} & {pair.mentor.first_name}"
