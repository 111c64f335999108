"""One who came, waited or sat alone: nobody was met, and the time is not the meeting's."""

from collections.abc import Sequence
from dataclasses import replace

from service.reading.clauses.acts import Act
from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import Case
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Length, Value

_BY_ONESELF = {"yksin", "yksinäni", "yksikseni", "itsekseni"}
_I = {"jag", "ja", "i", "minä", "mä", "mie"}


def left_alone(case: Case) -> list[Clause]:
    """ "Bussi oli ojassa, joten istuin yksin toimistolla": the other did not come."""
    met = any(one.means & {"held", "was", "yes", "confirm"} for one in case.clauses)
    if case.context.people:
        return list(case.clauses)
    if met:
        return [_without_ones_own(one) for one in case.clauses]
    return [
        replace(one, means=one.means | {"not_held"})
        if "alone" in one.means and _BY_ONESELF & one.words and not (one.asks or one.negated)
        else one
        for one in case.clauses
    ]


def _without_ones_own(clause: Clause) -> Clause:
    """ "Ja sitten istuin yksin vielä tunnin": that hour was not the meeting's."""
    if "alone" not in clause.means or not _BY_ONESELF & clause.words:
        return clause
    rest: list[Value] = [one for one in clause.values if not isinstance(one, Length)]
    return replace(clause, values=rest)


def waited_alone(case: Case, acts: Sequence[Act], kinds: set[str]) -> bool:
    """ "Jag var där, men det var inte hon": one came, and so they did not meet."""
    if not kinds & {"not_held", "no"} or case.context.people or "yes" in kinds:
        return False
    came = [act for act in acts if act.kind in ("was", "held")]
    own = [{item.text for c in act.clauses for item in c.items} & (_I | {"olin"}) for act in came]
    there = all("present" in act.means or _says_i_was(act) for act in came)
    mine = bool(came) and all(own) and there
    failed = max(at for at, act in enumerate(acts) if act.kind in ("not_held", "no"))
    denied = acts[0].kind == "no" and not any(act.values for act in came)
    return mine and (denied or all(acts.index(act) < failed for act in came))


def _says_i_was(act: Act) -> bool:
    """ "Olin siellä": one alone, where "oltiin siellä" is both."""
    said = {item.text for clause in act.clauses for item in clause.items}
    return "olin" in said and "held" not in act.means


def sat_alone(clause: Clause) -> bool:
    """ "Istuin siinä puoli tuntia", "seisoin ulkona vartin": one alone, and nobody is met."""
    said = clause.said
    lasts = clause.has(Length)
    return (
        lasts
        and bool(said_of("fi", "alone") & set(said))
        and not {"kanssa", "kans", "kaa"} & set(said)
    )
