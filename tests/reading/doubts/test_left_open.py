"""What a certain reading would leave open."""

import pytest

from service.domain.languages import Language
from tests.reading.given import after, before, told


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Yes, I'll be there! Btw does somebody know if I get study points for this"),
        ("sv", "Jag kommer. Vet ni om man får studiepoäng för det här"),
        ("fi", "Tulen. Keneen otan yhteyttä jos mentori ei vastaa"),
    ],
)
def test_asks_back_where_the_office_is_asked_beside_an_answer(
    language: Language, words: str
) -> None:
    assert told(words, before("invitation", language))[0] is False


def test_no_costs_but_one_are_asked_back() -> None:
    assert told("Inga kostnader förutom parkeringen.", after("expense", "sv"))[0] is False
    assert told("Inga kostnader.", after("expense", "sv")) == (True, [])


def test_no_meeting_was_on_the_day_that_was_believed_in() -> None:
    words = "Jag missade träffen för jag trodde den var 7.4. De andra höll på i två timmar."
    assert told(words, after("attendance", "sv", "Anna", "Elias"))[0] is False


def test_an_hour_that_was_not_read_leaves_the_length_open() -> None:
    assert told("Vi började halv sex och slutade sju.", after("attendance", "sv"))[0] is False


def test_whoever_comes_in_another_week_does_not_come_to_this_meeting() -> None:
    assert told("Tulen mielelläni ensi viikolla!", before("invitation", "fi"))[0] is False
    assert told("Tulen mielelläni tällä viikolla!", before("invitation", "fi"))[0] is True
