"""Judging a reply that puts a coming meeting off, or asks for another time of it."""

from collections.abc import Sequence
from dataclasses import replace

from service.domain.readings import Finding
from service.reading.ahead.moving import moved, new_times
from service.reading.ahead.offers import offers, other_times, put_instead
from service.reading.clauses.acts import MOVE, NO, YES, Act, topics_in
from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import Case, Verdict, is_plain
from service.reading.text.word_lists import said_of, words
from service.reading.values.hours import hour_named
from service.reading.values.kinds import Clock, Day
from service.reading.values.resolve import date_of


def judge_moved(case: Case, acts: Sequence[Act], kinds: set[str]) -> Verdict | None:
    """Return what a reply tells of another time, None where it tells of none."""
    act = _moving(case, acts, kinds)
    if act is None:
        return None
    act, acts = _joined(act, acts, case)
    new = {*new_times(act, case.calendar)} - {case.calendar.meeting}
    if act.kind != "move_ask" and not new and kinds & YES:
        return None  # "jag fick budgetmötet flyttat och torsdag kl 15 är fri, så jag kommer"
    told = act.kind in ("move_told", "settled") or "settled" in act.means
    agreed = told and not any(clause.asks for clause in act.clauses)
    finding, sure = moved(act, case, agreed)
    # "Now it's on Friday, right?": whether it was moved is asked.
    sure = sure and not (act.kind == "move_told" and not agreed)
    sure = sure and not _offers_what_it_refuses(case, finding)
    sure = sure and not _may_be_late(act, case, finding)
    sure = sure and not any(_wonders(clause) for clause in case.clauses)
    others = [one for one in acts if act.clauses[0] not in one.clauses and offers(case, one)]
    # "Friday is ok with me, 10.4. same time?": the day is the same.
    others = [one for one in others if _is_of_another_day(one, finding, case)]
    plain = is_plain([_as_hindrance(c) for c in case.clauses], asks=True, strays=True)
    sure = sure and plain and not others and not _clashes(case, acts, act)
    return Verdict((finding, *_topics_beside(case)), sure)


def _topics_beside(case: Case) -> list[Finding]:
    """ "Siirretään ke 15.4. Aktori voisi sillä välin lukea casen": to prepare by then."""
    topics = topics_in(case.clauses)
    plain = topics and not any(one.asks or one.means & (NO | MOVE | YES) for one in topics)
    text = case.text[topics[0].start : topics[-1].end] if plain else ""
    return [Finding("preparation", text[:200], "topic", text=text)] if plain else []


def _is_of_another_day(act: Act, finding: Finding, case: Case) -> bool:
    days = {date_of(one, "future", case.calendar) for one in act.of(Day)}
    clocked = any(not one.same for one in act.of(Clock))
    return clocked or finding.to is None or days != {finding.to.date()}


def _as_hindrance(clause: Clause) -> Clause:
    """ "I think I have a fever", "which day we don't know yet": how sure it is matters no more."""
    if not clause.means & {"cannot", "open_day"} or clause.asks or clause.means & (YES | MOVE):
        return clause
    return replace(clause, means=clause.means - {"maybe", "doubt"})


