"""A yes, a no, a length or a time that answers "did you meet?" by itself."""

from collections.abc import Sequence
from dataclasses import replace

from service.reading.clauses.acts import MOVE, NOT_MET, Act
from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import Case
from service.reading.past.alone import sat_alone
from service.reading.past.spans import from_start_to_end
from service.reading.text.spoken import plain
from service.reading.text.word_lists import said_of, words
from service.reading.values.kinds import Clock, Day, Length
from service.reading.values.resolve import date_of

_TOLD = {"held", "was", "yes", "see_you", "next", "everyone"}


def as_no(clauses: Sequence[Clause]) -> list[Clause]:
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


def as_answer_yes(clause: Clause) -> Clause:
    """ "Onnistui.", "Oli!", "Blev av.": the verb of our question, a sentence of its own."""
    bare = clause.opens and clause.ends and len(clause.items) == 1 and not clause.asks
    if not bare or plain(clause.items[0].text, clause.language) not in words("rules")["bare_yes"]:
        return clause
    return replace(clause, means=clause.means | {"yes"}, unknown=[])


def without_second_no(clauses: Sequence[Clause]) -> list[Clause]:
    """ "Not on the Tuesday, no. We did it on Monday": the no is of the day that is set aside."""
    told = list(clauses)
    if len(told) < 3 or not told[0].means <= {"old", "harmless"} or "old" not in told[0].means:
        return told
    denies = told[1].means <= {"no", "negator"} and len(told[1].items) == 1 and told[1].ends
    met = "held" in told[2].means and any(isinstance(value, Day) for value in told[2].values)
    if not denies or not met or told[0].values or told[0].unknown or told[0].asks:
        return told
    return [told[0], replace(told[1], means={"harmless"}, negated=False), *told[2:]]


def says_yes(acts: Sequence[Act], kinds: set[str]) -> bool:
    """A yes answers us where it comes first; after a sentence we do not know it may not."""
    if "yes" not in kinds or kinds & NOT_MET:
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
    told = clause.means & (NOT_MET | MOVE | {"held", "was", "next", "doubt", "maybe", "condition"})
    return plain and not told and bool(said_of("rules", "in_haste") & clause.words)


def is_bare(case: Case, acts: Sequence[Act]) -> bool:
    """ "1,5 h" and "Kaikki paikalla" answer the question without a verb."""
    if {act.kind for act in acts} - {"", "next"}:
        return False
    first = acts[0] if acts else Act("")
    ahead = any(c.language == "en" and "condition" in c.means for c in first.clauses)
    ahead = ahead or any(_breaks_off(one) or sat_alone(one) for one in first.clauses)
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


def _is_of_team(case: Case, act: Act) -> bool:
    """ "Kaikki paikalla"; in a pair "unohdettiin molemmat" tells of something else."""
    plain = not any(one.unknown or one.negated or one.turn == "reason" for one in act.clauses)
    return bool(case.context.people) or plain


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
