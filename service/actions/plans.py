"""The plan of meetings: times that cannot be right, and asking for the next one (P12, P21)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from service import store
from service.actions.prompting import prompt
from service.domain.letters import Draft, Letter, Matter
from service.domain.meetings import Meeting
from service.domain.pairs import Pair
from service.domain.plans import Doubt, doubt, example, next_number
from service.domain.replies import Reply
from service.domain.rounds import Round
from service.domain.site import Site

FIRST_AFTER = timedelta(days=7)  # after the letter that introduces a pair, which asks as well
AGAIN_AFTER = timedelta(days=7)
TURNS = 2  # P21: each question at most twice
REASONS: Mapping[Doubt, str] = {
    "": "not certain",
    "past": "plans a time that has passed",
    "same_day": "plans two meetings on one day",
    "unread": "plans a day that cannot be read",
    "many": "plans more meetings than the plan has",
}


@dataclass(frozen=True)
class Turn:
    """A question for a pair's next time: for which meeting, for the how-manieth time, when."""

    number: int
    turn: int
    at: datetime


def doubt_of(db: store.Database, reply: Reply, now: datetime) -> Doubt:
    """Return why the times in a reply cannot be booked as they were said, or nothing."""
    planned = [one for one in reply.reading.findings if one.kind == "planned"]
    pair = _pair_of(db, reply.about) if planned else None
    if pair is None:
        return ""
    times = [at for one in planned for at in one.times]
    zone = store.rounds.get(db, pair.round_id).timezone
    why = doubt(pair, times, _others(store.meetings.of_pair(db, pair.id), reply), zone, now)
    # Times that we asked for and the reader doubts: a day of no calendar, or without a clock.
    doubted = reply.asked == "times" and not reply.reading.certain
    return why or ("unread" if doubted else "")


def ask_for_times(db: store.Database, site: Site, pair: Pair, now: datetime) -> bool:
    """Ask the actor, whose duty it is, for the next time; twice at most. False if not due.

    Due where nothing lies ahead: a week after the pair was introduced, or once the last
    meeting is told of; again a week after that. A booked meeting stops it.
    """
    turn = next_turn(db, pair, now)
    if turn is None or turn.at > now:
        return False
    season = store.rounds.get(db, pair.round_id)
    with store.transaction(db):
        return prompt(db, site, _question(season, pair, turn, now), now)


def next_turn(db: store.Database, pair: Pair, now: datetime) -> Turn | None:
    """Return when the actor is asked next, if nothing is booked until then; None for never."""
    season = store.rounds.get(db, pair.round_id)
    if pair.contact.paused_at is not None or now >= season.over_at:
        return None
    known = store.meetings.of_pair(db, pair.id)
    number = next_number(pair, known, now)
    if number is None:
        return None
    asked = _asked(db, pair, known, number)
    at = _asked_at(db, pair, known, asked, now)
    return Turn(number, len(asked) + 1, at) if at and len(asked) < TURNS else None


def asked(db: store.Database, pair: Pair, number: int) -> list[Letter]:
    """Return the letters that have asked the actor for the time of the pair's meeting `number`."""
    return _asked(db, pair, store.meetings.of_pair(db, pair.id), number)


def _asked_at(
    db: store.Database, pair: Pair, known: Sequence[Meeting], asked: Sequence[Letter], now: datetime
) -> datetime | None:
    """Return when the next question is due; the letter that introduces the pair asks as well."""
    if asked:
        return max(letter.due_at or now for letter in asked) + AGAIN_AFTER
    if known:
        return now
    letters = store.letters.sent_to(db, pair.contact.id, Matter("pair", pair.id))
    left = [one.sent_at for one in letters if one.kind == "pair_intro_actor" and one.sent_at]
    return min(left) + FIRST_AFTER if left else None


def _asked(db: store.Database, pair: Pair, known: Sequence[Meeting], number: int) -> list[Letter]:
    """Return the letters that have asked the actor for this meeting's time.

    "When instead?" about a meeting that fell through asks the same.
    """
    fallen = [Matter("meeting", one.id) for one in known if one.number == number]
    begins = f"when_will_you_meet:{pair.id}:{number}:"
    asked = store.letters.about(db, [Matter("pair", pair.id)], "when_will_you_meet")
    letters = [one for one in asked if one.key.startswith(begins)]
    letters += store.letters.about(db, fallen, "new_time")
    return [one for one in letters if one.person_id == pair.contact.id]


def _question(season: Round, pair: Pair, turn: Turn, now: datetime) -> Draft:
    to = pair.contact
    words = {
        "number": turn.number,
        "of": pair.plan,
        "other": pair.other_side(to),
        "example": example(to.language, season.timezone, pair.plan - turn.number + 1, now),
        "turn": turn.turn,
        "of_turns": TURNS,
    }
    key = f"when_will_you_meet:{pair.id}:{turn.number}:{turn.turn}"
    return Draft("when_will_you_meet", to, Matter("pair", pair.id), key, season.name, words)


def _pair_of(db: store.Database, about: Matter) -> Pair | None:
    match about.kind:
        case "pair":
            return store.pairs.get(db, about.id)
        case "meeting":
            return store.pairs.get(db, store.meetings.get(db, about.id).pair_id)
    return None


def _others(known: Sequence[Meeting], reply: Reply) -> list[Meeting]:
    """Return the meetings beside the one that a time in answer to "when instead?" would move."""
    asked = reply.about.id if reply.about.kind == "meeting" and reply.asked == "times" else 0
    return [one for one in known if one.id != asked]
