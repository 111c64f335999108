"""Why a pair is quiet: one row a rule, at its threshold and a moment before (P22)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from service.domain.pairs import Pair, Party
from service.domain.quiet import Look, signs
from service.domain.rounds import QUIET, Event, Round, Sign
from tests.programme import ANNA, EETU, a_meeting, a_round, at

KICKOFF = Event("kickoff", at("2027-02-04 16:00"), 120, ("mentor", "actor"))
SEASON = replace(a_round(events=(KICKOFF,)), id=1)
PAIR = Pair(1, 1, "individual", (Party(ANNA, "mentor"), Party(EETU, "actor")), 4,
            published_at=at("2027-01-20 10:00"))  # fmt: skip
LOOK = Look(PAIR, SEASON, ())
ENDS = a_meeting().ends_at  # 9 February 2027, 18.30
HELD = a_meeting(state="held", held_on=date(2027, 2, 9))
PAST = a_meeting(asked_at=at("2027-02-10 08:00"))
AHEAD = a_meeting(id=8, number=2, starts_at=at("2027-06-29 17:00"))
PAST_TOO = a_meeting(id=8, number=2, starts_at=at("2027-03-09 17:00"),
                     asked_at=at("2027-03-10 08:00"))  # fmt: skip
UNAPPROVED = replace(LOOK, unapproved_since=at("2027-02-04 08:00"))
EETU_AWAY = replace(EETU, away_until=date(2027, 3, 10))
AWAY = replace(PAIR, parties=(Party(ANNA, "mentor"), Party(EETU_AWAY, "actor")))
A_SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("look", "moment", "found"),
    [
        (LOOK, at("2027-02-18 00:00"), ["first_meeting"]),
        (LOOK, at("2027-02-18 00:00") - A_SECOND, []),
        (replace(LOOK, meetings=(AHEAD,)), at("2027-02-18 00:00"), []),
        (replace(LOOK, meetings=(PAST,)), at("2027-02-18 00:00"), ["first_meeting"]),
        (replace(LOOK, meetings=(replace(PAST, asked_at=at("2027-02-12 08:00")),)),
         at("2027-02-18 00:00"), []),  # the question is still open
        (replace(LOOK, meetings=(PAST, AHEAD)), at("2027-03-01 00:00"), []),
        (replace(LOOK, meetings=(HELD,)), ENDS + timedelta(days=10), ["next_time"]),
        (replace(LOOK, meetings=(HELD,)), ENDS + timedelta(days=10) - A_SECOND, []),
        (replace(LOOK, meetings=(HELD,)), ENDS + timedelta(days=45), ["since_held"]),
        (replace(LOOK, meetings=(HELD, AHEAD)), ENDS + timedelta(days=45), []),
        (replace(LOOK, meetings=(HELD, PAST_TOO)), ENDS + timedelta(days=45), ["since_held"]),
        (replace(LOOK, meetings=(HELD, PAST_TOO)), ENDS + timedelta(days=45) - A_SECOND, []),
        (replace(LOOK, meetings=(HELD, replace(PAST_TOO, asked_at=at("2027-03-20 08:00")))),
         ENDS + timedelta(days=45), []),  # the question is still open
        (replace(LOOK, meetings=(HELD, PAST_TOO, AHEAD)), ENDS + timedelta(days=45), []),
        (replace(UNAPPROVED, meetings=(AHEAD,)), at("2027-02-25 08:00"), ["agreement"]),
        (replace(UNAPPROVED, meetings=(AHEAD,)), at("2027-02-25 07:59"), []),
        (replace(LOOK, meetings=(PAST, PAST_TOO)), at("2027-03-17 08:00"), ["unanswered"]),
        (replace(LOOK, meetings=(PAST, PAST_TOO)), at("2027-03-17 07:59"), []),
        (replace(LOOK, meetings=(replace(PAST, state="held"), PAST_TOO)),
         at("2027-03-17 08:00"), []),
        (replace(LOOK, meetings=(AHEAD,), moves=2), at("2027-03-01 08:00"), ["moved"]),
        (replace(LOOK, meetings=(AHEAD,), moves=1), at("2027-03-01 08:00"), []),
        (replace(LOOK, meetings=(AHEAD,), failing=True), at("2027-03-01 08:00"), ["address"]),
        (replace(LOOK, meetings=(AHEAD,), pair=AWAY), at("2027-02-16 08:00"), ["away"]),
        (replace(LOOK, meetings=(AHEAD,), pair=AWAY), at("2027-02-17 08:00"), []),
        (replace(LOOK, meetings=(HELD, AHEAD)), at("2027-05-25 08:00"), ["behind"]),
        (replace(LOOK, meetings=(HELD, AHEAD)), at("2027-05-24 00:00"), []),
        (LOOK, at("2027-07-01 00:00"), []),  # the round is over
        (replace(LOOK, pair=replace(PAIR, published_at=None)), at("2027-03-01 00:00"), []),
        (replace(LOOK, pair=replace(PAIR, ended_at=at("2027-02-10 10:00"))),
         at("2027-03-01 00:00"), []),
    ],
)  # fmt: skip
def test_a_pair_is_quiet_from_its_threshold_on(look: Look, moment: object, found: object) -> None:
    assert signs(look, moment) == found  # type: ignore[arg-type]


def limited(limits: Mapping[Sign, int]) -> Round:
    return replace(SEASON, quiet={**QUIET, **limits})


def test_each_rule_can_be_switched_off_or_set_by_the_round() -> None:
    assert signs(UNAPPROVED, at("2027-03-01 08:00")) == ["first_meeting", "agreement"]
    off = replace(UNAPPROVED, season=limited({"first_meeting": 0}))
    assert signs(off, at("2027-03-01 08:00")) == ["agreement"]
    later = replace(UNAPPROVED, season=limited({"first_meeting": 30, "agreement": 40}))
    assert signs(later, at("2027-03-01 08:00")) == []


def test_a_pair_made_after_the_kick_off_has_its_own_beginning() -> None:
    late = replace(LOOK, pair=replace(PAIR, published_at=at("2027-03-01 10:00")))
    assert signs(late, at("2027-03-14 23:59")) == []
    assert signs(late, at("2027-03-15 00:00")) == ["first_meeting"]
