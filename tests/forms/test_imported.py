"""Applications in a CSV file: read as the form would, line by line."""

from dataclasses import replace

import pytest

from forms.imported import Line, columns, lines_in
from service.domain.applications import Member
from tests.programme import a_round

SEASON = a_round(
    themes=(
        {"fi": "työnhaku, CV ja haastattelu", "sv": "jobbsökning", "en": "job hunting"},
        {"fi": "verkostot", "sv": "nätverk", "en": "networks"},
    )
)
HEAD = "role;language;name;email;field;themes;town;online;consent"
MENTOR = f"{HEAD};work;capacity\nmentor;%s\n"


def the_only(text: str) -> Line:
    (line,) = lines_in(text, SEASON)
    return line


def test_a_mentor_reads_as_from_the_form() -> None:
    said = "sv;Anna Mäkinen;Anna@Example.org;kultur;jobbsökning, nätverk;Åbo;ja;x;producent;2"
    one = the_only("\ufeff" + MENTOR % said).application
    assert one is not None
    assert (one.role, one.language, one.email) == ("mentor", "sv", "anna@example.org")
    assert one.answers["themes"] == ("jobbsökning", "nätverk")
    assert (one.answers["online"], one.answers["capacity"]) == (True, 2)


def test_a_team_has_its_members_however_they_are_parted() -> None:
    head = HEAD.replace(";", ",") + ",phase,goals,team_name,members"
    line = (
        "team,,Sami,sami@example.org,kulttuuri,verkostot,Turku,no,yes,thesis,oppia,Kajo,"
        '"Maija, maija@example.org; Elias, elias@example.org"'
    )
    one = the_only(f"{head}\n{line}\n").application
    assert one is not None
    members = (Member("Maija", "maija@example.org"), Member("Elias", "elias@example.org"))
    assert (one.language, one.members, one.answers["online"]) == ("fi", members, False)


@pytest.mark.parametrize(
    "cell",
    ["työnhaku, CV ja haastattelu, verkostot", "verkostot | Työnhaku, CV ja haastattelu", "t1;t2"],
)
def test_themes_are_known_by_their_names_commas_and_all(cell: str) -> None:
    said = f'fi;Anna;a@example.org;kulttuuri;"{cell}";Turku;;yes;tuottaja;1'
    one = the_only(MENTOR % said).application
    assert one is not None
    assert one.answers["themes"] == ("työnhaku, CV ja haastattelu", "verkostot")


@pytest.mark.parametrize(
    ("said", "errors"),
    [
        ("fi;Anna;anna;kulttuuri;verkostot;Turku;;yes;t;1", ["email"]),
        ("de;Anna;a@example.org;kulttuuri;verkostot;Turku;;yes;t;1", ["language"]),
        ("fi;Anna;a@example.org;kulttuuri;verkostot;Turku;maybe;yes;t;1", ["online"]),
        ("fi;Anna;a@example.org;kulttuuri;verkostot, muu;Turku;;yes;t;1", ["themes"]),
        ("fi;Anna;a@example.org;kulttuuri;verkostot;Turku;;no;t;1", ["consent"]),
        ("fi;Anna;a@example.org;kulttuuri;verkostot;Turku;;yes;t;1;more", [""]),
    ],
)
def test_what_is_wrong_is_told_by_column(said: str, errors: list[str]) -> None:
    line = the_only(MENTOR % said)
    assert (line.number, line.application, list(line.errors)) == (2, None, errors)


def test_the_same_line_is_the_same_application_and_another_is_another() -> None:
    said = "fi;Anna;a@example.org;kulttuuri;verkostot;Turku;;yes;tuottaja;1"
    first, again, other = (
        the_only(MENTOR % text).application for text in (said, said, said.replace("Turku", "Oulu"))
    )
    assert first is not None
    assert other is not None
    assert (first, first.reference != other.reference) == (again, True)
    assert replace(first, reference="") != replace(other, reference="")


@pytest.mark.parametrize("text", ["", "role;nimi\n", "name;email\n", 'role;name\nmentor;"An'])
def test_a_file_that_is_no_such_list_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        list(lines_in(text, SEASON))


def test_the_columns_are_the_forms_fields() -> None:
    assert {"role", "language", "own_mentor", "takes_team", "ask_me_about"} <= set(columns())
