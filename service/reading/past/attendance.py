"""Judging a reply about a meeting that should have taken place."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.domain.readings import Finding
from service.reading.clauses.acts import MOVE, PAST, Act, acts_of, sentences_of
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
from service.reading.past.afterwards import (
    as_brought_forward,
    with_new_day_come,
    with_one_day_for_another,
    with_seen_again,
    without_our_own_day,
    without_wrong_places,
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
from service.reading.past.new_ones import as_next, without_day_of_arranging
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
from service.reading.past.spans import from_start_to_end, with_ends, without_unknown_length
from service.reading.past.teams import only_some_came, without_absence
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
from service.reading.text.spoken import plain
from service.reading.text.word_lists import said_of, stems_of, words
from service.reading.values.kinds import Clock, Day, Length, Value
from service.reading.values.resolve import date_of
from service.reading.values.whens import minutes_in

_BY_ONESELF = {"yksin", "yksinäni", "yksikseni", "itsekseni"}
_COSTS = ("kulu", "kustannu", "matkakulu", "kostnad", "utgift", "costs", "expenses")
_I = {"jag", "ja", "i", "minä", "mä", "mie"}
_WRITES = ("vastaan", "vastail", "vastaus", "kirjoit", "ilmoit", "kuittaan")
_YOU = {"you", "your"}
_NOT = {"not_held", "no", "cannot", "failed_plan"}
_TOLD = {"held", "was", "yes", "see_you", "next", "everyone"}


def judge(case: Case) -> Verdict:
    """Say what a reply to "did you meet?" tells."""
    retracts = any("retract" in one.means for one in case.clauses) or _corrects_first(case)
    if retracts or _puts_own_word_right(case) or _denies_what_was_written(case):
        return echoes.judge(case)
    case = through(case, *_STEPS)
    acts = acts_of(case.clauses, PAST)
    kinds = {act.kind for act in acts}
    if _waited_alone(case, acts, kinds):
        return judge_failed(case, [act for act in acts if act.kind not in ("was", "held")])
    if "was" in kinds and not (_was_there(acts, kinds) or _others_were_there(case)):
        return Verdict(certain=False)
    if any(one.has(Length) and one.says("beside_its_length") for one in case.clauses):
        return Verdict(certain=False)
    alone = case.context.people and any("self_absent" in act.means for act in acts)
    alone = alone and not any(map(_fails_for_all, case.clauses))
    alone = alone or only_some_came(case)
    if kinds & {"held", "was"} or alone or _says_yes(acts, kinds) or _only_lengths(case, acts):
        return judge_held(case, acts)
    if kinds & (_NOT | MOVE | {"cancel", "open_day"}):
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


def _as_no(clauses: Sequence[Clause]) -> list[Clause]:
    """ "Inte igår, men vi ska ses ikväll": the bare day that is denied first is a no."""
    if len(clauses) < 2:
        return list(clauses)
    first, following = clauses[:2]
    if _denies_the_day(first) and not any(
        one.values or one.asks or one.means & _TOLD for one in clauses[1:]
    ):
        return [replace(first, means={"no"}, negated=False), *clauses[1:]]
    bare = first.means <= {"old", "negator", "harmless"} and "old" in first.means
    turned = following.turn in ("but", "instead") and "see_you" in following.means
    if not (bare and turned) or first.unknown or first.values or first.asks:
        return list(clauses)
    return [replace(first, means={"no"}), *clauses[1:]]


def _denies_the_day(clause: Clause) -> bool:
    """ "Inte i onsdags.", a sentence of its own; "inte i onsdags, utan ..." is none."""
    past = [v for v in clause.values if isinstance(v, Day) and v.qualifier == "past"]
    bare = clause.opens and clause.ends and clause.negated and not (clause.unknown or clause.asks)
    return bare and len(past) == len(clause.values) == 1 and clause.means <= {"negator", "harmless"}


def _left_alone(case: Case) -> list[Clause]:
    """ "Bussi oli ojassa, joten istuin yksin toimistolla": the other did not come."""
    met = any(one.means & {"held", "was", "yes", "confirm"} for one in case.clauses)
    if case.context.people:
        return list(case.clauses)
    if met:
        return [_without_ones_own(one) for one in case.clauses]
    return [
        replace(one, means=one.means | {"not_held"})
        if "alone" in one.means and _BY_ONESELF & one.words and not (one.asks or one.negated)
        else one
        for one in case.clauses
    ]


def _without_ones_own(clause: Clause) -> Clause:
    """ "Ja sitten istuin yksin vielä tunnin": that hour was not the meeting's."""
    if "alone" not in clause.means or not _BY_ONESELF & clause.words:
        return clause
    rest: list[Value] = [one for one in clause.values if not isinstance(one, Length)]
    return replace(clause, values=rest)


