"""Who of a team was not there: for each of them, by what is said near their name and of all.

Learnt with the roles of values (`roles.py`), from replies that tell of a meeting of a team.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from service.reading.clauses.clauses import Clause
from service.reading.clauses.names import named
from service.reading.clauses.verdicts import FIRST_PERSON, Case
from service.reading.doubts.features import stems
from service.reading.doubts.roles import weights
from service.reading.doubts.weights import shares
from service.reading.past.persons import writer_among

Presence = Literal["missing", "there"]
_NEAR = 3  # words before and after a name
_MOST_COUNTED = 3


def missing_in(case: Case) -> dict[str, float]:
    """Return, for each of the team, how probable it is that a meeting told of was without them."""
    learnt = weights()
    found = {}
    for name, features in people_with_features(case):
        both = shares(features, learnt)
        missing, there = both.get("missing", 0.0), both.get("there", 0.0)
        found[name] = missing / ((missing + there) or 1.0)
    return found


def people_with_features(case: Case) -> Iterator[tuple[str, set[str]]]:
    """Return each of the team with what is weighed of them."""
    people = case.context.people
    if not people:
        return
    places = [_named_in(clause, people) for clause in case.clauses]
    called = {name for one in places for name in one.values()}
    told = {f"{{{one}}}" for clause in case.clauses for one in clause.means}
    said = {one for clause in case.clauses for one in _words(clause, people, None)}
    me = writer_among(case)
    for name in people:
        status = "named" if name in called else "not named"
        whole = f"{status} {'writer' if name == me else 'other'}"
        features = {
            whole,
            f"{whole} {case.context.asked}",
            f"{whole} of {len(people)}, {min(len(called), _MOST_COUNTED)} named",
            *(f"{whole} | {one}" for one in told | said),
            *_near(name, case, places),
        }
        if name == me:
            features |= set(_of_oneself(case.clauses))
        yield name, {f"Person {one}" for one in features}


def _named_in(clause: Clause, people: Sequence[str]) -> dict[int, str]:
    """Return who is named by which item of a clause."""
    if not named(clause, people):
        return {}
    found = {}
    for place, item in enumerate(clause.items):
        alone = Clause([item])
        for name in named(alone, people):
            found[place] = name
    return found


def _words(clause: Clause, people: Sequence[str], mine: str | None) -> list[str]:
    """Return the words of a clause, names as what they are: the one looked at, or another."""
    places = _named_in(clause, people)
    return [
        ("<this>" if places[at] == mine else "<name>") if at in places else item.text
        for at, item in enumerate(clause.items)
    ]


def _near(name: str, case: Case, places: Sequence[Mapping[int, str]]) -> Iterator[str]:
    """Return the words around each place where a name stands, and what its clauses mean."""
    for at, clause in enumerate(case.clauses):
        if name not in places[at].values():
            continue
        row = _words(clause, case.context.people, name)
        for place, word in enumerate(row):
            if word == "<this>":
                yield from _around(row, place)
        yield from (f"with {one}" for word in row for one in (word, *stems(word)))
        yield f"turn {clause.turn}"
        for way in (-1, 0, 1):
            if 0 <= at + way < len(case.clauses):
                yield from (f"clause {way} {{{one}}}" for one in case.clauses[at + way].means)
                yield f"clause {way} names {min(len(places[at + way]), 2)}"


def _around(row: Sequence[str], place: int) -> Iterator[str]:
    for way in range(-_NEAR, _NEAR + 1):
        if way and 0 <= place + way < len(row):
            beside = row[place + way]
            yield from (f"{way} {one}" for one in (beside, *stems(beside)))
            yield f"near {beside}"


def _of_oneself(clauses: Sequence[Clause]) -> Iterator[str]:
    """Return what the clauses in the first person mean and say."""
    for clause in clauses:
        if clause.words & FIRST_PERSON:
            yield from (f"I {{{one}}}" for one in clause.means)
            yield from (f"I {one}" for word in clause.said for one in (word, *stems(word)))