def without_talk(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, what was before told as no meeting held: a talk, the last time."""
    found = any(one.means & {"move_told", "settled"} and one.values for one in clauses)
    return [
        replace(one, means=one.means - {"held", "not_held"})
        if ("earlier" in one.means and not one.values) or (found and _is_talk(one))
        else one
        for one in clauses
    ]


def _is_talk(clause: Clause) -> bool:
    """ "We already talked", with no time of its own."""
    said = clause.words
    talked = "held" in clause.means and bool(said & said_of("en", "talked"))
    return talked and clause.language == "en" and not clause.values


def _moving(case: Case, acts: Sequence[Act], kinds: set[str]) -> Act | None:
    """Return the act that names the other time, or asks for one."""
    moving = [one for one in acts if one.kind in MOVE]
    timed = (one for one in moving if new_times(one, case.calendar))
    act = next(timed, moving[0] if moving else None)
    if act is not None and kinds & {"cannot", "cancel"} and is_of_other_things(act, case):
        return None
    if act is not None and _is_refused(act, case):
        return None
    act = act or put_instead(case)
    if act is None and kinds & NO:
        return next((one for one in acts if one.kind in YES | NO and offers(case, one)), None)
    return act


def _clashes(case: Case, acts: Sequence[Act], act: Act) -> bool:
    """The meeting as planned, or something else of it, is told beside the other time."""
    # "After that I'm a free woman" is no other meeting.
    told = [one for one in acts if one.kind != "next" or new_times(one, case.calendar)]
    kinds = {one.kind for one in told if one.kind}
    kinds = kinds - {"suits", "come"} if act not in acts else kinds
    only_then = [one for one in acts if one.kind == "come" and "limit" in one.means]
    if act.kind == "move_ask" and only_then == [one for one in acts if one.kind == "come"]:
        kinds = kinds - {"come"}  # "pääsen vasta kuudelta, käykö klo 18?"
    after = acts[next((at for at, one in enumerate(acts) if one is act), len(acts)) :]
    where = [one for one in after if one.kind == "come" and all(map(_tells_where_to, one.clauses))]
    comes = [one for one in acts if one.kind == "come"]
    kinds -= {"come"} if _is_only_then(act) or where == comes else set()
    kinds -= {"cancel"} if _is_put_instead(case, acts, act) else set()
    if any("late" in clause.means for clause in case.clauses):
        return True
    if any({"but", "condition"} <= clause.means for clause in case.clauses):
        return True  # "Thursday would be better, but if it must be Wednesday I'll manage"
    if any(_keeps(clause, case) for clause in case.clauses):
        return True
    if kinds & {"maybe", "held", "next", "cancel"} or (kinds & {"come"} and not kinds & NO):
        return True
    # "Thursday would be better, but Wednesday is fine too", "I can come if we start at six"
    suits = [one for one in acts if one.kind == "suits" and one is not act]
    suits = [one for one in suits if not offers(case, one)]
    as_planned = any(not (_is_overruled(one, acts) or _goes_with(one, act)) for one in suits)
    return as_planned or {"come", "condition"} <= act.means


def _tells_where_to(clause: Clause) -> bool:
    """ "Kävisikö torstai? Voin tulla vaikka toimistolle": the coming is to the new time."""
    to_a_place = any(word.endswith("lle") for word in clause.unknown)
    to_a_place = to_a_place or bool(said_of("rules", "where_to") & clause.words)
    plain = not (clause.values or clause.asks or clause.negated or clause.turn == "but")
    return plain and (to_a_place or "come" not in clause.means)


def _is_only_then(act: Act) -> bool:
    """ "I can come, but only after six"."""
    turned = [one for one in act.clauses if one.turn == "but" and "move_ask" in one.means]
    said = [item.text for one in turned for item in one.items[1:3]]
    return said[:1] == ["only"] or said[:2] == ["not", "before"]


def _keeps(clause: Clause, case: Case) -> bool:
    """ "Perjantai olis parempi, mutta kyllä keskiviikkokin menee": the planned day after all."""
    days = [date_of(one, "future", case.calendar) for one in clause.values if isinstance(one, Day)]
    told = clause.turn == "but" and clause.means & YES and not clause.means & (NO | MOVE)
    kept = bool(told) and not clause.negated and days == [case.calendar.meeting_day]
    return kept and not other_times(case, [Act("", [clause])])  # "men samma dag kl 11 går"


def _is_put_instead(case: Case, acts: Sequence[Act], act: Act) -> bool:
    """ "Vi måste ställa in onsdagen. Kan vi ta fredag kl 15?": called off for another time."""
    called_off = [one for one in acts if one.kind == "cancel" and one is not act]
    own_day = not other_times(case, called_off) and not any(
        "next" in one.means for one in called_off
    )
    new = new_times(act, case.calendar)
    return own_day and (len(new) == 1 or (not new and _is_some_time(act)))


def _is_some_time(act: Act) -> bool:
    """ "Perun tämän, siirretään ensi viikolle"."""
    vague = any(isinstance(value, Day) and value.vague for value in act.values)
    return vague and act.kind == "move_ask" and act.clauses[0].language == "fi"


def _is_overruled(act: Act, acts: Sequence[Act]) -> bool:
    """ "Tiistai sopii, mutta kello 17 ei": what suits is taken back further on."""
    later = acts[next(at for at, one in enumerate(acts) if one is act) + 1 :]
    turned = [c for one in later for c in one.clauses if c.turn == "but"]
    turned += [c for c in act.clauses if c.turn == "but" and c.language == "sv"]
    asked = any(one.asks and "move_ask" in one.means and one.values for one in turned)
    firm = any("cannot" in one.means or _is_not_before(one) for one in turned)
    dated = act.has(Day)  # not "that suits, rather at 3"
    return asked or firm or (dated and any(_is_better(one) for one in turned))


def _is_better(clause: Clause) -> bool:
    """ "Onsdag är ok men 18.30 vore bättre": the day stays, at another hour."""
    hours = clause.only(Clock)
    return hours and "move_ask" in clause.means and not clause.negated


def _is_not_before(clause: Clause) -> bool:
    """ "Mutta pääsen vasta kuudelta", "men inte före fyra"."""
    clocks = clause.has(Clock)
    clocks = clocks or any(hour_named(word) for word in clause.unknown)
    late = "limit" in clause.means or "först" in clause.words
    return clocks and late and clause.language != "en"


def _wonders(clause: Clause) -> bool:
    """ "Mikä torstai?" does not know of the meeting."""
    asks = clause.asks and clause.opens and clause.items[0].text in words("fi")["asking"][:9]
    return asks and clause.language == "fi" and not clause.means & MOVE


def _goes_with(act: Act, offer: Act) -> bool:
    """ "Would Friday suit? Same time is fine", "let me know if the 19th, 2 pm, is convenient"."""
    first = act.clauses[0]
    if first.language != "en" and not first.values and not first.turn and offer.values:
        asks = first.language == "sv" and any(one.asks for one in offer.clauses)
        return not asks and bool(set(first.said[:3]) & said_of("rules", "the_new_one"))
    if first.language != "en" or first.turn or len(act.clauses) > 1:
        return False
    same = [isinstance(value, Clock) and value.same for value in first.values]
    goes_on = not first.opens and first.means <= {"suits", "harmless", "greeting"}
    return all(same) and (bool(same) or (goes_on and not offer.clauses[-1].ends))


def _is_refused(act: Act, case: Case) -> bool:
    """ "Den nya tiden passar mig inte" names a time only to refuse it."""
    same = any({"settled", "cannot"} <= clause.means for clause in act.clauses)
    return act.kind == "settled" and same and not new_times(act, case.calendar)


def _offers_what_it_refuses(case: Case, finding: Finding) -> bool:
    """ "Not on Wednesday, but the day after tomorrow", which is the same day."""
    for clause in case.clauses:
        days = clause.of(Day)
        whole = not clause.has(Clock)
        if finding.to and "cannot" in clause.means and whole and not clause.means & MOVE:
            dates = [date_of(day, "future", case.calendar) for day in days]
            named = [v for c in case.clauses if c is not clause for v in c.values]
            again = any(isinstance(value, Day) for value in named)
            return again and finding.to.date() in dates
    return False


def _may_be_late(act: Act, case: Case, finding: Finding) -> bool:
    """ "En pääse viideksi, mutta puoli kuudelta ehdin": late to it, or another time for it?"""
    meeting, own = case.calendar.meeting, act.clauses[0].means
    if act.clauses[0].language != "fi" or meeting is None or finding.to is None:
        return False
    after = (finding.to - meeting).total_seconds() / 60
    return "come" in own and not own & MOVE and 0 < after <= 45


def _joined(act: Act, acts: Sequence[Act], case: Case) -> tuple[Act, Sequence[Act]]:
    """ "Could we do the day after? 6 pm is good": one offer in two acts, its day and its clock."""
    place = next((at for at, one in enumerate(acts) if one is act), len(acts))
    before = acts[place - 1] if 0 < place < len(acts) else act
    # "Fredag kl 17 är jag fri, går det?"
    opens = {"suits", "come"} if act.kind == "move_ask" else {"see_you"}
    if before.kind in opens and not act.values and offers(case, before):
        whole = Act(act.kind, [*before.clauses, *act.clauses])  # "klo 16 nähdään, näin sovittiin"
        return whole, [*acts[: place - 1], whole, *acts[place + 1 :]]
    following = acts[place + 1] if place + 1 < len(acts) else None
    clocked = any(isinstance(value, Clock) and value.shift is None for value in act.values)
    kinds = {"suits", "move_ask", "settled"}
    if act.kind != "move_ask" and not new_times(act, case.calendar):
        kinds |= {"see_you", ""}  # "on sovittu toisin: tavataan ma 31.8. klo 10"
    restated = following is not None and "restated" in following.clauses[0].means
    kinds |= {"see_you"} if restated else set()  # "viikolla eteenpäin, eli näemme 15.4. klo 16"
    if following is None or clocked or following.kind not in kinds:
        return act, acts
    whole = Act(act.kind, [*act.clauses, *following.clauses])
    starts = new_times(whole, case.calendar)
    days = {start.date() if start else None for start in starts}
    if len(days if restated else starts) != 1 or not offers(case, following):
        return act, acts
    return whole, [*acts[:place], whole, *acts[place + 2 :]]


def is_of_other_things(act: Act, case: Case) -> bool:
    """ "My flight got brought forward", "the seminar was moved to the 20th": a reason."""
    told = [clause for clause in act.clauses if clause.means & {"move_told", "settled"}]
    tale = any("travel" in one.means or len(one.unknown) >= 3 for one in told)
    return act.kind != "move_ask" and tale and not new_times(act, case.calendar)
