"""Days, times, lengths and sums as people write them in Finland's two languages and English.

Swedish is Finland's; names and dates stand in the nominative, since nothing here inflects.
"""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from service.domain.languages import Language

HELSINKI = "Europe/Helsinki"
_WEEKDAYS: dict[Language, tuple[str, ...]] = {
    "fi": ("ma", "ti", "ke", "to", "pe", "la", "su"),
    "sv": ("må", "ti", "on", "to", "fr", "lö", "sö"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_UNBROKEN = "\xa0"  # no-break space: a sum stays on one line, in plain text, too
_AND: dict[Language, str] = {"fi": "ja", "sv": "och", "en": "and"}


def day(on: date | datetime, language: Language, timezone: str = HELSINKI) -> str:
    """Return a day with its weekday: "ti 16.3.", "ti 16.3", "Tue 16 March"."""
    there = on.astimezone(ZoneInfo(timezone)) if isinstance(on, datetime) else on
    weekday = _WEEKDAYS[language][there.weekday()]
    if language == "en":
        return f"{weekday} {there.day} {_MONTHS[there.month - 1]}"
    return f"{weekday} {there.day}.{there.month}" + ("." if language == "fi" else "")


def clock(at: datetime, language: Language, timezone: str = HELSINKI) -> str:
    """Return the time of day: "17.00", in English "17:00"."""
    return at.astimezone(ZoneInfo(timezone)).strftime("%H:%M" if language == "en" else "%H.%M")


def moment(at: datetime, language: Language, timezone: str = HELSINKI) -> str:
    """Return day and time: "ti 16.3. klo 17.00"; outside Finland's time with the zone's city."""
    between = {"fi": "klo", "sv": "kl.", "en": "at"}[language]
    told = f"{day(at, language, timezone)} {between} {clock(at, language, timezone)}"
    return told if timezone == HELSINKI else f"{told} ({_city(timezone)})"


def duration(minutes: int, language: Language) -> str:
    """Return a length of time: "45 min", "1 h", "1,5 h", "1 h 15 min"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    if rest == 30:
        return f"{hours}.5 h" if language == "en" else f"{hours},5 h"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def euros(cents: int, language: Language) -> str:
    """Return a sum in one piece: "1 234,50 €", in English "€1,234.50"."""
    whole = f"{cents / 100:,.2f}"
    if language == "en":
        return f"€{whole}"
    return whole.translate(str.maketrans(",.", f"{_UNBROKEN},")) + f"{_UNBROKEN}€"


def greeting(first_name: str, language: Language) -> str:
    """Return a letter's first line; a name that is not known yet is left out."""
    hello = {"fi": "Hei", "sv": "Hej", "en": "Hello"}[language]
    return f"{hello} {first_name}".rstrip() + ("," if language == "en" else "")


def listed(items: Sequence[str], language: Language) -> str:
    """Return a list as one reads it aloud: "a, b ja c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {_AND[language]} {items[-1]}"


def _city(timezone: str) -> str:
    return timezone.rsplit("/", 1)[-1].replace("_", " ")
