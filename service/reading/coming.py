"""Judging a reply about a meeting that is to come."""

from collections.abc import Sequence
from dataclasses import replace

from service.domain.readings import Finding
from service.reading.acts import FUTURE, Act, acts_of, topics_in
from service.reading.clauses import Clause
from service.reading.conditions import firm, is_conditional, judge_if, stands_apart
from service.reading.grounds import without_grounds
from service.reading.maybe import judge_maybe, judge_regret, judge_would
from service.reading.moving import moved, new_times
from service.reading.offers import MOVE, NO, YES, clashing_time, offers, other_times, put_instead
from service.reading.phrases import words
from service.reading.planning import planned
from service.reading.refusing import declined
from service.reading.resolve import date_of
from service.reading.values import Clock, Day
from service.reading.verdicts import Case, Verdict, is_plain
from service.reading.whens import minutes_in

_LEAVING = {"leave", "go", "run", "dash", "off", "gone", "slip", "shoot", "head", "until", "till"}


def judge(case: Case) -> Verdict:
    """Say what a reply to an invitation tells."""
    case = replace(case, clauses=without_grounds(case))
    clauses = [_as_offer(one, case) for one in firm(case.clauses)]
    case = replace(case, clauses=[_as_planned(one, case) for one in clauses])
    acts = acts_of(case.clauses, FUTURE)
    kinds = {act.kind for act in acts if act.kind}
    ways_to_read = (_cancelled, _held_already, judge_if, _moved, judge_maybe, declined, _accepted)
    for ways in (*ways_to_read, judge_would, judge_regret):
        verdict = ways(case, acts, kinds)
        if verdict is not None:
            return verdict
    return Verdict(certain=False)


def _as_offer(clause: Clause, case: Case) -> Clause:
    """ "15.12 kl 8.15 kunde passa" proposes, perhaps as it sounds, and "7 pm?" by its mark."""
    if _is_bare_offer(clause, case):
        return replace(clause, means=clause.means | {"move_ask"}, turn="")
    kinds = {type(value) for value in clause.values}
    hung = "maybe" in clause.means and not clause.means & NO and kinds >= {Day, Clock}
    if not hung or "late" in clause.means or not other_times(case, [Act("", [clause])]):
        return clause
    return replace(clause, means=clause.means - {"maybe", "come", "suits"} | {"move_ask"})


def _is_bare_offer(clause: Clause, case: Case) -> bool:
    clocks = [v for v in clause.values if isinstance(v, Clock) and not v.ambiguous and not v.same]
    bare = clause.asks and not clause.unknown and clause.means <= {"but", "harmless"}
    bare = bare and len(clocks) == 1 and clocks[0].minutes is None
    return bare and other_times(case, [Act("", [clause])])


def _as_planned(clause: Clause, case: Case) -> Clause:
    """ "I am available on the 8th", where that is the meeting's day, offers nothing new."""
    days = [value for value in clause.values if isinstance(value, Day)]
    offered = "move_ask" in clause.means and clause.language == "en"
    booked = "settled" in clause.means and clause.language == "sv" and "instead" not in clause.means
    asks = clause.asks or not (offered or booked)
    if asks or not days or clause.means & NO or other_times(case, [Act("", [clause])]):
        return clause
    return replace(clause, means=clause.means - {"move_ask", "settled"} | {"suits"})


def _cancelled(case: Case, acts: Sequence[Act], kinds: set[str]) -> Verdict | None:
    act = _first(acts, {"cancel"})
    moving = [one for one in acts if one.kind in MOVE]
    if act is None or not all(_is_of_other_things(one, case) for one in moving):
        return None
    finding = Finding("cancelled", evidence=case.evidence(act), rule="cancel")
    talked = all(not one.values for one in acts if one.kind == "held")
    plain = is_plain(case.clauses, strays=True) and not kinds & {"next", "maybe", "come"}
    firm = [one for one in acts if not _is_some_day(one)]
    return Verdict((finding,), plain and talked and not any(offers(case, one) for one in firm))


def _is_some_day(act: Act) -> bool:
    """ "Vi ses i maj som planerat" names no day."""
    vague = all(isinstance(value, Day) and value.vague for value in act.values)
    return act.kind == "see_you" and bool(act.values) and vague


