"""Judging a reply to what we understood: right, or wrong with the right facts beside it."""

from dataclasses import replace

from service.domain.readings import Finding
from service.reading.ahead import coming
from service.reading.ahead.offers import other_times
from service.reading.ahead.planning import planned
from service.reading.clauses.acts import PAST, Act, acts_of
from service.reading.clauses.clauses import Clause
from service.reading.clauses.names import named
from service.reading.clauses.small_talk import hangs_on_another, is_of_other_times
from service.reading.clauses.verdicts import FIRST_PERSON, Case, Verdict, is_aside, is_plain
from service.reading.costs.claims import beside, put_right
from service.reading.past.corrected import UNCLEAR, corrected, is_ahead, is_set_right
from service.reading.past.echoed import told
from service.reading.past.misplaced import put_in_place
from service.reading.past.persons import THAN
from service.reading.past.teams import absent
from service.reading.text.word_lists import said_of, stems_of
from service.reading.values.kinds import Clock, Day, Length, Money

_OTHERWISE = {
    "see_you", "cannot", "come", "cancel", "suits", "condition", "late", "not_held", "no", "old",
    "doubt", "open_day", "later", "refuse", "failed_plan",
}  # fmt: skip
_ELSE = {"otherwise", "muuten", "muutoin", "annars", "övrigt", "resten", "annat", "rest"}
_FEW = 3  # clauses of a reply that only tells who was missing
_BESIDE = {
    "other_cost", "vague_sum", "everyone", "only", "restated", "entrance", "travel", "total",
    "limit", "either", "asking", "begins", "ends", "late", "apiece", "mistook", "leaves", "if_well",
    "not_claimed",
}  # fmt: skip
_AUXILIARIES = {"did", "do", "have", "had", "was", "were", "gjorde", "har", "hade"}
_QUIET = {
    "confirm", "yes", "ok", "thanks", "greeting", "harmless", "reason", "agree", "come", "held",
}  # fmt: skip


def judge(case: Case) -> Verdict:
    """Say whether a reply confirms or corrects what was logged."""
    if any(_owns_a_fault(case, at) for at in range(len(case.clauses))):
        return Verdict(certain=False)
    verdict = _judged(case)
    return replace(verdict, certain=verdict.certain and not _is_belied(verdict, case))


def _judged(case: Case) -> Verdict:
    case = replace(case, clauses=told(case))
    means = {one for clause in case.clauses for one in _told_by(clause)} - _BESIDE
    means -= _said_by_the_way(case)
    alone = {"absent", "instead"} if is_set_right(case) else {"absent"}
    means -= alone if not case.context.people else set()
    if (without := put_in_place(case) or _of_who_was_there(case, means)) is not None:
        return without
    if is_set_right(case) and not _agrees_outright(case):
        return corrected(case, means | {"undo"})
    if means & {"undo", "cancel", "no", "not_held"}:
        return _sum_put_right(case) or corrected(case, means)
    if any(_is_exception(one) or _puts_right(one) for one in case.clauses) or _is_right_but(case):
        return corrected(case, (means | {"undo"}) - {"confirm", "yes", "but"})
    acts = acts_of(case.clauses, PAST)
    following = [act for act in acts if act.kind in ("next", "see_you")]
    buts = [clause for clause in case.clauses if "but" in clause.means]
    if all("next" in clause.means for clause in buts):
        means -= {"but"}  # "that's right, but the next one is ..."
    rest = [clause for act in acts if act not in following for clause in act.clauses]
    findings: list[Finding] = []
    sure = means <= _QUIET | {"next", "see_you", "suits"}
    sure = sure and bool(means - {"greeting", "harmless", "reason"})
    for act in following:
        finding, plain = planned(act, case)
        findings += [finding] if finding else []
        sure = sure and plain
    rest = [clause for clause in rest if not is_of_other_times(clause)]
    stray = other_times(case, [Act("", rest)]) or any(
        not one.only(Day | Clock) for one in rest if one.values
    )
    if findings or sure:
        return Verdict(tuple(findings), sure and not stray and is_plain(case.clauses))
    return _answered_anew(case)


