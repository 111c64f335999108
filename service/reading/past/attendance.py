"""Judging a reply about a meeting that should have taken place."""

from collections.abc import Sequence
from itertools import pairwise

from service.domain.readings import Finding
from service.reading.clauses.acts import MOVE, NOT_MET, PAST, Act, acts_of
from service.reading.clauses.clauses import Clause
from service.reading.clauses.denials import as_bare_no
from service.reading.clauses.moves import with_moves_joined, without_first_moves
from service.reading.clauses.others import as_heard, without_meetings_of_others, without_visits
from service.reading.clauses.pairs import of_one_party
from service.reading.clauses.sidewords import without_talked_of
from service.reading.clauses.steps import dated, each, each_within, of_two, through, whole
from service.reading.clauses.swaps import with_times_swapped
from service.reading.clauses.tales import without_what_was_not, without_wondering
from service.reading.clauses.verdicts import Case, Verdict
from service.reading.past import echoes
from service.reading.past.absences import without_absence
from service.reading.past.afterwards import (
    as_brought_forward,
    with_new_day_come,
    with_one_day_for_another,
    with_seen_again,
    without_our_own_day,
    without_wrong_places,
)
from service.reading.past.alone import left_alone, waited_alone
from service.reading.past.bare_answers import (
    as_answer_yes,
    as_no,
    is_bare,
    says_yes,
    without_second_no,
)
from service.reading.past.became import as_became
from service.reading.past.called_off import with_next_called_off
from service.reading.past.deeds import (
    as_met_elsewhere,
    as_waited_alone,
    without_denied_deeds,
    without_forgotten_things,
    without_loose_deeds,
    without_other_denials,
    without_other_duties,
    without_other_places,
    without_others_time,
)
from service.reading.past.enjoyed import as_enjoyed
from service.reading.past.failed import judge_failed
from service.reading.past.held import judge_held
from service.reading.past.new_ones import (
    as_left_open,
    as_left_undated,
    as_moved_itself,
    as_next,
    as_same_time,
    without_day_of_arranging,
)
from service.reading.past.not_ours import (
    without_boards,
    without_last_month,
    without_ones_own_company,
    without_other_failures,
    without_someone_else,
    without_talk_of_it,
)
from service.reading.past.other_days import without_its_eve
from service.reading.past.own_word import is_own_word
from service.reading.past.rolls import with_excepted, with_ones_own_calling_off
from service.reading.past.sheets import called_over
from service.reading.past.small_talk import (
    of_a_hope,
    of_the_mail,
    without_first_plans,
    without_tags,
    without_what_kept_us,
)
from service.reading.past.spans import with_ends, without_unknown_length
from service.reading.past.teams import only_some_came
from service.reading.past.told import is_ones_own_word
from service.reading.past.turns import (
    as_corrected,
    as_no_more,
    as_past,
    as_planned_once,
    as_timed,
    as_told_on,
    as_weighed,
    turned,
    without_other_matters,
)
from service.reading.past.undone import without_times_of_one, without_undone_work
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Day, Length
from service.reading.values.whens import minutes_in

_YOU = {"you", "your"}


def judge(case: Case) -> Verdict:
    """Say what a reply to "did you meet?" tells."""
    retracts = any("retract" in one.means for one in case.clauses) or _corrects_first(case)
    if retracts or _puts_own_word_right(case) or _denies_what_was_written(case):
        return echoes.judge(case)
    case = through(case, *_STEPS)
    acts = acts_of(case.clauses, PAST)
    kinds = {act.kind for act in acts}
    if waited_alone(case, acts, kinds):
        return judge_failed(case, [act for act in acts if act.kind not in ("was", "held")])
    if "was" in kinds and not (_was_there(acts, kinds) or _others_were_there(case)):
        return Verdict(certain=False)
    if any(one.has(Length) and one.says("beside_its_length") for one in case.clauses):
        return Verdict(certain=False)
    alone = case.context.people and any("self_absent" in act.means for act in acts)
    alone = alone and not any(map(_fails_for_all, case.clauses))
    alone = alone or only_some_came(case)
    if kinds & {"held", "was"} or alone or says_yes(acts, kinds) or is_bare(case, acts):
        return judge_held(case, acts)
    if kinds & (NOT_MET | MOVE | {"cancel", "open_day"}):
        return judge_failed(case, acts)
    return _missed(case)


def _missed(case: Case) -> Verdict:
    """ "When I got there she had left", "I was ill": told round about, so ask back."""
    gone = [one for one in case.clauses if "not_held" in one.means and one.turn == "reason"]
    gone = gone or [one for one in case.clauses if "self_absent" in one.means]
    firm = not (case.context.people or any(one.asks for one in gone))
    found = [Finding("not_held", case.text[one.start : one.end], "reason") for one in gone[:1]]
    return Verdict(tuple(found) if firm else (), certain=False)


