"""A name is found as it is written and inflected, and never inside somebody else's (G4)."""

import json

import pytest

from service.domain.naming import naming, tells


@pytest.mark.parametrize(
    ("words", "said", "after"),
    [
        ("anna@example.org", "Kirjoita: anna@example.org.", "Kirjoita: X."),
        ("anna@example.org", "<Anna@Example.org>", "<X>"),
        ("anna@example.org", "johanna@example.org", None),
        ("anna@example.org", "j.anna@example.org", None),
        ("anna@example.org", "anna@example.org.uk", None),
        ("Anna Mäki", "Anna Mäki ja Eetu", "X ja Eetu"),
        ("Anna Mäki", "tapasin Anna Mäen", None),
        ("Anna Mäki", "Anna Mäkille", "X"),
        ("Anna Mäki", "anna mäkis hund", "X hund"),
        ("Anna Mäki", "Anna Mäkinen", None),
        ("Anna Mäki", "Johanna Mäki", None),
        ("Eetu Koski", "Eetu Koskelo", None),
        ("Anna", "Anna on kipeä", "X on kipeä"),
        ("Anna", "Annalle ja Annasta", "X ja X"),
        ("Anna", "Anna Mäkinen", None),
        ("Anna", "Annabel", None),
        ("Anna", "anna palautetta", None),
        ("mentor", "mentor", None),
        ("Mentor", "mentor", None),
    ],
)
def test_a_name_is_found_as_it_is_written_and_never_in_another(
    words: str, said: str, after: str | None
) -> None:
    assert naming([words]).sub("X", said) == (after or said)
    told = json.dumps(f"rivi\n{said}")
    assert naming([words]).sub("X", told) == json.dumps(f"rivi\n{after or said}")


def test_a_first_name_alone_does_not_tell_a_person() -> None:
    assert [tells(one) for one in ("Anna", "Anna Mäki", "a@example.org")] == [False, True, True]
