"""Judging a reply about a meeting that is to come."""

from collections.abc import Sequence
from datetime import datetime

from service.domain.readings import Finding
from service.reading.acts import FUTURE, Act, acts_of
from service.reading.clauses import Clause
from service.reading.moving import moved, new_times
from service.reading.planning import planned
from service.reading.resolve import date_of
from service.reading.values import Clock, Day, Length, Money
from service.reading.verdicts import Case, Verdict, is_plain
from service.reading.whens import minutes_in, start_of, whens_in

_YES = {"come", "see_you", "suits", "yes", "ok"}
_NO = {"cannot", "not_held", "no"}
_MOVE = {"move_told", "move_ask", "settled"}


def judge(case: Case) -> Verdict:
    """Say what a reply to an invitation tells."""
    acts = acts_of(case.clauses, FUTURE)
    kinds = {act.kind for act in acts if act.kind}
    for ways in (_cancelled, _held_already, _moved, _tentative, _declined, _accepted):
        verdict = ways(case, acts, kinds)
        if verdict is not None:
            return verdict
    return Verdict(certain=False)


def _cancelled(case: Case, acts: Sequence[Act], kinds: set[str]) -> Verdict | None:
    act = _first(acts, {"cancel"})
    if act is None or kinds & _MOVE:
        return None
    finding = Finding("cancelled", evidence=case.evidence(act), rule="cancel")
    plain = is_plain(case.clauses, strays=True) and not kinds & {"next", "maybe", "held", "come"}
    return Verdict((finding,), plain and not any(_offers(case, one) for one in acts))


def _held_already(case: Case, acts: Sequence[Act], kinds: set[str]) -> Verdict | None:
    """A meeting before its planned start is held where a past day is told with it."""
    act = _first(acts, {"held"})
    if act is None:
        return None
    told = [clause for one in acts if one.kind in ("held", "yes", "") for clause in one.clauses]
    values = [v for clause in told if clause.turn != "reason" for v in clause.values]
    dates = [date_of(one, "past", case.calendar) for one in values if isinstance(one, Day)]
    lengths = minutes_in(values)
    if not dates or None in dates or kinds & (_NO | _MOVE | {"maybe", "cancel"}):
        return Verdict(certain=False)
    finding = Finding(
        "held", case.evidence(act), "held already", on=dates[0],
        minutes=lengths[0] if lengths else None,
    )  # fmt: skip
    sure = len(set(dates)) == 1 and len(set(lengths)) <= 1 and kinds <= {"held", "yes"}
    return Verdict((finding,), sure and is_plain(case.clauses))


def _moved(case: Case, acts: Sequence[Act], kinds: set[str]) -> Verdict | None:
    act = _first(acts, _MOVE)
    if act is None and kinds & _NO:
        act = next((one for one in acts if one.kind in _YES | _NO and _offers(case, one)), None)
    if act is None:
        return None
    if act.kind != "move_ask" and not new_times(act, case.calendar) and kinds & _YES:
        return None
    agreed = act.kind in ("move_told", "settled") or "settled" in act.means
    finding, sure = moved(act, case, agreed)
    others = [one for one in acts if one is not act and _offers(case, one)]
    late = any("late" in clause.means for clause in case.clauses)
    clashes = (
        late
        or kinds & {"maybe", "held", "next", "cancel"}
        or (kinds & {"come"} and not kinds & _NO)
    )
    return Verdict(
        (finding,), sure and not others and not clashes and is_plain(case.clauses, asks=True)
    )


def _tentative(case: Case, acts: Sequence[Act], kinds: set[str]) -> Verdict | None:
    act = _first(acts, {"maybe"})
    if act is None:
        return None
    finding = Finding("tentative", evidence=case.evidence(act), rule="maybe")
    plain = not any(clause.asks or clause.means & {"question"} for clause in case.clauses)
    plain = plain and not kinds & {"suits", "yes", "ok", "see_you"}
    return Verdict(
        (finding,),
        plain and not kinds & {"cancel", "next", "held"} and not _other_times(case, acts),
    )


