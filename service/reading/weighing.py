"""A verdict after the second opinion: what it makes doubtful, settles, or says instead."""

from collections.abc import Mapping, Set
from dataclasses import replace

from service.domain.readings import Finding, Kind
from service.reading.coming import bounds_an_unread_hour
from service.reading.opinion import OTHER, answer_of, opinion_on
from service.reading.values import Clock, Day, Value
from service.reading.verdicts import Case, Verdict

# Chosen on sets of replies while they were unseen; docs/reading.md tells what each brings.
LEAST_TO_ACT = 0.15
ENOUGH_TO_SETTLE = 0.7
ENOUGH_TO_SAY = 0.85
_ASKED = {
    "invitation", "attendance", "times", "preparation", "expense", "agreement", "echo",
    "announcement", "none", "proposal", "seat_check",
}  # fmt: skip
# Not agreements, nor seats: nobody is bound, or loses a place, by what is likely.
_BARE: tuple[Kind, ...] = (
    "accepted", "declined", "tentative", "not_held", "cancelled", "preparation",
)  # fmt: skip


def weighed(verdict: Verdict, case: Case) -> Verdict:
    """Return a verdict that the grammar and the second opinion can both stand by.

    A certain one must not look improbable. An uncertain one without values may be settled, or
    replaced by a very probable answer, where the text holds no time that could say otherwise.
    """
    if case.context.asked not in _ASKED or not case.clauses:
        return verdict
    shares = opinion_on(case.text, case.clauses, case.context)
    kinds = {one.kind for one in verdict.findings}
    if verdict.certain:
        doubtful = _share(kinds, shares) < LEAST_TO_ACT
        return _ruled(verdict, "improbable", certain=False) if doubtful else verdict
    likeliest = max(shares, key=lambda answer: shares[answer])
    kind = next((one for one in _BARE if one == likeliest), None)
    timed = any(_tells_a_time(value, case) for value in _values(case))
    timed = timed or any(map(bounds_an_unread_hour, case.clauses))
    if kind is None or timed or case.context.asked == "seat_check":
        return verdict
    if kinds == {kind} and shares[kind] >= ENOUGH_TO_SETTLE:
        return _ruled(verdict, "probable", certain=True)
    return _instead(kind, case) if shares[kind] >= ENOUGH_TO_SAY else verdict


def _share(kinds: Set[str], shares: Mapping[str, float]) -> float:
    """Return how probable an answer is; one of several kinds, as its least probable part.

    Such answers are rare, and the model has seen too few of them together, of costs beside
    a meeting least of all: a sum that was read there speaks for itself.
    """
    if "withdraw" in kinds:
        return 1.0  # rare, and always confirmed before it takes effect
    if len(kinds) < 2:
        return shares.get(answer_of(kinds), shares[OTHER])
    told = {
        one: [share for answer, share in shares.items() if one in answer.split("+")]
        for one in kinds - {"expense"}
    }
    return min(sum(parts) for parts in told.values()) + shares[OTHER]


def _ruled(verdict: Verdict, why: str, certain: bool) -> Verdict:
    """Return a verdict whose findings tell, beside their rules, what the opinion made of them."""
    findings = (replace(one, rule=f"{one.rule}, {why}") for one in verdict.findings)
    return Verdict(tuple(findings), certain)


def _instead(kind: Kind, case: Case) -> Verdict:
    text = case.text if kind == "preparation" else None
    return Verdict((Finding(kind, case.text[:200], "second opinion", text=text),))


def _values(case: Case) -> list[Value]:
    return [value for clause in case.clauses for value in clause.values]


def _tells_a_time(value: Value, case: Case) -> bool:
    """A clock or a date could be another than the meeting's; its own weekday is no news."""
    if not isinstance(value, Day):
        return isinstance(value, Clock)
    planned = case.calendar.meeting_day
    own = planned.weekday() if planned else None
    return value.day is not None or value.weekday not in (None, own)
