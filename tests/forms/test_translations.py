"""Every word of every page is there in three languages, with the same blanks to fill in."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment
from jinja2.ext import extract_from_ast

import forms
import service
from forms import translations
from forms.translations import FOLDER, Later, _, catalogue, speak
from service.domain.languages import Language

HOUSES = [Path(forms.__file__).parent, Path(service.__file__).parent]


def texts_of_code() -> Iterator[str]:
    for path in (path for house in HOUSES for path in house.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "_l"):
                text = node.args[0]
                if isinstance(text, ast.Constant):
                    yield str(text.value)


def texts_of_templates() -> Iterator[str]:
    for path in (path for house in HOUSES for path in house.rglob("*.html")):
        parsed = Environment().parse(path.read_text("utf-8"))
        for _line, _function, text in extract_from_ast(parsed):
            if text:
                yield text if isinstance(text, str) else str(text[0])


def blanks(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)", text))


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_every_text_of_code_and_templates_is_translated(language: Language) -> None:
    texts = {*texts_of_code(), *texts_of_templates()}
    assert sorted(texts - set(catalogue(language))) == []


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_a_translation_has_the_blanks_of_its_english(language: Language) -> None:
    assert {text for text, told in catalogue(language).items() if blanks(text) != blanks(told)} == (
        set()
    )


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_no_text_is_told_twice(language: Language) -> None:
    entries = [
        line
        for path in (FOLDER / language).glob("*.po")
        for line in path.read_text("utf-8").splitlines()
        if line.startswith("msgid ") and line != 'msgid ""'
    ]
    assert sorted(set(entries)) == sorted(entries)


def test_a_later_text_is_told_in_the_language_of_the_moment() -> None:
    text = Later("Accessibility")
    told = []
    for language in ("fi", "sv", "en"):
        speak(language)
        told.append(str(text))
    assert told == ["Saavutettavuus", "Tillgänglighet", "Accessibility"]


def test_blanks_are_filled_in_after_translating() -> None:
    speak("en")
    assert _("%(n)s of %(of)s", n=1, of=3) == "1 of 3"
    assert translations.spoken() == "en"
