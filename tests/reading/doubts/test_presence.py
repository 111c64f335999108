import pytest

from service.domain.languages import Language
from service.domain.readings import Context
from service.reading.doubts.filled import filled
from service.reading.doubts.presence import missing_in, people_with_features
from service.reading.doubts.roles import roles_in
from service.reading.past.persons import writer_among
from service.reading.understand import case_of
from tests.reading.given import after

TEAM = ("Anna", "Ville", "Omar")


def team(language: Language = "fi") -> Context:
    return after("attendance", language, *TEAM)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Tavattiin tunti, mutta Ville oli kipeä.", "fi"),
        ("Vi träffades, alla utom Ville.", "sv"),
        ("We met for an hour, Ville was missing.", "en"),
    ],
)
def test_who_is_said_to_be_away_is_likely_missing(text: str, language: Language) -> None:
    case, _, _ = case_of(text, team(language))
    missing = missing_in(case)
    assert missing["Ville"] > 0.5 > max(missing["Anna"], missing["Omar"])


def test_the_writer_is_known_by_the_first_name() -> None:
    case, _, _ = case_of("En päässyt", team(), "Omar Testi")
    assert writer_among(case) == "Omar"
    assert writer_among(case_of("En päässyt", team(), "Kim Testi")[0]) is None


def test_the_words_near_a_name_are_weighed_with_names_alike() -> None:
    case, _, _ = case_of("Villellä oli flunssa, Anna ja Omar tuli", team())
    features = dict(people_with_features(case))
    assert "Person 1 oli" in features["Ville"]
    assert "Person 1 <name>" not in features["Ville"]
    assert "Person 2 <name>" in features["Anna"]
    assert not any("omar" in one or "anna" in one for said in features.values() for one in said)


def test_nobody_is_missing_where_there_is_no_team() -> None:
    assert missing_in(case_of("Tavattiin", after())[0]) == {}


def test_a_meeting_is_held_without_those_who_were_likely_missing() -> None:
    case, _, _ = case_of("Tavattiin", team())
    (held,) = filled(("held",), case, roles_in(case), {"Anna": 0.1, "Ville": 0.9}) or ()
    assert held.missing == ("Ville",)
