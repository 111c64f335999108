"""Quiet pairs: seen by rules, nudged in order, few letters: actor, mentor, coordinator (P22)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from service import store
from service.actions import agreement_letters, plans
from service.actions.prompting import prompt
from service.domain.letters import Draft, Letter, Matter
from service.domain.meetings import Meeting
from service.domain.pairs import Pair
from service.domain.plans import example, next_number
from service.domain.quiet import NEXT_STEP_AFTER, WORTH_A_NUDGE, Look, signs
from service.domain.rounds import Round, Sign
from service.domain.site import Site


@dataclass(frozen=True)
class Quiet:
    """A pair that a coordinator should see, why, and whether the turn is the coordinator's."""

    pair: Pair
    signs: list[Sign]
    needs_you: bool


def quiet_pairs(db: store.Database, now: datetime) -> list[Quiet]:
    """Return the quiet pairs of all rounds; those whose nudges were in vain come first."""
    seen = [
        Quiet(look.pair, found, _is_in_vain(db, look, found, now))
        for season in store.rounds.every(db)
        for look in looks(db, season)
        if (found := signs(look, now))
    ]
    return sorted(seen, key=lambda one: not one.needs_you)


def looks(db: store.Database, season: Round) -> Iterator[Look]:
    """Tell what the rules need to know of each pair; what one query can tell of all, is."""
    known: dict[int, list[Meeting]] = {}
    for meeting in store.meetings.outlines(db, season.id):
        known.setdefault(meeting.pair_id, []).append(meeting)
    failing = store.mailboxes.failing(db)
    unapproved = store.agreements.unapproved(db, season.id)
    moves = store.letters.moves_of(db, season.id)
    for pair in store.pairs.of_round(db, season.id):
        meetings = known.get(pair.id, [])
        ahead = next((m for m in meetings if m.state == "planned" and m.asked_at is None), None)
        yield Look(
            pair=pair,
            season=season,
            meetings=meetings,
            unapproved_since=unapproved.get(pair.id),
            moves=_times_moved(moves.get(ahead.id, ())) if ahead else 0,
            failing=bool({pair.mentor.id, pair.contact.id} & failing),
        )


def nudge(db: store.Database, site: Site, look: Look, now: datetime) -> int:
    """Nudge whose turn it is, about the weightiest reason that is not done; return the letters.

    The actor has been asked for times and for the agreement already; about the agreement they
    are reminded once. A week later comes the mentor.
    """
    found = [one for one in signs(look, now) if one in WORTH_A_NUDGE]
    with store.transaction(db):
        return next((count for sign in found if (count := _about(db, site, look, sign, now))), 0)


def _about(db: store.Database, site: Site, look: Look, sign: Sign, now: datetime) -> int:
    if sign == "agreement":
        return agreement_letters.remind(db, site, look.pair, now, NEXT_STEP_AFTER)
    return _nudge_mentor(db, site, look, now)


def _times_moved(keys: Iterable[str]) -> int:
    """Return how often a meeting was moved; each move wrote to everyone invited."""
    return len({key.rpartition(":")[2] for key in keys})


def _nudge_mentor(db: store.Database, site: Site, look: Look, now: datetime) -> int:
    season, pair, to = look.season, look.pair, look.pair.mentor
    number = next_number(pair, look.meetings, now)
    if number is None or to.paused_at or store.outbox.has(db, _key(pair, number)):
        return 0
    if not _are_old(plans.asked(db, pair, number), now):
        return 0
    words = {
        "number": number,
        "of": pair.plan,
        "other": pair.other_side(to),
        "example": example(to.language, season.timezone, 1, now),
    }
    key = _key(pair, number)
    draft = Draft("quiet_mentor", to, Matter("pair", pair.id), key, season.name, words)
    return int(prompt(db, site, draft, now))


def _is_in_vain(db: store.Database, look: Look, found: list[Sign], now: datetime) -> bool:
    """Return whether the mentor's turn is over, too, so that it is the coordinator's."""
    if "unanswered" in found or "behind" in found:
        return True  # here no letter of ours helps
    pair, number = look.pair, next_number(look.pair, look.meetings, now) or 0
    letters = store.letters.about(db, [Matter("pair", pair.id)], "quiet_mentor")
    letters += store.letters.about(db, [Matter("agreement", pair.id)], "agreement")
    last = {"agreement": agreement_letters.key_of_reminder(pair.mentor)}
    for sign in WORTH_A_NUDGE:
        key = last.get(sign, _key(pair, number))
        told = [one for one in letters if one.key.endswith(key)]
        if sign in found and told and _are_old(told, now):
            return True
    return False


def _are_old(letters: list[Letter], now: datetime) -> bool:
    """Return whether the last of some letters is a week old; False where there is none."""
    latest = max((one.sent_at or now for one in letters), default=now)
    return now - latest >= NEXT_STEP_AFTER


def _key(pair: Pair, number: int) -> str:
    return f"quiet_mentor:{pair.id}:{number}"
