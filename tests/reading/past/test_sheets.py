"""Who of a team came, told by one of them; beside each, what leaves somebody's place open."""

import pytest

from service.domain.languages import Language
from service.domain.readings import Context
from service.reading.past.sheets import is_left_open, sheet_of
from service.reading.understand import case_of
from tests.reading.given import after

TEAM = ("Anna", "Elias", "Sami")


def team(language: Language) -> Context:
    return after("attendance", language, *TEAM)


@pytest.mark.parametrize(
    ("text", "language", "gone"),
    [
        ("mä en, muut joo", "fi", {"Anna"}),
        ("muut oli mä en", "fi", {"Anna"}),
        ("Mä ja Sami ei päästy, Elias kävi.", "fi", {"Anna", "Sami"}),
        ("Kaks meist puuttu, mä ja Sami. Elias kävi", "fi", {"Anna", "Sami"}),
        ("me oltiin Eliaksen kaa, muut ei", "fi", {"Sami"}),
        ("Mä olin ainoa joka tuli.", "fi", {"Elias", "Sami"}),
        ("Minua lukuun ottamatta kaikki olivat paikalla", "fi", {"Anna"}),
        ("Viimeks Sami puuttu, nyt kaikki", "fi", set()),
        ("Mulla oli tentti enkä ehtiny, muut kaksi kävi", "fi", {"Anna"}),
        ("Nukuin pommiin, mut Elias sano et ne oli siellä tunnin", "fi", {"Anna"}),
        ("En voinut tulla eilen. Elias kertoi, että muut olivat siellä", "fi", {"Anna"}),
        ("Sami oli ainoa, joka tuli", "fi", {"Anna", "Elias"}),
        ("Me oltiin Samin kanssa kahdestaan, Elias oli Saksassa.", "fi", {"Elias"}),
        ("Missade det tyvärr. Sami och Elias var där.", "sv", {"Anna"}),
        ("Sami kom inte och Elias hade förhinder så det blev bara jag.", "sv", {"Elias", "Sami"}),
        ("Sami was supposed to come but didn't. The others were there.", "en", {"Sami"}),
        ("Enligt Elias var de andra där, jag kom int iväg", "sv", {"Anna"}),
        ("Försov mig, de andra höll mötet ändå", "sv", {"Anna"}),
        ("Bara ja å mentorn pallade dyka upp, de andra orka inte", "sv", {"Elias", "Sami"}),
        ("Elias gick efter en halvtimme, de andra satt kvar hela timmen", "sv", set()),
        ("Wasn't there myself, but Sami says the rest of them met", "en", {"Anna"}),
        ("Varken jag eller Sami kom, Elias var där", "sv", {"Anna", "Sami"}),
        ("Bara jag var där, 45 min", "sv", {"Elias", "Sami"}),
        ("Alla utom jag var där", "sv", {"Anna"}),
        ("me and Elias went; Sami stayed in bed", "en", {"Sami"}),
        ("Myself and Sami had to skip, Elias attended", "en", {"Anna", "Sami"}),
        ("It happened without me. 1 h", "en", {"Anna"}),
        ("It was just me and the mentor. 45 min", "en", {"Elias", "Sami"}),
        ("I was ill but came, the others were there too", "en", set()),
    ],
)
def test_places_everyone_of_a_team(text: str, language: Language, gone: set[str]) -> None:
    sheet = sheet_of(case_of(text, team(language), "Anna Testi")[0])
    assert sheet is not None
    assert sheet.gone == gone


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Sami ei päässyt, mutta tuli silti lopuksi. Kaikki paikalla.", "fi"),
        ("Mentori ei tullut, me oltiin kaikki kolme siellä.", "fi"),
        ("Samilla ei ollut kysymyksiä, Eliaksella oli.", "fi"),
        ("Nästan alla var på plats.", "sv"),
        ("Jag hann inte fika innan men de andra var där också", "sv"),
        ("mä en ehtinyt syödä ennen, muut olivat ajoissa", "fi"),
        ("Alla utom Sami, och han kom sen.", "sv"),
        ("Jag missade mötet och vet inte om de andra träffades.", "sv"),
        ("I was ill, the others may have met.", "en"),
        ("Everyone but Mei was there.", "en"),
        ("Moved it as Elias and Sami had exams, I could have come", "en"),
    ],
)
def test_places_nobody_where_somebody_may_have_been_there(text: str, language: Language) -> None:
    assert sheet_of(case_of(text, team(language), "Anna Testi")[0]) is None


@pytest.mark.parametrize(
    ("text", "language", "is_open"),
    [
        ("Kaksi kolmesta pääsi", "fi", True),
        ("Kaksi kolmesta pääsi, Elias oli töissä", "fi", False),
        ("Bara tjejerna kom", "sv", True),
        ("Bara Elias kom", "sv", False),
        ("Jonna and Sami were away", "en", True),
    ],
)
def test_knows_where_it_is_not_told_who(text: str, language: Language, is_open: bool) -> None:
    assert is_left_open(case_of(text, team(language), "Anna Testi")[0]) is is_open


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Samin sisko oli kipeä, mutta kaikki pääsivät.", "fi"),
        ("Kaikki paikalla. Eliakselta puuttui tehtävä.", "fi"),
        ("Ensi kerralla Elias ei pääse. Kaikki paikalla.", "fi"),
        ("Samis syster var sjuk men alla kom.", "sv"),
        ("Sami's sister was ill but everyone came.", "en"),
    ],
)
def test_takes_nothing_of_anothers_for_a_person(text: str, language: Language) -> None:
    sheet = sheet_of(case_of(text, team(language), "Anna Testi")[0])
    assert sheet is not None
    assert not sheet.gone