def _as_left_undated(clauses: Sequence[Clause]) -> list[Clause]:
    """ "We went through my CV and I got homework for next time": a next one without its day."""
    dated = any(not isinstance(v, Length) for one in clauses for v in one.values)
    told = any("held" in one.means for one in clauses)
    if dated or not told:
        return list(clauses)
    return [
        replace(one, means=one.means - {"next"})
        if "next" in one.means and not (one.asks or "cancel" in one.means)
        else one
        for one in clauses
    ]


def _as_left_open(clause: Clause) -> Clause:
    """ "It didn't come off. We'll find another day": which, nobody knows yet."""
    seeks = clause.language == "en" and clause.words & said_of("rules", "to_find")
    undated = all(value == Day(vague=True) for value in clause.values)
    if not (seeks and undated and "move_ask" in clause.means) or clause.asks:
        return clause
    return replace(clause, means=clause.means - {"move_ask"} | {"open_day"})


def _of_the_mail(clause: Clause) -> Clause:
    """ "Vastaan vasta tänään" tells when it was written, not when they met."""
    said = clause.said
    late = said[0].startswith(_WRITES) and {"vasta", "nyt", "myöhässä"} & set(said)
    told = clause.means & ({"held", "next", "come", "see_you"} | _NOT)
    if {"no_costs", "not_held"} <= clause.means and said[0].startswith(_COSTS):
        return replace(clause, means=clause.means - _NOT, negated=False)  # "kuluja ei tullut"
    if _could_not_answer(clause):
        return replace(clause, means=clause.means - _NOT, negated=False)
    return replace(clause, values=[]) if late and clause.opens and not told else clause


def _could_not_answer(clause: Clause) -> bool:
    """ "Sori etten oo ehtinyt vastata": what was not done is the mail."""
    answers = any(word.startswith(stems_of("rules", "to_write_fi")) for word in clause.unknown)
    told = clause.means & {"held", "next", "come", "see_you"}
    return clause.language == "fi" and answers and not told and not clause.values


def _as_bare_yes(clause: Clause) -> Clause:
    """ "Onnistui.", "Oli!", "Blev av.": the verb of our question, a sentence of its own."""
    bare = clause.opens and clause.ends and len(clause.items) == 1 and not clause.asks
    if not bare or plain(clause.items[0].text, clause.language) not in words("rules")["bare_yes"]:
        return clause
    return replace(clause, means=clause.means | {"yes"}, unknown=[])


def _as_moved_itself(clauses: Sequence[Clause]) -> list[Clause]:
    """ "Den följande träffen, som var bokad till 24.9, har flyttats": it is named to be moved."""
    told = [
        replace(one, means=one.means - {"next"}) if _moves_the_next(one) else _as_called_off(one)
        for one in clauses
    ]
    clauses = told[:]
    for sentence in sentences_of(clauses) if any("next" in c.means for c in clauses) else []:
        first, rest = sentence[0], [one for one in sentence[1:] if one.turn != "reason"]
        moves = bool(rest) and "move_told" in rest[0].means and not rest[0].means & {"next"}
        goes_on = moves and rest[0].items[0].text in said_of("rules", "goes_on")
        if goes_on and "next" in first.means and not first.values and not first.asks:
            told[next(at for at, one in enumerate(told) if one is first)] = replace(
                first, means=first.means - {"next"}
            )
    return told


