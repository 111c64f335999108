"""The privacy notice and the accessibility statement, in three languages (A4)."""

from flask import Blueprint, render_template

from forms.translations import speak
from service.domain.languages import LANGUAGES
from service.web import current, speech

pages = Blueprint("notices", __name__)
TITLES = {
    "tietosuoja": {"fi": "Tietosuoja", "sv": "Dataskydd", "en": "Privacy"},
    "saavutettavuus": {"fi": "Saavutettavuus", "sv": "Tillgänglighet", "en": "Accessibility"},
}


@pages.get("/<any(tietosuoja, saavutettavuus):which>")
@pages.get("/<any(tietosuoja, saavutettavuus):which>/<any(fi, sv, en):code>")
def notice(which: str, code: str = "") -> str:
    """Show a notice, in the language of its address or of the asker."""
    language = speech.as_language(code) if code else speech.wished()
    speak(language)
    return render_template(
        f"{which}/{language}.html",
        heading=TITLES[which][language],
        addresses={one: f"/{which}/{one}" for one in LANGUAGES},
        contact=current.site().sender_address,
    )
