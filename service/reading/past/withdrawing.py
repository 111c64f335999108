"""Leaving the programme, or its mails, told alone or beside something else."""

from collections.abc import Sequence
from dataclasses import replace

from service.domain.readings import Finding
from service.reading.clauses.acts import Act, sentences_of
from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import FIRST_PERSON, Case, Verdict, is_plain
from service.reading.past import attendance
from service.reading.text.word_lists import said_of, stems_of, words
from service.reading.values.kinds import Day
from service.reading.values.resolve import date_of

LEAVES = {"withdraw_mail", "withdraw_programme"}
_OTHERS = {"he", "she", "they", "he's", "she's", "they're", "mentor", "mentee", "student", "he'll"}
_OTHERS |= {"han", "hon", "hen", "dom", "mentorn", "adepten", "aktorn", "aktören", "studenten"}
_ASKS_OF_COMING = ("invitation", "proposal", "seat_check", "announcement")


def withdrawn(case: Case) -> Verdict | None:
    """Return that the writer leaves, and what is told beside it; None where nobody leaves."""
    if case.text.strip(" .!\n\"'").lower() in words("private")["stops"]:
        return Verdict((Finding("withdraw", case.text, "stop", scope="mail"),))
    if not case.means & LEAVES:
        return None
    case = replace(case, clauses=[_as_told(one) for one in case.clauses])
    told = [c for c in case.clauses if c.turn != "reason" or _is_own(c)]
    leaves = [one for one in told if one.means & LEAVES]
    if not leaves:
        return None
    another = all(_is_of_another(one) or _is_of_a_day(one) for one in leaves)
    if case.context.asked == "preparation" and (another or _only_asks(leaves)):
        return None  # "om han alls vill lämna forskningen"
    if another:
        return Verdict(certain=False)  # "she's leaving the programme", "strike me off for Thursday"
    if case.context.asked == "preparation" and all(map(_wonders_about_it, leaves)):
        return None
    verdict = _beside(case, leaves, {one for clause in told for one in clause.means})
    open_ = _leaves_if(case.clauses) or any(one.words & said_of("rules", "how") for one in leaves)
    return replace(verdict, certain=verdict.certain and not open_)


def _only_asks(leaves: Sequence[Clause]) -> bool:
    """ "Is it ok to quit after three months": a topic, and nobody leaves."""
    return all("asking" in one.means or one.asks for one in leaves)


def _as_told(clause: Clause) -> Clause:
    """ "Could you take me off the list?" tells, and "I hope you find her another" doubts nothing.

    Nor does "if possible", nor "I was told three meetings".
    """
    if clause.means & LEAVES:
        told = clause.says("asks_politely") or (_is_own(clause) and not clause.asks)
        return replace(clause, means=clause.means - {"question"}, asks=False) if told else clause
    if clause.says("by_your_leave") or clause.words <= said_of("rules", "polite_tags"):
        return replace(clause, means={"harmless"}, asks=False)
    wishes = "greeting" in clause.means or clause.says("wishes_well")
    if clause.asks or not (wishes or "hearsay" in clause.means):
        return clause
    return replace(clause, means=clause.means - {"doubt", "maybe", "hearsay", "question"})


def _beside(case: Case, leaves: Sequence[Clause], means: set[str]) -> Verdict:
    """Return that one leaves, with what is told of a meeting."""
    scope = "mail" if "withdraw_mail" in means else "programme"
    evidence = case.evidence(Act("withdraw", list(case.clauses)))
    finding = Finding("withdraw", evidence, "withdraw", scope=scope)  # type: ignore[arg-type]
    others = means & {"held", "move_told", "question"}
    told = [_without_weariness(one) for one in case.clauses]
    if "question" in others and not any("question" in one.means for one in told):
        others, case = others - {"question"}, replace(case, clauses=told)
    first = case.clauses[0]
    answered = first.means & {"no", "yes"} and len(first.said) == 1  # "Nej. Jag slutar"
    if (means & {"held", "not_held"} or answered) and case.context.asked == "attendance":
        return _met_as_well(case, finding, leaves, others)
    apart = [one for s in sentences_of(told) if not any(c in leaves for c in s) for one in s]
    failed_too = any("not_held" in one.means for one in apart)  # else it is why one leaves
    failed_too = failed_too and case.context.meeting is not None
    others |= (means & {"come"}) | ({"not_held"} if failed_too else set())
    if case.context.asked == "agreement" and not any(one.asks for one in told):
        others -= {"question"}  # "en hyväksy, haluan jäädä pois"
    findings = (*_refused_beside(case, leaves), finding)
    return Verdict(findings, not others and is_plain(case.clauses, strays=True))


