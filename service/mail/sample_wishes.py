"""The sample letters of what people ask of the service itself (P23, P24)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from service.domain.claims import Claim
from service.domain.meetings import Meeting
from service.domain.pairs import Pair
from service.domain.people import Person
from service.domain.plans import example
from service.domain.wishes import Wish
from service.domain.words import HELSINKI
from service.mail import sample_people
from service.mail.holdings import label
from service.mail.sample_people import STARTS_AT

Words = Mapping[str, object]
STARTS_ON = date(2027, 2, 4)


@dataclass(frozen=True)
class _Shown:
    meeting: Meeting
    state: str


def wishes(pair: Pair, team: Pair) -> Iterator[tuple[str, Person, Words]]:
    """Yield each letter, and those that change with their values several times."""
    yield from _status(pair)
    yield from _changes(pair.contact)
    yield from _news(pair, team)
    actor = pair.contact
    held = [(label(name, actor.language), 2) for name in ("people", "applications", "outbox")]
    yield "my_data", actor, {"summary": held}
    yield "erase_asked", actor, {}


def _status(pair: Pair) -> Iterator[tuple[str, Person, Words]]:
    actor = pair.contact
    shown = example(actor.language, HELSINKI, 1, STARTS_AT)
    rest: Words = {
        "starts": STARTS_ON, "example": shown, "paused": False, "timezone": HELSINKI,
        "application": None,
    }  # fmt: skip
    full, new = _standing(pair), {**_standing(pair), "meetings": (), "next": None, "open": ()}
    done = {**full, "next": None, "number": 0}
    yield "status", actor, {**rest, "standings": [full]}
    yield "status-new", actor, {**rest, "standings": [new], "paused": True}
    yield "status-done", actor, {**rest, "standings": [done]}
    yield "status-several", pair.mentor, {**rest, "standings": [full, new, done]}
    yield "status-stranger", actor, {**rest, "standings": []}
    made = sample_people.teams_application(actor)
    for state in ("unconfirmed", "confirmed"):
        application = replace(made, state=state)
        yield f"status-{state}", actor, {**rest, "standings": [], "application": application}
    waiting = replace(made, state="confirmed", told="waiting", waits_until=date(2027, 2, 25))
    declined = replace(made, state="confirmed", told="declined")
    yield "status-waiting", actor, {**rest, "standings": [], "application": waiting}
    yield "status-declined", actor, {**rest, "standings": [], "application": declined}


def _changes(actor: Person) -> Iterator[tuple[str, Person, Words]]:
    changes = (
        Wish("leave"),
        Wish("change_partner"),
        Wish("language", language=actor.language),
        Wish("address", address="eetu.uusi@example.org"),
        Wish("away", first=STARTS_ON, last=STARTS_ON + timedelta(days=30)),
    )
    for wish in changes:
        yield f"wish_question-{wish.kind}", actor, {"wish": wish, "seat": False}
        yield f"wish_done-{wish.kind}", actor, {"wish": wish}
        yield f"wish_closed-{wish.kind}", actor, {"wish": wish, "declined": False}
    yield "wish_question-seat", actor, {"wish": changes[0], "seat": True}
    yield "wish_closed-declined", actor, {"wish": changes[0], "declined": True}
    yield "wish_done-back", actor, {"wish": Wish("back")}
    for changed in (False, True):
        words = {"wish": changes[3], "changed": changed}
        yield f"address_notice-{'changed' if changed else 'asked'}", actor, words


def _news(pair: Pair, team: Pair) -> Iterator[tuple[str, Person, Words]]:
    """Yield what the others hear of someone's wish."""
    mentor, actor = pair.mentor, pair.contact
    yield "partner_left", mentor, {"who": actor.name, "goes_on": False, "members": []}
    names = [one.name for one in team.actors[1:]]
    yield "partner_left-team", mentor, {"who": actor.name, "goes_on": True, "members": names}
    days: Words = {
        "meeting": sample_people.meeting_of(pair),
        "first": STARTS_AT.date(),
        "last": _later(7).date(),
        "away": actor.name,
        "example": example(actor.language, HELSINKI, 1, _later(7)),
    }
    yield "absence_meeting", mentor, {**days, "mine": False, "other": actor.name}
    yield "absence_meeting-mine", actor, {**days, "mine": True, "other": mentor.name}


def _standing(pair: Pair) -> dict[str, object]:
    meeting = sample_people.meeting_of(pair)
    states = ("held", "not_held", "disputed", "unknown", "planned")
    meetings = [
        replace(meeting, id=number, number=number, starts_at=_later(7 * number))
        for number in range(1, len(states) + 1)
    ]
    claim = Claim(3, pair.id, meeting.id, pair.mentor.id, "transport", 2340, STARTS_AT)
    return {
        "other": pair.mentor.name,
        "held": 1,
        "plan": 4,
        "meetings": [_Shown(*one) for one in zip(meetings, states, strict=True)],
        "next": meetings[-1],
        "number": 3,
        "open": [
            {"kind": "attendance", "meeting": meetings[3]},
            {"kind": "invitation", "meeting": meetings[4]},
            {"kind": "proposal", "meeting": meetings[4], "at": _later(40)},
            {"kind": "proposed", "meeting": meetings[4], "at": _later(40)},
            {"kind": "agreement_mine"},
            {"kind": "agreement_other"},
            {"kind": "claim", "claim": claim, "missing": False},
            {"kind": "claim", "claim": claim, "missing": True},
        ],
    }


def _later(days: int) -> datetime:
    return STARTS_AT + timedelta(days=days)
