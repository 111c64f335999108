"""What a coordinator does for a pair: notes, moves, corrects, cancels, writes, ends (P29)."""

import re
from dataclasses import replace
from datetime import date, datetime, time
from hashlib import sha256
from typing import Literal
from zoneinfo import ZoneInfo

from service import store
from service.actions import attendance, meetings, pairs
from service.actions.post import post
from service.domain.errors import Refused
from service.domain.letters import Draft, Matter
from service.domain.meetings import Held, Meeting, NotHeld
from service.domain.pairs import Pair
from service.domain.people import Person
from service.domain.plans import Time, planned
from service.domain.preparation import lines_of
from service.domain.site import Site

To = Literal["both", "mentor", "actor"]
LONGEST_PLACE = 200


def note_meeting(
    db: store.Database, site: Site, pair: Pair, time: Time, by: str, now: datetime
) -> Meeting:
    """Note a meeting of a pair: one that has passed as held, one ahead as booked and invited.

    The plan's length does not bind a coordinator. Raises Refused where the pair is not at work.
    """
    starts_at, _minutes = time
    with store.transaction(db):
        _refuse_idle(db, pair, now)
        known = store.meetings.of_pair(db, pair.id)
        roomy = replace(pair, plan=pair.plan + len(known))
        if starts_at > now:
            booked = meetings.book(db, site, roomy, [time], None, now)
            noted = next(iter(booked), None)
        else:
            noted = _held(db, roomy, known, time, now)
        if noted is None:
            raise Refused("the meeting is booked already")
        store.acts.add(db, by, "noted", ("meeting", noted.id), now, starts_at.isoformat())
    return noted


def move(
    db: store.Database, site: Site, meeting: Meeting, time: Time, by: str, now: datetime
) -> Meeting:
    """Move a meeting and tell every calendar; raises Refused where it cannot be moved."""
    if time[0] <= now:
        raise Refused("moved to a time that has passed")
    with store.transaction(db):
        moved = meetings.shift(db, site, meeting, time, None, now)
        note = moved.starts_at.isoformat()
        store.acts.add(db, by, "moved", ("meeting", meeting.id), now, note)
    return moved


def relocate(
    db: store.Database, site: Site, meeting: Meeting, place: tuple[str, str], by: str,
    now: datetime,
) -> Meeting:  # fmt: skip
    """Give a meeting that is ahead another place and video link, and tell every calendar (I5).

    Raises Refused where it is over, or where either of the two cannot be meant.
    """
    where, url = place
    if len(where) > LONGEST_PLACE or not where.isprintable():
        raise Refused("the place is not clear")
    if url and not is_link(url):
        raise Refused("the video link is not clear")
    if meeting.ends_at <= now:
        raise Refused("the meeting is over")
    with store.transaction(db):
        changed = meetings.relocate(db, site, meeting, where, url, now)
        store.acts.add(db, by, "relocated", ("meeting", meeting.id), now, where or url)
    return changed


def cancel(db: store.Database, site: Site, meeting: Meeting, by: str, now: datetime) -> Meeting:
    """Cancel a meeting in every calendar; raises Refused where it is not ahead."""
    with store.transaction(db):
        cancelled = meetings.call_off(db, site, meeting, None, now)
        store.acts.add(db, by, "cancelled", ("meeting", meeting.id), now)
    return cancelled


def correct(
    db: store.Database, meeting: Meeting, said: Held | NotHeld, by: str, now: datetime
) -> Meeting:
    """Write down what became of a meeting, whatever was told before."""
    if isinstance(said, Held) and said.on and said.on > now.date():
        raise Refused("the day is still ahead")
    with store.transaction(db):
        kept = attendance.decide(db, meeting, said, None, now)
        store.acts.add(db, by, "corrected", ("meeting", meeting.id), now, kept.state)
    return kept


