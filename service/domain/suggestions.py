"""Suggestions: what speaks for each two applicants, and who should get whom (P7)."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Literal

from service.domain.applications import Application
from service.domain.fitting import Misfit, couple, misfits, room
from service.domain.languages import Language
from service.domain.pairs import Pair
from service.domain.rounds import Round, Text

Mode = Literal["total", "everyone"]
MODES: tuple[Mode, ...] = ("total", "everyone")
# What each mentor would bring each actor, and how many each takes: whom each actor gets, or None.
Assign = Callable[[Sequence[Mapping[int, int]], Sequence[int]], list[int | None]]
For = Literal[
    "own_mentor", "themes", "field", "town", "online", "in_place", "team", "language", "anywhere"
]
# A theme counts so much each time; whatever fits has a language in common, and so a point.
POINTS: Mapping[For, int] = {
    "own_mentor": 50,
    "field": 4,
    "town": 3,
    "themes": 2,
    "online": 2,
    "in_place": 2,
    "team": 2,
    "language": 1,
    "anywhere": 0,
}
LANGUAGES: Mapping[Language, Text] = {
    "fi": {"fi": "suomi", "sv": "finska", "en": "Finnish"},
    "sv": {"fi": "ruotsi", "sv": "svenska", "en": "Swedish"},
    "en": {"fi": "englanti", "sv": "engelska", "en": "English"},
}
THEMES = 3  # more themes in common say nothing more
REASONS = 4
ALTERNATIVES = 3


@dataclass(frozen=True)
class Reason:
    """One thing that speaks for a pair; `named` are the themes, the field or the town of it."""

    kind: For
    points: int
    named: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Match:
    """A mentor for somebody, with the weightiest two to four reasons."""

    mentor: Application
    points: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Suggestion:
    """The mentor suggested to an actor or team, and the next best ones, whoever gets them.

    `match` is None where nobody is left or fits; `against` is then what the nearest mentor breaks,
    and empty where every mentor that fits is better used.
    """

    actor: Application
    match: Match | None
    alternatives: tuple[Match, ...]
    against: tuple[Misfit, ...] = ()


@dataclass(frozen=True)
class Assignment:
    """One mode's suggestions for a whole round, and the mentors who have nobody."""

    suggestions: tuple[Suggestion, ...]
    idle: tuple[Application, ...]

    @property
    def matches(self) -> tuple[Match, ...]:
        """Return the mentors suggested, once for each actor or team."""
        return tuple(one.match for one in self.suggestions if one.match)

    @property
    def points(self) -> int:
        """Return the points of all together."""
        return sum(match.points for match in self.matches)


@dataclass(frozen=True)
class _Known:
    """Who can be paired in a round, and for each actor which mentors fit, with the reasons."""

    mentors: tuple[Application, ...]
    rooms: tuple[int, ...]
    actors: tuple[Application, ...]
    fits: tuple[Mapping[int, tuple[Reason, ...]], ...]
    nearest: tuple[tuple[Misfit, ...], ...]

    def points(self, actor: int) -> dict[int, int]:
        """Return the points of each mentor who fits an actor."""
        return {one: _sum(reasons) for one, reasons in self.fits[actor].items()}


def suggest(
    season: Round, applications: Sequence[Application], pairs: Sequence[Pair], assign: Assign
) -> dict[Mode, Assignment]:
    """Return who should get whom in a round, in both modes.

    `total` brings the most points; `everyone` leaves as few actors and teams as possible without
    a mentor, then as few mentors without anybody, and then brings the most points. Only confirmed
    applicants whom nobody has told no are paired, and pairs there are stay as they are. `assign`
    finds the assignment of the most points.
    """
    known = _known(season, applications, pairs)
    table = [known.points(actor) for actor in range(len(known.actors))]
    return {
        "total": _assignment(known, assign(table, known.rooms), pairs),
        "everyone": _assignment(known, _everyone(known, table, pairs, assign), pairs),
    }


def reasons(season: Round, mentor: Application, actor: Application) -> tuple[Reason, ...]:
    """Return what speaks for two applicants who fit, the weightiest first."""
    found = _reasons(season, mentor, actor)
    return tuple(sorted(found, key=lambda one: -one.points))


def _known(season: Round, applications: Sequence[Application], pairs: Sequence[Pair]) -> _Known:
    of = _by_person(pairs)
    taken = {one.email for pair in pairs if pair.ended_at is None for one in pair.actors}
    free = [one for one in applications if one.state == "confirmed" and one.told != "declined"]
    mentors = [one for one in free if one.role == "mentor"]
    actors = [one for one in free if one.role != "mentor" and taken.isdisjoint(_emails(one))]
    fits, nearest = [], []
    for actor in actors:
        broken = [misfits(couple(season, one, actor, of[one.person_id])) for one in mentors]
        whole = [number for number, rules in enumerate(broken) if not rules]
        fits.append({one: reasons(season, mentors[one], actor) for one in whole})
        nearest.append(_fewest(broken))
    rooms = [room(one, sum(not pair.ended_at for pair in of[one.person_id])) for one in mentors]
    return _Known(tuple(mentors), tuple(rooms), tuple(actors), tuple(fits), tuple(nearest))


