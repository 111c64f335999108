"""The privacy notice and the accessibility statement."""

import pytest
from flask.testing import FlaskClient

from tests.web.filling import title


@pytest.mark.parametrize(
    ("path", "asked", "told"),
    [
        ("/tietosuoja", "sv", "Dataskydd · Oksa"),
        ("/tietosuoja/en", "sv", "Privacy · Oksa"),
        ("/saavutettavuus", "de", "Saavutettavuus · Oksa"),
        ("/saavutettavuus/sv", "en", "Tillgänglighet · Oksa"),
    ],
)
def test_a_notice_is_told_in_the_language_of_its_address_or_of_the_asker(
    client: FlaskClient, path: str, asked: str, told: str
) -> None:
    answer = client.get(path, headers={"Accept-Language": asked})
    assert (answer.status_code, title(answer)) == (200, told)
    assert "oksa@posti.example.fi" in answer.text
