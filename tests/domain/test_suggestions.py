"""Suggestions: points, both modes, reasons, alternatives, and what is never changed (P7)."""

import random
from dataclasses import replace
from datetime import UTC, datetime
from time import process_time

import pytest

from service.actions.assigning import assign
from service.domain.applications import Application, Member, Role
from service.domain.pairs import Pair, Party
from service.domain.people import Person
from service.domain.suggestions import Reason, reasons, suggest
from tests.programme import a_round, an_application

SEASON = a_round(
    themes=tuple({"fi": f"teema {n}", "sv": f"tema {n}", "en": f"theme {n}"} for n in range(6)),
    fields=({"fi": "kulttuuri", "sv": "kultur", "en": "culture"},),
)
LATER = datetime(2027, 3, 1, tzinfo=UTC)


def someone(role: Role, number: int, **answers: object) -> Application:
    """Return a confirmed applicant of Tampere who can meet online, with a theme of their own."""
    said = {"town": "Tampere", "online": True, "themes": (f"oma {number}",), **answers}
    return an_application(
        role, f"{role} {number}", f"{role}{number}@example.org", id=number, person_id=number,
        state="confirmed", answers=said,
    )  # fmt: skip


def a_pair(number: int, mentor: Application, actor: Application, **changes: object) -> Pair:
    parties = [
        Party(Person(one.person_id, one.email, one.name, "fi"), side)  # type: ignore[arg-type]
        for one, side in ((mentor, "mentor"), (actor, "actor"))
    ]
    pair = Pair(number, 1, "individual", tuple(parties), 4)
    return replace(pair, **changes)  # type: ignore[arg-type]


def who(applications: list[Application], pairs: list[Pair], mode: str) -> dict[str, str | None]:
    """Return the mentor's name for each actor's in one mode."""
    found = suggest(SEASON, applications, pairs, assign)[mode]  # type: ignore[index]
    return {
        one.actor.name: one.match.mentor.name if one.match else None for one in found.suggestions
    }


def test_what_speaks_for_two_is_told_in_order_of_weight() -> None:
    mentor = someone("mentor", 1, themes=("teema 1", "teema 2", "muu"), field="kulttuuri")
    actor = someone("actor", 2, themes=("teema 2", "muu", "teema 4"), field="kulttuuri")
    assert reasons(SEASON, mentor, actor) == (
        Reason("themes", 4, (SEASON.themes[2], dict.fromkeys(("fi", "sv", "en"), "muu"))),
        Reason("field", 4, (SEASON.fields[0],)),
        Reason("town", 3, (dict.fromkeys(("fi", "sv", "en"), "Tampere"),)),
        Reason("online", 2),
        Reason("language", 1, ({"fi": "suomi", "sv": "finska", "en": "Finnish"},)),
    )


@pytest.mark.parametrize(
    ("mentor", "actor", "kinds"),
    [
        ({"online": False}, {"online": False}, ["town", "in_place", "language"]),
        ({"online": False}, {}, ["town", "language"]),
        ({"town": ""}, {}, ["online", "language"]),
        ({"town": "", "online": False}, {}, ["language", "anywhere"]),
    ],
)
def test_how_two_can_meet_is_a_reason(
    mentor: dict[str, object], actor: dict[str, object], kinds: list[str]
) -> None:
    found = reasons(SEASON, someone("mentor", 1, **mentor), someone("actor", 2, **actor))
    assert [one.kind for one in found] == kinds


def test_choices_are_alike_whatever_language_they_were_read_in() -> None:
    mentor = someone("mentor", 1, field="kultur", themes=("tema 3",))
    actor = someone("actor", 2, field="kulttuuri", themes=("teema 3",))
    assert {one.kind for one in reasons(SEASON, mentor, actor)} >= {"themes", "field"}


def test_a_teams_own_mentor_outweighs_all_else() -> None:
    own = someone("mentor", 1, takes_team=True, town="Turku")
    other = someone("mentor", 2, takes_team=True, themes=("teema 1", "teema 2"))
    almost = replace(other, email="x" + own.email)
    team = someone("team", 3, own_mentor=f"M, {own.email}", themes=("teema 1", "teema 2"))
    assert who([own, almost, team], [], "total") == {"team 3": "mentor 1"}