def _held_already(case: Case, acts: Sequence[Act], kinds: set[str]) -> Verdict | None:
    """A meeting before its planned start is held where a past day is told with it."""
    act = _first(acts, {"held"})
    if act is None or act.means & {"settled", "move_told"}:
        return None
    told = [clause for one in acts if one.kind in ("held", "yes", "") for clause in one.clauses]
    values = [v for clause in told if clause.turn != "reason" for v in clause.values]
    dates = [date_of(one, "past", case.calendar) for one in values if isinstance(one, Day)]
    lengths = minutes_in(values)
    if not dates or None in dates or kinds & (NO | MOVE | {"maybe", "cancel"}):
        return Verdict(certain=False)
    finding = Finding(
        "held", case.evidence(act), "held already", on=dates[0],
        minutes=lengths[0] if lengths else None,
    )  # fmt: skip
    sure = len(set(dates)) == 1 and len(set(lengths)) <= 1 and kinds <= {"held", "yes"}
    return Verdict((finding,), sure and is_plain(case.clauses))


def _moved(case: Case, acts: Sequence[Act], kinds: set[str]) -> Verdict | None:
    moving = [one for one in acts if one.kind in MOVE]
    act = next((one for one in moving if new_times(one, case.calendar)), _first(acts, MOVE))
    if act is not None and kinds & {"cannot", "cancel"} and _is_of_other_things(act, case):
        return None
    if act is not None and _is_refused(act, case):
        return None
    if act is None:
        act = put_instead(case, acts)
    if act is None and kinds & NO:
        act = next((one for one in acts if one.kind in YES | NO and offers(case, one)), None)
    if act is None:
        return None
    act, acts = _joined(act, acts, case)
    if act.kind != "move_ask" and not new_times(act, case.calendar) and kinds & YES:
        return None
    told = act.kind in ("move_told", "settled") or "settled" in act.means
    agreed = told and not any(clause.asks for clause in act.clauses)
    finding, sure = moved(act, case, agreed)
    kinds = kinds - {"suits", "come"} if act not in acts else kinds
    sure = sure and not _offers_what_it_refuses(case, finding)
    others = [one for one in acts if act.clauses[0] not in one.clauses and offers(case, one)]
    late = any("late" in clause.means for clause in case.clauses)
    clashes = (
        late or kinds & {"maybe", "held", "next", "cancel"} or (kinds & {"come"} and not kinds & NO)
    )
    # "Thursday would be better, but Wednesday is fine too", "I can come if we start at six"
    as_planned = any(
        one.kind == "suits"
        and one is not act
        and not (_is_overruled(one, acts) or _goes_with(one, act))
        for one in acts
        if not offers(case, one)
    )
    clashes = clashes or as_planned or {"come", "condition"} <= act.means
    plain = is_plain(case.clauses, asks=True, strays=True)
    return Verdict((finding,), sure and plain and not others and not clashes)


def _is_overruled(act: Act, acts: Sequence[Act]) -> bool:
    """ "Tiistai sopii, mutta kello 17 ei": what suits is taken back further on."""
    later = acts[next(at for at, one in enumerate(acts) if one is act) + 1 :]
    return any(one.kind == "cannot" and one.clauses[0].turn == "but" for one in later)


def _goes_with(act: Act, offer: Act) -> bool:
    """ "Would Friday suit? Same time is fine", "let me know if the 19th, 2 pm, is convenient"."""
    first = act.clauses[0]
    if first.language != "en" or first.turn or len(act.clauses) > 1:
        return False
    same = [isinstance(value, Clock) and value.same for value in first.values]
    goes_on = not first.opens and first.means <= {"suits", "harmless", "greeting"}
    return all(same) and (bool(same) or (goes_on and not offer.clauses[-1].ends))


def _is_refused(act: Act, case: Case) -> bool:
    """ "Den nya tiden passar mig inte" names a time only to refuse it."""
    same = any({"settled", "cannot"} <= clause.means for clause in act.clauses)
    return act.kind == "settled" and same and not new_times(act, case.calendar)


def _offers_what_it_refuses(case: Case, finding: Finding) -> bool:
    """ "Not on Wednesday, but the day after tomorrow", which is the same day."""
    for clause in case.clauses:
        days = [value for value in clause.values if isinstance(value, Day)]
        whole = not any(isinstance(value, Clock) for value in clause.values)
        if finding.to and "cannot" in clause.means and whole and not clause.means & MOVE:
            dates = [date_of(day, "future", case.calendar) for day in days]
            named = [v for c in case.clauses if c is not clause for v in c.values]
            again = any(isinstance(value, Day) for value in named)
            return again and finding.to.date() in dates
    return False


