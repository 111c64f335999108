import pytest

from service.domain.languages import Language
from service.domain.readings import Context
from service.reading.understand import case_of, judged
from tests.reading.given import after, before, short


def grammar(text: str, context: Context) -> list[tuple[object, ...]] | None:
    """Return what the grammar alone is certain of, in short."""
    verdict = judged(case_of(text, context)[0])
    return [short(one) for one in verdict.findings] if verdict.certain else None


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("fi", "Sanoin teille ettei nähty, mutta kyllä me nähtiin, 50 min", ("held", 50)),
        ("fi", "Vastasin teille eilen joo mut se oli vahingos. Ei nähty.", ("not_held",)),
        ("fi", "Korjaus eiliseen: kirjoitin 45 min, oli 55.", ("held", 55)),
        ("fi", "Korjaus eiliseen viestiini: tapaaminen kesti 45 min, ei tuntia.", ("held", 45)),
        ("sv", "Jag svarade nej i går, men vi träffades faktiskt, en timme.", ("held", 60)),
        ("sv", "Jag meddelade i går att vi hade mötet men vi sågs inte.", ("not_held",)),
        ("en", "I told you this morning we'd met, but we had no meeting.", ("not_held",)),
        ("en", "Please ignore my last message, we met yesterday.", ("held", "2026-04-08")),
    ],
)
def test_takes_back_what_one_said_before(
    language: Language, text: str, told: tuple[object, ...]
) -> None:
    assert grammar(text, after("attendance", language)) == [("undo",), told]


@pytest.mark.parametrize(
    ("language", "text", "minutes"),
    [
        ("fi", "Vastasin teille jo aamulla: nähtiin, tunti.", 60),
        ("fi", "Nähtiin ja korjaan CV:tä viikonloppuna. Tunti.", 60),
        ("en", "I said no sugar, but she put two in. We met for an hour.", 60),
    ],
)
def test_takes_nothing_back_that_was_said_of_something_else_or_stands(
    language: Language, text: str, minutes: int
) -> None:
    assert grammar(text, after("attendance", language)) == [("held", minutes)]


def test_an_answer_told_anew_undoes_the_first() -> None:
    again = grammar("Ignore my last one, I can come after all!", before("invitation", "en"))
    assert again == [("undo",), ("accepted",)]


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("fi", "Painoin väärää nappia, en siis pääse.", "declined"),
        ("sv", "Bry er inte om mitt förra mejl, jag kommer.", "accepted"),
        ("sv", "Mitt ja i morse var förhastat. Jag kan inte komma.", "declined"),
        ("en", "My no this morning was meant for another meeting. I'm coming.", "accepted"),
    ],
)
def test_a_mail_let_go_undoes_its_answer(language: Language, text: str, told: str) -> None:
    assert grammar(text, before("invitation", language)) == [("undo",), (told,)]


@pytest.mark.parametrize(
    "text",
    [
        "I sent her the wrong file first. I'm coming.",
        "Forgot your mail. I'm coming.",
        "I'm coming. Ignore the noise in my last voice mail.",
        "I'm coming. I sent my mail to the wrong address first.",
        "I'm coming. I sent the wrong answer in the exam.",
        "I'm coming. Don't forget to answer my last mail about the room.",
        "Jag kommer. Bry er inte om mitt autosvar.",
        "Tulen. Älkää välittäkö automaattisesta vastauksestani.",
    ],
)
def test_a_mail_of_another_or_what_is_around_it_undoes_nothing(text: str) -> None:
    verdict = judged(case_of(text, before("invitation", "en"))[0])
    assert "undo" not in [one.kind for one in verdict.findings]


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("fi", "Vastasin että tulen, mutta nyt en pääse.", "declined"),
        ("sv", "Jag skrev i går att jag inte kan komma, men nu kan jag.", "accepted"),
        ("en", "I wrote this morning that I can come. Unfortunately I can't.", "declined"),
    ],
)
def test_another_answer_is_told_alone(language: Language, text: str, told: str) -> None:
    assert grammar(text, before("invitation", language)) == [(told,)]


def test_a_changed_plan_undoes_nothing() -> None:
    assert grammar("Jag har sagt ja men nu kan jag inte komma.", before("invitation", "sv")) == [
        ("declined",)
    ]
