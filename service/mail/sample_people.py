"""The invented people of the sample letters: a pair, a team, hard names, and their answers."""

from dataclasses import replace
from datetime import UTC, datetime

from service.domain.applications import Answers, Application, Member
from service.domain.languages import Language
from service.domain.meetings import Attendee, Meeting
from service.domain.pairs import Pair, Party
from service.domain.people import Person
from service.mail.answers import labelled

STARTS_AT = datetime(2027, 3, 16, 15, 0, tzinfo=UTC)
VIDEO = "https://video.example.org/oksa/2"


def _person(number: int, name: str, language: Language) -> Person:
    return Person(number, f"person{number}@example.org", name, language)


def pair(language: Language) -> Pair:
    """Return a mentor and an actor."""
    mentor, actor = (
        _person(1, "Anna Mallinen", language),
        _person(2, "Eetu Esimerkki", language),
    )
    return Pair(1, 1, "individual", (Party(mentor, "mentor"), Party(actor, "actor")), 4)


def team(language: Language) -> Pair:
    """Return a mentor and a team of three."""
    names = ("Eetu Esimerkki", "Mira Modell", "Otso Otos")
    actors = [_person(number, name, language) for number, name in enumerate(names, start=2)]
    parties = [Party(one, "actor", contact=one is actors[0]) for one in actors]
    mentor = Party(_person(1, "Anna Mallinen", language), "mentor")
    return Pair(2, 1, "group", (mentor, *parties), 5, team_name="Kajo")


def long_names(language: Language) -> Pair:
    """Return a pair whose names are hard on every line."""
    mentor = _person(1, "Maria-Margareta Sofia Elisabet Wolffhausen-Järvenpää-Åström", language)
    actor = _person(2, "Đặng Thị 🌿 Öö-Ääkkönen", language)
    return Pair(3, 1, "individual", (Party(mentor, "mentor"), Party(actor, "actor")), 4)


def odd_names(language: Language) -> Pair:
    """Return a pair whose names are no Finnish names: one is an address, as some forms get."""
    mentor = _person(1, "Siobhán O’Connor-D'Angelo “Ελένη”", language)
    actor = _person(2, "boss@aalto.fi", language)
    return Pair(4, 1, "individual", (Party(mentor, "mentor"), Party(actor, "actor")), 4)


def meeting_of(pair: Pair) -> Meeting:
    """Return a pair's second meeting; a team's is in a place, a pair's is online."""
    attendees = tuple(Attendee(party.person, party.role) for party in pair.parties)
    return Meeting(
        id=7,
        pair_id=pair.id,
        number=2,
        of=4,
        starts_at=STARTS_AT,
        minutes=90,
        timezone="Europe/Helsinki",
        place="Opintie 1, Tampere" if pair.is_team else "",
        url="" if pair.is_team else VIDEO,
        attendees=attendees,
    )


def mentors_application(person: Person) -> Application:
    """Return what a mentor may have answered."""
    answers: Answers = {
        "town": "Tampere",
        "online": True,
        "field": "Kulttuuriala",
        "work": "Tuottaja",
        "themes": ("Verkostot", "Työnhaku"),
        "ask_me_about": "Festivaalit, apurahat ja freelancerin arki",
        "capacity": 2,
        "takes_team": True,
        "may_name": False,
    }
    return Application(
        1, "mentor", person.name, person.email, person.language, answers, phone="040 000 0000"
    )


def teams_application(person: Person) -> Application:
    """Return what a team's contact person may have answered."""
    answers: Answers = {
        "field": "Yhteisöpedagogi",
        "phase": "thesis",
        "changing_field": False,
        "goals": "Haluamme ymmärtää, millaista työtä alalla tehdään, ja rohkeutta hakea sitä.",
        "themes": ("Verkostot", "Ajankäyttö"),
        "team_name": "Kajo",
        "own_mentor": "Kaisa Kivi, kaisa.kivi@example.org",
        "online": True,
    }
    members = (Member("Mira Modell", "person3@example.org"),)
    return Application(
        1, "team", person.name, person.email, person.language, answers, members=members
    )


def introduction(application: Application, reader: Person) -> list[tuple[str, str]]:
    """Return what someone reads of another before they have met."""
    shown = ("field", "work", "phase", "goals", "themes", "ask_me_about", "town", "online")
    answers = {key: value for key, value in application.answers.items() if key in shown}
    return labelled(replace(application, answers=answers, phone="", members=()), reader.language)
