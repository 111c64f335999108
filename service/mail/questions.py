"""What someone is asked to think about before a meeting: `mail_templates/questions.toml` (P16)."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import mail_templates
from service.domain.languages import Language
from service.domain.pairs import PairRole
from service.domain.preparation import moment_of


@dataclass(frozen=True)
class Questions:
    """The questions for one person, a frame for the first meeting, and ideas for the others."""

    asked: tuple[str, ...]
    frame: tuple[str, ...]
    themes: tuple[str, ...]


def questions(
    number: int, of: int, role: PairRole, language: Language, *, team: bool, early: bool = False
) -> Questions:
    """Return what suits meeting `number` of `of`; `early` says that the studies have begun."""
    told, moment = _told(), moment_of(number, of)
    asked = told[moment][role][language]
    if team:
        asked = [*asked, *told["team"][role][language]]
    themes = told["early"] if team and early else told["themes"].get(moment, {})
    first = moment == "first"
    return Questions(
        asked=tuple(asked),
        frame=tuple(told["frame"][language]) if first else (),
        themes=() if first else tuple(themes.get(language, ())),
    )


@cache
def _told() -> Any:
    path = Path(mail_templates.__file__).parent / "questions.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
