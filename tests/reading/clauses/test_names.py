"""First names of a team in any of their forms, and no others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.reading.clauses.clauses import Clause
from service.reading.clauses.names import named
from service.reading.clauses.sayings import Item
from tests.reading.given import after, told

DOUBLE = ("Hanna-Maija", "Karl-Johan", "Anna")


@pytest.mark.parametrize(
    ("word", "name"),
    [("ahmedilla", "Ahmed"), ("eliaskaan", "Elias"), ("sadulta", "Satu"), ("grace's", "Grace"),
     ("villeä", "Ville"), ("pekan", "Pekka"), ("tuomaksen", "Tuomas")],
)  # fmt: skip
def test_knows_a_name_in_its_forms(word: str, name: str) -> None:
    assert named(Clause([Item(word, 0, len(word))]), (name,)) == [name]


@pytest.mark.parametrize(("word", "name"), [("tommi", "Tom"), ("alina", "Ali"), ("leona", "Leo")])
def test_takes_no_longer_name_for_a_shorter(word: str, name: str) -> None:
    assert named(Clause([Item(word, 0, len(word))]), (name,)) == []


def test_takes_the_longest_name_of_two_that_fit() -> None:
    assert named(Clause([Item("marian", 0, 6)]), ("Mari", "Maria")) == ["Maria"]


@given(st.sampled_from(["Karl-Johan", "karl-johan"]), st.sampled_from(["", ". 1 h", "\nTack"]))
def test_reads_a_double_name_as_one(name: str, end: str) -> None:
    _, findings = told(f"Vi träffades utan {name}{end}", after("attendance", "sv", *DOUBLE))
    assert findings[0][-1] == ("Karl-Johan",)
