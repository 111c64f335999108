"""The poster of a round: its name, its deadline and the form's link, also as a QR code (P2)."""

import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from io import BytesIO

import segno

from service.domain.flat import shortened
from service.domain.languages import Language
from service.domain.letters import Attachment
from service.domain.rounds import Round
from service.domain.words import day
from service.mail.pdf import FOLDER, printed

LONGEST_NAME, LONGEST_INTRO = 150, 900  # characters, with which it stays one page


def poster(season: Round, language: Language, link: str) -> Attachment:
    """Return a round's poster on one page of A4; `link` is the form's address with its source.

    The same round, language and link give the same bytes.
    """
    opens = season.opens
    at = datetime(opens.year, opens.month, opens.day, 12, tzinfo=UTC)
    words = {name: told[language] for name, told in _words().items()}
    told = {
        "language": language,
        "title": words["title"],
        "name": shortened(season.name[language], LONGEST_NAME),
        "intro": shortened(season.intro[language], LONGEST_INTRO),
        "deadline": words["deadline"].format(day=day(season.closes, language)),
        "scan": words["scan"],
        "code": words["code"].format(link=link),
        "link": link,
        "qr": _qr(link),
        "date": {"year": opens.year, "month": opens.month, "day": opens.day},
    }
    content = printed("poster", told, language, at)
    return Attachment(words["file"], "application/pdf", content)


def _qr(link: str) -> str:
    """Return the QR code of an address as SVG."""
    drawn = BytesIO()
    segno.make(link, error="m").save(drawn, kind="svg", border=0, xmldecl=False)
    return drawn.getvalue().decode()


@cache
def _words() -> Mapping[str, Mapping[Language, str]]:
    return tomllib.loads((FOLDER / "poster.toml").read_text(encoding="utf-8"))
