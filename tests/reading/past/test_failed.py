import pytest

from service.domain.languages import Language
from service.reading.understand import case_of, judged
from tests.reading.given import after, short


@pytest.mark.parametrize(
    ("language", "text", "starts"),
    [
        ("fi", "Ei tavattu. Se kerta jää nyt väliin. Seuraava on 20.5. klo 17.", ["20"]),
        (
            "fi",
            "Ei tavattu. Kevään ajat on silti sovittu: 19.5. klo 17 ja 26.5. klo 17",
            ["19", "26"],
        ),
        ("sv", "Träffen uteblev och vi tar inte igen den. Nästa är den 19 maj kl. 17.", ["19"]),
        ("en", "We didn't meet and won't make it up. Next one is 6 May at 5 pm.", ["06"]),
    ],
)
def test_a_meeting_let_go_leaves_the_next_where_it_was(
    language: Language, text: str, starts: list[str]
) -> None:
    verdict = judged(case_of(text, after("attendance", language))[0])
    assert verdict.certain
    assert [short(one) for one in verdict.findings] == [
        ("not_held",),
        ("planned", [f"2026-05-{day}T17:00" for day in starts]),
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fi", "Ei nähty. Jätetään väliin. Uusi aika 14.4. klo 17."),
        ("sv", "Vi sågs inte som planerat. Vi ses 14.4 kl 17."),
        ("en", "We let it go this time, she was ill. New time 14 April at 17."),
    ],
)
def test_a_new_time_for_it_is_a_move(language: Language, text: str) -> None:
    verdict = judged(case_of(text, after("attendance", language))[0])
    assert [one.kind for one in verdict.findings] == ["moved"]