def _everyone(
    known: _Known, table: Sequence[Mapping[int, int]], pairs: Sequence[Pair], assign: Assign
) -> list[int | None]:
    """Return the assignment in which an actor, then a mentor, outweighs all points together.

    A mentor's first place is a seat of its own, so that it can weigh more than the others.
    """
    busy, count = _busy(pairs), len(known.mentors)
    first = [int(one.person_id not in busy) for one in known.mentors]
    more = [max(0, seats - first[one]) for one, seats in enumerate(known.rooms)]
    most = len(table) * max((points for row in table for points in row.values()), default=0) + 1
    rows = []
    for row in table:
        anyone = {one: points + most * (len(table) + 1) for one, points in row.items()}
        firsts = {one + count: points + most for one, points in anyone.items()}
        rows.append(anyone | firsts)
    given = assign(rows, [*more, *first])
    return [None if seat is None else seat % count for seat in given]


def _assignment(known: _Known, chosen: Sequence[int | None], pairs: Sequence[Pair]) -> Assignment:
    busy = _busy(pairs) | {known.mentors[one].person_id for one in chosen if one is not None}
    found = tuple(_suggestion(known, actor, mentor) for actor, mentor in enumerate(chosen))
    idle = tuple(one for one in known.mentors if one.person_id not in busy)
    return Assignment(found, idle)


def _suggestion(known: _Known, actor: int, chosen: int | None) -> Suggestion:
    points = known.points(actor)
    others = [one for one in points if one != chosen]
    best = nsmallest(ALTERNATIVES, others, key=lambda one: (-points[one], one))
    match = None if chosen is None else _match(known, actor, chosen)
    alternatives = tuple(_match(known, actor, one) for one in best)
    against = () if points else known.nearest[actor]
    return Suggestion(known.actors[actor], match, alternatives, against)


def _match(known: _Known, actor: int, mentor: int) -> Match:
    found = known.fits[actor][mentor]
    return Match(known.mentors[mentor], _sum(found), found[:REASONS])


def _reasons(season: Round, mentor: Application, actor: Application) -> Iterator[Reason]:
    if mentor.email in str(actor.answers.get("own_mentor", "")).casefold().split():
        yield _reason("own_mentor")
    themes = _both("themes", season.themes, mentor, actor)
    if themes:
        yield Reason("themes", POINTS["themes"] * min(THEMES, len(themes)), themes)
    fields = _both("field", season.fields, mentor, actor)
    if fields:
        yield _reason("field", *fields)
    yield from _where(mentor, actor)
    if actor.role == "team":
        yield _reason("team")
    yield _reason("language", LANGUAGES[actor.language])


def _where(mentor: Application, actor: Application) -> Iterator[Reason]:
    """Return how two who can meet would do so: in one town, online, both alike."""
    towns = [str(one.answers.get("town", "")).strip() for one in (mentor, actor)]
    online = [bool(one.answers.get("online")) for one in (mentor, actor)]
    same = towns[0].casefold() == towns[1].casefold() != ""
    if same:
        yield _reason("town", _anyhow(towns[1]))
    if all(online):
        yield _reason("online")
    elif not any(online):
        yield _reason("in_place")
    elif not same:
        yield _reason("anywhere")


def _both(
    name: str, choices: Sequence[Text], mentor: Application, actor: Application
) -> tuple[Text, ...]:
    """Return what both have chosen, whatever language they read the round's choices in."""
    common = _chosen(name, choices, mentor) & _chosen(name, choices, actor)
    known = [one for number, one in enumerate(choices) if number in common]
    others = sorted(one for one in common if isinstance(one, str))
    return (*known, *(_anyhow(text) for text in others))


def _chosen(name: str, choices: Sequence[Text], one: Application) -> set[int | str]:
    """Return the numbers of what someone has chosen; what is no choice of the round as it is."""
    said = one.answers.get(name, ())
    texts = said if isinstance(said, tuple) else (str(said),)
    return {
        next((number for number, told in enumerate(choices) if text in told.values()), text)
        for text in texts
        if text.strip()
    }


def _anyhow(text: str) -> Text:
    return {"fi": text, "sv": text, "en": text}


def _reason(kind: For, *named: Text) -> Reason:
    return Reason(kind, POINTS[kind], named)


def _fewest(broken: Sequence[Sequence[Misfit]]) -> tuple[Misfit, ...]:
    if not broken:
        return ()
    fewest = min(broken, key=len)
    return tuple(fewest)


def _sum(found: Sequence[Reason]) -> int:
    return sum(one.points for one in found)


def _by_person(pairs: Sequence[Pair]) -> defaultdict[int, list[Pair]]:
    of: defaultdict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        of[pair.mentor.id].append(pair)
    return of


def _busy(pairs: Sequence[Pair]) -> set[int]:
    """Return who mentors somebody already."""
    return {pair.mentor.id for pair in pairs if pair.ended_at is None}


def _emails(one: Application) -> set[str]:
    return {one.email, *(member.email for member in one.members)}
