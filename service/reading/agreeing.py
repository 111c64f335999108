"""Judging replies to the agreement, to news, to a receipt and to numbered questions."""

from service.domain.readings import Finding
from service.reading import coming
from service.reading.acts import Act
from service.reading.clauses import Clause
from service.reading.planning import planned
from service.reading.verdicts import Case, Verdict, is_plain


def _whole(case: Case) -> Act:
    return Act("", list(case.clauses))


def judge(case: Case) -> Verdict:
    """Say whether a reply accepts the agreement as it stands."""
    means = case.means
    if means & {"question", "refuse", "undo"} or "but" in {clause.turn for clause in case.clauses}:
        return Verdict((Finding("question", case.text[:200], "agreement"),), False)
    if means & {"agree", "yes", "ok", "suits"} and not means & {"no", "cannot"}:
        finding = Finding("agreed", case.evidence(_whole(case)), "agreed")
        more, booked = _first_meeting(case)
        plain = is_plain(case.clauses) and not means & {"maybe", "condition"}
        plain = plain and not any(_hangs(one) for one in case.clauses)
        return Verdict((finding, *more), plain and booked)
    return Verdict(certain=False)


def _hangs(clause: Clause) -> bool:
    """ "Godkänns om mentorn godkänner"."""
    return clause.language == "sv" and "agree" in clause.means and "om" in clause.unknown


def _first_meeting(case: Case) -> tuple[tuple[Finding, ...], bool]:
    """ "Hyväksyn, ensimmäinen tapaaminen on ti 10.2. klo 17": agreed, and booked."""
    timed = [clause for clause in case.clauses if clause.values]
    if not any("next" in clause.means for clause in timed):
        return (), True
    finding, sure = planned(Act("next", timed), case)
    return ((finding,) if finding else ()), sure


def judge_announcement(case: Case) -> Verdict:
    """Say what a reply to news tells: thanks are nothing, "tulen" is an acceptance."""
    means = case.means
    if means & {"come", "cannot", "see_you", "maybe", "suits", "cancel"}:
        return coming.judge(case)
    quiet = means <= {"thanks", "ok", "yes", "greeting", "harmless", "confirm", "reason", "see_you"}
    asks = any(clause.asks or clause.negated for clause in case.clauses) or case.unknown > 10
    plain = is_plain([clause for clause in case.clauses if "thanks" not in clause.means])
    return Verdict((), quiet and bool(means) and plain and not asks)


def judge_receipt(case: Case) -> Verdict:
    """Any person's reply confirms (P4); one that corrects or asks is shown to a human as well."""
    asks = any(clause.asks for clause in case.clauses)
    if asks or case.means & {"question", "undo", "cannot", "refuse", "doubt"}:
        return Verdict((Finding("question", case.text[:200], "receipt"),), False)
    return Verdict((), True)


def judge_letter(case: Case) -> Verdict:
    """Numbered answers are read by their own reader; nothing is acted on here."""
    return Verdict(certain=False)
