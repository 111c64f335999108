"""Teams: a member's no, anyone's word about a meeting, and a mentor of their own (P5, P20)."""

from datetime import timedelta

import pytest

from service import store
from service.actions import applications
from service.domain.applications import Answers, Member
from service.domain.letters import Letter, Matter
from service.domain.people import Person
from service.store.inbox import Mail
from tests.programme import (
    NOW,
    SITE,
    a_published_team,
    a_round,
    an_answer,
    an_application,
    apply,
    at,
    booked,
    letters,
    receive,
    send_all,
)

ROUND = Matter("application", 1)
MAIJA, ELIAS = Member("Maija Salo", "maija@example.org"), Member("Elias Berg", "elias@example.org")


def a_team(db: store.Database, *members: Member, **answers: str) -> None:
    store.rounds.add(db, a_round())
    said: Answers = {"team_name": "Kajo", **answers}
    team = an_application("team", "Sami Laine", "sami@example.org", members=members, answers=said)
    apply(db, team)
    send_all(db, NOW)


def person(db: store.Database, email: str) -> Person:
    found = store.people.find(db, email)
    assert found is not None
    return found


def says(db: store.Database, email: str, words: str, about: Matter = ROUND, **more: str) -> Mail:
    return receive(db, an_answer(words, person(db, email), about, **more), NOW)


def members(db: store.Database) -> list[str]:
    (team,) = [one for one in store.applications.of_round(db, 1) if one.role == "team"]
    return [member.email for member in team.members]


def to(found: list[Letter]) -> list[str]:
    return [letter.to_address for letter in found]


@pytest.mark.parametrize("words", ["ei", "En osallistu", "jag deltar inte"])
def test_a_member_s_no_takes_them_out_and_tells_the_contact(db: store.Database, words: str) -> None:
    a_team(db, MAIJA, ELIAS)
    assert says(db, MAIJA.email, words).state == "settled"
    assert members(db) == [ELIAS.email]
    assert to(letters(db, "member_left")) == ["sami@example.org"]
    assert to(letters(db, "understood")) == [MAIJA.email]
    (act,) = store.acts.of(db, "application", 1)
    assert (act.who, act.act) == ("", "member_left")


@pytest.mark.parametrize(
    "words", ["En halua mukaan, kiitos", "Sorry, I don't want to be in the team."]
)
def test_a_member_who_does_not_want_to_join_leaves(db: store.Database, words: str) -> None:
    a_team(db, MAIJA, ELIAS)
    assert says(db, MAIJA.email, words).state == "settled"
    assert members(db) == [ELIAS.email]


def test_a_member_who_wants_to_know_more_first_stays(db: store.Database) -> None:
    a_team(db, MAIJA, ELIAS)
    says(db, MAIJA.email, "En halua mukaan ennen kuin tiedän enemmän")
    assert members(db) == [MAIJA.email, ELIAS.email]


def test_a_member_s_yes_changes_nothing(db: store.Database) -> None:
    a_team(db, MAIJA, ELIAS)
    before = store.letters.every(db)
    assert says(db, MAIJA.email, "Kyllä, olen mukana").state == "settled"
    assert members(db) == [MAIJA.email, ELIAS.email]
    assert store.letters.every(db) == before


def test_an_unclear_answer_is_asked_back_with_numbers(db: store.Database) -> None:
    a_team(db, MAIJA, ELIAS)
    assert says(db, MAIJA.email, "Joo ei").state == "asked"
    send_all(db, NOW)
    assert says(db, MAIJA.email, "2").state == "settled"
    assert members(db) == [ELIAS.email]


def test_a_team_keeps_at_least_two_people(db: store.Database) -> None:
    a_team(db, MAIJA)
    mail = says(db, MAIJA.email, "En osallistu")
    assert (mail.state, mail.reason) == ("tray", "leaves a team that needs at least two people")
    assert members(db) == [MAIJA.email]


def test_leaving_twice_is_for_a_coordinator(db: store.Database) -> None:
    a_team(db, MAIJA, ELIAS)
    says(db, MAIJA.email, "En osallistu", Message_ID="<1@x>")
    send_all(db, NOW)
    letter = letters(db, "team_member")[0]
    again = says(
        db, MAIJA.email, "En osallistu!", Message_ID="<2@x>", In_Reply_To=letter.message_id
    )
    assert (again.state, again.reason) == ("tray", "is in no team")


def test_who_is_listed_again_after_leaving_is_told_again(db: store.Database) -> None:
    a_team(db, MAIJA, ELIAS)
    says(db, MAIJA.email, "En osallistu")
    (team,) = store.applications.of_round(db, 1)
    season = store.rounds.get(db, 1)
    both = an_application(
        "team", "Sami Laine", "sami@example.org", members=(MAIJA, ELIAS), reference="UUSI",
        answers=team.answers, person_id=team.person_id,
    )  # fmt: skip
    applications.edit(db, SITE, season, both, NOW + timedelta(days=2))
    assert to(letters(db, "team_member")) == [MAIJA.email, ELIAS.email, MAIJA.email]


