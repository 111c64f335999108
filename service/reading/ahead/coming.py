"""Judging a reply about a meeting that is to come."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.domain.readings import Finding
from service.reading.ahead.beside import (
    as_overcome,
    as_refused,
    without_hopes,
    without_the_first_date,
    without_topics,
    without_untils,
)
from service.reading.ahead.beside_finnish import without_what_is_beside
from service.reading.ahead.conditions import (
    firm,
    is_conditional,
    judge_if,
    stands_apart,
    without_ifs_of_the_way,
    without_sure_ifs,
)
from service.reading.ahead.engaged import is_busy_then, judge_engaged
from service.reading.ahead.grounds import without_grounds
from service.reading.ahead.held_apart import set_apart
from service.reading.ahead.invited import (
    as_offer,
    as_planned,
    with_another_hour,
    with_hour_of_then,
    with_word_from_afar,
    without_absence_elsewhere,
    without_hedges,
)
from service.reading.ahead.maybe import (
    is_of_another_matter,
    judge_has_then,
    judge_maybe,
    judge_regret,
    judge_would,
    would_come,
)
from service.reading.ahead.next_moved import without_next_moved
from service.reading.ahead.offers import clashing_time, offers, other_times
from service.reading.ahead.planning import planned
from service.reading.ahead.putting_off import is_of_other_things, judge_moved, without_talk
from service.reading.ahead.reconsidered import stands_against
from service.reading.ahead.refusing import declined
from service.reading.ahead.second_thoughts import as_hanging, as_taken_back, as_wished
from service.reading.ahead.swedish_ifs import with_inverted_ifs
from service.reading.ahead.taken_back import (
    is_of_another,
    turns_unread,
    without_others_refusals,
)
from service.reading.ahead.teammates import without_teammates
from service.reading.ahead.wished_topics import with_wished_topics
from service.reading.clauses.acts import FUTURE, MOVE, NO, YES, Act, acts_of, topics_in
from service.reading.clauses.clauses import Clause
from service.reading.clauses.denials import as_bare_no
from service.reading.clauses.others import as_heard, without_others, without_outside_events
from service.reading.clauses.steps import each, each_within, through, whole
from service.reading.clauses.swaps import with_times_swapped
from service.reading.clauses.verdicts import Case, Verdict, is_plain
from service.reading.text.word_lists import said_of
from service.reading.values.hours import hour_named
from service.reading.values.kinds import Clock, Day
from service.reading.values.resolve import date_of
from service.reading.values.whens import minutes_in

_HOPED = {("hoppas", "det"), ("hoppas", "ni"), ("hoppas", "allt"), ("hoppas", "du")}
_ACCEPTS = {"good", "fine", "ok", "okay", "great", "perfect"}
_COURTESIES = {"ok", "yes", "thanks", "harmless", "greeting"}
_AFTER = {"jälkeen", "jälkee", "jäläkee", "after", "efter"}
_LEAVING = {"leave", "go", "run", "dash", "off", "gone", "slip", "shoot", "head", "until", "till"}
_LEAVING |= {"lähden", "lähteä", "lähtee", "lähtemään", "lähdettävä"}


def judge(case: Case) -> Verdict:
    """Say what a reply to an invitation tells."""
    case, beside = without_next_moved(replace(case, clauses=without_teammates(case)))
    verdict = _judged(case)
    sure = verdict.certain and not stands_against(verdict, case)
    return replace(verdict, findings=(*verdict.findings, *beside), certain=sure)


def _judged(case: Case) -> Verdict:
    """Return what the clauses tell, before it is reconsidered as a whole."""
    case = through(case, *_STEPS)
    acts = acts_of(case.clauses, FUTURE)
    kinds = {act.kind for act in acts if act.kind}
    if any(_is_yes_and_no(one) for one in case.clauses):
        return Verdict(certain=False)
    for way in _WAYS:
        verdict = way(case, acts, kinds)
        if verdict is not None:
            return verdict
    return Verdict(certain=False)


def _beside(case: Case) -> Sequence[Clause]:
    return without_what_is_beside(case.clauses, case.calendar.meeting)


def _wished_in_vain(clauses: Sequence[Clause]) -> list[Clause]:
    """ "Vill gärna komma men handledaren har kallat till möte, så det blir nej": only a wish."""
    told = list(clauses)
    for at, clause in enumerate(clauses):
        wished = "wish" in clause.means and clause.means & {"come", "yes"}
        rest = clauses[at + 1 : at + 4] if wished else []
        turned = bool(rest) and rest[0].turn == "but"
        refused = any("cannot" in one.means and not one.means & YES for one in rest)
        if turned and refused and not any("come" in one.means for one in rest):
            told[at] = replace(clause, means=clause.means - {"come", "yes"})
    return told


def _held_by_now(case: Case) -> list[Clause]:
    """ "Vi har redan träffats, det blev i söndags i stället": a day that is over is no new time."""
    clauses, already = list(case.clauses), said_of("rules", "already")
    if not any("held" in one.means and already & one.words for one in clauses):
        return [
            replace(c, means=c.means - {"held"}) if _is_of_no_meeting(c) else c for c in clauses
        ]
    return [
        replace(one, means=one.means - MOVE - {"instead"} | {"held"})
        if one.means & MOVE and _is_behind(one, case)
        else one
        for one in clauses
    ]


def _is_of_no_meeting(clause: Clause) -> bool:
    """ "Happy birthday to him, it was on Sunday", "the operation went well"."""
    went = {"went", "well"} <= clause.words and not clause.words & said_of("rules", "of_us_two")
    return clause.said[:2] == ["it", "was"] or (went and not clause.values)


def _is_behind(clause: Clause, case: Case) -> bool:
    days = [date_of(one, "future", case.calendar) for one in clause.values if isinstance(one, Day)]
    return bool(days) and all(on is not None and on <= case.calendar.today for on in days)


def _without_hesitation(clauses: Sequence[Clause]) -> list[Clause]:
    """ "Nja, det ser mörkt ut. Räkna inte med mig": a hum before an answer that is firm."""
    firm_at = [at for at, one in enumerate(clauses) if _is_firm(one)]
    open_still = any(
        one.means & {"maybe", "condition", "late"} or (one.asks and not _is_firm(one))
        for one in clauses
    )
    first = clauses[0] if clauses else None
    hums = first is not None and len(first.items) == 1 and "doubt" in first.means
    if not (hums and firm_at) or open_still or first is None:
        return list(clauses)
    return [replace(first, means={"harmless"}), *clauses[1:]]


def _is_firm(clause: Clause) -> bool:
    offers_one = "move_ask" in clause.means and bool(clause.values)
    told = "cannot" in clause.means or offers_one
    return told and not clause.means & {"maybe", "doubt", "condition"}


def _is_yes_and_no(clause: Clause) -> bool:
    """ "Joo nej", "yes no", "yes I'm not coming": both in a breath, and nothing tells which."""
    no = {"no", "cannot"} if clause.said[0] in ("yes", "👍") else {"no"}
    both = "yes" in clause.means and bool(clause.means & no)
    both = both and clause.means <= {"yes", "negator", "harmless", *no}
    return both and clause.opens and clause.ends and len(clause.items) <= 4


def _of_the_proposal(clause: Clause, case: Case) -> Clause:
    """ "I agree with the new time", in answer to the one that was proposed, names no other."""
    suits = clause.means & {"agree", "ok", "suits", "yes"}
    settled = "settled" in clause.means and not clause.means & (NO | {"move_ask", "open_day"})
    if case.context.asked != "proposal" or not (suits and settled):
        return clause
    if clause.values or clause.asks or clause.negated or {"but", "instead"} & clause.means:
        return clause
    return replace(clause, means=clause.means - {"settled", "agree"} | {"suits"})


def _cancelled(case: Case, acts: Sequence[Act], kinds: set[str]) -> Verdict | None:
    act = _first(acts, {"cancel"})
    moving = [one for one in acts if one.kind in MOVE and not _is_agreeing(one)]
    if act is not None and not act.values and any(_is_over(one) for one in acts):
        return None  # "please cancel, we met on Saturday already"
    if act is None or not all(is_of_other_things(one, case) for one in moving):
        return None
    finding = Finding("cancelled", evidence=case.evidence(act), rule="cancel")
    talked = all(not one.values for one in acts if one.kind == "held")
    hung = any({"cancel", "condition"} <= one.means for one in case.clauses)  # "if you cancel"
    plain = is_plain(case.clauses, strays=True) and not kinds & {"next", "maybe", "come"}
    firm = [one for one in acts if not _is_some_day(one)]
    return Verdict(
        (finding,), plain and talked and not hung and not any(offers(case, one) for one in firm)
    )


def _is_over(act: Act) -> bool:
    """ "We met on Saturday already"."""
    said = {item.text for clause in act.clauses for item in clause.items}
    days = act.has(Day)
    return act.kind == "held" and days and "already" in said


def _is_some_day(act: Act) -> bool:
    """ "Vi ses i maj som planerat" names no day."""
    vague = all(isinstance(value, Day) and value.vague for value in act.values)
    return act.kind in ("see_you", "cancel") and bool(act.values) and vague


def _is_agreeing(act: Act) -> bool:
    """ "Sovittiin mentorin kanssa, että jätetään tämä välistä": what was agreed on is told next."""
    return act.kind == "settled" and not act.values


def _held_already(case: Case, acts: Sequence[Act], kinds: set[str]) -> Verdict | None:
    """A meeting before its planned start is held where a past day is told with it."""
    act = _first(acts, {"held"})
    if act is None or act.means & {"settled", "move_told"}:
        return None
    told = [clause for one in acts if one.kind in ("held", "yes", "") for clause in one.clauses]
    values = [v for clause in told if clause.turn != "reason" for v in clause.values]
    dates = [date_of(one, "past", case.calendar) for one in values if isinstance(one, Day)]
    if any(on and on > case.calendar.today for on in dates):
        return None  # what is told of a day ahead was not held yet
    lengths = minutes_in(values)
    kinds = kinds - ({"cancel"} if _is_over(act) else set())
    if not dates or None in dates or kinds & (NO | MOVE | {"maybe", "cancel"}):
        return Verdict(certain=False)
    finding = Finding(
        "held", case.evidence(act), "held already", on=dates[0],
        minutes=lengths[0] if lengths else None,
    )  # fmt: skip
    sure = len(set(dates)) == 1 and len(set(lengths)) <= 1 and kinds <= {"held", "yes"}
    return Verdict((finding,), sure and is_plain(case.clauses))


def _accepted(case: Case, acts: Sequence[Act], kinds: set[str]) -> Verdict | None:
    act = _first(acts, YES) or next((one for one in acts if _comes_late(one)), None)
    if act is None:
        return None
    findings = [Finding("accepted", evidence=case.evidence(act), rule=act.kind)]
    left = [c for c in case.clauses if "condition" not in c.means or not stands_apart(c, case)]
    left = [c for c in left if c not in topics_in(case.clauses)]
    kinds = kinds - ({"maybe"} if any("late" in c.means for c in case.clauses) else set())
    kinds -= _kinds_beside(act, acts, case)
    kinds -= {"maybe"} if is_of_another_matter(case) else set()
    sure = kinds <= YES | {"next"} and is_plain(left) and not clashing_time(case, acts)
    sure = sure and not is_conditional(case) and not any(_wishes(one) for one in left)
    sure = sure and not (
        (not kinds & YES - {"ok"} and is_receipt(act.clauses)) or _thanks_for_telling(case)
    )
    sure = sure and not any(_leaves_too_soon(one, case) for one in case.clauses)
    sure = sure and not any(
        turns_unread(one, case) or _suits_at_another(one, case) for one in case.clauses
    )
    sure = sure and not is_busy_then(case, kinds)
    planned_hour = case.calendar.meeting is not None
    sure = sure and not (planned_hour and any(map(bounds_an_unread_hour, case.clauses)))
    sure = sure and not any(is_of_another(one) for one in case.clauses)
    means = {one for clause in case.clauses for one in clause.means}
    if "topic" in means:
        findings.append(Finding("preparation", case.text[:200], "topic", text=case.text))
    following = _first(acts, {"next"})
    if following is not None:
        more, plain = planned(following, case)
        findings += [more] if more else []
        sure = sure and plain
    return Verdict(tuple(findings), sure)


def is_receipt(clauses: Sequence[Clause]) -> bool:
    """Return whether it tells that the letter came, and no more: "mottaget!", "got it"."""
    said = {item.text for clause in clauses for item in clause.items}
    return bool(said & said_of("rules", "received")) and not said & _ACCEPTS


def _thanks_for_telling(case: Case) -> bool:
    """ "Selvä, kiitos tiedosta", "okej, tack för infon" tell that the letter was read."""
    said = {item.text for clause in case.clauses for item in clause.items}
    plain = case.means <= _COURTESIES and not said & said_of("rules", "says_yes")
    return plain and bool(said & said_of("rules", "information"))


def _kinds_beside(act: Act, acts: Sequence[Act], case: Case) -> set[str]:
    """ "Siirsin hammaslääkärin ja tulen", "sovittiin että tavataan normaalisti 17.30"."""
    moving = [one for one in acts if one.kind in ("move_told", "settled")]
    moving = [one for one in moving if one.clauses[0].language == "fi" or one.values]
    own_time = bool(act.values) and not other_times(case, [act])
    for one in moving:
        own = own_time and not one.values
        own = own or (bool(one.values) and act.kind == "come" and not other_times(case, [one]))
        if not (own or is_of_other_things(one, case)):
            return set()
    return {one.kind for one in moving}


def _wishes(clause: Clause) -> bool:
    """ "Haluaisin kertoa palkoista": may be a topic that we do not know as one."""
    said = [item.text for item in clause.items[:6]]
    wish = any(word in said_of(clause.language, "wishing") for word in said)
    wish = wish and not _HOPED & set(pairwise(said))  # "hoppas det blir lika givande som sist"
    return wish and len(clause.unknown) >= 4 and "come" not in clause.means


def _leaves_too_soon(clause: Clause, case: Case) -> bool:
    """ "I'll come but must leave at 5", when it begins at 5: what is left of it?"""
    said = clause.words
    meeting = case.calendar.meeting
    if "late" not in clause.means or not said & _LEAVING or meeting is None:
        return False
    planned = meeting.hour * 60 + meeting.minute
    ends = [60 * v.hour + v.minute for v in clause.values if isinstance(v, Clock) and not v.same]
    return any(end <= planned + 15 for end in ends)


def bounds_an_unread_hour(clause: Clause) -> bool:
    """Return whether an hour was not read: "but only after 4 or so", "vasta kuuden jälkeen"."""
    bound = clause.means & {"limit", "only", "until"} and clause.turn == "but"
    after = bool(_AFTER & clause.words)
    return bool(bound) and any(_names_an_hour(one, after) for one in clause.unknown)


def _suits_at_another(clause: Clause, case: Case) -> bool:
    """ "Wednesday 18 ok", of a meeting at five: the number was not read, and is not its hour."""
    meeting = case.calendar.meeting
    if meeting is None or not clause.means & {"ok", "suits"}:
        return False
    own = {str(meeting.hour), str(meeting.hour % 12), str(meeting.day)}
    return any(word.isdecimal() and word not in own for word in clause.unknown)


def _names_an_hour(word: str, after: bool) -> bool:
    return hour_named(word) is not None and (
        after or word.isdecimal() or word.endswith(("ksi", "ks"))
    )


def _comes_late(act: Act) -> bool:
    """ "I'll be ten minutes late", but not "I have to work late that day", "lähden kuudelta"."""
    return any(
        "late" in c.means and len(c.unknown) <= 1 and not c.means & {"begins", "ends", "limit"}
        for c in act.clauses
        if c.items[0].text != "lähden"
    )


def _first(acts: Sequence[Act], kinds: set[str]) -> Act | None:
    return next((act for act in acts if act.kind in kinds), None)


_STEPS = (
    with_times_swapped,
    whole(as_taken_back, as_hanging, without_sure_ifs, without_ifs_of_the_way),
    each(as_bare_no),
    whole(with_hour_of_then, without_hedges, with_word_from_afar),
    each_within(with_another_hour),
    whole(without_the_first_date, without_hopes, without_outside_events, _without_hesitation),
    _beside,
    without_grounds,
    whole(with_wished_topics, without_topics, with_inverted_ifs),
    set_apart,
    whole(
        without_untils, as_overcome, as_refused, as_heard, without_others, without_others_refusals
    ),
    each_within(_of_the_proposal),
    without_absence_elsewhere,
    whole(firm),
    each_within(as_offer),
    each_within(as_planned),
    whole(without_talk),
    _held_by_now,
    whole(as_wished, _wished_in_vain, would_come),
)
# The first that has something to say says it.
_WAYS = (
    _cancelled, _held_already, judge_if, judge_moved, judge_maybe, declined, _accepted,
    judge_would, judge_engaged, judge_regret, judge_has_then,
)  # fmt: skip
