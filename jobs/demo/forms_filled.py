"""What the invented people fill in on the form."""

from hashlib import sha256

from jobs.demo.people import Couple, Someone
from service.domain.applications import Answers, Application, Member, Role
from service.domain.languages import Language
from service.domain.rounds import Round, Text

TOWN = {"fi": "Tampere", "sv": "Åbo", "en": "Helsinki"}


def of_mentor(couple: Couple, season: Round) -> Application:
    """Return the mentor's application."""
    language = couple.mentor.language
    answers: Answers = {
        **_topics(season, language),
        "work": couple.work,
        "ask_me_about": couple.ask_me_about,
        "town": TOWN[language],
        "online": True,
        "capacity": 1,
        "takes_team": len(couple.actors) > 1,
        "consent": True,
    }
    return _application(couple.mentor, "mentor", season, answers)


def of_actors(couple: Couple, season: Round) -> Application:
    """Return the actor's application, or the one that a team's contact person sends."""
    contact, *others = couple.actors
    answers: Answers = {
        **_topics(season, contact.language),
        "phase": couple.phase,
        "goals": couple.goals,
        "town": TOWN[contact.language],
        "online": True,
        "consent": True,
    }
    if not others:
        return _application(contact, "actor", season, answers)
    answers = {**answers, "team_name": couple.team_name}
    members = tuple(Member(one.name, one.email) for one in others)
    return _application(contact, "team", season, answers, members)


def _application(
    by: Someone, role: Role, season: Round, answers: Answers, members: tuple[Member, ...] = ()
) -> Application:
    reference = sha256(by.email.encode()).hexdigest()[:8].upper()
    return Application(
        round_id=season.id,
        role=role,
        name=by.name,
        email=by.email,
        language=by.language,
        answers=answers,
        members=members,
        reference=reference,
    )


def _topics(season: Round, language: Language) -> Answers:
    return {
        "field": _first(season.fields, language),
        "themes": tuple(theme[language] for theme in season.themes[:2]),
    }


def _first(choices: tuple[Text, ...], language: Language) -> str:
    return choices[0][language] if choices else ""
