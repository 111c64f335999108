"""What a shared link shows."""

from datetime import timedelta
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from PIL import Image

from service import store
from service.domain import words
from service.domain.languages import Language
from service.domain.rounds import Round
from tests.web.filling import page


def tags(client: FlaskClient, path: str) -> dict[str, str]:
    shown = page(client.get(path).text)
    return {
        str(one.attributes["property"]): str(one.attributes["content"])
        for one in shown.css("meta[property]")
    }


@pytest.mark.parametrize(
    ("language", "path", "locale", "line"),
    [
        ("fi", "/haku", "fi_FI", "Hae viimeistään"),
        ("sv", "/haku/sv", "sv_SE", "Ansök senast"),
        ("en", "/haku/en", "en_GB", "Apply by"),
    ],
)
def test_a_link_previews_in_its_language(
    client: FlaskClient, season: Round, language: Language, path: str, locale: str, line: str
) -> None:
    told = tags(client, f"{path}?s=fb&fbclid=x")
    day = words.day(season.closes, language)
    assert (told["og:title"], told["og:locale"]) == (season.name[language], locale)
    assert told["og:url"] == f"https://oksa.example.fi{path}"
    assert told["og:description"] == f"{season.intro[language]} {line} {day}"
    image = client.get(told["og:image"].removeprefix("https://oksa.example.fi"))
    assert Image.open(BytesIO(image.data)).size == (1200, 630)
    assert image.mimetype == "image/png"
    assert len(image.data) < 100_000


def test_a_closed_rounds_picture_has_another_address(
    client: FlaskClient, db: store.Database, season: Round
) -> None:
    before = tags(client, "/haku")["og:image"]
    store.memory.set_clock_ahead(db, timedelta(days=20))
    after = tags(client, "/haku")
    assert after["og:image"] != before
    assert "Haku päättyi" in after["og:description"]


def test_no_other_picture_is_drawn(client: FlaskClient, season: Round) -> None:
    for name in ("1-fi-0123456789ab", "9-fi-0123456789ab", "1-fi-..", "1-xx-0"):
        assert client.get(f"/kuva/{name}.png").status_code == 404
