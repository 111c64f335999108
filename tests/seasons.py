"""A round to apply to, as tests need it."""

from datetime import date, timedelta
from typing import Any

from service.domain.languages import Language
from service.domain.rounds import Round, Text


def a_round(today: date, **changes: Any) -> Round:
    """Return a round that opened ten days ago and closes in ten, not kept yet."""
    values: dict[str, Any] = {
        "id": 0,
        "name": told("Mentoriohjelma 2027", "Mentorprogrammet 2027", "Mentoring programme 2027"),
        "intro": told(
            "Puoli vuotta, yksi pari, neljä keskustelua.",
            "Ett halvår, ett par, fyra samtal.",
            "Half a year, one pair, four conversations.",
        ),
        "opens": today - timedelta(days=10),
        "closes": today + timedelta(days=10),
        "starts": today + timedelta(days=30),
        "ends": today + timedelta(days=200),
        "models": ("individual", "group"),
        "meetings": {"individual": 4, "group": 5},
        "minutes": 90,
        "timezone": "Europe/Helsinki",
        "expenses_allowed": True,
        "expense_limit_cents": 5000,
        "themes": (
            told("Työnhaku", "Att söka jobb", "Applying for work"),
            told("Verkostot", "Nätverk", "Networks"),
            told("Oma tarina ja urapolku", "Egen berättelse och karriär", "Own story and career"),
        ),
        "fields": (
            told("Kulttuuri", "Kultur", "Culture"),
            told("Yhteisöpedagogiikka", "Samhällspedagogik", "Community education"),
        ),
    }
    return Round(**{**values, **changes})


def told(fi: str, sv: str, en: str) -> Text:
    """Return a text in three languages."""
    texts: dict[Language, str] = {"fi": fi, "sv": sv, "en": en}
    return texts
