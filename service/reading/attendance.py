"""Judging a reply about a meeting that should have taken place."""

from collections.abc import Sequence
from datetime import date

from service.domain.readings import Finding
from service.reading.acts import PAST, Act, acts_of
from service.reading.clauses import Clause
from service.reading.costs import beside
from service.reading.moving import has_when, moved, new_times
from service.reading.phrases import words
from service.reading.planning import planned
from service.reading.resolve import date_of
from service.reading.teams import absent
from service.reading.values import Clock, Day, Length, Money, Value
from service.reading.verdicts import Case, Verdict, has_numbers, is_plain
from service.reading.whens import minutes_in

_MOVES = {"move_told", "move_ask", "settled"}
_TOLD = {"held", "was", "yes", ""}
_NOT = {"not_held", "no", "cannot", "failed_plan"}


def judge(case: Case) -> Verdict:
    """Say what a reply to "did you meet?" tells."""
    acts = acts_of(case.clauses, PAST)
    kinds = {act.kind for act in acts}
    if "was" in kinds and not _was_there(acts, kinds):
        return Verdict(certain=False)
    if kinds & {"held", "was"} or ("yes" in kinds and not kinds & _NOT) or _only_lengths(acts):
        return _held(case, acts)
    if kinds & (_NOT | _MOVES | {"cancel", "open_day"}):
        return _not_held(case, acts)
    return Verdict(certain=False)


def _was_there(acts: Sequence[Act], kinds: set[str]) -> bool:
    """ "Oltiin" alone may be anywhere; with a length, a day or a yes it is the meeting."""
    values = [value for act in acts if act.kind == "was" for value in act.values]
    everyone = any("everyone" in act.means or "only" in act.means for act in acts)
    timed = any(isinstance(value, Day | Length) for value in values)
    return timed or everyone or bool(kinds & {"held", "yes"}) or bool(minutes_in(values))


def _only_lengths(acts: Sequence[Act]) -> bool:
    """ "1,5 h" and "Kaikki paikalla" answer the question without a verb."""
    if {act.kind for act in acts} - {"", "next"}:
        return False
    first = acts[0] if acts else Act("")
    return first.kind == "" and (
        any(isinstance(one, Length) for one in first.values) or "everyone" in first.means
    )


def _held(case: Case, acts: Sequence[Act]) -> Verdict:
    told = [act for act in acts if act.kind in _TOLD]
    others = [act for act in acts if act.kind not in _TOLD]
    findings, sure = _meetings(case, told)
    costs, plain_costs = beside(case)
    findings += costs
    sure = sure and plain_costs
    for act in others:
        more, plain = _beside(case, act)
        findings += more
        sure = sure and plain
    plain = is_plain(case.clauses, strays=_strays_do_no_harm(case, told))
    plain = plain and not any(_denies(clause, case) for clause in case.clauses)
    return Verdict(tuple(findings), sure and plain)


def _denies(clause: Clause, case: Case) -> bool:
    """ "Mutta se ei ollut..." and a bare "90" leave a doubt; in a team the first tells who came."""
    if clause.turn == "but" and "absent" in clause.means and not case.context.people:
        return True
    return has_numbers([clause]) and len(clause.unknown) <= 2 and clause.turn != "reason"


def _strays_do_no_harm(case: Case, told: Sequence[Act]) -> bool:
    """ "Kelloa en katsonut" turns no clear "nähtiin"; in a team it may be about who came."""
    clear = any(act.kind in ("held", "was") for act in told)
    turns = any(clause.negated and clause.turn in ("but", "instead") for clause in case.clauses)
    torn = any(clause.negated and clause.means & {"yes"} for clause in case.clauses)
    return clear and not turns and not torn and not case.context.people


def _beside(case: Case, act: Act) -> tuple[list[Finding], bool]:
    """Read what is told beside a meeting that was held: the next one, one that is cancelled."""
    if act.kind in ("next", "see_you", "settled"):
        if {item.text for c in act.clauses for item in c.items} & set(words("rules")["every"]):
            return [], False
        finding, sure = planned(act, case)
        return ([finding] if finding else []), sure
    if act.kind == "cancel" and has_when(act):
        return [Finding("cancelled", evidence=case.evidence(act), rule="cancel")], True
    return [], False


def _meetings(case: Case, told: Sequence[Act]) -> tuple[list[Finding], bool]:
    values = [v for act in told for c in act.clauses if c.turn != "reason" for v in c.values]
    days = [one for one in values if isinstance(one, Day) and not one.recurring]
    dates = [date_of(day, "past", case.calendar) for day in days]
    lengths = sorted(set(minutes_in(values)))
    pairs = _paired(values, dates)
    if pairs and not case.context.people:
        return [_held_on(case, told[0], on, minutes) for on, minutes in pairs], True
    missing, names_known = absent(case, told)
    finding = Finding(
        "held", evidence=case.evidence(told[0]), rule=told[0].kind, on=_one(dates),
        minutes=lengths[0] if lengths else None, missing=missing,
    )  # fmt: skip
    past = all(on is not None and on <= case.calendar.today for on in dates)
    sure = names_known and past and len(set(dates)) <= 1 and len(lengths) <= 1
    hidden = [v for act in told for c in act.clauses if c.turn == "reason" for v in c.values]
    sure = sure and not (any(isinstance(v, Day) for v in hidden) and not days)
    sure = sure and not (minutes_in(hidden) and not lengths)
    # "Nähtiin, mutta ei keskiviikkona": on which day, then?
    sure = sure and (bool(days) or not any(_denies_a_day(c) for act in told for c in act.clauses))
    return [finding], sure and _clocks_agree(case, values) and not _says_no(told)