def test_who_leaves_a_paired_team_leaves_its_meetings_too(db: store.Database) -> None:
    pair = a_published_team(db)
    past, ahead = booked(db, pair, "2027-01-05 17:00", "2027-02-09 17:00")
    letter = letters(db, "team_member")[0]
    mail = says(db, MAIJA.email, "En osallistu", In_Reply_To=letter.message_id)
    assert mail.state == "settled"
    found = store.pairs.get(db, pair.id)
    assert [actor.email for actor in found.actors] == ["sami@example.org", ELIAS.email]
    seats = [
        [one.person.email for one in store.meetings.get(db, meeting.id).attendees]
        for meeting in (past, ahead)
    ]
    stay = ["liisa@example.org", "sami@example.org"]
    assert seats == [[*stay, MAIJA.email, ELIAS.email], [*stay, ELIAS.email]]
    (cancelled,) = letters(db, "invitation_cancelled")
    assert (cancelled.to_address, cancelled.about) == (MAIJA.email, Matter("meeting", ahead.id))
    assert store.meetings.get(db, ahead.id).sequence == 0
    assert [act.act for act in store.acts.of(db, "pair", pair.id)] == ["member_left"]


@pytest.mark.parametrize("writer", ["sami@example.org", MAIJA.email, ELIAS.email])
def test_any_member_answers_for_the_team(db: store.Database, writer: str) -> None:
    """From their own address, in reply to the invitation that everyone has."""
    pair = a_published_team(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    invitation = next(one for one in letters(db, "invitation") if one.to_address == writer)
    words = "Tavattiin, kaikki paitsi Elias"
    raw = an_answer(
        words, person(db, writer), Matter("meeting", meeting.id),
        In_Reply_To=invitation.message_id,
    )  # fmt: skip
    assert receive(db, raw, at("2027-02-10 09:00")).state == "settled"
    held = store.meetings.get(db, meeting.id)
    there = {one.person.first_name: one.attended for one in held.attendees}
    assert there == {"Liisa": True, "Sami": True, "Maija": True, "Elias": False}


def test_a_yes_to_an_invitation_is_not_held_afterwards(db: store.Database) -> None:
    pair = a_published_team(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    invitation = next(one for one in letters(db, "invitation") if one.to_address == MAIJA.email)
    raw = an_answer(
        "Kyllä", person(db, MAIJA.email), Matter("meeting", meeting.id),
        In_Reply_To=invitation.message_id,
    )  # fmt: skip
    receive(db, raw, at("2027-02-10 09:00"))
    assert store.meetings.get(db, meeting.id).state == "planned"


def test_a_team_s_own_mentor_is_asked_once_the_application_is_confirmed(
    db: store.Database,
) -> None:
    a_team(db, MAIJA, ELIAS, own_mentor="Kaisa Kivi, kaisa.kivi@example.org")
    (letter,) = letters(db, "own_mentor")
    assert letter.to_address == "kaisa.kivi@example.org"
    whole = store.letters.get(db, letter.id).raw.decode()
    assert "https://oksa.example.org/haku/fi" in whole
    assert person(db, letter.to_address).name == "Kaisa Kivi"


@pytest.mark.parametrize(
    ("words", "ends", "to_mentor", "to_team"),
    [
        (
            "Kyllä",
            ("tray", "own mentor says yes"),
            "Kiitos, että lähdet mukaan!",
            "Toivomanne mentori suostui",
        ),
        (
            "Ei",
            ("settled", "own mentor says no"),
            "Kiitos vastauksestasi!",
            "Toivomanne mentori ei pääse mukaan",
        ),
        (
            "En halua mukaan, kiitos",
            ("settled", "own mentor says no"),
            "Kiitos vastauksestasi!",
            "Toivomanne mentori ei pääse mukaan",
        ),
    ],
)
def test_an_own_mentor_is_answered_and_the_team_told_and_a_coordinator_makes_the_pair(
    db: store.Database, words: str, ends: tuple[str, str], to_mentor: str, to_team: str
) -> None:
    a_team(db, MAIJA, ELIAS, own_mentor="Kaisa Kivi, kaisa.kivi@example.org")
    mail = says(db, "kaisa.kivi@example.org", words)
    assert (mail.state, mail.reason) == ends
    (noted,) = letters(db, "own_mentor_noted")
    assert (noted.to_address, noted.subject) == ("kaisa.kivi@example.org", to_mentor)
    (told,) = letters(db, "own_mentor_answer")
    assert (told.to_address, told.subject) == ("sami@example.org", to_team)


def test_what_is_neither_yes_nor_no_is_for_a_coordinator(db: store.Database) -> None:
    a_team(db, MAIJA, ELIAS, own_mentor="Kaisa Kivi, kaisa.kivi@example.org")
    mail = says(db, "kaisa.kivi@example.org", "Joo ei")
    assert (mail.state, mail.reason) == ("tray", "own mentor says something else")
    assert letters(db, "own_mentor_noted") == []


@pytest.mark.parametrize("said", ["", "Kaisa Kivi", "Sami Laine, sami@example.org"])
def test_nobody_is_asked_without_another_s_address(db: store.Database, said: str) -> None:
    a_team(db, MAIJA, ELIAS, own_mentor=said)
    assert letters(db, "own_mentor") == []
