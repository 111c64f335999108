"""What each invented pair has lived through when the demo begins, and what its people write."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from service.domain.languages import Language
from service.domain.words import day, listed
from service.hours import HELSINKI, are_working

Told = Literal["held", "not_all", "question", ""]
Partstat = Literal["ACCEPTED", "TENTATIVE", "DECLINED", ""]
LAST = 0  # as an offset: the latest working day whose pair has been asked by now
HOUR = 17
_AT: Mapping[Language, str] = {"fi": "klo 17", "sv": "kl. 17", "en": "at 17:00"}


@dataclass(frozen=True)
class Story:
    """One pair's past. Days count from today; `meetings` are empty where no time is told yet.

    `told` is the answer to the latest "did you meet?", empty for silence. `moved_on` is the day
    when the actor asks to move the coming meeting, and `mentor` what the mentor's calendar
    answers to the coming meeting. `agrees` says that the pair writes its agreement, with an
    expense that its mentor claims, and `prepares` that its actor answers before the first meeting.
    """

    introduced: int
    meetings: tuple[int, ...] = ()
    told: Told = "held"
    mentor: Partstat = "ACCEPTED"
    actor: Partstat = "ACCEPTED"
    moved_on: int = 1
    agrees: bool = False
    prepares: bool = False


STORIES = (
    Story(-24, (-17, LAST, 22, 50), told="", agrees=True),
    Story(-27, (-13, 1, 29, 57), prepares=True),
    Story(-2),
    Story(-26, (-10, 4, 32, 60, 88), told="not_all"),
    Story(-23, (LAST, 26, 54, 82), told=""),
    Story(-25, (-11, 8, 36, 64), moved_on=-3),
    Story(-21, (-6, 20, 48, 76), told="question"),
    Story(-12, (5, 33, 61, 89), mentor="DECLINED"),
    Story(-8, (9, 37, 65, 93, 121), actor="TENTATIVE"),
    Story(-1),
    Story(-29, (-23, -9, 12, 40)),
    Story(-20, (LAST, 29, 57, 85), told=""),
)

_HELD: Mapping[Language, tuple[str, ...]] = {
    "fi": ("Joo tavattiin, puoltoista tuntia", "Kyllä, 1,5 h", "Tavattiin, tunti"),
    "sv": ("Ja, vi träffades en och en halv timme", "Ja, 1,5 h", "Vi träffades, en timme"),
    "en": ("Yes, we met for an hour and a half", "Yes, 1.5 h", "We met, 1 h"),
}
_NOT_ALL: Mapping[Language, str] = {
    "fi": "Tavattiin, kaikki paitsi {missing}, 1,5 h",
    "sv": "Vi träffades, alla utom {missing}, 1,5 h",
    "en": "We met, everyone except {missing}, 1.5 h",
}
_QUESTION: Mapping[Language, str] = {
    "fi": "Voiko ohjelma korvata junalipun? En tiedä, keneltä sitä kysytään.",
    "sv": "Kan programmet ersätta tågbiljetten? Jag vet inte vem jag ska fråga.",
    "en": "Can the programme pay for the train ticket? I don't know whom to ask.",
}
_INSIST: Mapping[Language, str] = {
    "fi": "Kysyin siis siitä junalipusta. Voitteko auttaa?",
    "sv": "Jag frågade alltså om tågbiljetten. Kan ni hjälpa?",
    "en": "I was asking about the train ticket. Can you help?",
}
_MOVE: Mapping[Language, str] = {
    "fi": "siirretään {to} klo 16",
    "sv": "Kan vi flytta till {to} kl. 16?",
    "en": "Could we move it to {to} at 16:00?",
}
NOTE: Mapping[Language, str] = {
    "fi": "Haluaisin puhua portfoliosta.\n\nLisäksi kiinnostaa, miten verkostoihin pääsee.",
    "sv": "Jag vill gärna tala om min portfolio.\n\nNätverk i branschen intresserar mig också.",
    "en": "I would like to talk about my portfolio.\n\nNetworks in the field interest me too.",
}
AGREED: Mapping[Language, str] = {"fi": "Hyväksyn", "sv": "Jag godkänner", "en": "I agree"}
COSTS: Mapping[Language, str] = {
    "fi": "Junaliput 23,40 €",
    "sv": "Tågbiljetter 23,40 €",
    "en": "Train tickets 23.40 €",
}
THANKS: Mapping[Language, str] = {"fi": "Ok, kiitos!", "sv": "Ok, tack!", "en": "Ok, thanks!"}


def story(index: int) -> Story:
    """Return the story of a pair; beyond the first dozen they come again."""
    return STORIES[index % len(STORIES)]


def meeting_days(told: Story, now: datetime) -> list[date]:
    """Return the days of a story's meetings, none of them on a weekend or a holiday."""
    return [_last_asked(now) if one == LAST else working_day(now, one) for one in told.meetings]


def working_day(now: datetime, days: int) -> date:
    """Return the working day that many days from today: before it for the past, else after."""
    at = now.astimezone(HELSINKI).replace(hour=12) + timedelta(days=days)
    step = timedelta(days=-1 if days < 0 else 1)
    while not are_working(at):
        at += step
    return at.date()


def first_working(after: datetime) -> datetime:
    """Return the first moment from `after` on when prompts may leave."""
    at = after.astimezone(HELSINKI)
    while not are_working(at):
        at = at.replace(minute=0, second=0) + timedelta(hours=1)
    return at


def dates(days: list[date], language: Language) -> str:
    """Return how an actor tells several days in one reply."""
    return f"{listed([day(on, language) for on in days], language)} {_AT[language]}"


def how_it_went(told: Told, language: Language, missing: str, turn: int) -> str:
    """Return the answer to "did you meet?"; `missing` is who of a team was away."""
    match told:
        case "held":
            return _HELD[language][turn % 3]
        case "not_all":
            return _NOT_ALL[language].format(missing=missing)
        case "question":
            return _QUESTION[language]
        case "":
            return ""


def insist(told: Told, language: Language) -> str:
    """Return what someone says when the service asks back."""
    return _INSIST[language] if told == "question" else ""


def move(to: date, language: Language) -> str:
    """Return how someone asks to move a meeting."""
    return _MOVE[language].format(to=day(to, language))


def _last_asked(now: datetime) -> date:
    """Return the latest working day such that a meeting on it has been asked about by now."""
    for back in range(1, 15):
        on = now.astimezone(HELSINKI).replace(hour=HOUR, minute=0) - timedelta(days=back)
        asked_at = first_working(on.replace(hour=0) + timedelta(days=1))
        if are_working(on - timedelta(hours=1)) and asked_at + timedelta(minutes=15) < now:
            return on.date()
    raise LookupError("no working day in a fortnight")
