"""The questions before a meeting, as data: whole, in every language, for every place."""

import pytest

from service.domain.languages import LANGUAGES, Language
from service.domain.pairs import PairRole
from service.mail.questions import questions


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ["actor", "mentor"])
def test_every_meeting_has_questions_of_its_own(role: PairRole, language: Language) -> None:
    plan = [questions(number, 6, role, language, team=False) for number in (1, 2, 3, 5, 6)]
    asked = [one.asked for one in plan]
    assert all(asked)
    assert len(set(asked)) == 5
    assert [bool(one.frame) for one in plan] == [True, False, False, False, False]
    assert [bool(one.themes) for one in plan] == [False, True, True, True, True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_team_has_more_questions(language: Language) -> None:
    alone = questions(2, 5, "actor", language, team=False)
    team = questions(2, 5, "actor", language, team=True)
    assert team.asked[: len(alone.asked)] == alone.asked
    assert len(team.asked) > len(alone.asked)


def test_a_team_early_in_its_studies_has_themes_of_its_own() -> None:
    early = questions(3, 5, "actor", "fi", team=True, early=True)
    assert early.themes[0] == "ajankäyttö ja stressi"
