"""Judging a reply about a meeting that is to come."""

from collections.abc import Sequence

from service.domain.readings import Finding
from service.reading.acts import FUTURE, Act, acts_of, sentences_of
from service.reading.clauses import Clause
from service.reading.moving import moved, new_times
from service.reading.offers import NO, YES, clashing_time, offers
from service.reading.planning import planned
from service.reading.resolve import date_of
from service.reading.values import Clock, Day, Money
from service.reading.verdicts import Case, Verdict, is_aside, is_plain
from service.reading.whens import minutes_in

_OTHERS = {
    "he", "she", "they", "han", "hon", "de", "hän", "mentor", "mentorn", "mentori",
    "mentorini", "aktori", "aktorini", "adepten", "adept", "aktören", "aktör",
    "mentee", "se", "hen",
}  # fmt: skip
_WRITER = {"i", "we", "i'm", "jag", "vi", "en", "emme", "minä", "mä", "me", "ja"}
_PROVISOS = {"unless", "ellei", "kunhan", "vaan", "vain", "vaa"}
_MOVE = {"move_told", "move_ask", "settled"}


def judge(case: Case) -> Verdict:
    """Say what a reply to an invitation tells."""
    acts = acts_of(case.clauses, FUTURE)
    kinds = {act.kind for act in acts if act.kind}
    for ways in (_cancelled, _held_already, _if_possible, _moved, _tentative, _declined, _accepted):
        verdict = ways(case, acts, kinds)
        if verdict is not None:
            return verdict
    return Verdict(certain=False)


def _cancelled(case: Case, acts: Sequence[Act], kinds: set[str]) -> Verdict | None:
    act = _first(acts, {"cancel"})
    if act is None or kinds & _MOVE:
        return None
    finding = Finding("cancelled", evidence=case.evidence(act), rule="cancel")
    talked = all(not one.values for one in acts if one.kind == "held")
    plain = is_plain(case.clauses, strays=True) and not kinds & {"next", "maybe", "come"}
    return Verdict((finding,), plain and talked and not any(offers(case, one) for one in acts))


def _held_already(case: Case, acts: Sequence[Act], kinds: set[str]) -> Verdict | None:
    """A meeting before its planned start is held where a past day is told with it."""
    act = _first(acts, {"held"})
    if act is None or act.means & {"settled", "move_told"}:
        return None
    told = [clause for one in acts if one.kind in ("held", "yes", "") for clause in one.clauses]
    values = [v for clause in told if clause.turn != "reason" for v in clause.values]
    dates = [date_of(one, "past", case.calendar) for one in values if isinstance(one, Day)]
    lengths = minutes_in(values)
    if not dates or None in dates or kinds & (NO | _MOVE | {"maybe", "cancel"}):
        return Verdict(certain=False)
    finding = Finding(
        "held", case.evidence(act), "held already", on=dates[0],
        minutes=lengths[0] if lengths else None,
    )  # fmt: skip
    sure = len(set(dates)) == 1 and len(set(lengths)) <= 1 and kinds <= {"held", "yes"}
    return Verdict((finding,), sure and is_plain(case.clauses))


def _if_possible(case: Case, acts: Sequence[Act], kinds: set[str]) -> Verdict | None:
    """ "If I get off in time, yes", "annars kommer jag": perhaps."""
    if kinds & (_MOVE | {"held", "cancel", "next", "maybe"}):
        return None
    told = sentences_of(case.clauses)
    hung = [one for one in told if _says(one, {"condition"}) and _says(one, YES)]
    free = [one for one in told if one not in hung and _says(one, {"come", "cannot", "suits"})]
    means = {one for clause in case.clauses for one in clause.means}
    unless = {item.text for c in case.clauses for item in c.items} & _PROVISOS
    if not hung or free or unless or means & {"question", "doubt"} or "but" in _turns(hung):
        return None
    finding = Finding("tentative", evidence=case.text[hung[0][0].start :][:200], rule="condition")
    asks = any(clause.asks for clause in case.clauses)
    # "Otherwise Thursday" offers a day; one within a tale ("if the train on Friday is late") not.
    loose = [c for c in case.clauses if not c.unknown or not c.means & {"condition", "later"}]
    return Verdict((finding,), not asks and not any(c.values for c in loose))


def _says(sentence: Sequence[Clause], kinds: set[str]) -> bool:
    return any(clause.means & kinds for clause in sentence)


def _turns(sentences: Sequence[Sequence[Clause]]) -> set[str]:
    return {clause.turn for sentence in sentences for clause in sentence}


