"""The sample letters that coordinators cause: in their own words, or by a press of theirs."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime

from service.domain.pairs import Pair
from service.domain.people import Person

Words = Mapping[str, object]
LINES = ["Nähdään aloitustilaisuudessa!", "", "Tuo mukanasi luonnos sopimuksesta."]
RECEIVED_AT = datetime(2027, 3, 12, 9, 0, tzinfo=UTC)


def desk(pair: Pair, team: Pair) -> Iterator[tuple[str, Person, Words]]:
    """Yield each letter, and those that change with their values several times."""
    mentor, actor = pair.mentor, pair.contact
    note: Words = {"lines": LINES, "coordinator": "Minna Mallinen"}
    yield "coordinator_note", actor, {**note, "other": mentor.name}
    yield "coordinator_note-nameless", mentor, {**note, "coordinator": "", "other": actor.name}
    yield "coordinator_answer", actor, {**note, "received_at": RECEIVED_AT}
    yield "pair_ended", mentor, {"pair": pair, "other": pair.other_side(mentor)}
    yield "pair_ended-team", team.contact, {"pair": team, "other": team.other_side(team.contact)}
    failing: Words = {
        "who": mentor.name,
        "address": mentor.email,
        "link": "https://oksa.example.org/koordinaattori",
    }
    for kind in ("address_broken", "address_doubtful"):
        yield kind, actor, failing
        yield f"{kind}-nameless", actor, {**failing, "who": ""}
    for role in ("mentor", "actor"):
        to = mentor if role == "mentor" else actor
        yield f"app_waiting-{role}", to, {"role": role, "until": date(2027, 2, 25)}
        over = {"role": role, "until": date(2027, 2, 25)}
        yield f"waiting_over-{role}", to, over
        yield f"app_declined-{role}", to, {"role": role, "until": None}