def _owns_a_fault(case: Case, at: int) -> bool:
    """ "Right on all counts except the length", "correct on all points but one", and no more."""
    clause = case.clauses[at]
    agrees = "confirm" in clause.means | case.clauses[max(at - 1, 0)].means
    but = clause.turn == "but" and clause.said[1:] in (["one"], ["two"], ["yksi"], ["en"], ["ett"])
    excepts = but or bool(clause.words & said_of("teams", "word_except"))
    return agrees and excepts and not any(one.values for one in case.clauses)


def _is_belied(verdict: Verdict, case: Case) -> bool:
    """ "Sami wasn't missing" makes him no absentee; "Sami too" was so beside those we knew of."""
    people = case.context.people or ()
    gone = {name for one in verdict.findings for name in one.missing}
    told = [one for one in case.clauses if gone & {*named(one, people)}]
    away = said_of("teams", "missing") | said_of("teams", "excused")
    return any(
        one.words & said_of("teams", "as_well")
        or (
            one.words & away
            and one.words & said_of("teams", "word_not")
            and not one.words & (said_of("teams", "word_except") | THAN)
        )
        for one in told
    )


def _sum_put_right(case: Case) -> Verdict | None:
    """ "Kulu on kirjattu väärin, junalippu oli 11,80 €": the sum, and nothing of the meeting."""
    right = [one for one in case.clauses if one.values and not one.negated]
    if (
        "undo" not in case.means
        or not right
        or not all(isinstance(v, Money) for one in right for v in one.values)
    ):
        return None
    if any("wrote" in one.means for one in right):
        return put_right(case)
    costs, sure = beside(replace(case, clauses=right))
    others = case.means & (UNCLEAR - {"travel"} | {"held", "not_held", "cancel"})
    timed = any(
        word.startswith(stems_of("rules", "of_its_time")) for c in case.clauses for word in c.said
    )
    undo = Finding("undo", case.text[:200], "undo")
    sure = (
        sure and len(costs) == 1 and not (others or timed) and is_plain(case.clauses, strays=True)
    )
    return Verdict((undo, *costs), sure)


def _agrees_outright(case: Case) -> bool:
    """ "Ja" and "stämmer" do; "i övrigt rätt" and "otherwise fine" own that something is not."""
    clauses = list(case.clauses)
    turned = {at for at, one in enumerate(clauses[1:]) if one.turn == "but" and not one.opens}
    agreeing = [
        one
        for at, one in enumerate(clauses)
        if _told_by(one) & {"confirm", "yes", "ok"} and not (at in turned and "yes" in one.means)
    ]
    return any(not _ELSE & {item.text for item in one.items[:3]} for one in agreeing)


def _said_by_the_way(case: Case) -> set[str]:
    """What is denied or hangs on something, and is nothing of what was logged."""
    denials = all(map(_is_small_talk, _with(case, "negator")))
    ifs = all(map(hangs_on_another, _with(case, "condition")))
    return ({"negator"} if denials else set()) | ({"condition"} if ifs else set())


def _with(case: Case, meaning: str) -> list[Clause]:
    return [clause for clause in case.clauses if meaning in clause.means]


def _is_small_talk(clause: Clause) -> bool:
    """ "I never would", "I couldn't fault it": a denial of the writer's own, of nothing logged."""
    said = clause.said
    own = said[0] in FIRST_PERSON and bool(set(clause.unknown) - _AUXILIARIES)
    own = own or len(clause.unknown) >= 3
    return own and is_aside(clause) and clause.turn not in ("but", "instead")


def _of_who_was_there(case: Case, means: set[str]) -> Verdict | None:
    """ "Emil puuttui", "muuten oikein, mutta Emil ei päässyt": who of a team was missing."""
    agrees = means & {"confirm", "yes", "ok"} and "but" not in means
    others = means & {"question", "maybe", "wrote", "next", "cancel", "move_told", "old"}
    timed = any(one.values or one.asks or _denies_absence(one) for one in case.clauses)
    case = replace(case, clauses=_without_those_there(case))
    whole = Act("undo", list(case.clauses))
    missing, known = absent(case, [whole])
    wrong = "undo" in means and missing and known and not (agrees or others)
    if wrong and any(one.values for one in case.clauses):
        return _corrected_without(case, means, missing)
    if not missing or not known or agrees or others or timed or len(case.clauses) > _FEW:
        return None
    told = [one for one in case.clauses if "absent" not in one.means]
    held = Finding("held", case.evidence(whole), "corrected", missing=missing)
    return Verdict((Finding("undo", case.evidence(whole), "undo"), held), is_plain(told))