def _without_first_plans(clauses: Sequence[Clause]) -> list[Clause]:
    """ "Det blev två timmar fast vi hade tänkt oss en": what was planned first is not what was."""
    told = list(clauses)
    for at, (before, clause) in enumerate(pairwise(clauses), 1):
        lasted = "held" in before.means and not before.negated and not before.ends
        lasted = lasted and before.has(Length)
        planned = "failed_plan" in clause.means and not clause.means & _NOT - {"failed_plan"}
        days = clause.has(Day | Clock)
        if lasted and planned and not (days or clause.asks):
            told[at] = replace(clause, means={"harmless"}, values=[], unknown=[], turn="reason")
    return told


def _without_second_no(clauses: Sequence[Clause]) -> list[Clause]:
    """ "Not on the Tuesday, no. We did it on Monday": the no is of the day that is set aside."""
    told = list(clauses)
    if len(told) < 3 or not told[0].means <= {"old", "harmless"} or "old" not in told[0].means:
        return told
    denies = told[1].means <= {"no", "negator"} and len(told[1].items) == 1 and told[1].ends
    met = "held" in told[2].means and any(isinstance(value, Day) for value in told[2].values)
    if not denies or not met or told[0].values or told[0].unknown or told[0].asks:
        return told
    return [told[0], replace(told[1], means={"harmless"}, negated=False), *told[2:]]


def _without_tags(clauses: Sequence[Clause]) -> list[Clause]:
    """ "Det var givande för båda, tror jag": what is thought is how it felt, not whether it was."""
    told = list(clauses)
    for at, (before, clause) in enumerate(pairwise(clauses), 1):
        felt = "enjoyed" in before.means or before.means <= {"harmless"}
        felt = felt and not (
            before.values or before.ends or before.means & (_NOT | {"held", "was"})
        )
        if felt and " ".join(clause.said) in words("rules")["thinks_so"]:
            told[at] = replace(clause, means={"harmless"})
    return told


def _without_what_kept_us(clauses: Sequence[Clause]) -> list[Clause]:
    """ "Jag fick förhinder, min son föll och vi satt på akuten": no meeting that was held."""
    told: list[Clause] = []
    hindered = False
    for clause in clauses:
        sat = "held" in clause.means and bool(said_of("rules", "sat") & clause.words)
        sat = sat and not (clause.values or clause.turn) and len(clause.unknown) >= 3
        if hindered and sat:
            clause = replace(clause, means=clause.means - {"held"})
        hindered = hindered or bool(clause.means & {"cannot", "not_held", "regret"})
        hindered = hindered and not clause.ends
        told.append(clause)
    return told


def _moves_the_next(clause: Clause) -> bool:
    """ "Nästa träff har flyttats till 28.4": one that was booked already."""
    timed = any(isinstance(value, Day) and not value.vague for value in clause.values)
    return {"next", "move_told"} <= clause.means and timed and not (clause.asks or clause.negated)


def _as_called_off(clause: Clause) -> Clause:
    """ "Peruttiin samalla seuraava kerta 22.4.": of the next one, and not of this."""
    called_off = {"cancel", "next"} <= clause.means and clause.only(Day) and not clause.asks
    return replace(clause, means=clause.means - {"next", "not_held"}) if called_off else clause


def _as_next(clause: Clause) -> Clause:
    """ "Same time next week!" tells when the next one is."""
    same = any(isinstance(value, Clock) and value.same for value in clause.values)
    ahead = any(isinstance(v, Day) and (v.week or 0) > 0 and not v.vague for v in clause.values)
    bare = clause.means <= {"harmless", "greeting"} and len(clause.unknown) <= 1
    return replace(clause, means={"next"}) if same and ahead and bare else clause


