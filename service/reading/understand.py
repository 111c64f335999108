"""What a person's words say: each question of ours has its judge."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from service.domain.languages import Language
from service.domain.readings import Context, Finding
from service.reading.ahead import agreeing, coming, planning, topics
from service.reading.ahead.lengths import with_length
from service.reading.ahead.offers import other_times
from service.reading.ahead.planning import planned
from service.reading.ahead.rule_beside import with_rule_beside
from service.reading.clauses.acts import PAST, Act, acts_of
from service.reading.clauses.clauses import Clause, clauses_of
from service.reading.clauses.languages import languages_by_fit
from service.reading.clauses.names import with_double_names
from service.reading.clauses.others import (
    of_ones_own_hour,
    of_their_own,
    without_outside_worries,
)
from service.reading.clauses.pairs import of_a_pair
from service.reading.clauses.quoted_back import without_our_question
from service.reading.clauses.sidewords import without_messages
from service.reading.clauses.slips import with_slips_mended
from service.reading.clauses.small_talk import without_simultaneity
from service.reading.clauses.stays import without_stay
from service.reading.clauses.steps import each, of_two, through, whole
from service.reading.clauses.tales import without_by_the_way
from service.reading.clauses.verdicts import Case, Verdict
from service.reading.costs import claims
from service.reading.costs.put_right import sum_put_right
from service.reading.doubts.left_open import leaves_open
from service.reading.doubts.misgivings import has_misgivings
from service.reading.doubts.other_side import asked_of_the_other
from service.reading.doubts.reservations import has_reservations
from service.reading.doubts.weighing import weighed
from service.reading.past import attendance, echoes
from service.reading.past.affairs import without_affairs
from service.reading.past.new_ones import sets_a_new_one, with_day_told_after
from service.reading.past.next_corrected import next_put_right
from service.reading.past.other_days import with_day_of_then
from service.reading.past.own_word import is_own_word, retracted, taken_back
from service.reading.past.retracting import as_retracted
from service.reading.past.spans import with_labels
from service.reading.past.withdrawing import LEAVES, withdrawn
from service.reading.text.lexicon import number_named
from service.reading.text.spelled import spelled_out
from service.reading.text.tokens import MAX_READ, MAX_TOKENS, tokens_of
from service.reading.text.word_lists import said_of, stems_of, words
from service.reading.values.kinds import Clock, Day, Length, Money
from service.reading.values.points import settled_points
from service.reading.values.resolve import calendar_of
from service.reading.values.scan import values_in
from service.reading.values.settled import settled_halves, settled_slashes, without_marks
from service.reading.values.weeks import of_the_same_day

_MEETINGS = {"det", "den", "vi", "tiden", "dagen"}
_MAIL = ("mail", "mejl", "post", "e-post", "sähköp", "viest", "email", "brev", "kirje")
_SEATS = ("lista", "list", "osallistujal", "paikka", "paikast", "plats", "seat", "spot")
_PROGRAMME = ("ohjelm", "program", "mentoroin", "mentori-o", "mentoriohj")
_BARE = 2  # words: "peruuntui", "blev inställt"
_IT = {"vi", "det", "he", "we", "it", "se"}
_OF_THIS_MEETING = {
    "move_told", "move_ask", "instead", "cannot", "come", "held", "not_held", "cancel", "undo",
}  # fmt: skip
_ASKS_OF_THE_PAST = ("attendance", "echo", "expense")
_ASKS_OF_COMING = ("invitation", "proposal", "seat_check", "announcement")


def understand(text: str, context: Context, writer: str = "") -> tuple[Verdict, Language]:
    """Return what a text says in its context, and its language."""
    case, language, all_read = case_of(text, context, writer)
    if is_private(text):
        return Verdict((Finding("private", text[:60], "private"),), False), language
    verdict = asked_of_the_other(weighed(judged(case), case), case)
    doubted = has_reservations(case, verdict) or leaves_open(verdict, case)
    if verdict.certain and (doubted or _cancels_another(case, verdict)):
        verdict = replace(verdict, certain=False)
    verdict = _with_question(with_length(verdict, case), case)
    if not all_read or not text.strip():
        verdict = Verdict(verdict.findings, False)
    return verdict, language


def case_of(text: str, context: Context, writer: str = "") -> tuple[Case, Language, bool]:
    """Return a text ready to be judged, its language, and whether all of it was looked at."""
    tokens = with_double_names(tokens_of(text), context.people or ())
    all_read = len(text) <= MAX_READ and len(tokens) <= MAX_TOKENS
    tokens = spelled_out(tokens[:MAX_TOKENS])
    said = [token.text for token in tokens if token.is_word]
    language = languages_by_fit(said, context.language)[0]
    found = values_in(tokens, language, sums=context.asked == "expense")
    calendar = calendar_of(context)
    if context.asked in _ASKS_OF_THE_PAST:
        found = settled_halves(without_marks(tokens, found), calendar)
    found = settled_points(tokens, settled_slashes(found, language, calendar), calendar)
    found = of_the_same_day(found, calendar.meeting_day)
    case = Case(text, clauses_of(tokens, found, language), context, calendar, writer)
    firm = _if_it_suits if context.asked in _ASKS_OF_COMING else _if_all_is_well
    theirs: tuple[Callable[[Clause], Clause], ...] = (of_their_own, of_ones_own_hour)
    theirs = (without_stay, *theirs) if context.asked == "times" else theirs
    alone = each(_put_politely, as_retracted, firm, _of_ones_work, _of_ones_home, *theirs)
    return through(case, *_STEPS, alone), language, all_read


def _cancels_another(case: Case, verdict: Verdict) -> bool:
    """ "The meeting on the 15th is off", in answer to an invitation for the 8th."""
    told = [one for one in case.clauses if "cancel" in one.means]
    named = Act(
        "", [one for one in told if not any(day.vague and day.month for day in one.of(Day))]
    )
    cancelled = any(one.kind == "cancelled" for one in verdict.findings)
    return cancelled and case.context.asked in _ASKS_OF_COMING and other_times(case, [named])


def _of_ones_home(clause: Clause) -> Clause:
    """ "Jag har flyttat till Åbo" and "Sanna flyttade hela veckan" move no meeting."""
    if clause.language != "sv" or not clause.unknown:
        return clause
    said = clause.said
    moves = bool(set(said) & {"flyttat", "flyttade", "flyttar"})
    meeting = any(word in _MEETINGS or word.startswith(("träff", "möt")) for word in said)
    timed = any(not (isinstance(value, Day) and value.vague) for value in clause.values)
    another = said[0] in clause.unknown or said[0] in ("har", "ha") or "jag" in said[:2]
    if not (moves and another) or timed or meeting:
        return clause
    return replace(clause, means=clause.means - {"move_told", "settled"})


def _of_ones_work(clause: Clause) -> Clause:
    """ "Jag slutar först halv fem", "I'm quitting my job" leave the work, and no programme."""
    if not clause.means & LEAVES or any(word.startswith(_PROGRAMME) for word in clause.said):
        return clause
    works = clause.says("leaves_work")
    # "Slutar redan tre", "slutar 18".
    hours = any(number_named(word) or word.isdecimal() for word in clause.unknown)
    day = clause.language == "sv" and (clause.has(Clock) or hours) and "busy" in clause.means
    return replace(clause, means=clause.means - LEAVES) if works or day else clause


def _put_politely(clause: Clause) -> Clause:
    """ "Could we possibly move it to Thursday?", "would you note 5 May at 5?": no doubt, polite."""
    if clause.says("please_note") and clause.values:
        return replace(clause, means=clause.means - {"question", "asking"}, asks=False)
    if "move_ask" not in clause.means or not clause.asks or not clause.values:
        return clause
    return replace(clause, means=clause.means - {"maybe", "doubt"})


def _if_it_suits(clause: Clause) -> Clause:
    """ "Fredag kl. 16, om det passar henne" is an offer as any other, not an if.

    "Provided that my shift ends in time" is an if as any other, and asks nothing of us.
    """
    if clause.says("provided_that_i") and not clause.asks:
        clause = replace(clause, means=clause.means - {"question"} | {"condition"})
    offered = clause.values and clause.means & {"suits", "move_ask", "see_you", "come"}
    if "if_it_suits" not in clause.means or not offered:
        return clause
    return replace(clause, means=clause.means - {"condition", "maybe", "doubt"})


def _if_all_is_well(clause: Clause) -> Clause:
    """ "Om allt går vägen", said beside the dates of a plan, takes nothing back of it."""
    if "if_well" not in clause.means:
        return clause
    return replace(clause, means=clause.means - {"condition", "maybe", "doubt"})


def is_private(text: str) -> bool:
    """Return whether a text is for the coordinator alone, said first or below a greeting."""
    marks = stems_of("private", "opens")
    lines = [line.strip(" *_-\"'").lower() for line in text.split("\n") if line.strip()]
    if lines and lines[0].startswith(marks):
        return True
    return len(lines) > 1 and len(lines[0]) <= 40 and lines[1].startswith(marks)


def _with_question(verdict: Verdict, case: Case) -> Verdict:
    """Tell beside the rest that a human is asked something, or must hear of a worry."""
    kinds = {finding.kind for finding in verdict.findings}
    if verdict.certain or kinds & {"question", "moved", "preparation"}:
        return verdict
    asked = [one for one in case.clauses if one.asks or "question" in one.means]
    if not asked:
        return verdict
    evidence = case.text[asked[0].start : asked[-1].end]
    return Verdict((*verdict.findings, Finding("question", evidence, "question")), False)


def judged(case: Case) -> Verdict:
    """Return what the grammar alone makes of a reply."""
    leaving = withdrawn(case)
    if leaving is not None and _is_of_a_list(case):
        return Verdict(
            (replace(leaving.findings[0], kind="declined", scope=None),), leaving.certain
        )
    if leaving is not None:
        return replace(leaving, certain=leaving.certain and not _may_give_a_seat_back(case))
    judge = _JUDGES[case.context.asked]
    verdict = _taken_back(case) or _with_rule(case, judge) or judge(case)
    if verdict.certain and _is_torn(case.clauses):
        verdict = replace(verdict, certain=False)
    if verdict.certain and _is_finnish(case) and has_misgivings(case, verdict):
        verdict = replace(verdict, certain=False)
    return _of_a_seat(verdict) if case.context.asked == "seat_check" else verdict


def _with_rule(case: Case, judge: Callable[[Case], Verdict]) -> Verdict | None:
    answers = ("attendance", "expense", "invitation", "proposal")
    return with_rule_beside(case, judge) if case.context.asked in answers else None


def _is_torn(clauses: Sequence[Clause]) -> bool:
    """ "Kyllä joo en", "ei kun joo": a yes and a no in one breath, and which is meant?"""
    both = any(map(_says_yes_and_no, clauses))
    return both or any(
        one.said == ["ei"] and not one.ends and two.said[0] in ("kun", "ku", "ko")
        and two.means & {"yes", "come", "held", "suits"}
        for one, two in pairwise(clauses)
    )  # fmt: skip


def _says_yes_and_no(clause: Clause) -> bool:
    yes, no = said_of("rules", "one_yes"), said_of("rules", "one_no")
    said = clause.words - ({"no"} if clause.language == "fi" else set())  # "no joo": well, yes
    return said <= yes | no and bool(said & yes) and bool(said & no)


def _taken_back(case: Case) -> Verdict | None:
    """What one answered before is taken back, of a meeting that is over or of one to come."""
    meeting = case.context.meeting
    over = meeting is not None and meeting.starts_at < case.context.received_at
    corrects = case.context.asked == "echo" or any(
        "undo" in one.means or is_own_word(one) for one in case.clauses
    )
    if corrects and (over or meeting is None) and case.context.asked in ("echo", "none"):
        put_right = next_put_right(case) or sum_put_right(case)
        if put_right is not None:
            return put_right
    if over and case.context.asked in ("attendance", "echo", "none"):
        return taken_back(case, attendance.judge)
    ahead = meeting is not None and not over and case.context.asked in _ASKS_OF_COMING
    return retracted(case, coming.judge) if ahead else None


def _may_give_a_seat_back(case: Case) -> bool:
    """ "Måste hoppa av", in answer to whether a seat is kept: of the event, or of all?"""
    said = {word for one in case.clauses for word in one.said}
    named = any(word.startswith(_PROGRAMME) for word in said)
    may = case.context.asked == "seat_check" and not named
    return may and bool(said & said_of("rules", "leaves_a_seat"))


def _is_of_a_list(case: Case) -> bool:
    """ "Stryk mig från listan", "luovun paikastani" of an event gives a seat back."""
    said = [item.text for clause in case.clauses for item in clause.items]
    named = any(word.startswith(_PROGRAMME) for word in said)
    left = case.context.asked == "seat_check"
    left = left and not (named and "withdraw_programme" in case.means)
    listed = any(word.startswith(_SEATS) for word in said)
    return left and listed and not any(word.startswith(_MAIL) for word in said)


def _of_a_seat(verdict: Verdict) -> Verdict:
    """ "Avboka mig" gives a seat back and cancels nothing; kept or given away, it is no perhaps."""
    findings = tuple(
        replace(one, kind="declined") if one.kind == "cancelled" else one
        for one in verdict.findings
    )
    open_still = any(one.kind == "tentative" for one in findings)
    return Verdict(findings, verdict.certain and not open_still)


def _is_finnish(case: Case) -> bool:
    return "fi" in {case.context.language, *(clause.language for clause in case.clauses)}


def _of_costs(case: Case) -> Verdict:
    """ "Bussi 3,20 €. Tapasimme tunnin": what is told of the meeting itself is told as well."""
    verdict = claims.judge(case)
    if not verdict.findings and any(map(_tells_of_no_meeting, case.clauses)):
        why = [replace(one, turn="") for one in case.clauses if not _says_only_costs(one)]
        failed = attendance.judge(replace(case, clauses=why))
        return replace(failed, certain=failed.certain and "next" not in case.means)
    if not verdict.certain or not _tells_of_a_meeting(case):
        return verdict
    if not any("held" in one.means for one in case.clauses):
        booked, sure = planned(Act("next", [c for c in case.clauses if "next" in c.means]), case)
        return Verdict((*verdict.findings, *([booked] if booked else [])), sure and bool(booked))
    both = attendance.judge(case)
    beside = [(one.amount, one.what) for one in both.findings if one.kind == "expense"]
    same = beside == [(one.amount, one.what) for one in verdict.findings]
    return replace(both, certain=both.certain and same)


def _tells_of_no_meeting(clause: Clause) -> bool:
    """ "Ei kuluja, kun ei nähty", "no costs. And I can't make the 22nd": it is off, or another.

    "The train was cancelled" and "we moved it to Zoom" are of no such thing.
    """
    if clause.asks or clause.means & {"travel", "no"}:
        return False
    if "cannot" in clause.means and clause.has(Day):
        return "no_costs" not in clause.means
    off = "not_held" in clause.means or (clause.means & {"move_told", "cancel"} and clause.has(Day))
    named = any(word.startswith(stems_of("rules", "meeting_told")) for word in clause.said)
    return bool(off) and (named or len(clause.said) <= _BARE or bool(clause.words & _IT))


def _says_only_costs(clause: Clause) -> bool:
    return "no_costs" in clause.means and not _tells_of_no_meeting(clause)


def _tells_of_a_meeting(case: Case) -> bool:
    """It lasted so long, or the next one is then."""
    told = [one for one in case.clauses if one.turn != "reason" and not one.asks]
    if any("next" in one.means and one.has(Clock) for one in told):
        return True
    met = tuple(words("rules")["meeting_told"])
    held = [one for one in told if "held" in one.means and "travel" not in one.means]
    named = any(item.text.startswith(met) for one in held for item in one.items)
    return named and any(isinstance(value, Length) for one in told for value in one.values)


def _of_times(case: Case) -> Verdict:
    """ "Nähtiin jo tiistaina, tunti. Seuraava on 24.4. klo 13": what was held is told as well."""
    told = [one for one in case.clauses if one.turn != "reason"]
    held = [one for one in told if "held" in one.means and not one.means & {"see_you", "next"}]
    both = any(one.values for one in held) and any("next" in one.means for one in told)
    return attendance.judge(case) if both else planning.judge(case)


def _unasked(case: Case) -> Verdict:
    """Nothing was asked: read it as of the meeting in sight, past or coming."""
    meeting = case.context.meeting
    next_only = {act.kind for act in acts_of(case.clauses, PAST)} == {"next"}
    moved = any({"next", "move_told"} <= one.means for one in case.clauses)
    if meeting is None or (next_only and not moved) or _sets_several(case):
        return planning.judge(case)
    if any("undo" in clause.means for clause in case.clauses):
        return echoes.judge(case)
    if any(isinstance(v, Money) for one in case.clauses for v in one.values) and _is_of_costs(case):
        return claims.judge(case)
    over = meeting.starts_at + timedelta(minutes=meeting.minutes) < case.context.received_at
    if over and sets_a_new_one(case.clauses):
        return planning.judge(case)
    return attendance.judge(case) if over else coming.judge(case)


def _sets_several(case: Case) -> bool:
    """ "Vi har bestämt två träffar i höst: 2.9 kl 16 och 7.10 kl 16": none of them is this one."""
    dates = {(day.day, day.month) for one in case.clauses for day in one.of(Day) if day.day}
    met = stems_of("rules", "meeting_told")
    counted = any(
        (number_named(one) or 0) > 1 and two.startswith(met)
        for clause in case.clauses
        for one, two in pairwise(clause.said)
    )
    return len(dates) > 1 and counted and not case.means & _OF_THIS_MEETING


def _is_of_costs(case: Case) -> bool:
    """Nothing is said of the meeting itself beside the sums."""
    means = {one for clause in case.clauses for one in clause.means}
    return not means & {"held", "not_held", "cannot", "come", "move_told", "move_ask", "cancel"}


_STEPS = (
    without_our_question,
    whole(with_slips_mended),
    of_two(whole(of_a_pair)),
    whole(with_day_of_then, with_labels, with_day_told_after),
    whole(without_simultaneity, without_by_the_way, without_outside_worries, without_messages),
    without_affairs,
)
_JUDGES: dict[str, Callable[[Case], Verdict]] = {
    "attendance": attendance.judge, "invitation": coming.judge, "proposal": coming.judge,
    "seat_check": coming.judge, "times": _of_times, "agreement": agreeing.judge,
    "echo": echoes.judge, "announcement": agreeing.judge_announcement, "expense": _of_costs,
    "preparation": topics.judge, "receipt": agreeing.judge_receipt,
    "none": _unasked, "midway": agreeing.judge_letter, "closing": agreeing.judge_letter,
}  # fmt: skip
