"""What is held of a person, as a letter brings it: a summary, a text file and JSON (P40)."""

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import mail_templates
from service.domain.languages import Language
from service.domain.letters import Attachment

Held = Mapping[str, Sequence[Mapping[str, Any]]]


def summary(held: Held, language: Language) -> list[tuple[str, int]]:
    """Return each kind of what is held in words, with how many rows it has."""
    return [(label(name, language), len(rows)) for name, rows in held.items()]


def files(held: Held, language: Language) -> tuple[Attachment, Attachment]:
    """Return all that is held, once to be read and once for programs."""
    text = "".join(f"{line}\r\n" for line in _lines(held, language))
    whole = json.dumps(held, ensure_ascii=False, indent=1)
    return (
        Attachment("oksa.txt", "text/plain; charset=utf-8", text.encode()),
        Attachment("oksa.json", "application/json", whole.encode()),
    )


def label(name: str, language: Language) -> str:
    """Return what a table holds, in words."""
    return str(_labels()[name][language])


def _lines(held: Held, language: Language) -> Iterator[str]:
    for name, rows in held.items():
        yield label(name, language)
        for row in rows:
            yield ""
            yield from (f"  {key}: {_said(value)}" for key, value in row.items() if _is_said(value))
        yield ""


def _said(value: object) -> str:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return " ".join(str(value).split())


def _is_said(value: object) -> bool:
    return value not in (None, "", [], {})


@cache
def _labels() -> Any:
    path = Path(mail_templates.__file__).parent / "labels.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))["held"]
