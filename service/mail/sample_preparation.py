"""Sample letters about preparing, teams and times that were not clear: more of the catalogue."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from service.domain.pairs import Pair
from service.domain.people import Person
from service.domain.rounds import Text
from service.domain.site import Site
from service.mail import sample_people
from service.mail.questions import questions

Sample = tuple[str, Person, Mapping[str, object]]


def preparation(pair: Pair) -> Iterator[Sample]:
    """Yield the questions of every meeting to both sides, and a note passed on."""
    meeting, team = sample_people.meeting_of(pair), pair.is_team
    seats = ((pair.contact, "actor", pair.mentor), (pair.mentor, "mentor", pair.contact))
    for to, role, _ in seats:
        for number in range(1, 6):
            asked = questions(
                number, 5, "mentor" if role == "mentor" else "actor", to.language, team=team,
                early=number == 3,
            )  # fmt: skip
            words = {"meeting": replace(meeting, number=number, of=5), "questions": asked}
            name = f"preparation-{role}-{number}{'-team' if team else ''}"
            yield name, to, {**words, "other": pair.other_side(to)}
    lines = ["Hei, kolme asiaa mielessä:", "- miten aloitit", "", "Ja yksi kysymys: kannattaako?"]
    words = {"meeting": meeting, "writer": pair.contact.name, "lines": lines}
    yield f"preparation_note{'-team' if team else ''}", pair.mentor, words


def teams(pair: Pair, site: Site, programme: Text) -> Iterator[Sample]:
    """Yield what a team's contact person and its own mentor get."""
    names = [actor.name for actor in pair.actors]
    yield "member_left", pair.contact, {"member": "Otso Otos", "members": names[:2]}
    meeting, member = sample_people.meeting_of(pair), pair.actors[1]
    left = {"meeting": meeting, "other": pair.mentor.name, "alone": True}
    yield "invitation_cancelled-alone", member, left
    language = pair.mentor.language
    asked = {
        "contact": pair.contact.name,
        "team_name": pair.team_name,
        "name": programme[language],
        "link": f"{site.base_url}/haku/{language}",
    }
    yield "own_mentor", pair.mentor, asked
    yield "own_mentor-alone", pair.mentor, {**asked, "team_name": ""}
    for says_yes in (True, False):
        number = int(says_yes)
        noted = {"says_yes": says_yes, "link": asked["link"]}
        yield f"own_mentor_noted-{number}", pair.mentor, noted
        told = {"says_yes": says_yes, "mentor": pair.mentor.name}
        yield f"own_mentor_answer-{number}", pair.contact, told


def doubts(pair: Pair) -> Iterator[Sample]:
    """Yield the questions back that say why times could not be booked."""
    for why in ("past", "same_day", "unread", "many"):
        yield f"not_understood-{why}", pair.contact, {"meeting": None, "about": "times", "why": why}
