"""Sample digests of the coordinators: each sort of line, one alone, and a Friday's (P31)."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import get_args

from service.domain.claim_words import KINDS
from service.domain.digests import MOST, Kind, Need, Told, Week
from service.domain.pairs import Pair
from service.domain.people import Person
from service.domain.rounds import QUIET, Text

Words = Mapping[str, object]
LINK = "https://oksa.example.org/koordinaattori"

LEAVES_AT = datetime(2027, 3, 15, 6, 40, tzinfo=UTC)
WHYS = (
    "somebody has dealt with this already",
    "the reason is missing",
    "the sum is not known yet",
    "the account number is not given yet",
    "the letter is empty",
    "the writer is not known",
    "letters have left already",
    "the digest has no such number",
    "this cannot be done by mail",
    "there is nothing to undo",
    "it cannot be undone any more",
    "put off for longer than two months",
    "",
)


def digests(pair: Pair, programme: Text) -> Iterator[tuple[str, Person, Words]]:
    """Yield a digest of one line, and the rest in digests of ten."""
    both = f"{pair.mentor.name} & {pair.contact.name}"
    waiting = [*_needs(pair, both, programme), *_quiet(both)]
    yield "coord_digest", pair.contact, _words(waiting[:1], 1, None)
    for at in range(0, len(waiting), MOST):
        some = waiting[at : at + MOST]
        yield f"coord_digest-{at + 1}", pair.contact, _words(some, len(some), None)
    week = Week(held=9, sent=41, read=17, by_hand=2)
    yield "coord_digest-friday", pair.contact, _words(waiting[:MOST], len(waiting), week)
    told = list(_told())
    done = sum(one.end == "done" for one in told)
    yield "digest_done", pair.contact, {"lines": told, "done": done, "link": LINK}


def _words(lines: list[Need], count: int, week: Week | None) -> Words:
    return {
        "today": date(2027, 3, 19) if week else date(2027, 3, 15),
        "lines": list(enumerate(lines, start=1)),
        "count": count,
        "link": LINK,
        "week": week,
    }


def _needs(pair: Pair, both: str, programme: Text) -> Iterator[Need]:
    who, said = pair.mentor.name, "Käykö jos tulen koiran kanssa?"
    yield Need("mail", "1", who, words=said, can=("reply", "ok"))
    yield Need("mail", "2", "someone@example.org", can=("ok",))
    train, answer = KINDS["transport"], ("accept", "decline")
    yield Need("claim", "1", who, cents=2340, what=train, can=answer)
    yield Need("claim", "2", who, what=KINDS["car"], can=("decline",))
    yield Need("claim", "3", who, "look", cents=4440, what=train, can=("decline",))
    yield Need("plan", "1", both, cents=2400, what=train, can=answer)
    for need in ("contact", "low", "question"):
        yield Need("midway", need, who, words=need, can=("ok",))
    for standing in ("broken", "doubtful"):
        yield Need("address", standing, who, words=standing)
    told = {"mail", "claim", "plan", "midway", "address", "quiet"}
    for kind in (one for one in get_args(Kind) if one not in told):
        whose = both if kind in ("silent", "disputed") else who
        yield Need(kind, "1", whose, count=3, what=programme)


def _quiet(both: str) -> Iterator[Need]:
    for sign, limit in QUIET.items():
        yield Need("quiet", sign, both, sign=sign, limit=limit)


def _told() -> Iterator[Told]:
    yield Told("ok 1", "done", verb="ok", number=1)
    yield Told("ok 2", "done", verb="ok", number=2, until=LEAVES_AT)
    yield Told("undo 2", "done", verb="undo", number=2)
    yield Told("2, 3 ok?", "unclear")
    for number, why in enumerate(WHYS, start=1):
        yield Told(f"ok {number}", "refused", why, "ok", number)
