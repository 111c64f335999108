"""A team's members out of what was typed."""

import pytest

from forms.members import Roll, member_in, roll, written
from forms.translations import speak
from service.domain.applications import Member

ANNA = Member("Anna Virtanen", "anna@example.org")


@pytest.mark.parametrize(
    "line",
    [
        "Anna Virtanen, anna@example.org",
        "Anna Virtanen anna@example.org",
        "Anna Virtanen <Anna@Example.ORG>",
        "anna@example.org; Anna Virtanen",
        "Virtanen\tAnna@example.org".replace("Virtanen\tAnna", "Anna Virtanen\tanna"),
    ],
)
def test_a_member_is_read_as_people_write_them(line: str) -> None:
    assert member_in(line) == ANNA


@pytest.mark.parametrize(
    "line", ["Anna Virtanen", "anna@example.org", "A a@example.org b@b.fi", "A a@b"]
)
def test_a_line_without_one_name_and_one_address_is_nobody(line: str) -> None:
    assert member_in(line) is None


def test_the_contact_person_may_be_listed_too() -> None:
    typed = "Kaisa K, kaisa@example.org\n\nAnna Virtanen, anna@example.org"
    assert roll(typed, "kaisa@example.org") == Roll((ANNA,), ())


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ("Kaisa K, kaisa@example.org", ("List at least one member besides yourself",)),
        (
            "A, a@example.org\nB, A@example.org",
            ("Line 2: this address is already listed",),
        ),
        (
            "\n".join(f"M, m{n}@example.org" for n in range(8)),
            ("List at most 7 members besides yourself",),
        ),
    ],
)
def test_a_wrong_list_says_what_is_wrong(typed: str, errors: tuple[str, ...]) -> None:
    speak("en")
    assert roll(typed, "kaisa@example.org").errors == errors


def test_members_are_written_as_they_are_read() -> None:
    assert roll(written([ANNA]), "").members == (ANNA,)
