"""What is answered to "this is how I understood you": right, wrong, or another answer (P18)."""

import pytest

from service.domain.languages import Language
from tests.reading.given import after, before, told


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("En pääsekään", "fi", "declined"),
        ("Siirretään to 9.4. klo 16", "fi", "moved"),
        ("Jag kan inte komma i alla fall", "sv", "declined"),
        ("Vi flyttar till 9.4 kl. 16", "sv", "moved"),
        ("Sorry, I can't make it after all", "en", "declined"),
        ("Can we move it to 9 April at 4 pm?", "en", "moved"),
    ],
)
def test_before_a_meeting_it_may_be_answered_otherwise(
    text: str, language: Language, kind: str
) -> None:
    certain, (finding,) = told(text, before("echo", language))
    assert (certain, finding[0]) == (True, kind)


@pytest.mark.parametrize("text", ["En pääsekään", "Siirretään to 16.4. klo 16", "Ehkä"])
def test_of_a_meeting_that_is_over_no_other_answer_is_taken(text: str) -> None:
    certain, _ = told(text, after("echo", "fi"))
    assert not certain


@pytest.mark.parametrize(
    ("text", "said"),
    [("Stämmer", []), ("Ångra", ["undo"])],
)
def test_right_and_undo_stay_what_they_are(text: str, said: list[str]) -> None:
    certain, findings = told(text, before("echo", "sv"))
    assert (certain, [one[0] for one in findings]) == (True, said)


@pytest.mark.parametrize(
    ("text", "language", "certain"),
    [
        ("Sami puuttui.", "fi", True),
        ("Muuten oikein mutta Sami ei ollut paikalla.", "fi", True),
        ("Joo, Sami puuttui.", "fi", False),
    ],
)
def test_in_a_team_it_is_set_right_who_was_missing(
    text: str, language: Language, certain: bool
) -> None:
    sure, findings = told(text, after("echo", language, "Anna", "Elias", "Sami"))
    assert sure == certain
    assert not certain or findings == [("undo",), ("held", ("Sami",))]
