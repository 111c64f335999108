"""The certificate's paper: tagged, in its language, the same for the same facts (P28)."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from service.domain.certificates import Certificate
from service.domain.languages import LANGUAGES, Language
from service.mail.certificates import Paper, certificate


def a_paper(language: Language, name: str = "Anna Mäkinen") -> Paper:
    kept = Certificate("K7QF2M9X4TPA", 1, "mentor", "A. M.", 4, 375, date(2027, 6, 24))
    season = (date(2027, 2, 4), date(2027, 6, 30))
    check = f"https://oksa.example.org/todistus/{language}"
    return Paper(language, name, "Mentoriohjelma", season, kept, check)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_paper_is_tagged_and_always_the_same(language: Language) -> None:
    made = certificate(a_paper(language))
    assert made == certificate(a_paper(language))
    for mark in (b"/StructTreeRoot", b"/Lang(" + language.encode(), b"<pdfuaid:part>1</pdfuaid"):
        assert mark in made.content


@pytest.mark.parametrize(
    ("language", "facts"),
    [
        ("fi", ("Todistus", "Rooli: mentori", "Pidetyt tapaamiset: 4", "Yhteensä: 6 h 15 min")),
        ("sv", ("Intyg", "Roll: mentor", "Antal träffar: 4", "Sammanlagt: 6 h 15 min")),
        ("en", ("Certificate", "Role: mentor", "Meetings held: 4", "In all: 6 h 15 min")),
    ],
)
def test_a_paper_says_the_facts(tmp_path: Path, language: Language, facts: tuple[str, ...]) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not on PATH: apt-get install poppler-utils")
    (tmp_path / "paper.pdf").write_bytes(certificate(a_paper(language)).content)
    command = ["pdftotext", str(tmp_path / "paper.pdf"), "-"]
    text = " ".join(
        subprocess.run(command, capture_output=True, check=True).stdout.decode().split()
    )
    for fact in (*facts, "Anna Mäkinen", "Mentoriohjelma", "K7QF-2M9X-4TPA"):
        assert fact in text


def test_a_name_is_never_markup() -> None:
    made = certificate(a_paper("en", '#set page(fill: red) *a* 🌿 #read("/etc/passwd")'))
    assert made.content.startswith(b"%PDF-1.7")
