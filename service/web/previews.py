"""What a link to the form shows in a feed: title, line and picture (P2)."""

from dataclasses import dataclass

from flask import Blueprint, Response, abort

from forms import cards
from service import store
from service.domain.languages import LANGUAGES, Language
from service.domain.rounds import Round
from service.web import current

pages = Blueprint("previews", __name__)
ADDRESSES: dict[Language, str] = {"fi": "/haku", "sv": "/haku/sv", "en": "/haku/en"}
LOCALES: dict[Language, str] = {"fi": "fi_FI", "sv": "sv_SE", "en": "en_GB"}


@dataclass(frozen=True)
class Preview:
    """The Open Graph values of one page; addresses are whole and without a query."""

    title: str
    line: str
    url: str
    image: str
    locale: str
    other_locales: tuple[str, ...]


def preview(season: Round, language: Language) -> Preview:
    """Return what a shared link to a round's form says."""
    base = current.site().base_url
    card = cards.card_of(season, language, current.now())
    return Preview(
        title=season.name[language],
        line=card.line,
        url=base + ADDRESSES[language],
        image=f"{base}/kuva/{season.id}-{language}-{card.key}.png",
        locale=LOCALES[language],
        other_locales=tuple(LOCALES[one] for one in LANGUAGES if one != language),
    )


@pages.get("/kuva/<int:round_id>-<any(fi, sv, en):language>-<key>.png")
def picture(round_id: int, language: Language, key: str) -> Response:
    """Return a round's picture, drawn at the first request and kept beside the data."""
    folder = current.house().settings.folder / "cards"
    path = folder / f"{round_id}-{language}-{key}.png"
    if not key.isalnum() or not (path.exists() or _drawn(round_id, language, key)):
        abort(404)
    response = Response(path.read_bytes(), mimetype="image/png")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _drawn(round_id: int, language: Language, key: str) -> bool:
    """Draw the picture if this is what it is called at present.

    Pillow is imported here, since it takes 7 MB and a picture is drawn once in a while.
    """
    from forms import card_picture

    try:
        season = store.rounds.get(current.db(), round_id)
    except LookupError:
        return False
    card = cards.card_of(season, language, current.now())
    if card.key != key:
        return False
    folder = current.house().settings.folder / "cards"
    card_picture.keep(card, folder / f"{round_id}-{language}-{key}.png")
    return True
