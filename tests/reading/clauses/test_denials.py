"""What is right and what is wrong where one is put for the other."""

import pytest

from service.reading.clauses.denials import put_for_another
from service.reading.understand import case_of
from tests.reading.given import after


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("at 15.30 not at 16.30", [False, True]),
        ("ei 12.5. vaan 13.5.", [True, False]),
        ("den 6 maj och inte den 5 maj", [False, True]),
    ],
)
def test_what_follows_a_not_is_wrong_up_to_its_but(text: str, denied: list[bool]) -> None:
    case, _, _ = case_of(text, after("echo"))
    told = [
        no
        for clause in case.clauses
        for at, no in put_for_another(clause, denied=False)
        if clause.items[at].value is not None
    ]
    assert told == denied
