"""A verdict after the learnt models: what they make doubtful, settle, or say instead."""

from dataclasses import replace

from service.domain.readings import Finding
from service.reading.clauses.acts import YES
from service.reading.clauses.clauses import Clause
from service.reading.clauses.names import named
from service.reading.clauses.verdicts import Case, Verdict
from service.reading.doubts.for_humans import for_a_human
from service.reading.doubts.heard import NEVER_SETTLED, Findings, Heard, candidates, heard_in
from service.reading.doubts.opinion import ASK_BACK, share_of
from service.reading.doubts.trust import trust_in
from service.reading.doubts.unheeded import leaves_unheeded
from service.reading.text.word_lists import words
from service.reading.values.kinds import Clock, Day
from service.reading.values.resolve import date_of

# Chosen on sets of replies while they were unseen; docs/reading.md tells what each brings.
MOST_DOUBT = 0.7  # that a careful reader would ask back
ENOUGH = 0.8  # of trust in a reading; of the probability of nothing, or of what is never settled
ENOUGH_IF_PLAIN = 0.5  # of the grammar's, where a few words say it, nearly all of them known
_PLAIN, _BINDING = 5, 4  # words beside values; fewer where the answer binds, or is none
_ODD = 1  # of them that may be in no list
_MOST_VALUES = 40  # twenty days with their hours; to weigh hundreds takes too long
_OF_A_COMING_MEETING = {"accepted", "declined", "tentative", "cancelled"}
_HEEDED = {"withdraw", "undo"}  # what is asked of us beside it is mostly just that: "kan ni rätta?"
_ASKED = {
    "invitation", "attendance", "times", "preparation", "expense", "agreement", "echo",
    "announcement", "none", "proposal", "seat_check",
}  # fmt: skip


def weighed(verdict: Verdict, case: Case) -> Verdict:
    """Return a verdict that the grammar and the learnt models can both stand by.

    A certain one is asked back where such readings have been wrong too often. What is uncertain, or
    was so asked back, is settled by the reading that is trusted most, the grammar's or another. A
    seat is lost by nothing that is only likely.
    """
    if case.context.asked not in _ASKED or not case.clauses:
        return verdict
    if _moves_nothing(verdict, case):
        return _ruled(verdict, "moved to its own start", certain=False)
    if verdict.certain and leaves_unheeded(verdict, case):
        return _ruled(verdict, "passes over a value", certain=False)
    if sum(len(clause.values) for clause in case.clauses) > _MOST_VALUES:
        return _ruled(verdict, "more values than in any answer", certain=False)
    sentence = for_a_human(case.text)
    if sentence and not _is_heeded(sentence, verdict):
        return _with_question(verdict, sentence)
    heard = heard_in(case)
    if verdict.certain and _stands(verdict, case, heard):
        return verdict
    doubted = _ruled(verdict, "improbable", certain=False) if verdict.certain else verdict
    settled = _settled(verdict, case, heard)
    if settled is None or (case.context.asked == "seat_check" and not _keeps(settled)):
        return doubted
    return settled


def _is_heeded(sentence: str, verdict: Verdict) -> bool:
    """ "Yes, I take the place" is the answer itself; what is to be passed on is all there is."""
    said, told = sentence.rstrip(".!?"), verdict.findings
    answers = (one.evidence for one in told if one.kind != "preparation")
    return any(one.kind in _HEEDED for one in told) or any(said in one for one in answers)


def _with_question(verdict: Verdict, sentence: str) -> Verdict:
    """Return a verdict that tells which sentence is for a human, and is certain of nothing."""
    if not verdict.certain:
        return verdict
    return Verdict((*verdict.findings, Finding("question", sentence, "for a human")), False)


def _keeps(verdict: Verdict) -> bool:
    """ "Yes, please keep my place": what is only likely may keep a seat, and never lose it."""
    return {one.kind for one in verdict.findings} == {"accepted"}


def _stands(verdict: Verdict, case: Case, heard: Heard) -> bool:
    """Return whether what the grammar is certain of is trusted enough, too."""
    kinds = {one.kind for one in verdict.findings}
    if not kinds or kinds & NEVER_SETTLED:
        # "Hyväksyn osin" binds nobody to the whole.
        plain = not case.unknown and _is_said_in(_BINDING, case)
        return plain or share_of(kinds, heard.shares) >= ENOUGH
    if heard.shares.get(ASK_BACK, 0.0) >= MOST_DOUBT:
        return False
    enough = ENOUGH_IF_PLAIN if _is_said_in(_PLAIN, case) else ENOUGH
    return trust_in(verdict.findings, case, heard, verdict) >= enough


