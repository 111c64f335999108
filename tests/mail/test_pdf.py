"""The agreement's paper: tagged, in its language, the same for the same words (P11)."""

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.agreement_words import told
from service.domain.agreements import Point, PointName
from service.domain.languages import LANGUAGES, Language
from service.mail.pdf import Paper, agreement

APPROVED_AT = datetime(2027, 2, 15, 10, 0, tzinfo=UTC)
HOSTILE = '#set page(fill: red) *a* `b` $x$ <c> #read("/etc/passwd") \\ @d "e" }] //'


def a_paper(language: Language = "fi", goals: str = "Löydän gradulle aiheen") -> Paper:
    points: Mapping[PointName, Point] = {
        "goals": Point("goals", {"goals": goals}),
        "length": Point("length", {"minutes": "90"}),
        "contact": Point("contact", oral=True),
    }
    return Paper(
        language=language,
        programme="Mentoriohjelma",
        parties=("Anna Mäkinen", "Eetu Koski"),
        version=2,
        points=told(points, (), language),
        approvals=(("Anna Mäkinen", APPROVED_AT), ("Eetu Koski", APPROVED_AT)),
        agreed_at=APPROVED_AT,
        timezone="Europe/Helsinki",
    )


@pytest.mark.parametrize(
    ("language", "name", "title"),
    [
        ("fi", "sopimus.pdf", b"Mentorointisopimus"),
        ("sv", "avtal.pdf", b"Mentorskapsavtal"),
        ("en", "agreement.pdf", b"Mentoring agreement"),
    ],
)
def test_a_paper_is_tagged_and_names_its_language_and_title(
    language: Language, name: str, title: bytes
) -> None:
    made = agreement(a_paper(language))
    assert (made.name, made.type) == (name, "application/pdf")
    assert made.content.startswith(b"%PDF-1.7")
    for mark in (
        b"/MarkInfo",
        b"/StructTreeRoot",
        b"/Title(" + title + b")",
        b"/Lang(" + language.encode() + b")",
        b"<pdfuaid:part>1</pdfuaid:part>",
        b"/DisplayDocTitle true",
    ):
        assert mark in made.content, mark


def test_the_same_paper_is_the_same_to_the_byte() -> None:
    assert agreement(a_paper()) == agreement(a_paper())
    assert agreement(a_paper()) != agreement(replace(a_paper(), version=3))


def test_a_paper_is_small() -> None:
    assert all(len(agreement(a_paper(one)).content) < 60_000 for one in LANGUAGES)


def text_in(paper: Paper, folder: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not on PATH: apt-get install poppler-utils")
    path = folder / "agreement.pdf"
    path.write_bytes(agreement(paper).content)
    read = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True, timeout=30)
    return " ".join(read.stdout.decode().split())


def test_the_text_can_be_read_out(tmp_path: Path) -> None:
    text = text_in(a_paper(), tmp_path)
    for said in ("1 Tavoitteet", "Löydän gradulle aiheen", "1,5 h", "Anna Mäkinen: ma 15.2.2027"):
        assert said in text


def test_what_was_typed_is_never_markup(tmp_path: Path) -> None:
    made = agreement(a_paper(goals=HOSTILE)).content
    assert made.count(b"/Type/Page/") == 1
    assert HOSTILE in text_in(a_paper(goals=HOSTILE), tmp_path)


@pytest.mark.parametrize(
    "text", ["🌿 日本", "العربية עברית", "a\u0301 e\u0308", "\u202eevil", "\x00\x07"]
)
def test_signs_that_the_font_lacks_do_not_stop_it(text: str) -> None:
    assert agreement(a_paper(goals=text)).content.startswith(b"%PDF")


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200))
def test_any_text_makes_a_paper(text: str) -> None:
    assert agreement(a_paper(goals=text)).content.startswith(b"%PDF")


def test_every_sign_below_the_drawn_ones_makes_a_paper() -> None:
    every = " ".join(chr(code) for code in range(0x20, 0x2500))
    assert agreement(a_paper(goals=every)).content.startswith(b"%PDF")