def test_best_total_may_leave_one_out_and_nobody_left_out_does_not() -> None:
    both = ("teema 1", "teema 2", "teema 3")
    applications = [
        someone("mentor", 1, themes=both, field="kulttuuri"),
        someone("mentor", 2, town="Turku"),
        someone("actor", 3, themes=both, field="kulttuuri"),
        someone("actor", 4, online=False),
    ]
    assert who(applications, [], "total") == {"actor 3": "mentor 1", "actor 4": None}
    assert who(applications, [], "everyone") == {"actor 3": "mentor 2", "actor 4": "mentor 1"}


def test_nobody_left_out_gives_two_mentors_one_each_before_one_gets_two() -> None:
    applications = [
        someone("mentor", 1, capacity=2, themes=("teema 1",)),
        someone("mentor", 2),
        someone("actor", 3, themes=("teema 1",)),
        someone("actor", 4, themes=("teema 1",)),
    ]
    assert set(who(applications, [], "total").values()) == {"mentor 1"}
    assert set(who(applications, [], "everyone").values()) == {"mentor 1", "mentor 2"}


def test_pairs_there_are_stay_and_take_their_room() -> None:
    mentor, taken, free = someone("mentor", 1), someone("actor", 2), someone("actor", 3)
    draft = a_pair(1, mentor, taken)
    found = suggest(SEASON, [mentor, taken, free], [draft], assign)["total"]
    assert [(one.actor, one.match, one.against) for one in found.suggestions] == [
        (free, None, ("capacity",))
    ]
    assert found.idle == ()


def test_a_pair_that_has_ended_is_not_suggested_again() -> None:
    mentor, actor = someone("mentor", 1), someone("actor", 2)
    ended = a_pair(1, mentor, actor, published_at=LATER, ended_at=LATER)
    found = suggest(SEASON, [mentor, actor], [ended], assign)["everyone"]
    assert [(one.match, one.against) for one in found.suggestions] == [(None, ("not_with",))]
    assert found.idle == (mentor,)


def test_who_is_unconfirmed_declined_or_in_a_taken_team_is_left_alone() -> None:
    applications = [
        someone("mentor", 1, capacity=3, takes_team=True),
        replace(someone("actor", 2), state="unconfirmed"),
        replace(someone("actor", 3), told="declined"),
        replace(someone("team", 4), members=(Member("E", "actor5@example.org"),)),
    ]
    taken = a_pair(1, applications[0], someone("actor", 5))
    assert who(applications, [taken], "total") == {}


def test_the_next_three_are_the_best_others_whoever_gets_them() -> None:
    mentors = [someone("mentor", n, themes=("teema 1",) * (n < 4)) for n in range(1, 6)]
    actor = someone("actor", 9, themes=("teema 1",))
    (one,) = suggest(SEASON, [*mentors, actor], [], assign)["total"].suggestions
    assert one.match is not None
    names = [match.mentor.name for match in (one.match, *one.alternatives)]
    assert names == ["mentor 1", "mentor 2", "mentor 3", "mentor 4"]


def test_who_fits_nobody_is_told_why_by_the_nearest() -> None:
    far = someone("mentor", 1, town="Turku", online=False)
    actor = replace(someone("actor", 2), language="sv")
    (one,) = suggest(SEASON, [far, someone("mentor", 3), actor], [], assign)["total"].suggestions
    assert (one.match, one.alternatives, one.against) == (None, (), ("language",))


def test_three_hundred_on_each_side_take_seconds() -> None:
    luck = random.Random(7)

    def any_of(role: Role, number: int) -> Application:
        themes = tuple(f"teema {n}" for n in luck.sample(range(6), 2))
        town = luck.choice(["Tampere", "Turku", "Oulu"])
        return someone(role, number, themes=themes, town=town, online=luck.random() < 0.7)

    applications = [any_of("mentor", n) for n in range(300)]
    applications += [any_of("actor", 300 + n) for n in range(300)]
    began = process_time()
    found = suggest(SEASON, applications, [], assign)
    assert process_time() - began < 10
    assert found["total"].points >= found["everyone"].points
    assert len(found["everyone"].matches) >= len(found["total"].matches)
    for mode in found.values():
        assert all(2 <= len(match.reasons) <= 4 for match in mode.matches)
