"""A clause cut into the people that it names, and what stands around each."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from service.reading.clauses.clauses import Clause
from service.reading.clauses.names import named
from service.reading.clauses.verdicts import Case
from service.reading.past.counts import counted
from service.reading.past.persons import kind_at, kind_of, writer_among
from service.reading.past.standing import WITH, says_we
from service.reading.text.lexicon import number_named
from service.reading.text.word_lists import said_of

_PEOPLE = {"name", "me", "rest", "all", "none", "they"}
_LEADS = said_of("teams", "word_only") | {"blev"}  # "så det blev Anna och jag"
_I_DID = {"en", "olin", "jouduin", "nukuin", "unohdin", "missasin"}


@dataclass(slots=True)
class Part:
    """A row of people, the words before and after it, and how many it counts."""

    kinds: list[str] = field(default_factory=list)
    who: set[str] = field(default_factory=set)
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    excepted: bool = False
    implied: bool = False  # the writer, by the verb alone
    count: int = 0


def parts_in(clause: Clause, case: Case) -> list[Part]:
    """Return the rows of people in a clause, each with what stands around it."""
    count, clause = counted(clause, case)
    parts = [Part(count=count)]
    for at, item in enumerate(clause.items):
        kind = kind_at(clause, at, case)
        me = writer_among(case)
        if me and not parts[-1].kinds and _is_of_oneself(clause, at):
            parts[-1].kinds, parts[-1].who, parts[-1].implied = ["me"], {me}, True  # "en ollut"
        if kind == "except":
            parts.append(Part(excepted=True))
        elif kind in _PEOPLE:
            part = _part_of(parts, kind)
            part.kinds.append(kind)
            part.who |= _whom(clause, at, kind, case)
        elif kind != "and" and not (number_named(item.text) and _is_beside(clause, at, case)):
            (parts[-1].after if parts[-1].kinds else parts[-1].before).append(item.text)
    return [one for one in parts if one.kinds or one.count or one.excepted]


def _part_of(parts: list[Part], kind: str) -> Part:
    """Return the last part, or a new one where something was told of the last."""
    last = parts[-1]
    if last.kinds and last.after and not _goes_before(last.after, kind):
        lead = [last.after.pop()] if last.after[-1] in _LEADS else []
        parts.append(Part(before=lead))
    return parts[-1]


def _whom(clause: Clause, at: int, kind: str, case: Case) -> set[str]:
    me = writer_among(case)
    whom = {*named(replace(clause, items=[clause.items[at]]), case.context.people or ())}
    return whom | {me} if me and (kind == "me" or _is_with_us(clause, at, case)) else whom


def _is_of_oneself(clause: Clause, at: int) -> bool:
    """ "En ollut", "olin kipeänä", the first of its clause."""
    first = all(one in said_of("teams", "openers") for one in clause.said[:at])
    own = clause.said[at] in _I_DID
    return clause.language == "fi" and own and first


def _is_with_us(clause: Clause, at: int, case: Case) -> bool:
    """ "Me oltiin Sohvin kaa": the writer, and she."""
    with_them = bool(WITH & {*clause.said[at + 1 : at + 2]})
    return case.context.role == "actor" and with_them and says_we(clause.said)


def _goes_before(after: Sequence[str], kind: str) -> bool:
    """ "All of them", "everyone in the team": no new people."""
    return kind == "rest" and set(after) <= said_of("teams", "of_them")


def _is_beside(clause: Clause, at: int, case: Case) -> bool:
    """ "Alla tre", "de två andra": a number of those who are named otherwise."""
    near = [clause.items[one] for one in (at - 1, at + 1) if 0 <= one < len(clause.items)]
    return any(kind_of(item, clause, case) in ("all", "rest") for item in near)