def _met_as_well(
    case: Case, leaves: Finding, leaving: Sequence[Clause], others: set[str]
) -> Verdict:
    """ "We did, an hour. And I have to leave the programme" tells of the meeting as well."""
    if "held" not in others and "yes" not in case.clauses[0].means:
        failed = Finding("not_held", leaves.evidence, "withdraw")
        return Verdict((failed, leaves), not others and is_plain(case.clauses, strays=True))
    apart = [one for one in case.clauses if one not in leaving]
    met = attendance.judge(replace(case, clauses=apart))
    return Verdict((*met.findings, leaves), met.certain and others <= {"held"})


def _refused_beside(case: Case, leaves: Sequence[Clause]) -> tuple[Finding, ...]:
    """ "En pääse huomenna, ja samalla jätän koko ohjelman" tells of the coming meeting as well."""
    refused = [one for one in case.clauses if "cannot" in one.means and one not in leaves]
    days = [one for clause in refused for one in clause.values if isinstance(one, Day)]
    dates = {date_of(one, "future", case.calendar) for one in days} - {None}
    # "Ei käy.", a sentence of its own
    alone = any(one.opens and one.ends and not (one.unknown or one.values) for one in refused)
    named = alone or case.calendar.meeting_day in dates
    if case.context.asked not in _ASKS_OF_COMING or not named:
        return ()
    return (Finding("declined", case.evidence(Act("cannot", refused)), "withdraw"),)


def _leaves_if(clauses: Sequence[Clause]) -> bool:
    """ "Jos aktori ei ilmesty, en jatka", "can I leave if I move?": nobody leaves yet."""
    for sentence in sentences_of(clauses):
        leaves = [one for one in sentence if one.means & LEAVES]
        if leaves and any("condition" in one.means for one in sentence if one not in leaves):
            return True
        if any(one.says("if_i_should") and not one.says("by_your_leave") for one in leaves):
            return True
    return False


def _without_weariness(clause: Clause) -> Clause:
    """ "Jag orkar inte längre", "en jaksa enää" is why one leaves; it asks for nobody."""
    said = clause.words
    if clause.asks or not said & {"orkar", "jaksa"} or not said & (FIRST_PERSON | {"en"}):
        return clause
    return replace(clause, means=clause.means - {"question"})


def _is_of_another(clause: Clause) -> bool:
    """ "She's leaving the programme", "aktorini lopettaa ohjelman"."""
    said = clause.words
    own = bool(said & {"jag", "ja", "vi"}) if clause.language == "sv" else _is_own(clause)
    return bool(said & (_OTHERS | said_of("rules", "another_fi"))) and not own


def _wonders_about_it(clause: Clause) -> bool:
    """ "Is it ok to quit after three months?", "how do I drop out of a PhD": to talk about."""
    said = clause.words
    names_us = any(word.startswith(stems_of("rules", "our_programme")) for word in said)
    wonders = clause.asks or bool(said & said_of("rules", "wonders"))
    return clause.language == "en" and wonders and not names_us


def _is_of_a_day(clause: Clause) -> bool:
    days = [value for value in clause.values if isinstance(value, Day) and not value.vague]
    return clause.language == "en" and any(day.weekday is not None for day in days)


def _is_own(clause: Clause) -> bool:
    """ "Because my colleague has quit" is of another, "sillä jätän ohjelman" is not."""
    leaves = any(word.startswith(stems_of("rules", "i_leave_fi")) for word in clause.said)
    said = {word.partition("'")[0] for word in clause.words}  # "I'd like to resign as mentor"
    return bool(said & FIRST_PERSON) or (clause.language == "fi" and leaves)