def _of_a_hope(clause: Clause) -> Clause:
    """ "Fingers crossed" is of what is to come."""
    hopes = "hoping" in clause.means and not clause.values
    return replace(clause, means=clause.means - {"maybe", "doubt"}) if hopes else clause


def _waited_alone(case: Case, acts: Sequence[Act], kinds: set[str]) -> bool:
    """ "Jag var där, men det var inte hon": one came, and so they did not meet."""
    if not kinds & {"not_held", "no"} or case.context.people or "yes" in kinds:
        return False
    came = [act for act in acts if act.kind in ("was", "held")]
    own = [{item.text for c in act.clauses for item in c.items} & (_I | {"olin"}) for act in came]
    there = all("present" in act.means or _says_i_was(act) for act in came)
    mine = bool(came) and all(own) and there
    failed = max(at for at, act in enumerate(acts) if act.kind in ("not_held", "no"))
    denied = acts[0].kind == "no" and not any(act.values for act in came)
    return mine and (denied or all(acts.index(act) < failed for act in came))


def _says_i_was(act: Act) -> bool:
    """ "Olin siellä": one alone, where "oltiin siellä" is both."""
    said = {item.text for clause in act.clauses for item in clause.items}
    return "olin" in said and "held" not in act.means


def _says_yes(acts: Sequence[Act], kinds: set[str]) -> bool:
    """A yes answers us where it comes first; after a sentence we do not know it may not."""
    if "yes" not in kinds or kinds & _NOT:
        return False
    for act in acts:
        for clause in act.clauses:
            if "yes" in clause.means or clause.values:
                return True
            if clause.unknown and not ("greeting" in clause.means or _is_preamble(clause)):
                return False
    return False


def _is_preamble(clause: Clause) -> bool:
    """ "Sitter på tåget så bara kort: ja", "quick reply from the bus, yes": of the mail itself."""
    plain = not (clause.values or clause.asks or clause.negated or clause.ends)
    told = clause.means & (_NOT | MOVE | {"held", "was", "next", "doubt", "maybe", "condition"})
    return plain and not told and bool(said_of("rules", "in_haste") & clause.words)


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


def _is_of_team(case: Case, act: Act) -> bool:
    """ "Kaikki paikalla"; in a pair "unohdettiin molemmat" tells of something else."""
    plain = not any(one.unknown or one.negated or one.turn == "reason" for one in act.clauses)
    return bool(case.context.people) or plain


def _only_lengths(case: Case, acts: Sequence[Act]) -> bool:
    """ "1,5 h" and "Kaikki paikalla" answer the question without a verb."""
    if {act.kind for act in acts} - {"", "next"}:
        return False
    first = acts[0] if acts else Act("")
    ahead = any(c.language == "en" and "condition" in c.means for c in first.clauses)
    ahead = ahead or any(_breaks_off(one) or _sat_alone(one) for one in first.clauses)
    ahead = ahead or any(_is_of_a_day_to_come(one, case) for one in first.clauses)
    # "He didn't answer my calls, so I went home after 30 min"
    ahead = ahead or any(c.language == "en" and c.negated and c.unknown for c in first.clauses)
    told = first.has(Length) or _from_to_of_yesterday(first)
    told = told or _is_its_time(case, first) or _from_to_on_its_day(first, case)
    told = told or bool(first.means & {"everyone", "absent"} and _is_of_team(case, first))
    told = told or bool(from_start_to_end(first.clauses))
    # "Mentori oli sairaana", of a pair: did they meet at all?
    ahead = ahead or ("absent" in first.means and not case.context.people)
    return first.kind == "" and not ahead and told


