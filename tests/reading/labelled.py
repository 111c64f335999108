"""The labelled replies that the learnt models are taught by.

Few people say three things in one mail, and each combination is rare; but what they say of each is
what others say of it alone. So replies are also joined of two that are labelled.
"""

import hashlib
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from service.domain.languages import LANGUAGES
from service.domain.readings import Context, Finding, Kind
from service.reading.clauses.verdicts import Case
from service.reading.doubts.opinion import ASK_BACK, NOTHING, answer_of
from service.reading.doubts.roles import Role, given_by, values_in
from service.reading.reader import reply_text
from service.reading.understand import case_of
from service.reading.wire import context_of
from tests.reading.measure import cases_in, raw_of
from tests.reading.test_said import TEAM, contexts, lines

REPLIES = Path(__file__).parent / "replies"
LEARNT_FROM = (
    "",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twentyfirst",
    "twentysecond",
    "twentythird",
    "twentyfourth",
    "twentyfifth",
    "twentysixth",
    "twentyseventh",
    "twentyeighth",
    "twentyninth",
    "thirtieth",
    "thirtyfirst",
    "thirtysecond",
    "thirtythird",
    "thirtyfourth",
    "thirtyfifth",
    "thirtysixth",
    "thirtyninth",
    "fortyfirst",
    "fortythird",
    "fortyfourth",
    "fortysixth",
    "fortyseventh",
    "fortyeighth",
    "fiftieth",
    "fiftyfirst",
    "fiftysecond",
    "fiftyfourth",
    "sample",
)
_MET, _COSTS = ("attendance", "held"), ("expense", "expense")
# What was asked and answered, what else is often said with it, and how many to join of the two.
JOINED: Sequence[tuple[tuple[str, str], tuple[str, str], int]] = (
    (_MET, _COSTS, 1500),
    (("attendance", "held"), ("times", "planned"), 700),
    (("attendance", "held"), ("none", "withdraw"), 400),
    (("attendance", "held+planned"), ("expense", "expense"), 700),
    (("invitation", "accepted"), ("preparation", "preparation"), 1500),
    (("invitation", "declined"), ("none", "withdraw"), 300),
    (("expense", "expense"), ("times", "planned"), 300),
    (("echo", "held+undo"), ("times", "planned"), 300),
)
# What else a human must read may stand beside any answer, and so may what nobody need read: so many
# are joined with the one, and half as many with the other.
BESIDE = {
    ("attendance", "held"): 1200,
    ("attendance", "not_held"): 400,
    ("invitation", "accepted"): 900,
    ("invitation", "declined"): 300,
    ("invitation", "moved"): 200,
    ("times", "planned"): 300,
    ("expense", "expense"): 400,
    ("preparation", "preparation"): 400,
    ("echo", NOTHING): 200,
}
_QUESTION = "question"
_HARMLESS = (("none", NOTHING), ("announcement", NOTHING))
# Who is asked whether they met may answer with the costs alone: so many are joined with nothing.
_COSTS_ALONE = 900
_MOST_WORDS = 30  # of a reply that is joined with another
_SECOND_FIRST = 0.15  # of them are joined the other way round
_DATE, _AMOUNT = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d+\.\d\d")
_ZONE = ZoneInfo("Europe/Helsinki")  # of the contexts of `said/`
_OPEN = "any"  # a label that two careful readers could differ on


@dataclass(frozen=True)
class Labelled:
    """A reply, ready to be judged, and what a careful reader makes of it.

    `kinds` are those of the labels, also where `answer` is to ask back. `roles` has one for each
    value, None where the labels leave something open; `missing` tells of each of a team that met.
    """

    case: Case
    answer: str
    kinds: frozenset[str]
    roles: Sequence[Role] | None = None
    missing: Mapping[str, bool] = field(default_factory=dict)


