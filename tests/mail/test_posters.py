"""The poster of a round: one tagged page in its language, with the form's link (P2)."""

import re
from dataclasses import replace
from datetime import date

import pytest

from service.domain.languages import LANGUAGES, Language
from service.domain.rounds import Round
from service.mail.posters import poster
from tests.seasons import a_round, told

LINK = "https://oksa.example.fi/haku?s=juliste"
ROUND = a_round(date(2027, 1, 21))


def pages(content: bytes) -> int:
    (count,) = re.findall(rb"/Type/Pages/Count (\d+)", content)
    return int(count)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_poster_is_tagged_and_always_the_same(language: Language) -> None:
    made = poster(ROUND, language, LINK)
    assert made == poster(ROUND, language, LINK)
    for mark in (b"/StructTreeRoot", b"/Lang(" + language.encode(), b"<pdfuaid:part>1</pdfuaid"):
        assert mark in made.content
    assert f"({LINK})".encode() in made.content


@pytest.mark.parametrize(
    "season",
    [
        ROUND,
        replace(ROUND, name=told(*["Mentorointiohjelma " * 30] * 3)),
        replace(ROUND, intro=told(*["Puoli vuotta, yksi pari. " * 200] * 3)),
        replace(ROUND, name=told(*["A" * 400] * 3)),
        replace(ROUND, intro=told(*['#read("/etc/passwd") *a* 🌿\n\n'] * 3)),
        replace(ROUND, intro=told("", "", "")),
    ],
)
def test_a_poster_is_one_page_whatever_the_round_says(season: Round) -> None:
    assert pages(poster(season, "fi", LINK).content) == 1


def test_a_poster_follows_the_deadline() -> None:
    later = replace(ROUND, closes=date(2027, 2, 7))
    assert poster(later, "sv", LINK) != poster(ROUND, "sv", LINK)
