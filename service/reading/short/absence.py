"""When someone is back, as an automatic reply tells: "palaan 3.8.", "åter 3.8", "back Monday"."""

import re
from datetime import date, datetime, timedelta
from typing import get_args

from service.domain.languages import Language
from service.domain.readings import Context
from service.reading.text.tokens import Token, tokens_of, word_at
from service.reading.values.kinds import Day
from service.reading.values.resolve import Calendar, calendar_of, date_of
from service.reading.values.scan import values_in

_LONGEST = 20_000  # characters looked at
_BEFORE = 8  # words before a date that may say what it is
_AWAY = re.compile(
    r"poissa|loma|vapaalla|virkavapaa|matkalla|työmatka|tavoitettavissa|palaan|asti|saakka"
    r"|semester|ledig|frånvar|tjänsteresa|bortrest|ute på|åter|tillbaka|inte på plats"
    r"|out of|leave|vacation|holiday|away|travel|offline|until|back|return",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"pala|takaisin|taas|jälleen|tavoitettavissa|vastail|vastaan|töissä|åter|tillbaka|först"
    r"|igen|back|return|again|resume",
    re.IGNORECASE,
)


def back_on(text: str, received_at: datetime) -> date | None:
    """Return the first day someone is there again, or None where their words tell none.

    A day named as the end of the absence is its last, so the next one counts.
    """
    said = text[:_LONGEST]
    if not _AWAY.search(said):
        return None
    calendar = calendar_of(Context("none", received_at))
    tokens = tokens_of(said)
    ahead = [
        on if _is_return(tokens, at) else on + timedelta(days=1)
        for on, at in _days(tokens, calendar)
        if on > calendar.today
    ]
    returns = [on for on, at in _days(tokens, calendar) if _is_return(tokens, at)]
    return max((on for on in returns if on > calendar.today), default=max(ahead, default=None))


def _days(tokens: list[Token], calendar: Calendar) -> list[tuple[date, int]]:
    languages: tuple[Language, ...] = get_args(Language)
    found = {
        (on, one.first)
        for language in languages
        for one in values_in(tokens, language)
        if isinstance(one.value, Day) and (on := date_of(one.value, "future", calendar))
    }
    return sorted(found)


def _is_return(tokens: list[Token], at: int) -> bool:
    """Whether the words just before a date, in its sentence, say that someone is back then."""
    for place in range(at - 1, max(-1, at - 1 - _BEFORE), -1):
        word = word_at(tokens, place)
        if word in (".", "!", "?") and not tokens[place].glued:
            return False
        if _BACK.match(word):
            return True
    return False
