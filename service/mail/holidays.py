"""Finland's public holidays by name, to be pointed out where a meeting falls on one (P12)."""

from collections.abc import Mapping
from datetime import date
from functools import cache

import holidays

from service.domain.languages import Language

_NAMED_IN: dict[Language, str] = {"fi": "fi", "sv": "sv_FI", "en": "en_US"}


def holiday(on: date, language: Language) -> str:
    """Return the name of the public holiday that a day is, or nothing."""
    return str(_finland(language).get(on, ""))


@cache
def _finland(language: Language) -> Mapping[date, str]:
    named: Mapping[date, str] = holidays.country_holidays("FI", language=_NAMED_IN[language])
    return named