def _is_said_in(most: int, case: Case) -> bool:
    """ "Jag deltar inte": the grammar knows the words, and the models are weak on so few.

    Who of a team is named counts no more than a value does: "Anna och Elias kom, Sami inte".
    """
    said = (item for clause in case.clauses for item in clause.items if item.value is None)
    names, words = set[str](), 0
    for item in said:
        if named(Clause([item]), case.context.people):
            names.add(item.text)
        else:
            words += 1
    odd = sum(word not in names for clause in case.clauses for word in clause.unknown)
    return odd <= _ODD and words <= most


def _settled(verdict: Verdict, case: Case, heard: Heard) -> Verdict | None:
    """Return what is trusted most, the grammar's reading or another, if that is enough."""
    text = case.text.lower()
    if any(said in text for said in words("rules")["never_likely"]):
        return None
    trust, best = 0.0, verdict
    for findings in candidates(verdict.findings, case, heard):
        if _only_takes_back(findings) and not _only_takes_back(verdict.findings):
            continue
        own = findings is verdict.findings
        if not own and _moves_what_was_noted(findings, case):
            continue
        this = trust_in(findings, case, heard, verdict)
        if this > trust and _heeds_all(Verdict(tuple(findings)), case):
            trust, best = this, Verdict(tuple(findings))
            best = _ruled(best, "trusted", certain=True) if own else best
    return best if trust >= ENOUGH else None


def _only_takes_back(findings: Findings) -> bool:
    """What was told is wrong, and nothing is said instead: that is for the grammar to say."""
    return {one.kind for one in findings} == {"undo"}


def _moves_what_was_noted(findings: Findings, case: Case) -> bool:
    """ "Siirretään torstaille", in answer to "noted: you met": what, the grammar has to say."""
    noted = case.context.asked == "echo" and _is_over(case)
    return noted and any(one.kind == "moved" for one in findings)


def _heeds_all(verdict: Verdict, case: Case) -> bool:
    """Return whether a reading leaves nothing open that it should rest on."""
    kinds = {one.kind for one in verdict.findings}
    return not (
        leaves_unheeded(verdict, case)
        or _moves_nothing(verdict, case)
        or _drops_a_repeated_hour(verdict, case)
        or ("accepted" in kinds and _comes_at_another_time(case))
        or (kinds & _OF_A_COMING_MEETING and _is_over(case))
        or any(_is_no_day(day, case) for clause in case.clauses for day in clause.of(Day))
    )


def _is_no_day(day: Day, case: Case) -> bool:
    """ "Tuesday the 24th", where that is a Wednesday: who says so may mean either."""
    if day.weekday is None or day.day is None:
        return False
    return all(date_of(day, tense, case.calendar) is None for tense in ("past", "future"))


def _is_over(case: Case) -> bool:
    """What we understood of a meeting that has begun, or whether it was held, is asked."""
    meeting, asked = case.context.meeting, case.context.asked in ("attendance", "echo")
    return asked and meeting is not None and meeting.starts_at <= case.context.received_at


def _comes_at_another_time(case: Case) -> bool:
    """ "Tulen mielelläni klo 18!", of a meeting at 17, and not because of being late."""
    own = case.calendar.meeting
    if own is None:
        return False
    coming = [one for one in case.clauses if one.means & YES and "late" not in one.means]
    hours = [(hour.hour, hour.minute) for one in coming for hour in one.of(Clock)]
    days = {date_of(day, "future", case.calendar) for one in coming for day in one.of(Day)}
    return any(hour != (own.hour, own.minute) for hour in hours) or not days <= {own.date(), None}


def _drops_a_repeated_hour(verdict: Verdict, case: Case) -> bool:
    """ "Wednesday of week 45 at 18, and week 49 at the same time": two plans, not one."""
    clocks = [clock for clause in case.clauses for clock in clause.of(Clock)]
    times = sum(len(one.times) for one in verdict.findings)
    repeated = case.context.asked == "times" and any(clock.same for clock in clocks)
    return repeated and times < len(clocks)


def _moves_nothing(verdict: Verdict, case: Case) -> bool:
    """A meeting moved to where it stands: the new day or hour was said, and not read."""
    meeting = case.context.meeting
    return meeting is not None and any(one.to == meeting.starts_at for one in verdict.findings)


def _ruled(verdict: Verdict, why: str, certain: bool) -> Verdict:
    """Return a verdict whose findings tell, beside their rules, what the opinion made of them."""
    findings = (replace(one, rule=f"{one.rule}, {why}") for one in verdict.findings)
    return Verdict(tuple(findings), certain)
