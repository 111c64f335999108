"""Invented people: enough mentors, actors and teams for demos and rehearsals."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from service.domain.languages import Language

MOST_PAIRS = 40
TEAMS: Mapping[int, int] = {3: 3, 8: 4}  # which pairs have a team, and of how many
_DOMAINS = ("example.org", "example.fi")


class Someone(NamedTuple):
    """An invented person: nobody bears such a surname."""

    name: str
    email: str
    language: Language


class Couple(NamedTuple):
    """A mentor, and the actor or the team's members, the contact person first."""

    mentor: Someone
    actors: tuple[Someone, ...]
    team_name: str
    work: str
    phase: str
    goals: str
    ask_me_about: str


_FIRST: dict[Language, tuple[str, ...]] = {
    "fi": (
        "Aino", "Eetu", "Tuulia", "Onni", "Helmi", "Veikko", "Lumi", "Aarne", "Saimi", "Oiva",
        "Venla", "Kauko", "Ilona", "Urho", "Taimi", "Paavo",
    ),
    "sv": ("Alva", "Folke", "Saga", "Torsten", "Linnea", "Sixten", "Ebba", "Valter"),
    "en": ("Hazel", "Rowan", "Ivy", "Jasper", "Willow", "Basil"),
}  # fmt: skip
_LAST: dict[Language, tuple[str, ...]] = {
    "fi": (
        "Käpyvuo", "Oksalumi", "Havuranta", "Pilvikangas", "Sammaltie", "Marjasilta", "Kuurapuro",
        "Tuohilahti", "Kanervasuo", "Vadelmala", "Jäkäläinen", "Pihkavirta", "Sudenhattu",
        "Mustikkavuori", "Lehvästö", "Hiirenkello", "Kissankulma", "Purosalmi-Tähti", "Varpusela",
    ),
    "sv": (
        "Kottmark", "Blåbärsdal", "Mosslycka", "Granvinge", "Lingonhed", "Björktopp",
        "Smultronlund", "Ekorrsten", "Havtornsvik",
    ),
    "en": (
        "Mossbridge", "Thistlewell", "Acornfield", "Fernhollow", "Larkwhistle", "Elderbrook",
        "Bramblecroft", "Owlmeadow",
    ),
}  # fmt: skip
# The mentor's language and the actor's: most pairs share one, some do not.
_LANGUAGES: tuple[tuple[Language, Language], ...] = (
    ("fi", "fi"), ("fi", "sv"), ("sv", "sv"), ("fi", "fi"), ("en", "en"), ("fi", "fi"),
    ("fi", "en"), ("sv", "fi"), ("fi", "fi"), ("fi", "fi"),
)  # fmt: skip
_TEAM_NAMES: dict[Language, str] = {"fi": "Tiimi Kaarna", "sv": "Team Kvist", "en": "Team Twig"}
_WORK: dict[Language, tuple[str, ...]] = {
    "fi": (
        "Kulttuurituottaja, festivaalit",
        "Yhteisöpedagogi",
        "Viittomakielen tulkki",
    ),
    "sv": ("Kulturproducent, teater", "Samhällspedagog, ungdomsarbete", "Museilektor"),
    "en": ("Producer, contemporary dance", "Community educator", "Service designer"),
}
_PHASES = ("thesis", "graduating", "beginning")
_GOALS: dict[Language, tuple[str, ...]] = {
    "fi": (
        "Haluan sanoittaa osaamiseni ja uskaltaa hakea ensimmäistä alan työtä.",
        "Etsin suuntaa valmistumisen jälkeen ja verkostoja festivaalialalta.",
    ),
    "sv": (
        "Jag vill sätta ord på mitt kunnande och våga söka mitt första jobb i branschen.",
        "Jag söker en riktning efter examen och nätverk inom ungdomsarbetet.",
    ),
    "en": (
        "I want to name my skills and apply for my first job in the field.",
        "I am looking for a direction after graduation and people to learn from.",
    ),
}
_ASK: dict[Language, str] = {
    "fi": "Miten keikkatöistä rakentuu ura, ja miten jaksaa.",
    "sv": "Hur man bygger en karriär av projekt, och hur man orkar.",
    "en": "How short projects grow into a career, and how to keep your energy.",
}


def couples(count: int, teams: Mapping[int, int] = TEAMS) -> list[Couple]:
    """Return that many pairs of people, always the same ones, no name twice."""
    people = {language: _people(language) for language in _FIRST}
    return [_couple(index, people, teams) for index in range(count)]


def spares() -> tuple[Couple, ...]:
    """Return people who applied and have no pair yet, for whoever applies in the demo."""
    people = {language: _people(language) for language in _FIRST}
    unlike = [_couple(index, people, TEAMS) for index in range(MOST_PAIRS + len(_LANGUAGES))]
    return tuple(unlike[MOST_PAIRS:][n] for n in (0, 4))


def _couple(
    index: int, people: dict[Language, Iterator[Someone]], teams: Mapping[int, int]
) -> Couple:
    mentors, actors = _LANGUAGES[index % len(_LANGUAGES)]
    size = teams.get(index, 1)
    return Couple(
        mentor=next(people[mentors]),
        actors=tuple(islice(people[actors], size)),
        team_name=_team_name(actors, sorted(teams).index(index)) if size > 1 else "",
        work=_WORK[mentors][index % 3],
        phase=_PHASES[index % 3],
        goals=_GOALS[actors][index % 2],
        ask_me_about=_ASK[mentors],
    )


def _team_name(language: Language, teams_before: int) -> str:
    return _TEAM_NAMES[language] + (f" {teams_before + 1}" if teams_before else "")


def _people(language: Language) -> Iterator[Someone]:
    """Yield people of one language: all combinations, neighbours sharing no name."""
    first, last = _FIRST[language], _LAST[language]
    for index in range(len(first) * len(last)):
        row, column = divmod(index, len(first))
        surname = last[(column + row) % len(last)]
        name = f"{first[column]} {surname}"
        yield Someone(name, f"{_plain(name)}@{_DOMAINS[index % 2]}", language)


def _plain(name: str) -> str:
    plain = name.lower().translate(str.maketrans("äåö ", "aao."))
    return plain.replace("-", "")
