"""The picture of a link."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PIL import Image

from forms.card_picture import keep
from forms.cards import Card, card_of
from tests.seasons import a_round

DAY = date(2027, 1, 15)
SEASON = a_round(DAY)


@pytest.mark.parametrize(
    ("now", "line"),
    [
        (datetime(2027, 1, 1, tzinfo=UTC), "Applications open on Tue 5 January"),
        (datetime(2027, 1, 15, tzinfo=UTC), "Apply by Mon 25 January"),
        (datetime(2027, 1, 25, 22, tzinfo=UTC), "Applications closed on Mon 25 January"),
    ],
)
def test_a_card_tells_the_name_and_the_deadline(now: datetime, line: str) -> None:
    call = "Join the mentoring programme"
    assert card_of(SEASON, "en", now) == Card(call, "Mentoring programme 2027", line)


def test_a_new_deadline_is_a_new_picture() -> None:
    now = datetime(2027, 1, 15, tzinfo=UTC)
    prolonged = replace(SEASON, closes=date(2027, 1, 31))
    assert card_of(SEASON, "fi", now).key != card_of(prolonged, "fi", now).key


def test_even_a_long_name_makes_a_light_picture(tmp_path: Path) -> None:
    name = "Humaks mentorprogram för kulturproducenter och samhällspedagoger våren 2027"
    path = tmp_path / "cards" / "card.png"
    keep(Card("Kom med i mentorskapet", name, "Ansök senast sö 31.1"), path)
    with Image.open(path) as picture:
        assert (picture.size, picture.format) == ((1200, 630), "PNG")
    assert path.stat().st_size < 100_000
    assert list(path.parent.iterdir()) == [path]