def _joined(act: Act, acts: Sequence[Act], case: Case) -> tuple[Act, Sequence[Act]]:
    """ "Could we do the day after? 6 pm is good": one offer in two acts, its day and its clock."""
    place = next((at for at, one in enumerate(acts) if one is act), len(acts))
    following = acts[place + 1] if place + 1 < len(acts) else None
    clocked = any(isinstance(value, Clock) for value in act.values)
    kinds = {"suits", "move_ask", "settled"}
    if act.kind != "move_ask" and not new_times(act, case.calendar):
        kinds |= {"see_you", ""}  # "on sovittu toisin: tavataan ma 31.8. klo 10"
    if following is None or clocked or following.kind not in kinds:
        return act, acts
    whole = Act(act.kind, [*act.clauses, *following.clauses])
    if len(new_times(whole, case.calendar)) != 1 or not offers(case, following):
        return act, acts
    return whole, [*acts[:place], whole, *acts[place + 2 :]]


def _is_of_other_things(act: Act, case: Case) -> bool:
    """ "My flight got brought forward", "the seminar was moved to the 20th": a reason."""
    told = [clause for clause in act.clauses if clause.means & {"move_told", "settled"}]
    tale = any("travel" in one.means or len(one.unknown) >= 3 for one in told)
    return act.kind != "move_ask" and tale and not new_times(act, case.calendar)


def _accepted(case: Case, acts: Sequence[Act], kinds: set[str]) -> Verdict | None:
    act = _first(acts, YES) or next((one for one in acts if _comes_late(one)), None)
    if act is None:
        return None
    findings = [Finding("accepted", evidence=case.evidence(act), rule=act.kind)]
    left = [c for c in case.clauses if "condition" not in c.means or not stands_apart(c, case)]
    left = [c for c in left if c not in topics_in(case.clauses)]
    kinds = kinds - ({"maybe"} if any("late" in c.means for c in case.clauses) else set())
    kinds -= _kinds_beside(act, acts, case)
    sure = kinds <= YES | {"next"} and is_plain(left) and not clashing_time(case, acts)
    sure = sure and not is_conditional(case) and not any(_wishes(one) for one in left)
    sure = sure and not any(_leaves_too_soon(one, case) for one in case.clauses)
    means = {one for clause in case.clauses for one in clause.means}
    if "topic" in means:
        findings.append(Finding("preparation", case.text[:200], "topic", text=case.text))
    following = _first(acts, {"next"})
    if following is not None:
        more, plain = planned(following, case)
        findings += [more] if more else []
        sure = sure and plain
    return Verdict(tuple(findings), sure)


def _kinds_beside(act: Act, acts: Sequence[Act], case: Case) -> set[str]:
    """ "Siirsin hammaslääkärin ja tulen", "sovittiin että tavataan normaalisti 17.30"."""
    moving = [one for one in acts if one.kind in ("move_told", "settled")]
    moving = [one for one in moving if one.clauses[0].language == "fi"]
    own_time = bool(act.values) and not other_times(case, [act])
    if not all(_is_of_other_things(one, case) or (own_time and not one.values) for one in moving):
        return set()
    return {one.kind for one in moving}


def _wishes(clause: Clause) -> bool:
    """ "Haluaisin kertoa palkoista": may be a topic that we do not know as one."""
    said = [item.text for item in clause.items[:6]]
    wish = any(word in words(clause.language)["wishing"] for word in said)
    return wish and len(clause.unknown) >= 4 and "come" not in clause.means


def _leaves_too_soon(clause: Clause, case: Case) -> bool:
    """ "I'll come but must leave at 5", when it begins at 5: what is left of it?"""
    said = {item.text for item in clause.items}
    meeting = case.calendar.meeting
    if "late" not in clause.means or not said & _LEAVING or meeting is None:
        return False
    planned = meeting.hour * 60 + meeting.minute
    ends = [60 * v.hour + v.minute for v in clause.values if isinstance(v, Clock) and not v.same]
    return any(end <= planned + 15 for end in ends)


def _comes_late(act: Act) -> bool:
    """ "I'll be ten minutes late", but not "I have to work late that day"."""
    return any(
        "late" in c.means and len(c.unknown) <= 1 and not c.means & {"begins", "ends", "limit"}
        for c in act.clauses
    )


def _first(acts: Sequence[Act], kinds: set[str]) -> Act | None:
    return next((act for act in acts if act.kind in kinds), None)
