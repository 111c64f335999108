"""How far a reading may be trusted, the grammar's or another: a share from 0 to 1.

Boosted trees (Friedman 2001) over some hundred traits of the reading, each with a name; the trees
stand in `trust.json`. They were learnt (`make opinion`) from what the reader made of replies that
nobody had looked at yet: how often was such a reading right?
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from functools import cache
from importlib.resources import files
from math import exp, log
from typing import Any

from service.domain.readings import Finding
from service.reading.clauses.verdicts import Case, Verdict
from service.reading.doubts.heard import Findings, Heard, same_findings, taken
from service.reading.doubts.opinion import ASK_BACK, NOTHING, answer_of, share_of
from service.reading.doubts.roles import values_in
from service.reading.doubts.trees import Learnt, Tree, trusted
from service.reading.values.kinds import Clock, Day, Length, Money

_MOST_UNUSED = 3
_FLOOR = 1e-3  # a share below it is as good as none
_FLOOR_OF_ROLES = 1e-4


def trust_in(findings: Findings, case: Case, heard: Heard, read: Verdict) -> float:
    """Return how often a reading such as this one is right.

    `read` is what the grammar made of the reply, the same or another.
    """
    return trusted(traits_of(findings, case, heard, read), learnt())


@cache
def learnt() -> Learnt:
    """Return the trees that came with this version."""
    told = json.loads((files("service.reading") / "trust.json").read_text("utf-8"))
    return Learnt(told["base"], [_grown(one) for one in told["trees"]], told["learnt_from"])


def _grown(told: Any) -> Tree:
    if not isinstance(told, list):
        return float(told)
    trait, bound, below, above = told
    return trait, float(bound), _grown(below), _grown(above)


def traits_of(findings: Findings, case: Case, heard: Heard, read: Verdict) -> dict[str, float]:
    """Return the traits of a reading by name, those that are 0 left out."""
    traits = {
        **_of_the_text(case),
        **_of_the_answer(findings, heard),
        **_of_the_roles(findings, case, heard),
        **_beside_the_grammar(findings, read.findings),
        "grammar is certain": float(read.certain),
        **_under_a_condition(findings, case),
        **_unused(findings, case),
        **_without_value(findings, case),
    }
    traits["joint"] = traits["probable"] * exp(traits["roles"])
    traits["log joint"] = log(traits["joint"] + _FLOOR)
    return {name: value for name, value in traits.items() if value}


def _of_the_text(case: Case) -> dict[str, float]:
    values = Counter(type(one.value).__name__.lower() for one in values_in(case))
    return {
        "asks": float(any(clause.asks for clause in case.clauses)),
        "team": float(bool(case.context.people)),
        "words": log(1 + len(case.text.split())),
        "unknown words": log(1 + case.unknown),
        f"asked {case.context.asked}": 1.0,
        f"in {case.context.language}": 1.0,
        **{f"means {one}": 1.0 for one in ("condition", "keep") if one in case.means},
        **{f"{kind}s": float(count) for kind, count in values.items()},
    }


def _of_the_answer(findings: Findings, heard: Heard) -> dict[str, float]:
    kinds = {one.kind for one in findings}
    shares = heard.shares
    share = share_of(kinds, shares)
    first, second = sorted(shares, key=shares.__getitem__, reverse=True)[:2]
    return {
        "probable": share,
        "log probable": log(share + _FLOOR),
        "log ask back": log(shares.get(ASK_BACK, 0.0) + _FLOOR),
        "nothing probable": shares.get(NOTHING, 0.0),
        "first probable": shares[first],
        "second probable": shares[second],
        "likeliest": float(first == answer_of(kinds)),
        "several kinds": float(len(findings) > 1),
        "probable by words": share_of(kinds, heard.opinion.by_words),
        "probable by meanings": share_of(kinds, heard.opinion.by_meanings),
        "probable in order": share_of(kinds, heard.opinion.in_order),
        "kinds in order": _of_kinds(kinds, heard.kinds),
        "likeliest in order": float(_likeliest(heard.opinion.in_order) == answer_of(kinds)),
        "likeliest by words": float(_likeliest(heard.opinion.by_words) == answer_of(kinds)),
        "likeliest by meanings": float(_likeliest(heard.opinion.by_meanings) == answer_of(kinds)),
        "never seen": heard.opinion.unseen,
        f"answer {answer_of(kinds)}": 1.0,
        **{f"says {kind}": 1.0 for kind in kinds},
    }


def _of_kinds(kinds: Set[str], shares: Mapping[str, float]) -> float:
    """Return how probable these kinds and no others are, as the logarithm of the product."""
    told = (
        share if kind in kinds else 1 - share for kind, share in shares.items() if kind != NOTHING
    )
    return sum(log(one + _FLOOR) for one in told)


def _likeliest(shares: Mapping[str, float]) -> str:
    return max(shares, key=shares.__getitem__)


def _of_the_roles(findings: Findings, case: Case, heard: Heard) -> dict[str, float]:
    """Tell how probable it is that the values are for what the findings take them for."""
    traits = {"roles": 0.0, "least role": 0.0}
    agree = True
    for kind, role, shares in taken(findings, case, heard):
        likely = log(shares.get(role, 0.0) + _FLOOR_OF_ROLES)
        traits["roles"] += likely
        for name in ("least role", f"least {kind}", f"least {kind} {role}"):
            traits[name] = min(traits.get(name, 0.0), likely)
        rather = max(shares, key=lambda one: shares[one])
        if rather != role:
            agree = False
            traits[f"{kind} {role} rather {rather}"] = 1.0
    return {**traits, "roles agree": float(agree), "no roles": float(not heard.roles)}


def _beside_the_grammar(findings: Findings, read: Findings) -> dict[str, float]:
    """Tell apart what the grammar did not read so, and what it read."""
    said = answer_of(one.kind for one in read)
    return {
        "second opinion": float(not same_findings(findings, read)),
        "kinds as read": float(answer_of(one.kind for one in findings) == said),
        f"grammar says {said}": 1.0,
        "drops a value": float(bool(_values_of(read) - _values_of(findings))),
        "adds a value": float(bool(_values_of(findings) - _values_of(read))),
    }


def _values_of(findings: Findings) -> set[object]:
    told = ((f.on, f.minutes, f.to, f.amount, *f.times, *f.missing) for f in findings)
    return {value for values in told for value in values if value is not None}


def _under_a_condition(findings: Findings, case: Case) -> dict[str, float]:
    hangs = "condition" in case.means
    return {f"{one.kind} under a condition": float(hangs) for one in findings}


def _unused(findings: Sequence[Finding], case: Case) -> dict[str, float]:
    """Count the values that stand in the text and in no finding."""
    read = Counter(
        type(value)
        for clause in case.clauses
        for value in clause.values
        if not (isinstance(value, Day) and value.vague)
    )
    hours = sum((one.to is not None) + len(one.times) for one in findings)
    used = {
        Day: hours + sum(one.on is not None for one in findings),
        Clock: hours,
        Length: sum(one.minutes is not None for one in findings),
        Money: sum(one.kind == "expense" for one in findings),
    }
    left = {kind: min(max(read[kind] - count, 0), _MOST_UNUSED) for kind, count in used.items()}
    return {f"unused {kind.__name__.lower()}": float(count) for kind, count in left.items()}


def _without_value(findings: Sequence[Finding], case: Case) -> dict[str, float]:
    held = [one for one in findings if one.kind == "held"]
    return {
        "held in a team": float(bool(held and case.context.people)),
        "held without a length": float(bool(held) and not any(one.minutes for one in held)),
        "moved to no time": float(any(one.kind == "moved" and not one.to for one in findings)),
        "planned without times": float(
            any(one.kind == "planned" and not one.times for one in findings)
        ),
    }
