"""What stands in an agreement in words: its points, fields and choices, in three languages.

A choice is kept by its key and a theme as it was written, each on a line of its own, so that
each party reads them in their own language; lines in their own words stay as they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.domain.agreements import POINTS, Point, PointName
from service.domain.flat import one_line
from service.domain.languages import Language
from service.domain.rounds import Text
from service.domain.words import duration, euros

Choices = Mapping[str, Text]


def _in(fi: str, sv: str, en: str) -> Text:
    return {"fi": fi, "sv": sv, "en": en}


HEADINGS: Mapping[PointName, Text] = {
    "goals": _in("Tavoitteet", "Mål", "Goals"),
    "topics": _in("Aiheet", "Ämnen", "Topics"),
    "confidentiality": _in("Luottamus", "Förtroende", "Confidentiality"),
    "frequency": _in("Kuinka usein", "Hur ofta", "How often"),
    "length": _in("Kuinka kauan kerralla", "Hur länge åt gången", "How long each time"),
    "place": _in("Paikka ja järjestelyt", "Plats och arrangemang", "Place and arrangements"),
    "preparation": _in("Valmistautuminen", "Förberedelser", "Preparation"),
    "contact": _in("Tapaamisten välillä", "Mellan träffarna", "Between meetings"),
}
LABELS: Mapping[str, Text] = {
    "goals": _in("Tavoitteemme", "Våra mål", "Our goals"),
    "topics": _in("Mistä puhumme", "Vad vi talar om", "What we talk about"),
    "off_limits": _in("Mistä emme puhu", "Vad vi inte talar om", "What we do not talk about"),
    "confidentiality": _in(
        "Mikä jää meidän kesken", "Vad som stannar mellan oss", "What stays between us"
    ),
    "frequency": _in("Kuinka usein tapaamme", "Hur ofta vi träffas", "How often we meet"),
    "dates": _in("Tapaamisten ajat", "Tiderna för träffarna", "Dates and times"),
    "minutes": _in("Tapaamisen kesto", "Träffens längd", "Length of a meeting"),
    "place": _in("Missä tapaamme", "Var vi träffas", "Where we meet"),
    "cancelling": _in("Jos tulee este", "Om det kommer hinder", "If something comes up"),
    "costs": _in("Kahvit ja muut kulut", "Kaffe och andra kostnader", "Coffee and other costs"),
    "expense_meeting": _in(
        "Tapaaminen, jonka kulu korvataan",
        "Träff vars kostnad ersätts",
        "Meeting whose expense is paid back",
    ),
    "expense_kind": _in("Korvattava kulu", "Kostnad som ersätts", "Expense that is paid back"),
    "expense_estimate": _in("Arvio kulusta", "Uppskattad kostnad", "Estimate of the expense"),
    "preparation": _in("Kuka valmistelee mitä", "Vem förbereder vad", "Who prepares what"),
    "contact": _in("Yhteydenpito", "Kontakten", "Keeping in touch"),
}
CHOICES: Mapping[str, Choices] = {
    "confidentiality": {
        "between_us": _in(
            "Keskustelumme ovat luottamuksellisia",
            "Våra samtal är förtroliga",
            "Our conversations are confidential",
        ),
        "may_tell": _in(
            "Saamme kertoa, että tapaamme",
            "Vi får berätta att vi träffas",
            "We may tell others that we meet",
        ),
        "may_name": _in(
            "Ohjelma saa kertoa meistä parina",
            "Programmet får nämna oss som par",
            "The programme may name us as a pair",
        ),
    },
    "frequency": {
        "monthly": _in("Noin kerran kuussa", "Ungefär en gång i månaden", "About once a month"),
        "three_weeks": _in("Joka kolmas viikko", "Var tredje vecka", "Every three weeks"),
        "two_weeks": _in("Joka toinen viikko", "Varannan vecka", "Every two weeks"),
    },
    "place": {
        "online": _in("Etänä", "På distans", "Online"),
        "in_person": _in("Paikan päällä", "På plats", "In person"),
        "by_turns": _in(
            "Vuorotellen etänä ja paikan päällä",
            "Turvis på distans och på plats",
            "By turns online and in person",
        ),
    },
    "cancelling": {
        "day_before": _in(
            "Kerromme viimeistään edellisenä päivänä ja ehdotamme heti uutta aikaa",
            "Vi säger till senast dagen före och föreslår genast en ny tid",
            "We tell by the day before and suggest a new time at once",
        ),
        "two_days": _in(
            "Kerromme viimeistään kaksi päivää ennen ja ehdotamme heti uutta aikaa",
            "Vi säger till senast två dagar före och föreslår genast en ny tid",
            "We tell two days before and suggest a new time at once",
        ),
    },
    "costs": {
        "own": _in("Kumpikin maksaa omansa", "Var och en betalar för sig", "Each pays their own"),
        "by_turns": _in("Maksamme vuorotellen", "Vi betalar turvis", "We pay by turns"),
    },
    "expense_kind": {
        "transport": _in("Julkinen liikenne", "Kollektivtrafik", "Public transport"),
        "car": _in("Oma auto", "Egen bil", "Own car"),
        "entrance": _in("Pääsylippu", "Inträdesbiljett", "Entrance ticket"),
    },
    "preparation": {
        "actor_sends": _in(
            "Aktori lähettää aiheet muutamaa päivää ennen",
            "Aktorn skickar ämnena några dagar före",
            "The actor sends the topics some days before",
        ),
        "mentor_asks": _in(
            "Mentori antaa pienen tehtävän seuraavaan kertaan",
            "Mentorn ger en liten uppgift till nästa gång",
            "The mentor gives a small task for the next time",
        ),
    },
    "contact": {
        "mail": _in(
            "Kirjoitamme tarvittaessa sähköpostia",
            "Vi skriver e-post vid behov",
            "We write e-mail when needed",
        ),
        "messages": _in(
            "Voimme lähettää viestejä puhelimella",
            "Vi kan skicka meddelanden per telefon",
            "We may send messages by phone",
        ),
        "none": _in(
            "Emme pidä yhteyttä tapaamisten välillä",
            "Vi har inte kontakt mellan träffarna",
            "We are not in touch between meetings",
        ),
    },
}
ORAL = _in("Sovitaan puhumalla", "Vi kommer överens muntligt", "Agreed orally")
NOT_WRITTEN = _in("Ei kirjattu", "Inget antecknat", "Nothing written")
ENDING = _in(
    "Sopimus on voimassa ohjelman loppuun. Sen voi päättää aiemminkin: kerro siitä parillesi ja"
    " koordinaattorille. Syytä ei tarvitse sanoa.",
    "Avtalet gäller tills programmet är slut. Det kan avslutas tidigare: säg det till ditt par"
    " och till koordinatorn. Du behöver inte ge något skäl.",
    "The agreement holds until the programme ends. It can be ended earlier: tell your pair and"
    " the coordinator. No reason is needed.",
)


@dataclass(frozen=True)
class Told:
    """One point as a person reads it: labels with lines; none where nothing is written."""

    name: PointName
    heading: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    oral: bool = False


def told(
    points: Mapping[PointName, Point], themes: Sequence[Text], language: Language
) -> list[Told]:
    """Return all eight points in a language."""
    return [
        Told(
            name,
            heading[language],
            _rows(points[name], themes, language) if name in points else (),
            name in points and points[name].oral,
        )
        for name, heading in HEADINGS.items()
    ]


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that hold something."""
    return [line for line in map(one_line, text.splitlines()) if line]


def theme_named(line: str, themes: Sequence[Text]) -> Text | None:
    """Return the theme that a line names in any language, or None."""
    return next(
        (one for one in themes if line.casefold() in {said.casefold() for said in one.values()}),
        None,
    )


def _rows(
    point: Point, themes: Sequence[Text], language: Language
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    shown = [(name, _lines(name, point.body.get(name, ""), themes, language))
             for name in POINTS[point.name]]  # fmt: skip
    return tuple((LABELS[name][language], lines) for name, lines in shown if lines)


def _lines(name: str, text: str, themes: Sequence[Text], language: Language) -> tuple[str, ...]:
    match name:
        case "minutes" if text.isdecimal():
            return (duration(int(text), language),)
        case "expense_estimate" if text.isdecimal():
            return (euros(int(text), language),)
        case "topics":
            named = [(line, theme_named(line, themes)) for line in lines_of(text)]
            return tuple(theme[language] if theme else line for line, theme in named)
    choices = CHOICES.get(name, {})
    return tuple(choices[line][language] if line in choices else line for line in lines_of(text))
