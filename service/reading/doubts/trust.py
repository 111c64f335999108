"""How far a reading may be trusted that the grammar left uncertain: a share from 0 to 1.

A logistic regression over a few dozen traits of the reading, each with a name and a weight that
anyone can read in `trust.json`. It was learnt (`make opinion`) from what the reader was unsure of
in replies that nobody had looked at yet: how often was such a reading right?
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log

from service.domain.readings import Finding, Kind
from service.reading.clauses.verdicts import Case
from service.reading.doubts.opinion import ASK_BACK, answer_of, share_of
from service.reading.values.kinds import Clock, Day, Length, Money

WITHOUT_VALUES: tuple[Kind, ...] = (
    "accepted", "declined", "tentative", "not_held", "cancelled", "preparation",
)  # fmt: skip
_MOST_UNUSED = 3
_FLOOR = 1e-3  # a share below it is as good as none


@dataclass(frozen=True)
class Learnt:
    """The weight of each trait, and where the sum of them starts."""

    base: float
    weights: Mapping[str, float]


def trust_in(
    findings: Sequence[Finding],
    case: Case,
    shares: Mapping[str, float],
    instead_of: Sequence[Finding] | None = None,
) -> float:
    """Return how often a reading such as this one is right.

    `shares` is how probable the second opinion holds each answer. A reading that is the opinion's
    own stands `instead_of` what the grammar found.
    """
    return trusted(traits_of(findings, case, shares, instead_of), learnt())


def trusted(traits: Mapping[str, float], by: Learnt) -> float:
    """Return the probability that these traits add up to; a trait not learnt weighs nothing."""
    score = by.base + sum(by.weights.get(name, 0.0) * value for name, value in traits.items())
    return 1 / (1 + exp(-score))


@cache
def learnt() -> Learnt:
    """Return the weights that came with this version."""
    told = json.loads((files("service.reading") / "trust.json").read_text("utf-8"))
    return Learnt(told["base"], told["weights"])


def traits_of(
    findings: Sequence[Finding],
    case: Case,
    shares: Mapping[str, float],
    instead_of: Sequence[Finding] | None = None,
) -> dict[str, float]:
    """Return the traits of a reading by name, those that are 0 left out."""
    kinds = {one.kind for one in findings}
    share = share_of(kinds, shares)
    bare = len(kinds) == 1 and kinds <= set(WITHOUT_VALUES)
    likeliest = max(shares, key=lambda answer: shares[answer])
    traits = {
        "probable": share,
        "log probable": log(share + _FLOOR),
        "log ask back": log(shares.get(ASK_BACK, 0.0) + _FLOOR),
        "likeliest": float(likeliest == answer_of(kinds)),
        "several kinds": float(len(kinds) > 1),
        "asks": float(any(clause.asks for clause in case.clauses)),
        "team": float(bool(case.context.people)),
        "words": log(1 + len(case.text.split())),
        "unknown words": log(1 + case.unknown),
        f"asked {case.context.asked}": 1.0,
        **{f"says {kind}": 1.0 for kind in kinds},
        **{f"means {one}": 1.0 for one in ("condition", "keep") if one in case.means},
        **_unused(findings, case),
        **_without_value(findings, case),
        **({} if instead_of is None else _of_the_opinion(kinds, instead_of)),
    }
    if bare:
        traits |= {f"bare {one}": traits[one] for one in ("probable", "log probable", "words")}
        traits["bare"] = 1.0
    return {name: value for name, value in traits.items() if value}


def _of_the_opinion(kinds: Set[str], instead_of: Sequence[Finding]) -> dict[str, float]:
    """Tell apart what the grammar did not read so, and what it read."""
    return {
        "second opinion": 1.0,
        "grammar says nothing": float(not instead_of),
        **{f"second opinion says {kind}": 1.0 for kind in kinds},
        **{f"grammar says {one.kind}": 1.0 for one in instead_of},
    }


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
