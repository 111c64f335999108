"""Learns what values are for from labelled replies: `python -m tests.reading.train_roles`.

The same replies and the same way of learning as the second opinion's (`train.py`); an example is a
value of a reply, or one of a team, and its answer the role that the labels give it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from service.domain.languages import LANGUAGES
from service.domain.readings import Finding, Kind
from service.reading.clauses.verdicts import Case
from service.reading.doubts.presence import people_with_features
from service.reading.doubts.roles import given_by, with_features
from service.reading.reader import reply_text
from service.reading.understand import case_of
from service.reading.wire import context_of
from tests.reading.measure import cases_in, raw_of
from tests.reading.test_said import TEAM, contexts, lines
from tests.reading.train import LEARNT_FROM, Example, learn_by, paths

FILE = Path(__file__).parents[2] / "service" / "reading" / "roles.bin"
_DATE, _AMOUNT = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d+\.\d\d")
_ZONE = ZoneInfo("Europe/Helsinki")  # of the contexts of `said/`
_OPEN = "any"  # a label that two careful readers could differ on


def examples(sets: Sequence[str] = LEARNT_FROM) -> Iterator[Example]:
    """Return the values of the clear replies of the sets, who of a team that met was there,
    and the same of every line of `said/`."""
    for path in paths(sets):
        for labelled in cases_in(path):
            findings = told(labelled["expect"])
            if findings is not None:
                text = reply_text(raw_of(labelled, path.parent))
                writer = labelled.get("person", {}).get("name", "")
                case, _, _ = case_of(text, context_of(labelled["context"]), writer)
                yield from _of_reply(findings, case)
    for language in LANGUAGES:
        for heading, words, tells in lines(language):
            if tells != "?":
                case, _, _ = case_of(words, contexts(language)[heading])
                told_of = [] if tells == "nothing" else tells.split("; ")
                yield from _of_reply([_said(one) for one in told_of], case)


def _of_reply(findings: Sequence[Finding], case: Case) -> Iterator[Example]:
    yield from _of_values(findings, case)
    yield from _of_people(findings, case)


def _of_values(findings: Sequence[Finding], case: Case) -> Iterator[Example]:
    roles = given_by(findings, case)
    for (_, features), role in zip(with_features(case), roles, strict=True):
        yield Example(frozenset(features), role)


def _of_people(findings: Sequence[Finding], case: Case) -> Iterator[Example]:
    if any(one.kind == "held" for one in findings):
        gone = {name for one in findings for name in one.missing}
        for name, features in people_with_features(case):
            yield Example(frozenset(features), "missing" if name in gone else "there")


def told(expect: dict[str, Any]) -> list[Finding] | None:
    """Return the findings that a reply is labelled with; None of one that leaves any open."""
    labels = expect["findings"]
    unclear = not expect["certain"] or expect.get("source", "person") != "person"
    if unclear or any(_OPEN in one.values() for one in labels):
        return None
    return [_finding(one) for one in labels]


def _finding(label: dict[str, Any]) -> Finding:
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


if __name__ == "__main__":
    learn_by(examples, FILE, __doc__)