def _declined(case: Case, acts: Sequence[Act], kinds: set[str]) -> Verdict | None:
    act = _first(acts, {"cannot"}) or _first(acts, {"no"}) or _first(acts, {"not_held"})
    if act is None:
        return None
    finding = Finding("declined", evidence=case.evidence(act), rule=act.kind)
    explicit = act.kind == "cannot" or kinds <= {"no"}
    clash = kinds & (_YES - {"ok"} | {"maybe", "next", "held", "cancel"})
    stray = any(isinstance(value, Money) for clause in case.clauses for value in clause.values)
    stray = stray or any(_offers(case, one) for one in acts)
    plain = is_plain(case.clauses, strays=True) and not _has_riddle(case)
    return Verdict((finding,), explicit and not clash and not stray and plain)


def _accepted(case: Case, acts: Sequence[Act], kinds: set[str]) -> Verdict | None:
    act = _first(acts, _YES)
    if act is None:
        return None
    findings = [Finding("accepted", evidence=case.evidence(act), rule=act.kind)]
    sure = kinds <= _YES | {"next"} and is_plain(case.clauses) and not _clashing_time(case, acts)
    sure = sure and not _conditional(case)
    means = {one for clause in case.clauses for one in clause.means}
    if "topic" in means:
        findings.append(Finding("preparation", case.text[:200], "topic", text=case.text))
    following = _first(acts, {"next"})
    if following is not None:
        more, plain = planned(following, case)
        findings += [more] if more else []
        sure = sure and plain
    return Verdict(tuple(findings), sure)


def _has_riddle(case: Case) -> bool:
    """ "I can't, but ..." may go on with a wish that we cannot read."""
    return any(
        (clause.turn == "but" and len(clause.unknown) >= 3) or {"cannot", "limit"} <= clause.means
        for clause in case.clauses
    )


def _conditional(case: Case) -> bool:
    """An acceptance with an if, or with a but that we do not understand, is none to act on."""
    for clause in case.clauses:
        if "condition" in clause.means:
            return True
        if clause.turn == "but" and "late" not in clause.means:
            return True
        if "no" in clause.means:
            return True
        if any(isinstance(value, Money) for value in clause.values):
            return True
    return False


def _offers(case: Case, act: Act) -> bool:
    """Another time stands in the act, offered: with a clock, with words of suiting, or bare."""
    return any(_is_offer(case, clause) for clause in act.clauses)


def _is_offer(case: Case, clause: Clause) -> bool:
    if clause.turn == "reason" or not _other_times(case, [Act("", [clause])]):
        return False
    offered = clause.means & {"suits", "move_ask", "settled", "see_you", "come"}
    clocked = {type(value) for value in clause.values} >= {Day, Clock}
    bare = len(clause.unknown) <= 2 and not clause.means & {"until", "cannot", "cancel", "no"}
    return bool(offered) or clocked or bare


def _clashing_time(case: Case, acts: Sequence[Act]) -> bool:
    """A time that is not the meeting's stands in the acceptance itself, or for itself."""
    for act in acts:
        for clause in act.clauses:
            if act.kind == "next" or not _other_times(case, [Act(act.kind, [clause])]):
                continue
            tale = len(clause.unknown) >= 3 and not clause.means & _YES and clause.turn != "but"
            if not tale:
                return True
    return False


def _first(acts: Sequence[Act], kinds: set[str]) -> Act | None:
    return next((act for act in acts if act.kind in kinds), None)


def _other_times(case: Case, acts: Sequence[Act]) -> bool:
    """Return whether a day or clock is named that is not the meeting's own."""
    meeting = case.calendar.meeting
    if meeting is None and case.context.asked == "announcement":
        return False  # an event of ours has its own day, which the reply may name
    for act in acts:
        if act.kind == "next":
            continue
        values = [v for c in act.clauses if c.turn != "reason" for v in c.values]
        if any(isinstance(value, Length) for value in values) and act.kind in _NO:
            return True
        for when in whens_in(values):
            if meeting is None or not _is_meetings(
                start_of(when, case.calendar), when.clock, meeting
            ):
                return True
    return False


def _is_meetings(start: datetime | None, clock: Clock | None, meeting: datetime) -> bool:
    if start is None:
        return False
    return start == meeting if clock else start.date() == meeting.date()
