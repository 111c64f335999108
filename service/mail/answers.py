"""An application's answers in words, for the letters that show them (P4, P8)."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import mail_templates
from service.domain.applications import Application, Member
from service.domain.languages import Language

Answer = str | bool | int | tuple[str, ...]


def labelled(application: Application, language: Language) -> list[tuple[str, str]]:
    """Return labels in a language, each with its answer as the applicant gave it.

    Empty answers and fields without a label are left out; so are name and address, which
    the letters show by themselves.
    """
    answers: dict[str, Answer] = {
        **application.answers,
        "phone": application.phone,
        "members": tuple(_member(one) for one in application.members),
    }
    return [
        (label[language], _shown(field, answers[field], language))
        for field, label in _words()["labels"].items()
        if answers.get(field) not in (None, "", ())
    ]


def _shown(field: str, answer: Answer, language: Language) -> str:
    if isinstance(answer, bool):
        return str(_words()["yes" if answer else "no"][language])
    if isinstance(answer, tuple):
        return ", ".join(answer)
    choices = _words()["choices"].get(field, {})
    return str(choices[answer][language]) if answer in choices else str(answer)


def _member(member: Member) -> str:
    return f"{member.name} ({member.email})"


@cache
def _words() -> Any:
    path = Path(mail_templates.__file__).parent / "labels.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
