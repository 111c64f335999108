"""Judging a reply to what we understood: right, or wrong with the right facts beside it."""

from service.domain.readings import Finding
from service.reading.acts import PAST, Act, acts_of
from service.reading.planning import planned
from service.reading.resolve import date_of
from service.reading.values import Day
from service.reading.verdicts import Case, Verdict, is_plain
from service.reading.whens import minutes_in

_QUIET = {
    "confirm",
    "yes",
    "ok",
    "thanks",
    "greeting",
    "harmless",
    "reason",
    "agree",
    "come",
    "held",
}


def judge(case: Case) -> Verdict:
    """Say whether a reply confirms or corrects what was logged."""
    means = {one for clause in case.clauses for one in clause.means}
    if means & {"undo", "cancel", "no", "not_held"}:
        return _corrected(case, means)
    acts = acts_of(case.clauses, PAST)
    following = [act for act in acts if act.kind == "next"]
    rest = [clause for act in acts if act.kind != "next" for clause in act.clauses]
    findings, sure = [], means <= _QUIET | {"next", "see_you", "suits"} and bool(means)
    for act in following:
        finding, plain = planned(act, case)
        findings += [finding] if finding else []
        sure = sure and plain
    stray = any(clause.values for clause in rest)
    return Verdict(tuple(findings), sure and not stray and is_plain(case.clauses))


def _corrected(case: Case, means: set[str]) -> Verdict:
    whole = Act("undo", list(case.clauses))
    findings = [Finding("undo", case.evidence(whole), "undo")]
    values = whole.values
    dates = [date_of(one, "past", case.calendar) for one in values if isinstance(one, Day)]
    lengths = minutes_in(values)
    sure = is_plain(case.clauses) and None not in dates and len(dates) <= 1 and len(lengths) <= 1
    if dates or lengths:
        findings.append(
            Finding(
                "held", case.evidence(whole), "corrected",
                on=dates[0] if dates else None, minutes=lengths[0] if lengths else None,
            )
        )  # fmt: skip
    elif "not_held" in means:
        findings.append(Finding("not_held", case.evidence(whole), "corrected"))
    known = means <= {
        "undo",
        "cancel",
        "no",
        "not_held",
        "held",
        "thanks",
        "greeting",
        "harmless",
        "reason",
        "only",
        "failed_plan",
    }
    stray = not dates and not lengths and "not_held" not in means and "undo" not in means
    return Verdict(
        tuple(findings),
        sure and known and not stray and not ("not_held" in means and len(findings) > 2),
    )