def _fails_for_all(clause: Clause) -> bool:
    """ "I overslept so it didn't happen", "vi träffades inte": not of the writer alone."""
    whole = clause.words & (said_of("teams", "we_all") | {"it", "det"})
    return "not_held" in clause.means and "self_absent" not in clause.means and bool(whole)


def _corrects_first(case: Case) -> bool:
    """ "Korjaan: tapasimme tiistaina", "I wrote it wrong", and not "nähtiin, ja korjaan CV:tä"."""
    if not case.clauses:
        return False
    first = case.clauses[0]
    others = said_of("rules", "told_another") | said_of("rules", "not_to_us")
    wrote = first.words & said_of("rules", "wrote_earlier") and not first.words & others
    wrote = wrote and not first.asks and (first.only(Day) or not first.values)
    corrects = len(first.said) == 1 and first.said[0] in said_of("rules", "corrects")
    return corrects or (bool(wrote) and "undo" in first.means)


def _puts_own_word_right(case: Case) -> bool:
    """ "Laitoin teille et nähtiin 1h mut siis se oli 1,5h": what one wrote before was wrong."""
    turned = (
        one for one, two in pairwise(case.clauses) if two.turn == "but" and two.has(Day | Length)
    )
    return any(is_ones_own_word(one) for one in turned)


def _denies_what_was_written(case: Case) -> bool:
    """ "You write that we met on the 8th. That is wrong", "kirjoitin 2 h, se oli väärin"."""
    return any(
        "wrote" in one.means and (is_own_word(one) or (one.said[0] in _YOU and one.ends))
        and "undo" in two.means and not (two.values or two.asks)
        for one, two in pairwise(case.clauses)
    )  # fmt: skip


def _of_one_party(case: Case) -> Sequence[Clause]:
    return of_one_party(case.clauses) or case.clauses


def _was_there(acts: Sequence[Act], kinds: set[str]) -> bool:
    """ "Oltiin" alone may be anywhere; with a length, a day or a yes it is the meeting."""
    values = [value for act in acts if act.kind == "was" for value in act.values]
    everyone = any("everyone" in act.means or "only" in act.means for act in acts)
    timed = any(isinstance(value, Day | Length) for value in values)
    yes = [c for act in acts if act.kind == "yes" for c in act.clauses if "yes" in c.means]
    plain = any(not clause.unknown and len(clause.items) <= 2 for clause in yes)
    told = plain or "held" in kinds or any(_was_and_yes(act) for act in acts)
    return timed or everyone or told or bool(minutes_in(values))


def _others_were_there(case: Case) -> bool:
    """ "Jag missade träffen, men de andra var där": the writer alone was not."""
    rest = [one for one in case.clauses if one.words & said_of("teams", "others")]
    there = any({"was", "present"} <= one.means and not one.negated for one in rest)
    return bool(case.context.people) and there and "self_absent" in case.means


def _was_and_yes(act: Act) -> bool:
    """ "Oltiin joo"; the Swedish "ja" beside a "va" is as often "jag"."""
    return any({"was", "yes"} <= one.means and one.language == "fi" for one in act.clauses)


_STEPS = (
    with_excepted,
    with_ones_own_calling_off,
    whole(with_next_called_off, with_ends, without_unknown_length),
    without_undone_work,
    without_times_of_one,
    called_over,
    without_absence,
    whole(without_meetings_of_others, without_visits, without_what_was_not, without_wondering),
    of_two(each(without_boards, without_someone_else, without_ones_own_company)),
    of_two(whole(without_talk_of_it)),
    dated(without_last_month),
    each(as_left_open, of_the_mail, without_other_matters, without_its_eve),
    each_within(without_day_of_arranging),
    of_two(whole(as_waited_alone, without_others_time)),
    with_times_swapped,
    whole(without_first_moves, with_moves_joined, as_moved_itself, as_met_elsewhere),
    of_two(whole(without_other_failures)),
    whole(without_what_kept_us, without_tags, without_second_no),
    whole(without_talked_of, without_first_plans),
    each(as_answer_yes, as_bare_no, as_same_time, of_a_hope, as_planned_once),
    whole(without_denied_deeds, as_told_on, without_other_denials),
    whole(without_forgotten_things, without_other_places, without_other_duties),
    whole(with_seen_again, with_one_day_for_another, without_wrong_places),
    dated(without_our_own_day),
    dated(as_brought_forward),
    dated(with_new_day_come),
    whole(as_left_undated, as_next),
    dated(turned),
    whole(as_became),
    of_two(_of_one_party),
    each(as_no_more, as_timed, as_past, as_corrected, as_weighed),
    whole(as_enjoyed, without_loose_deeds, as_no, as_heard),
    left_alone,
)