def _moved(case: Case, acts: Sequence[Act], kinds: set[str]) -> Verdict | None:
    act = _first(acts, _MOVE)
    if act is None and kinds & NO:
        act = next((one for one in acts if one.kind in YES | NO and offers(case, one)), None)
    if act is None:
        return None
    if act.kind != "move_ask" and not new_times(act, case.calendar) and kinds & YES:
        return None
    told = act.kind in ("move_told", "settled") or "settled" in act.means
    agreed = told and not any(clause.asks for clause in act.clauses)
    finding, sure = moved(act, case, agreed)
    others = [one for one in acts if one is not act and offers(case, one)]
    late = any("late" in clause.means for clause in case.clauses)
    clashes = (
        late or kinds & {"maybe", "held", "next", "cancel"} or (kinds & {"come"} and not kinds & NO)
    )
    plain = is_plain(case.clauses, asks=True, strays=True)
    return Verdict((finding,), sure and plain and not others and not clashes)


def _tentative(case: Case, acts: Sequence[Act], kinds: set[str]) -> Verdict | None:
    act = _first(acts, {"maybe"})
    if act is None:
        return None
    finding = Finding("tentative", evidence=case.evidence(act), rule="maybe")
    if "come" in kinds and any("late" in clause.means for clause in case.clauses):
        return None
    plain = not any(clause.asks or clause.means & {"question"} for clause in case.clauses)
    plain = plain and not kinds & {"suits", "yes", "ok", "see_you"}
    hung = {"maybe", "condition", "later"}
    firm = [Act(one.kind, [c for c in one.clauses if not c.means & hung]) for one in acts]
    plain = plain and not any(offers(case, one) for one in firm if one.clauses)
    return Verdict((finding,), plain and not kinds & {"cancel", "next", "held"})


def _declined(case: Case, acts: Sequence[Act], kinds: set[str]) -> Verdict | None:
    act = _first(acts, {"cannot"}) or _first(acts, {"no"}) or _first(acts, {"not_held"})
    if act is None:
        return None
    finding = Finding("declined", evidence=case.evidence(act), rule=act.kind)
    explicit = (act.kind == "cannot" and not _of_another(act)) or kinds <= {"no"}
    clash = kinds & (YES - {"ok"} | {"maybe", "next", "held", "cancel"})
    stray = any(isinstance(value, Money) for clause in case.clauses for value in clause.values)
    stray = stray or any(offers(case, one) for one in acts)
    stray = stray or any(isinstance(v, Clock) and v.same for c in case.clauses for v in c.values)
    plain = is_plain(case.clauses, strays=True) and not _has_riddle(case)
    hung = any({"condition", "cannot"} <= clause.means for clause in case.clauses)
    return Verdict((finding,), explicit and not clash and not stray and not hung and plain)


def _accepted(case: Case, acts: Sequence[Act], kinds: set[str]) -> Verdict | None:
    act = _first(acts, YES)
    if act is None:
        return None
    findings = [Finding("accepted", evidence=case.evidence(act), rule=act.kind)]
    left = [c for c in case.clauses if "condition" not in c.means or not _stands_apart(c, case)]
    sure = kinds <= YES | {"next"} and is_plain(left) and not clashing_time(case, acts)
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


def _of_another(act: Act) -> bool:
    """Another than the writer cannot come: then the meeting may be off as a whole."""
    for clause in act.clauses:
        said = {item.text for item in clause.items}
        if "cannot" in clause.means and said & _OTHERS and not said & _WRITER:
            return True
    return False


def _has_riddle(case: Case) -> bool:
    """ "I can't, but ..." may go on with a wish that we cannot read."""
    return any(
        (clause.turn == "but" and len(clause.unknown) >= 3) or {"cannot", "limit"} <= clause.means
        for clause in case.clauses
    )


def _conditional(case: Case) -> bool:
    """An acceptance with an if, or with a but that we do not understand, is none to act on."""
    for clause in case.clauses:
        if "condition" in clause.means and not _stands_apart(clause, case):
            return True
        harmless = clause.means & {"late", "come", "suits"} or is_aside(clause)
        if clause.turn == "but" and not harmless:
            return True
        if "no" in clause.means:
            return True
        if any(isinstance(value, Money) for value in clause.values):
            return True
    return False


def _stands_apart(clause: Clause, case: Case) -> bool:
    """ "I'm in. If the baby decides to arrive early I'll let you know": the yes stands alone."""
    own = next(one for one in sentences_of(case.clauses) if any(c is clause for c in one))
    means = {one for part in own for one in part.means}
    if means & (YES | NO | {"maybe", "only", "no"}) or clause is case.clauses[0]:
        return False
    return sum(len(part.unknown) for part in own) >= 3


def _first(acts: Sequence[Act], kinds: set[str]) -> Act | None:
    return next((act for act in acts if act.kind in kinds), None)
