"""What feedback adds up to, and which groups are too small to be shown (P27)."""

from collections.abc import Sequence

import pytest

from service.domain.feedback import Answer
from service.domain.feedback_results import may_show, said, tally
from service.domain.feedback_words import QUESTIONS

GOALS = QUESTIONS["closing"][0]
CHANGE = QUESTIONS["closing"][4]


def some(role: str, *numbers: int, named: bool = False) -> list[Answer]:
    person = 7 if named else None
    return [
        Answer("", "closing", 1, role, {"goals": str(one), "change": "aikaa"}, person)
        for one in numbers
    ]


@pytest.mark.parametrize(
    ("mentors", "actors", "roles"),
    [
        ((4, 4, 4, 5, 3), (5, 5, 5, 5, 1), ("mentor", "actor")),
        ((4, 4, 4, 5), (5, 5, 5, 5, 1, 2), ()),  # else four mentors could be worked out
        ((), (5, 5, 5, 5, 1), ()),  # one role alone is the total
    ],
)
def test_roles_are_shown_from_five_answers_of_each(
    mentors: Sequence[int], actors: Sequence[int], roles: tuple[str, ...]
) -> None:
    found = tally([*some("mentor", *mentors), *some("actor", *actors)], GOALS)
    assert found is not None
    assert found.roles == roles
    assert found.total == len(mentors) + len(actors)
    for row in found.rows:
        assert row.count == [*mentors, *actors].count(row.value)
        assert len(row.by_role) == len(roles)
        assert not roles or sum(row.by_role) == row.count


def test_few_answers_are_shown_only_where_all_have_names() -> None:
    few = some("actor", 4, 5, 5, 2)
    assert tally(few, GOALS) is None
    assert not may_show(few)
    named = some("actor", 4, 5, named=True)
    found = tally(named, GOALS)
    assert found is not None
    assert (found.total, found.mean, found.roles) == (2, 4.5, ())


def test_nameless_words_wait_for_five_answers() -> None:
    answers = [*some("actor", 4, 5, 2), *some("mentor", 3, named=True)]
    assert [one.person_id for one, _ in said(answers, CHANGE)] == [7]
    assert len(said([*answers, *some("actor", 1)], CHANGE)) == 5
