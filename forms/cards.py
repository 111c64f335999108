"""The picture that a feed shows beside a link to the form: 1200×630, drawn from the round."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from forms.translations import _, speak
from service.domain import words
from service.domain.languages import Language
from service.domain.rounds import Round


@dataclass(frozen=True)
class Card:
    """The words of a picture, and a key that changes when they do: feeds keep pictures."""

    call: str
    name: str
    line: str

    @property
    def key(self) -> str:
        """Return the hash that stands in the picture's address."""
        return sha256(repr(self).encode()).hexdigest()[:12]


def card_of(season: Round, language: Language, now: datetime) -> Card:
    """Return the words of a round's picture, by whether applying is ahead, open or over."""
    speak(language)
    day = {"before": season.opens, "open": season.closes, "after": season.closes}
    line = {
        "before": _("Applications open on %(day)s"),
        "open": _("Apply by %(day)s"),
        "after": _("Applications closed on %(day)s"),
    }
    window = season.window(now)
    told = line[window] % {"day": words.day(day[window], language)}
    return Card(_("Join the mentoring programme"), season.name[language], told)
