from service.domain.applications import Answers, Application, Member
from service.domain.languages import LANGUAGES
from service.mail.answers import labelled


def test_answers_are_labelled_in_the_readers_language_and_order() -> None:
    application = Application(
        1,
        "team",
        "Eetu Esimerkki",
        "eetu@example.org",
        "fi",
        {
            "themes": ("Verkostot", "Työnhaku"),
            "phase": "thesis",
            "town": "",
            "online": False,
            "consent": True,
            "team_name": "Kajo",
        },
        phone="040 000 0000",
        members=(Member("Mira Modell", "mira@example.org"), Member("Otso", "otso@example.org")),
    )
    assert labelled(application, "sv") == [
        ("Telefon", "040 000 0000"),
        ("Träffas också på distans", "nej"),
        ("Studieskede", "skriver examensarbete"),
        ("Teman", "Verkostot, Työnhaku"),
        ("Teamets namn", "Kajo"),
        ("Teamets medlemmar", "Mira Modell (mira@example.org), Otso (otso@example.org)"),
    ]


def test_a_choice_without_a_word_is_shown_as_it_is() -> None:
    application = Application(1, "actor", "", "", "fi", {"phase": "doctoral", "capacity": 2})
    assert labelled(application, "fi") == [("Opintojen vaihe", "doctoral"), ("Montako paria", "2")]


def test_every_language_has_every_label() -> None:
    answers: Answers = {"online": True, "phase": "beginning", "may_name": False, "goals": "?"}
    application = Application(1, "actor", "", "", "fi", answers)
    assert {len(labelled(application, language)) for language in LANGUAGES} == {4}
