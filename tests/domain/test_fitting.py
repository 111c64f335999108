"""Who fits whom: one row a hard rule, kept and broken (P7)."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from service.domain.applications import Answers, Application
from service.domain.fitting import Couple, Misfit, fits, misfits, room
from tests.programme import ANNA, EETU, an_application

HERE: Answers = {"town": "Tampere", "online": False}
ROOMY: Answers = {**HERE, "capacity": "2", "takes_team": True}
MENTOR = an_application("mentor", ANNA.name, ANNA.email, answers=ROOMY, person_id=1)
ACTOR = an_application("actor", EETU.name, EETU.email, answers=HERE, person_id=2)
TEAM = replace(ACTOR, role="team")
COUPLE = Couple(MENTOR, ACTOR, ("individual", "group"))


def answering(application: Application, **answers: object) -> Application:
    changed: Mapping[str, object] = {**application.answers, **answers}
    return replace(application, answers=changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("couple", "broken"),
    [
        (COUPLE, []),
        (replace(COUPLE, actor=TEAM), []),
        (replace(COUPLE, mentor=ACTOR), ["role"]),
        (replace(COUPLE, actor=MENTOR), ["role"]),
        (replace(COUPLE, actor=replace(ACTOR, person_id=1)), ["role"]),
        (replace(COUPLE, apart=True), ["not_with"]),
        (replace(COUPLE, taken=1), []),
        (replace(COUPLE, taken=2), ["capacity"]),
        (replace(COUPLE, taken=3), ["capacity"]),
        (replace(COUPLE, mentor=answering(MENTOR, capacity=2), taken=1), []),
        (replace(COUPLE, mentor=answering(MENTOR, capacity=""), taken=1), ["capacity"]),
        (replace(COUPLE, models=("group",)), ["model"]),
        (replace(COUPLE, actor=TEAM, models=("group",)), []),
        (replace(COUPLE, actor=TEAM, models=("individual",)), ["model"]),
        (replace(COUPLE, mentor=answering(MENTOR, takes_team=False)), []),
        (replace(COUPLE, mentor=answering(MENTOR, takes_team=False), actor=TEAM), ["team"]),
        (replace(COUPLE, actor=replace(ACTOR, language="sv")), ["language"]),
        (replace(COUPLE, actor=answering(ACTOR, town=" TAMPERE ")), []),
        (replace(COUPLE, actor=answering(ACTOR, town="Turku")), ["place"]),
        (replace(COUPLE, actor=answering(ACTOR, town="")), []),
        (replace(COUPLE, actor=answering(ACTOR, town="Turku", online=True)), ["place"]),
        (Couple(answering(MENTOR, online=True), answering(ACTOR, town="Turku", online=True),
                ("individual",)), []),
        (Couple(answering(MENTOR, takes_team=False), replace(TEAM, language="en"),
                ("individual",), taken=2, apart=True),
         ["not_with", "capacity", "model", "team", "language"]),
    ],
)  # fmt: skip
def test_each_hard_rule_is_kept_or_named(couple: Couple, broken: list[Misfit]) -> None:
    assert (misfits(couple), fits(couple)) == (broken, not broken)


@pytest.mark.parametrize(
    ("said", "taken", "left"), [("3", 0, 3), ("3", 1, 2), ("1", 1, 0), ("", 0, 1), ("2", 5, 0)]
)
def test_a_mentor_has_room_for_as_many_as_they_said(said: str, taken: int, left: int) -> None:
    assert room(answering(MENTOR, capacity=said), taken) == left