def _is_of_a_day_to_come(clause: Clause, case: Case) -> bool:
    """ "Vi pratar en timme på fredag": "på fredagen" and "i fredags" would be behind us."""
    days = [at for at, item in enumerate(clause.items) if isinstance(item.value, Day)]
    said = [case.text[clause.items[at].start : clause.items[at].end].lower() for at in days]
    ahead = [at for at, day in zip(days, said, strict=True) if day.endswith("dag")]
    return clause.language == "sv" and any(clause.said[at - 1 : at] == ["på"] for at in ahead)


def _breaks_off(clause: Clause) -> bool:
    """ "Yhteys kaatui, lopetettiin kymmenen minuutin jälkeen": no length of a meeting."""
    lasts = clause.has(Length)
    return lasts and "ends" in clause.means and "begins" not in clause.means


def _sat_alone(clause: Clause) -> bool:
    """ "Istuin siinä puoli tuntia", "seisoin ulkona vartin": one alone, and nobody is met."""
    said = clause.said
    lasts = clause.has(Length)
    return (
        lasts
        and bool(said_of("fi", "alone") & set(said))
        and not {"kanssa", "kans", "kaa"} & set(said)
    )


def _is_its_time(case: Case, act: Act) -> bool:
    """ "Eilen viideltä", "ke klo 18-19.15": the meeting's own time, and nothing else said."""
    days = act.of(Day)
    clocks = act.of(Clock)
    meeting = case.calendar.meeting
    if len(days) != 1 or len(clocks) != 1 or meeting is None or len(act.clauses) > 2:
        return False
    spoken = any(c.unknown or c.negated or c.asks or c.means - {"harmless"} for c in act.clauses)
    past = (days[0].from_today or 0) < 0 or bool(clocks[0].minutes)
    same = date_of(days[0], "past", case.calendar) == case.calendar.meeting_day
    return past and same and clocks[0].hour == meeting.hour and not spoken


def _from_to_of_yesterday(act: Act) -> bool:
    """ "Igår, från kl. 17 till 18.30"."""
    spans = any(isinstance(one, Clock) and one.minutes for one in act.values)
    return spans and any(isinstance(v, Day) and (v.from_today or 0) < 0 for v in act.values)


def _from_to_on_its_day(act: Act, case: Case) -> bool:
    """ "Onsdag 17-18.30", "17-18.30": the meeting's own day, from its start to its end."""
    days = [date_of(v, "past", case.calendar) for v in act.values if isinstance(v, Day)]
    spans = [v for v in act.values if isinstance(v, Clock) and v.minutes]
    firm = not any(clause.negated or clause.asks for clause in act.clauses)
    if len(spans) != 1 or not firm:
        return False
    meeting = case.calendar.meeting
    bare = not days and meeting is not None and spans[0].hour == meeting.hour
    return bare or (bool(days) and set(days) == {case.calendar.meeting_day})


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
    each(_as_left_open, _of_the_mail, without_other_matters, without_its_eve),
    each_within(without_day_of_arranging),
    of_two(whole(as_waited_alone, without_others_time)),
    with_times_swapped,
    whole(without_first_moves, with_moves_joined, _as_moved_itself, as_met_elsewhere),
    of_two(whole(without_other_failures)),
    whole(_without_what_kept_us, _without_tags, _without_second_no),
    whole(without_talked_of, _without_first_plans),
    each(_as_bare_yes, as_bare_no, _as_next, _of_a_hope, as_planned_once),
    whole(without_denied_deeds, as_told_on, without_other_denials),
    whole(without_forgotten_things, without_other_places, without_other_duties),
    whole(with_seen_again, with_one_day_for_another, without_wrong_places),
    dated(without_our_own_day),
    dated(as_brought_forward),
    dated(with_new_day_come),
    whole(_as_left_undated, as_next),
    dated(turned),
    whole(as_became),
    of_two(_of_one_party),
    each(as_no_more, as_timed, as_past, as_corrected, as_weighed),
    whole(as_enjoyed, without_loose_deeds, _as_no, as_heard),
    _left_alone,
)