def _denies_a_day(clause: Clause) -> bool:
    return "old" in clause.means and any(isinstance(item.value, Day) for item in clause.items)


def _paired(values: Sequence[Value], dates: Sequence[date | None]) -> list[tuple[date, int]]:
    """Read "torstaina 45 minuuttia ja eilen kaksi tuntia": a length after each day."""
    kinds = [type(one) for one in values if isinstance(one, Day | Length)]
    tail = [Day, Length] * (len(kinds) // 2)
    firm = [on for on in dates if on is not None]
    count = kinds.count(Length)
    if count < 2 or kinds[-2 * count :] != tail[: 2 * count] or len(firm) != len(dates):
        return []
    last = firm[-count:]
    if len(set(last)) != count or set(firm) != set(last):
        return []
    return list(zip(last, [one.minutes for one in values if isinstance(one, Length)], strict=True))


def _held_on(case: Case, act: Act, on: date, minutes: int) -> Finding:
    return Finding("held", evidence=case.evidence(act), rule="several", on=on, minutes=minutes)


def _one(dates: Sequence[date | None]) -> date | None:
    return dates[0] if dates else None


def _says_no(told: Sequence[Act]) -> bool:
    clauses = [clause for act in told for clause in act.clauses]
    if any(clause.means & {"no", "not_held", "cannot", "failed_plan"} for clause in clauses):
        return True
    # "Vaan" and "utan" turn a negation; after none, "vaan" is "only".
    turns = any("instead" in clause.means and "only" not in clause.means for clause in clauses)
    return turns or (
        any("instead" in clause.means for clause in clauses)
        and any(clause.negated for clause in clauses)
    )


def _clocks_agree(case: Case, values: Sequence[object]) -> bool:
    """A clock without an end is the planned one, or we do not know what it is."""
    alone = [one for one in values if isinstance(one, Clock) and one.minutes is None]
    meeting = case.calendar.meeting
    return all(meeting is not None and one.hour == meeting.hour for one in alone)


def _not_held(case: Case, acts: Sequence[Act]) -> Verdict:
    act = _new_time(case, acts)
    plain = is_plain(case.clauses, strays=True)
    rest = [one for one in acts if one is not act and one.kind not in {*_NOT, "yes", "", "come"}]
    rest = [one for one in rest if one.kind not in {*_MOVES, "cancel", "see_you", "open_day"}]
    plain = plain and not any(isinstance(v, Money) for one in acts for v in one.values)
    if act is not None:
        agreed = act.kind != "move_ask"
        finding, sure = moved(act, case, agreed)
        return Verdict((finding,), sure and plain and not rest)
    first = next((one for one in acts if one.kind in _NOT), acts[0])
    finding = Finding("not_held", evidence=case.evidence(first), rule=first.kind)
    explicit = any(one.kind in ("not_held", "no") for one in acts) or _failed(case, acts)
    bare_no = all(one.kind != "not_held" for one in acts) and "yes" in {one.kind for one in acts}
    loose = any(one.kind in {*_MOVES, "see_you", "cancel", "next"} for one in acts)
    stray = any(_future(case, one) for one in acts)
    stray = stray or _other_day(case) or bool(minutes_in([v for one in acts for v in one.values]))
    stray = stray or any(c.turn == "instead" or "instead" in c.means for c in case.clauses)
    return Verdict((finding,), explicit and plain and not (rest or bare_no or loose or stray))


def _other_day(case: Case) -> bool:
    """A past day is named that is not the meeting's: perhaps they met then."""
    days = [
        date_of(value, "past", case.calendar)
        for clause in case.clauses
        for value in clause.values
        if isinstance(value, Day) and not value.vague
    ]
    return any(day is None or day != case.calendar.meeting_day for day in days)


def _failed(case: Case, acts: Sequence[Act]) -> bool:
    """ "We were to meet, but ...": the plan failed."""
    plans = any(one.kind == "failed_plan" for one in acts)
    return plans and any(clause.turn == "but" for clause in case.clauses)


def _new_time(case: Case, acts: Sequence[Act]) -> Act | None:
    """Return the act that tells the new time, or that there will be one."""
    may_move = [act for act in acts if act.kind in {*_MOVES, "see_you", "next", "open_day"}]
    for act in may_move:
        if new_times(act, case.calendar):
            return act
    for act in may_move:
        if act.kind in _MOVES:
            return act
    return next((act for act in acts if act.kind in _NOT and _future(case, act)), None)


def _future(case: Case, act: Act) -> bool:
    """A day after receipt stands in the act, with a clock: a new time without a verb."""
    return any(
        start is not None and start > case.context.received_at
        for start in new_times(act, case.calendar)
    ) and any(isinstance(value, Clock) for value in act.values)
