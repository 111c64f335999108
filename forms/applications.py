"""From a journey to the application it means, and back to change it."""

from collections.abc import Mapping
from typing import Any

from forms.checks import ascii_address
from forms.journey import Journey, form_at, reference
from forms.members import member_in, roll, written
from forms.steps import STEPS, code_of, first, role_of
from forms.translations import _, speak
from service.domain.applications import Application
from service.domain.rounds import Round

CONSENT = "4"  # the version of the consent's text and of the privacy notice (G1)
ABOUT_PERSON = ("role", "name", "email", "phone", "members")


def application_of(journey: Journey, season: Round) -> Application:
    """Return what was applied for, in the journey's language. Every step has been validated."""
    speak(journey.language)
    role = role_of(journey.answers)
    assert role is not None
    email = ascii_address(first(journey.answers, "email").strip()) or ""
    fields = {field.name: field for step in STEPS for field in form_at(journey, step, season)}
    answers = {name: _answer(field) for name, field in fields.items() if name not in ABOUT_PERSON}
    members = roll(fields["members"].data, email).members if role == "team" else ()
    return Application(
        round_id=season.id,
        role=role,
        name=fields["name"].data,
        email=email,
        language=journey.language,
        answers={**answers, "consent_version": CONSENT},
        phone=fields["phone"].data,
        members=members,
        source=journey.source,
        reference=reference(journey),
        person_id=journey.person_id,
    )


def journey_of(application: Application, season: Round, nonce: str) -> Journey:
    """Return the journey that changes a kept application."""
    typed = {
        "role": application.role,
        "name": application.name,
        "email": application.email,
        "phone": application.phone,
        "members": written(application.members),
    }
    answers: dict[str, tuple[str, ...]] = {name: (text,) for name, text in typed.items()}
    answers |= {name: _typed(name, said, season) for name, said in application.answers.items()}
    return Journey(
        nonce=nonce,
        language=application.language,
        source=application.source,
        answers=answers,
        done=STEPS,
        person_id=application.person_id,
    )


def rows_of(journey: Journey, season: Round) -> Mapping[str, list[tuple[str, str]]]:
    """Return each step's questions and answers in the spoken language."""
    return {
        step: [(str(field.label.text), _shown(field)) for field in form_at(journey, step, season)]
        for step in STEPS
    }


def _answer(field: Any) -> str | bool | int | tuple[str, ...]:
    if field.type == "BooleanField":
        return bool(field.data)
    if field.type == "SelectMultipleField":
        return tuple(one.label for one in field.choices if one.value in field.data)
    if field.name == "capacity":
        return int(field.data)
    if field.name == "field":
        return next(str(one.label) for one in field.choices if one.value == field.data)
    if field.name == "own_mentor" and field.data:
        mentor = member_in(field.data)
        return written([mentor] if mentor else [])
    return str(field.data)


def _typed(name: str, said: str | bool | int | tuple[str, ...], season: Round) -> tuple[str, ...]:
    if isinstance(said, bool):
        return ("y",) if said else ()
    if isinstance(said, tuple):
        return tuple(code_of(text, season.themes, "t") for text in said)
    return (code_of(str(said), season.fields, "f") if name == "field" else str(said),)


def _shown(field: Any) -> str:
    if field.type == "BooleanField":
        return _("Yes") if field.data else _("No")
    if field.type in ("RadioField", "SelectField", "SelectMultipleField"):
        given = field.data if isinstance(field.data, list) else [field.data]
        return ", ".join(str(one.label) for one in field.choices if one.value in given)
    return str(field.data or "")