def labelled(sets: Sequence[str] = LEARNT_FROM) -> Iterator[Labelled]:
    """Return every labelled reply of the sets, every line of `said/`, and those joined of two."""
    parts: dict[tuple[str, str, str], list[Labelled]] = defaultdict(list)
    for_humans: dict[str, list[Labelled]] = defaultdict(list)
    for path in paths(sets):
        for told_of in cases_in(path):
            expect = told_of["expect"]
            if expect.get("source", "person") == "person":
                text = reply_text(raw_of(told_of, path.parent))
                writer = told_of.get("person", {}).get("name", "")
                case, _, _ = case_of(text, context_of(told_of["context"]), writer)
                kinds = answer_of(one["kind"] for one in expect["findings"])
                one = _labelled(case, kinds, told(expect), certain=expect["certain"])
                if len(text.split()) <= _MOST_WORDS:
                    if one.roles is not None:
                        parts[case.context.language, case.context.asked, kinds].append(one)
                    elif kinds == _QUESTION:
                        for_humans[case.context.language].append(one)
                yield one
    yield from said()
    yield from _joined(parts)
    yield from _with_asides(parts, for_humans)


def said() -> Iterator[Labelled]:
    """Return every line of `said/`."""
    for language in LANGUAGES:
        for heading, words, tells in lines(language):
            case, _, _ = case_of(words, contexts(language)[heading])
            yield _labelled(case, _kinds_told(tells), _findings(tells), certain=tells != "?")


def _labelled(
    case: Case, kinds: str, findings: Sequence[Finding] | None, *, certain: bool
) -> Labelled:
    answer, split = kinds if certain else ASK_BACK, frozenset(kinds.split("+"))
    if findings is None:
        return Labelled(case, answer, split)
    gone = {name for one in findings for name in one.missing}
    met = any(one.kind == "held" for one in findings)
    missing = {name: name in gone for name in case.context.people} if met else {}
    return Labelled(case, answer, split, given_by(findings, case), missing)