def _without_those_there(case: Case) -> list[Clause]:
    """ "Det var Anna som fattades, inte Sami", "Sami var med": of those, nothing is set right."""
    people = case.context.people or ()
    gone = [one for one in case.clauses if "absent" in one.means and named(one, people)]
    there = [
        one for one in case.clauses
        if one not in gone and named(one, people) and not one.values and not one.asks
        and len(one.unknown) <= len(named(one, people))
        and (one.negated or one.means & {"no", "present"})
    ]  # fmt: skip
    return [one for one in case.clauses if one not in there] if gone else list(case.clauses)


def _corrected_without(case: Case, means: set[str], missing: tuple[str, ...]) -> Verdict | None:
    """ "Fel, det var två timmar, och Kevin var inte med": a fact, and who was missing."""
    if any(one.asks or _denies_absence(one) for one in case.clauses):
        return None
    clauses = [
        replace(one, means={"held"}, unknown=[], negated=False) if "absent" in one.means else one
        for one in case.clauses
    ]
    verdict = corrected(replace(case, clauses=clauses), means - {"absent", "negator", "not_held"})
    if {one.kind for one in verdict.findings} != {"undo", "held"}:
        return None
    findings = (replace(f, missing=missing) if f.kind == "held" else f for f in verdict.findings)
    return Verdict(tuple(findings), verdict.certain)


def _denies_absence(clause: Clause) -> bool:
    """ "Emil ei puuttunut"."""
    gone = any(item.text.startswith(("puuttu", "poissa")) for item in clause.items)
    return gone and bool(clause.words & {"ei", "eikä", "eivät"})


def _told_by(clause: Clause) -> set[str]:
    """Return what a clause says of the meeting; "en olisi itse muistanut" says nothing of it."""
    aside = clause.negated and is_aside(clause) and clause.language == "fi"
    return clause.means - {"negator", "asking"} if aside else clause.means


def _answered_anew(case: Case) -> Verdict:
    """ "En pääsekään", "siirretään torstaihin": to a meeting ahead it is another answer."""
    invited = replace(case.context, asked="invitation")
    again = coming.judge(replace(case, context=invited))
    kinds = {finding.kind for finding in again.findings}
    is_another = bool(kinds) and kinds <= {"moved", "declined", "tentative"}
    return again if is_ahead(case) and again.certain and is_another else Verdict(certain=False)


def _is_exception(clause: Clause) -> bool:
    """ "Muuten oikein, mutta kesto oli 2 tuntia": a value of the meeting after a but."""
    timed = clause.has(Day | Length)
    brief = len(clause.unknown) <= 2 and not clause.negated and not clause.asks
    ahead = clause.means & (UNCLEAR | _OTHERWISE)
    return clause.turn == "but" and timed and brief and not ahead


def _is_right_but(case: Case) -> bool:
    """ "It was Tuesday, otherwise right", "you wrote 16, but 16.30 was agreed": one was wrong."""
    if {"wrote", "settled", "but"} <= case.means:
        return True
    agrees = [one for one in case.clauses if one.items[0].text in _ELSE and _agrees(one)]
    rest = [one for one in case.clauses if one.values and one not in agrees]
    told = [v for one in rest for v in one.values if isinstance(v, Day | Length)]
    brief = all(len(one.unknown) <= 1 and not one.asks for one in rest)
    return bool(agrees) and len(rest) == len(told) == 1 and brief


def _agrees(clause: Clause) -> bool:
    """ "Muuten oikein", "otherwise fine"."""
    plain = not (clause.unknown or clause.values or clause.asks)
    return "confirm" in clause.means or (plain and clause.means <= {"harmless", "ok"})


def _puts_right(clause: Clause) -> bool:
    """ "We met on Sunday, not Monday", whatever else is right."""
    told = {"held", "old"} <= clause.means and len(clause.values) == 1
    return told and "not" in clause.words and not (clause.asks or clause.unknown)
