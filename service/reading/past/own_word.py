"""One's own earlier answer taken back: "I said we hadn't met, but we did, 50 min"."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from service.domain.readings import Finding
from service.reading.clauses.acts import Act
from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import FIRST_PERSON, Case, Verdict, has_numbers
from service.reading.past.echoed import with_bare_minutes
from service.reading.text.word_lists import said_of, stems_of
from service.reading.values.kinds import Day, Length
from service.reading.values.resolve import date_of

_MET, _FAILED = {"held", "was", "yes"}, {"not_held", "no"}
_AHEAD = {"move_told", "next", "see_you", "cannot", "come", "absent"}
_BRIEF = 5  # words of "men nu kan jag visst"
_TELLS = _MET | _FAILED | _AHEAD


def taken_back(case: Case, judge: Callable[[Case], Verdict]) -> Verdict | None:
    """Return what is right, and that something was wrong; None where no earlier word is opposed."""
    said, rest = _apart(with_bare_minutes(case.clauses))
    if not said or not rest:
        return None
    verdict = judge(replace(case, clauses=rest))
    if not _opposes(said, verdict, case):
        return None
    undo = Finding("undo", case.evidence(Act("undo", said)), "own word")
    return Verdict((undo, *verdict.findings), verdict.certain and not has_numbers(rest))


def retracted(case: Case, judge: Callable[[Case], Verdict]) -> Verdict | None:
    """Return the answer told after "ignore my last one", and that the earlier one was wrong.

    "I wrote that I couldn't come, but now I can" is another answer, and the earlier was no slip.
    """
    said = [one for one in case.clauses if "retract" in one.means and not one.values]
    slip = said or not case.clauses or not is_own_word(case.clauses[0])
    said = said if slip else list(case.clauses[:1])
    rest = [one for one in case.clauses if one not in said]
    before = case.clauses[: case.clauses.index(said[0])] if said else []
    if not said or not rest or not all(map(_only_opens, before)):
        return None
    rest = [_as_now(rest[0]) if rest[0].turn == "but" else rest[0], *rest[1:]]
    verdict = judge(replace(case, clauses=rest))
    if not verdict.findings or not (slip or _opposes_ahead(said[0], verdict)):
        return None
    undo = Finding("undo", case.evidence(Act("undo", said)), "retract")
    return replace(verdict, findings=(undo, *verdict.findings)) if slip else verdict


def _only_opens(clause: Clause) -> bool:
    """ "Ah", "sorry for the late answer": it answers nothing."""
    brief = len(clause.items) <= 2 or clause.means <= {"harmless", "greeting", "thanks", "undo"}
    return brief and not clause.values and not clause.asks


def _as_now(clause: Clause) -> Clause:
    """ "Men nu kan jag", "but now I can"."""
    can = len(clause.items) <= _BRIEF and clause.says("now_i_can")
    return replace(clause, means=clause.means | ({"come"} if can else set()), turn="")


def _opposes_ahead(said: Clause, verdict: Verdict) -> bool:
    """ "Kirjoitin että en pääse", and now one comes; or the other way round."""
    kinds = {one.kind for one in verdict.findings}
    came = "come" in said.means or said.says("said_id_come")
    return ("cannot" in said.means and "accepted" in kinds) or (came and "declined" in kinds)


def _apart(clauses: Sequence[Clause]) -> tuple[list[Clause], list[Clause]]:
    """Return the clauses of the earlier word, and those of what is right."""
    at = next((at for at, one in enumerate(clauses) if is_own_word(one)), None)
    before = [one for one in clauses[:at] if "undo" not in one.means]
    if at is None or any(one.values or one.means & _TELLS for one in before):
        return [], []
    end = at + 1
    if not (_reports(clauses[at]) or clauses[at].ends) and end < len(clauses):
        end += clauses[end].turn != "but" and _reports(clauses[end])  # "Vastasin, että ei nähty"
    rest = [one for one in clauses[end:] if not _explains(one)]
    rest = [replace(one, means=one.means - {"undo"}) for one in rest]  # "rätt är 90 min"
    return list(clauses[at:end]), [replace(one, turn="") for one in rest[:1]] + rest[1:]


def is_own_word(clause: Clause) -> bool:
    """ "Kirjoitin aamulla", "jag svarade nej", "I told you"; not "I told her"."""
    said = clause.said
    if clause.asks or any(is_another(word) for word in said):
        return False
    own = clause.language == "fi" or bool(FIRST_PERSON & set(said[:4]))
    loose = bool(said_of("rules", "said_earlier") & set(said))  # to us, or to anyone?
    loose = loose and bool(
        clause.means & (_MET | _FAILED) or said_of("rules", "told_to_us") & set(said)
    )
    wrote = said_of("rules", "wrote_earlier")
    own = own or any(one in FIRST_PERSON and two in wrote for one, two in pairwise(said))
    own = own and (loose or bool(wrote & set(said)))
    return own and not ("undo" in clause.means and not _reports(clause))  # "jag skrev fel"


def is_another(word: str) -> bool:
    """Return whether a word names another to whom one wrote: "mentorille", "her"."""
    finnish = word.endswith("lle") and word not in ("teille", "koordinaattorille")
    return finnish or word in said_of("rules", "told_another")


def _reports(clause: Clause) -> bool:
    return clause.has(Length) or _denies([clause]) or _affirms([clause])


def _denies(said: Sequence[Clause]) -> bool:
    """ "Vastasin ei", "I said we hadn't met"."""
    return any(one.means & _FAILED or one.says(f"said_no_{one.language}") for one in said)


def _affirms(said: Sequence[Clause]) -> bool:
    """ "Vastasin joo", "jag skrev att vi hade mötet", "I said we'd met"."""
    means = {meaning for one in said for meaning in one.means}
    met = any(one.says(f"said_yes_{one.language}") for one in said) or any(
        word.startswith(stems_of("rules", "meeting_told")) for one in said for word in one.said
    )
    return (met or bool(means & _MET)) and not (means & _AHEAD or _denies(said))


def _explains(clause: Clause) -> bool:
    """ "Luin väärin", "I mixed it up": why it was wrong, and nothing of what is right."""
    wrong = clause.means & {"undo", "mistook"}
    return bool(wrong) and not (clause.values or clause.means & _TELLS)


def _opposes(said: Sequence[Clause], verdict: Verdict, case: Case) -> bool:
    """Return whether what is told now is other than what was said."""
    kinds = {finding.kind for finding in verdict.findings}
    if "held" not in kinds:
        return bool(kinds & {"not_held", "moved"}) and _affirms(said)
    if _denies(said) and not any(one.means & _AHEAD for one in said):
        return True
    held = next(one for one in verdict.findings if one.kind == "held")
    lengths = {one.minutes for clause in said for one in clause.of(Length)}
    dates = {date_of(one, "past", case.calendar) for clause in said[1:] for one in clause.of(Day)}
    otherwise = bool(lengths) and held.minutes is not None and held.minutes not in lengths
    return otherwise or (bool(dates) and held.on is not None and held.on not in dates)