def write(
    db: store.Database, site: Site, pair: Pair, letter: tuple[To, str],
    by: store.coordinators.Coordinator, now: datetime,
) -> int:  # fmt: skip
    """Write to a pair in a coordinator's own words; return to how many people it goes.

    Raises Refused for an empty letter, and for the same letter twice in a day.
    """
    to, text = letter
    lines = lines_of(text)
    if not any(lines):
        raise Refused("the letter is empty")
    people = {"both": pair.people, "mentor": (pair.mentor,), "actor": pair.actors}[to]
    with store.transaction(db):
        _refuse_idle(db, pair, now)
        sent = [_note(db, site, pair, one, (lines, by), now) for one in people]
        if not any(sent):
            raise Refused("the same letter has gone today")
        store.acts.add(db, by.email, "wrote", ("pair", pair.id), now, to)
    return sum(sent)


def end(db: store.Database, site: Site, pair: Pair, by: str, now: datetime) -> None:
    """End a pair before the round's end: meetings ahead are cancelled, everyone is told.

    Raises Refused where it has ended, or is a draft.
    """
    season = store.rounds.get(db, pair.round_id)
    with store.transaction(db):
        _refuse_idle(db, pair, now)
        store.pairs.end(db, pair.id, now)
        for meeting in store.meetings.of_pair(db, pair.id):
            if meeting.state == "planned" and meeting.ends_at > now:
                meetings.call_off(db, site, meeting, None, now)
        for person in pair.people:
            words = {"other": pair.other_side(person), "pair": pair}
            key = f"pair_ended:{pair.id}:{person.id}"
            about = Matter("pair", pair.id)
            post(db, site, Draft("pair_ended", person, about, key, season.name, words), now)
        store.acts.add(db, by, "ended", ("pair", pair.id), now)


def is_link(url: str) -> bool:
    """Return whether a text is a link that every calendar can show."""
    return len(url) <= 500 and re.fullmatch(r"https://[!-~]+", url) is not None


def moment(on: date, at: time, timezone: str) -> datetime:
    """Return a day and a time of day in a zone as an aware moment."""
    return datetime.combine(on, at, ZoneInfo(timezone))


def _refuse_idle(db: store.Database, pair: Pair, now: datetime) -> None:
    """Refuse a pair that is a draft, has ended, or has not been introduced yet."""
    if pair.published_at is None:
        raise Refused("the pair is a draft")
    if pair.ended_at is not None:
        raise Refused("the pair has ended")
    held = store.letters.held(db, pairs.INTRODUCTIONS, now)
    if any(letter.about == Matter("pair", pair.id) for letter in held):
        raise Refused("the introductions have not left yet")


def _held(
    db: store.Database, pair: Pair, known: list[Meeting], time: Time, now: datetime
) -> Meeting | None:
    """Return the meeting of a past day as held: the one known, or a new one."""
    starts_at, minutes = time
    season = store.rounds.get(db, pair.round_id)
    on = starts_at.astimezone(ZoneInfo(season.timezone)).date()
    same = [one for one in known if one.day == on and one.state != "cancelled"]
    if not same:
        same = [store.meetings.add(db, one, now) for one in planned(pair, season, known, [time])]
    said = Held(on=on, minutes=minutes)
    return attendance.decide(db, same[0], said, None, now) if same else None


def _note(
    db: store.Database, site: Site, pair: Pair, person: Person,
    letter: tuple[list[str], store.coordinators.Coordinator], now: datetime,
) -> bool:  # fmt: skip
    lines, by = letter
    digest = sha256("\n".join(lines).encode()).hexdigest()[:16]
    key = f"coordinator_note:{pair.id}:{person.id}:{now.date()}:{digest}"
    season = store.rounds.get(db, pair.round_id)
    words = {"lines": lines, "coordinator": by.name, "other": pair.other_side(person)}
    about = Matter("pair", pair.id)
    draft = Draft("coordinator_note", person, about, key, season.name, words)
    return post(db, site, draft, now)