def _joined(parts: Mapping[tuple[str, str, str], Sequence[Labelled]]) -> Iterator[Labelled]:
    """Return replies that say what two others say, by chance but always the same."""
    chance = random.Random(7)
    for one_kind, other_kind, count in JOINED:
        for language in LANGUAGES:
            ones, others = (parts.get((language, *kind), ()) for kind in (one_kind, other_kind))
            for _ in range(count // len(LANGUAGES) if ones and others else 0):
                two = chance.choice(ones), chance.choice(others)
                if joined := _in_one(*two, turned=chance.random() < _SECOND_FIRST):
                    yield joined
    for language in LANGUAGES:
        met, costs = parts.get((language, *_MET), ()), parts.get((language, *_COSTS), ())
        for _ in range(_COSTS_ALONE // len(LANGUAGES) if met and costs else 0):
            yield _asked_of(chance.choice(costs), chance.choice(met).case.context)


def _with_asides(
    parts: Mapping[tuple[str, str, str], Sequence[Labelled]],
    for_humans: Mapping[str, Sequence[Labelled]],
) -> Iterator[Labelled]:
    """Return answers beside which something else is said, for a human to read or for nobody."""
    chance = random.Random(11)
    for kind, count in BESIDE.items():
        for language in LANGUAGES:
            answers = parts.get((language, *kind), ())
            harmless = [one for where in _HARMLESS for one in parts.get((language, *where), ())]
            for number in range(count // len(LANGUAGES) * 3 // 2 if answers else 0):
                others = harmless if number % 3 == 2 else for_humans.get(language, ())
                joined = others and _beside(chance.choice(answers), chance.choice(others), chance)
                if joined:
                    yield joined


def _beside(answer: Labelled, other: Labelled, chance: random.Random) -> Labelled | None:
    """Return an answer and what else is said as one reply; None if other values are heard."""
    if other.roles is not None:
        return _in_one(answer, other, turned=chance.random() < _SECOND_FIRST)
    texts = [answer.case.text.strip(), other.case.text.strip()]
    chance.shuffle(texts)
    case, _, _ = case_of("\n".join(texts), answer.case.context, answer.case.writer)
    return Labelled(case, ASK_BACK, _both(answer, other))


def _both(one: Labelled, other: Labelled) -> frozenset[str]:
    return one.kinds - {NOTHING} | other.kinds - {NOTHING} or frozenset({NOTHING})


def _asked_of(one: Labelled, context: Context) -> Labelled:
    """Return a reply as the answer to another question."""
    case, _, _ = case_of(one.case.text, context, one.case.writer)
    roles = one.roles if one.roles and len(values_in(case)) == len(one.roles) else None
    return replace(one, case=case, roles=roles, missing={})


def _in_one(one: Labelled, other: Labelled, *, turned: bool) -> Labelled | None:
    """Return two replies as one answer to the first's question; None if other values are heard."""
    first, second = (other, one) if turned else (one, other)
    text = f"{first.case.text.rstrip()}\n{second.case.text.lstrip()}"
    case, _, _ = case_of(text, one.case.context, one.case.writer)
    roles = [*(first.roles or ()), *(second.roles or ())]
    if len(values_in(case)) != len(roles):
        return None
    kinds = _both(one, other)
    return Labelled(case, answer_of(kinds), kinds, roles, one.missing)


def paths(sets: Sequence[str] = LEARNT_FROM) -> list[Path]:
    """Return the files of the sets, in a fixed order."""
    return [path for name in sets for path in sorted((REPLIES / name).glob("*.jsonl"))]


def fingerprint() -> str:
    """Return a hash of the sets that are learnt from; the lines of `said/` may run ahead of it."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths())).hexdigest()[:16]


def told(expect: Mapping[str, Any]) -> list[Finding] | None:
    """Return the findings that a reply is labelled with; None of one that leaves any open."""
    labels = expect["findings"]
    unclear = not expect["certain"] or expect.get("source", "person") != "person"
    if unclear or any(_OPEN in one.values() for one in labels):
        return None
    return [_finding(one) for one in labels]


def _finding(label: Mapping[str, Any]) -> Finding:
    on, to = label.get("on"), label.get("to")
    return Finding(
        label["kind"],
        on=date.fromisoformat(on) if on else None,
        minutes=label.get("minutes"),
        to=datetime.fromisoformat(to) if to else None,
        times=tuple(map(datetime.fromisoformat, label.get("times") or ())),
        amount=label.get("amount"),
        what=label.get("what"),
        missing=tuple(label.get("missing") or ()),
    )


def _kinds_told(tells: str) -> str:
    """Return the kinds of a line of `said/`: "held 60; moved agreed" is held and moved."""
    if tells in ("?", "nothing"):
        return NOTHING
    return answer_of(one.split()[0] for one in tells.split("; "))


def _findings(tells: str) -> list[Finding] | None:
    """Return what a line of `said/` tells, None of one that is asked back."""
    if tells == "?":
        return None
    return [] if tells == "nothing" else [_said(one) for one in tells.split("; ")]


def _said(tells: str) -> Finding:
    """Return a finding as a line of `said/` writes it: "held 2026-04-08 60 Anna"."""
    kind, *values = tells.split()
    starts = [datetime.fromisoformat(one).replace(tzinfo=_ZONE) for one in values if "T" in one]
    dates = [date.fromisoformat(one) for one in values if _DATE.fullmatch(one)]
    whats = [one for one in values if one in ("travel", "entrance")]
    found = Finding(
        cast(Kind, kind),
        on=dates[0] if dates else None,
        minutes=next((int(one) for one in values if one.isdecimal()), None),
        amount=next((one for one in values if _AMOUNT.fullmatch(one)), None),
        what=cast(Any, whats[0]) if whats else None,
        missing=tuple(one for one in values if one in TEAM),
    )
    if kind == "moved":
        return replace(found, to=starts[0] if starts else None)
    return replace(found, times=tuple(starts))
