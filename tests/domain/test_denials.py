"""Who denies an application, who only corrects it, and who does not want to join (P4, P5)."""

import pytest

from service.domain.denials import declines, denies


@pytest.mark.parametrize(
    "text",
    [
        "En ole hakenut",
        "Hei,\nen ole itse hakenut mihinkään.",
        "En ole lähettänyt mitään hakemusta!",
        "Perun hakemukseni.",
        "Tämä oli vahinko, en halua mukaan",
        "Jag har inte ansökt",
        "Hej! Jag har aldrig sökt till programmet.",
        "Jag drar tillbaka min ansökan",
        "Det var inte jag.",
        "I did not apply",
        "Sorry, but I didn’t apply for this.",
        "I have never applied",
        "Not me",
    ],
)
def test_a_clear_denial_is_one(text: str) -> None:
    assert denies(text)


@pytest.mark.parametrize(
    "text",
    [
        "Vahvistan. Milloin parit julkaistaan?",
        "Jag bor i Åbo och inte i Vasa.",
        "Asun Turussa enkä Tampereella.",
        "En ole hakenut aiemmin, vahvistan.",
        "En ole hakenut mentoriksi vaan aktoriksi",
        "Jag har inte sökt förut. Bekräftar!",
        "I confirm. Did I not apply twice?",
        "I did not apply as a mentor but as an actor",
        "I have not sent my picture yet",
        "Ok, but my phone number is 040 123",
        "",
    ],
)
def test_a_question_or_a_correction_denies_nothing(text: str) -> None:
    assert not denies(text)


@pytest.mark.parametrize(
    "text",
    [
        "En halua mukaan, kiitos",
        "Ei kiitos. En halua mukaan tiimiin.",
        "Nej tack, jag vill inte vara med",
        "Sorry, I don't want to be in the team. Thanks!",
    ],
)
def test_a_no_to_a_team_is_understood(text: str) -> None:
    assert declines(text)


@pytest.mark.parametrize(
    "text", ["En halua mukaan ennen kuin tiedän enemmän", "En halua mukaan?", "Kiitos", ""]
)
def test_a_no_with_more_to_say_is_left_to_others(text: str) -> None:
    assert not declines(text)
