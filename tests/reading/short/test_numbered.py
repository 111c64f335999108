"""Numbered answers in every notation people use (P27)."""

import pytest

from service.domain.feedback import Told
from service.domain.feedback_words import QUESTIONS
from service.reading.short.numbered import answers, without_name

MIDWAY, CLOSING = QUESTIONS["midway"], QUESTIONS["closing"]


@pytest.mark.parametrize(
    "text",
    [
        "1: 4, 2: rytmi, 3: enemmän aikaa",
        "1) 4\n2) rytmi\n3) enemmän aikaa",
        "1. neljä\n2. rytmi\n3. enemmän aikaa\n\nT. Eetu",
        "Kohta 1: nelonen\nkohta 2: rytmi\nkohta 3: enemmän aikaa",
        "Fråga 1: fyra, fråga 2: rytmi, fråga 3: enemmän aikaa",
        "1=4 2=rytmi 3=enemmän aikaa",
        "(1) 4/5 (2) rytmi (3) enemmän aikaa",
        "1 4\n2 rytmi\n3 enemmän aikaa",
        "1 – 4\n2 – rytmi\n3 – enemmän aikaa",
        "1:4,2:rytmi,3:enemmän aikaa",
        "4\nrytmi\nenemmän aikaa\n\nTerveisin\nEetu Koski",
        "4, rytmi, enemmän aikaa",
        "Moi!\n\n1: 4\n2: rytmi\n3: enemmän aikaa",
    ],
)
def test_notations_say_the_same(text: str) -> None:
    told = Told({"fit": "4", "met": "rytmi", "goal": "enemmän aikaa"})
    assert answers(text, text, MIDWAY, "Eetu Koski") == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("4", Told({"fit": "4"})),
        ("1: 5", Told({"fit": "5"})),
        ("1: 4, 2: -, 3: en osaa sanoa", Told({"fit": "4"})),
        ("4. Kaikki toimii hyvin", Told({"fit": "4", "goal": "Kaikki toimii hyvin"})),
        ("Kaikki on sujunut hienosti.", Told({"goal": "Kaikki on sujunut hienosti."})),
        ("kohta 1: hyvin", Told({"goal": "hyvin"})),
        (
            "1: 4, 2: tapasimme 14.3. klo 17, 3: 2 tunnin kertoja",
            Told({"fit": "4", "met": "tapasimme 14.3. klo 17", "goal": "2 tunnin kertoja"}),
        ),
        (
            "1: 4\n2: Puhuimme paljon:\n1. gradu\n2. työ\n3: ei",
            Told({"fit": "4", "met": "Puhuimme paljon:\n1. gradu\n2. työ", "goal": "ei"}),
        ),
        ("1: 7", Told({"goal": "7"}, certain=False)),
        ("1: 4-5", Told({"goal": "4-5"}, certain=False)),
        ("3. Kaikki ok", Told({"goal": "Kaikki ok"}, certain=False)),
        ("1: 2\nOta yhteyttä", Told({"fit": "2"}, contact=True)),
        ("1: 4\nTa gärna kontakt", Told({"fit": "4"}, contact=True)),
        ("1: 4\nEi tarvitse ottaa yhteyttä", Told({"fit": "4"})),
        ("Contact me please", Told({}, contact=True)),
        ("", Told({}, certain=False)),
    ],
)
def test_reads_what_is_said_and_doubts_what_is_not_clear(text: str, told: Told) -> None:
    assert answers(text, text, MIDWAY) == told


def test_reads_answers_between_the_quoted_questions() -> None:
    whole = (
        "> 1 Kuinka hyvin yhteistyö\n> toimii?\n\nnelonen\n\n"
        "> 2 Oletteko tavanneet?\n\nTyönhaku\n> 3 Mikä tavoite etenee?\n> -- \n> Ohjelma\n"
    )
    assert answers("nelonen\n\nTyönhaku", whole, MIDWAY) == Told({"fit": "4", "met": "Työnhaku"})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "1: 4 2: sopivasti 3: 10 4: verkostot 5: lisää\nNimettömänä",
            {"goals": "4", "letters": "2", "recommend": "10", "useful": "verkostot",
             "change": "lisää"},
        ),
        ("1. fyra 2. lagom 3. nio\nAnonymt tack", {"goals": "4", "letters": "2", "recommend": "9"}),
        ("Anonymous please\n4\n2\n10\ncourage\nnothing else",
         {"goals": "4", "letters": "2", "recommend": "10", "useful": "courage",
          "change": "nothing else"}),
        ("1: 4, 2: too many, 3: 8/10\nI answer anonymously",
         {"goals": "4", "letters": "1", "recommend": "8"}),
    ],
)  # fmt: skip
def test_reads_the_wish_to_stay_nameless(text: str, told: dict[str, str]) -> None:
    assert answers(text, text, CLOSING) == Told(told, anonymous=True)


def test_a_nameless_answer_names_nobody_who_wrote_it() -> None:
    told = Told({"change": "Minä, Eetu, olin usein pois"}, anonymous=True)
    said = without_name(told, "Eetu Koski").answers
    assert said == {"change": "Minä, …, olin usein pois"}


@pytest.mark.parametrize("text", ["1: " * 4000, "ota " * 3000, "1\n" * 4000, ">1 a\n" * 2000])
def test_hostile_text_ends(text: str) -> None:
    assert isinstance(answers(text, text, CLOSING), Told)
