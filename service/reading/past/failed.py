"""Judging a reply about a meeting that did not take place: it failed, or it got another time."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.domain.readings import Finding
from service.reading.ahead.moving import moved, new_times
from service.reading.ahead.planning import planned
from service.reading.clauses.acts import MOVE, NOT_MET, Act
from service.reading.clauses.clauses import Clause
from service.reading.clauses.others import is_of_outside
from service.reading.clauses.verdicts import Case, Verdict, is_plain
from service.reading.past.called_off import is_next_off
from service.reading.past.reserved_time import sets_apart
from service.reading.past.told import is_of_someone
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Clock, Day, Length, Money, Value
from service.reading.values.resolve import date_of
from service.reading.values.whens import minutes_in

_SENT = {
    "sade", "sa", "skrev", "ringde", "meddelade", "hälsade", "smsade", "messade", "textade",
    "mejlade", "said", "wrote", "texted", "messaged", "rang", "emailed",
}  # fmt: skip
_THEN = {"then", "sadly", "alas", "unfortunately", "tyvärr", "sitten", "valitettavasti"}
_FAULTS = {"fault", "bad", "mistake", "error", "mess", "fel", "misstag", "miss"}
_MY = {"my", "mitt", "min"}
_MISREAD = ("ymmärs", "ymmärtän", "ymmärtän", "muist", "kats", "luin", "lukenu", "merk", "laito")
_OF_WHEN = ("päivä", "aja", "aika", "kello", "viiko", "paika", "osoit", "kalent", "päivämäär")
_YET = {"vielä", "viel", "viälä", "viell", "vasta"}


def judge_failed(case: Case, acts: Sequence[Act]) -> Verdict:
    """Say what is told of a meeting that was not held: no more, or its new time."""
    case = replace(case, clauses=[_without_mistake(one) for one in case.clauses])
    act = _new_time(case, acts)
    plain = is_plain(_proposed(case, act), strays=True)
    rest = [one for one in acts if one is not act and one.kind not in {*NOT_MET, "yes", "", "come"}]
    rest = [one for one in rest if one.kind not in {*MOVE, "cancel", "see_you", "open_day"}]
    rest = [one for one in rest if not (_excuses(one) or (one.kind == "next" and not one.values))]
    plain = plain and not any(isinstance(v, Money) for one in acts for v in one.values)
    if act is not None and _lets_it_go(case, act):
        return _with_the_next(case, acts, plain)
    if act is not None:
        return _moved(case, act, plain and not rest)
    first = next((one for one in acts if one.kind in NOT_MET), acts[0])
    finding = Finding("not_held", evidence=case.evidence(first), rule=first.kind)
    explicit = any(_is_explicit(one) for one in acts) or _failed(case, acts)
    told = any(one.means & {"not_held", "failed_plan"} for one in case.clauses)
    torn = any(_is_both(one, told) for one in case.clauses)
    yes_and_no = any(one.kind == "yes" for one in acts)
    torn = torn or (yes_and_no and any(_turns_the_yes(one) for one in case.clauses))
    torn = torn or (yes_and_no and any(_is_bare_yes(one) for one in case.clauses))
    bare_no = torn or (yes_and_no and all(one.kind != "not_held" for one in acts))
    off = [Finding("cancelled", case.evidence(one), "cancel") for one in acts if is_next_off(one)]
    sure = explicit and plain and not (rest or bare_no or _tells_more(case, acts))
    return Verdict((finding, *off[:1]), sure)


def _tells_more(case: Case, acts: Sequence[Act]) -> bool:
    """Return whether another time or length is told, or another meeting, beside the no."""
    if any(one.kind in {*MOVE, "see_you"} or _names_another(one) for one in acts):
        return True
    if any(_future(case, one) for one in acts) or _other_day(case):
        return True
    if minutes_in(_not_waited(acts)):
        return True
    return any({"either", "not_held"} <= one.means for one in case.clauses) or any(
        _is_instead(two) and not (_did_other(two) or _goes_on_with_why(one, two))
        for one, two in pairwise([case.clauses[0], *case.clauses])
    )


def _lets_it_go(case: Case, act: Act) -> bool:
    """ "Se kerta jää väliin", "den tar vi inte igen"; or two dates, of which neither is for it."""
    gone = any(one.says("lets_go") for one in case.clauses)
    stands = any(one.says("next_stands") for one in case.clauses if "not_held" not in one.means)
    anew = any(one.words & said_of("rules", "set_anew") for one in act.clauses)
    # "Kevään ajat on silti sovittu: 19.5. klo 17 ja 9.6. klo 17": neither is for the missed one.
    still = any(one.words & said_of("rules", "still_so") for one in act.clauses)
    several = still and len([one for one in act.of(Day) if one.day]) > 1
    return (gone or stands or several) and not anew and "move_told" not in act.means


def _with_the_next(case: Case, acts: Sequence[Act], plain: bool) -> Verdict:
    """The meeting was not held, and the next ones stand as they were, or were booked."""
    first = next((one for one in acts if one.kind in NOT_MET), acts[0])
    ahead = [one for one in case.clauses if one.values and not one.means & (NOT_MET | {"cancel"})]
    ahead = [replace(one, turn="") for one in ahead if not _is_behind(one, case)]
    booked, sure = planned(Act("next", ahead), case) if ahead else (None, False)
    failed = Finding("not_held", evidence=case.evidence(first), rule="let go")
    explicit = any(_is_explicit(one) or one.kind == "cannot" for one in acts)
    return Verdict(
        (failed, *([booked] if booked else [])), bool(booked) and sure and explicit and plain
    )


def _is_behind(clause: Clause, case: Case) -> bool:
    days = [date_of(one, "past", case.calendar) for one in clause.of(Day) if not one.vague]
    return clause.only(Day) and all(day in (case.calendar.meeting_day, None) for day in days)


def _names_another(act: Act) -> bool:
    """A next one, or one that is cancelled; "we skipped the March one" is of this meeting."""
    dated = [one for one in act.values if not (isinstance(one, Day) and one.vague)]
    return bool((act.kind == "next" and act.values) or (act.kind == "cancel" and dated))


def _goes_on_with_why(before: Clause, clause: Clause) -> bool:
    """ "Inte för att nån glömde utan för att huset var utan ström": no other meeting."""
    plain = not (clause.values or (clause.ends and clause.opens))
    told = clause.means & {"held", "was", "move_told", "settled", "see_you", "next"}
    return before.turn == "reason" and not before.ends and plain and not told


def _names_the_same_hour(case: Case) -> bool:
    """ "We'll try again in two weeks, same time": a new time, whatever its day."""
    told = [value for one in case.clauses if one.turn != "reason" for value in one.values]
    return any(isinstance(value, Clock) and value.same for value in told)


def _without_mistake(clause: Clause) -> Clause:
    """ "Luulin että se on ens viikolla": what one thought is no doubt of what happened."""
    if clause.language != "fi" or not clause.means <= {"mistook", "doubt", "harmless", "limit"}:
        return clause
    return (
        clause if "mistook" not in clause.means else replace(clause, means={"mistook"}, values=[])
    )


def _is_explicit(act: Act) -> bool:
    """ "Not this time" says no, however it may be filed."""
    return act.kind in ("not_held", "no") or any({"no", "cannot"} <= c.means for c in act.clauses)


def _moved(case: Case, act: Act, plain: bool) -> Verdict:
    finding, sure = moved(act, case, agreed=act.kind != "move_ask")
    hung = any("condition" in one.means for one in case.clauses) and finding.to is not None
    # "Yes, and then we booked 6 May": the next one, or this one anew?
    met = act.kind == "settled" and "yes" in case.means and "not_held" not in case.means
    lasted = any(_is_bare_length(clause) for clause in case.clauses)
    return Verdict((finding,), sure and plain and not (hung or met or lasted))


def _is_bare_length(clause: Clause) -> bool:
    """ "Vi bytte till tisdag, 1 timme": was it held by then?"""
    lengths = clause.only(Length)
    return clause.language != "fi" and lengths and len(clause.unknown) <= 1


def _is_both(clause: Clause, told: bool) -> bool:
    """ "Nähtiin ja ei nähty", "joo ei": yes and no in a breath."""
    both = clause.language == "fi" and {"held", "not_held"} <= clause.means
    return both or ({"yes", "no"} <= clause.means and not (clause.unknown and told))


def _is_bare_yes(clause: Clause) -> bool:
    """ "Ja. Nästa månad blir det ingen träff": the yes is a sentence of its own."""
    return clause.opens and clause.ends and "yes" in clause.means and len(clause.items) <= 2


def _excuses(act: Act) -> bool:
    """ "My fault, I overslept": said of the meeting, and not of what we logged."""
    if act.kind == "undo" and ("mistook" in act.means or _mixed_up_the_time(act)):
        return True
    wrong = [one for one in act.clauses if "undo" in one.means]
    said = [one.words for one in wrong]
    return act.kind == "undo" and all(_MY & one and one & _FAULTS for one in said)


def _mixed_up_the_time(act: Act) -> bool:
    """ "Olin ymmärtänyt päivän väärin" tells of no mail of ours."""
    said = [item.text for clause in act.clauses for item in clause.items]
    own = any(word.startswith(_MISREAD) for word in said)
    return own and any(word.startswith(_OF_WHEN) for word in said)


def _turns_the_yes(clause: Clause) -> bool:
    """ "Yes, but it didn't happen": which of the two?"""
    return clause.turn == "but" and "no" not in clause.means and "not_held" in clause.means


def _proposed(case: Case, act: Act | None) -> list[Clause]:
    """Return the clauses, "onnistuisko ke 27.5.?" told as the proposal that it is."""
    if act is None:
        return list(case.clauses)
    asked = [one for one in act.clauses if "move_ask" in one.means and one.values]
    asked = [one for one in asked if one.language == "fi" and act.kind == "move_ask"]
    return [replace(c, asks=False) if any(c is a for a in asked) else c for c in case.clauses]


def _not_waited(acts: Sequence[Act]) -> list[Value]:
    """The values but for those of waiting: "Ingen kom, jag satt där i en timme"."""
    clauses = [clause for act in acts for clause in act.clauses]
    if not any(clause.means & {"not_held"} for clause in clauses):
        return [v for one in clauses if not _stood_still(one) for v in one.values]
    waited = [one for one in clauses if one.words & said_of("rules", "waited") or _stood_still(one)]
    waited += [one for one in clauses if sets_apart(one)]
    return [value for clause in clauses if clause not in waited for value in clause.values]


def _is_instead(clause: Clause) -> bool:
    return clause.turn == "instead" or "instead" in clause.means


def _did_other(clause: Clause) -> bool:
    """ "Hän ei tullut, vaan lähetti viestin": what the other did, and not what we did."""
    verb = clause.items[1].text if len(clause.items) > 1 else ""
    ours = verb.endswith(("tiin", "ttii", "imme", "in", "ii")) or verb not in clause.unknown
    plain = clause.means <= {"instead", "only", "harmless", "ends", "confirm", "travel"}
    return clause.language == "fi" and plain and not (ours or clause.values or clause.asks)


def _stood_still(clause: Clause) -> bool:
    """ "Hänen junansa seisoi pari tuntia": how long a journey took."""
    other = clause.means & {"held", "was", "yes", "everyone", "next", "see_you", *MOVE}
    told = "travel" in clause.means and len(clause.unknown) >= 2
    return told and not (other or clause.asks or clause.turn in ("but", "instead"))


def _other_day(case: Case) -> bool:
    """Another day is named, or the same hour of one: perhaps they met then, or will."""
    if _names_the_same_hour(case):
        return True
    days = [
        date_of(value, "past", case.calendar)
        for clause in case.clauses
        for value in clause.values
        if isinstance(value, Day) and not value.vague and not _is_of_the_past(clause)
    ]
    return any(day is None or day != case.calendar.meeting_day for day in days)


def _is_of_the_past(clause: Clause) -> bool:
    """ "Jag trodde att det var på onsdag", "not since Monday": no day of the meeting."""
    told_of_another = is_of_someone(clause) and "not_held" not in clause.means
    told_of_another = told_of_another or (is_of_outside(clause) and "held" not in clause.means)
    told_of_another = told_of_another or "unsettled" in clause.means or _leads_to_it(clause)
    told_of_another = told_of_another or _was_written(clause)
    return told_of_another or "mistook" in clause.means or clause.items[0].text == "since"


def _was_written(clause: Clause) -> bool:
    """ "Jag skrev till henne på måndagen": when a message went, and not when they met."""
    said = clause.words
    told = clause.means & {"held", "was", "settled", "move_told", "next", "see_you"}
    return bool(said & _SENT) and not told and len(clause.values) == 1


def _leads_to_it(clause: Clause) -> bool:
    """ "Mentori joutui sairaalaan maanantaina, joten ...": no day on which they met."""
    tale = clause.opens and not clause.ends and len(clause.unknown) >= 2
    return clause.language == "fi" and tale and clause.means <= {"harmless"} and not clause.turn


def _failed(case: Case, acts: Sequence[Act]) -> bool:
    """ "We were to meet, but ...": the plan failed."""
    plans = any(one.kind == "failed_plan" for one in acts)
    turned = any(c.turn == "but" or c.items[0].text in _THEN for c in case.clauses)
    return (plans and turned) or _sent_word(case)


def _sent_word(case: Case) -> bool:
    """ "Hon skrev att hon inte kan komma": the other let it fall, in time or late."""
    for clause in case.clauses:
        said = clause.said
        words_sent = [place for place, word in enumerate(said) if word in _SENT]
        of_another = bool(words_sent) and not set(said[: words_sent[0]]) & {"jag", "ja", "vi"}
        if of_another and "cannot" in clause.means and not clause.values:
            return True
    return False


def _new_time(case: Case, acts: Sequence[Act]) -> Act | None:
    """Return the act that tells the new time, or that there will be one."""
    may_move = [act for act in acts if act.kind in {*MOVE, "see_you", "next", "open_day"}]
    timed = [act for act in may_move if new_times(act, case.calendar)]
    if timed:
        return _to_the_hour(timed)
    told = next((act for act in acts if act.kind in NOT_MET and _future(case, act)), None)
    told = told or next((act for act in acts if _not_yet(case, act)), None)
    if any("unsettled" in clause.means for act in acts for clause in act.clauses):
        may_move = [act for act in may_move if act.kind != "settled" or _is_of_a_time(act)]
    return told or next((act for act in may_move if act.kind in MOVE), None)


def _to_the_hour(timed: Sequence[Act]) -> Act:
    """ "Mulla oli tentti tänään ja pyysin siirtoa, uusi aika on to 23.4. klo 17.30": the latter."""
    if any(isinstance(value, Clock) for value in timed[0].values):
        return timed[0]
    whole = [act for act in timed if {Day, Clock} <= {type(value) for value in act.values}]
    return next((act for act in whole if act.kind != "next"), timed[0])


def _not_yet(case: Case, act: Act) -> bool:
    """ "Ei vielä, huomenna": a day ahead, and nothing else said."""
    said = {item.text for clause in act.clauses for item in clause.items}
    bare = act.kind in NOT_MET and bool(said & _YET) and len(act.values) == 1
    ahead = [start for start in new_times(act, case.calendar) if start]
    bare = bare and not any(clause.unknown for clause in act.clauses)
    return bare and len(ahead) == 1 and ahead[0] > case.context.received_at


def _is_of_a_time(act: Act) -> bool:
    """ "Päätettiin lähteä kotiin" settles something else than a time."""
    return bool(act.values) or "open_day" in act.means


def _future(case: Case, act: Act) -> bool:
    """A day after receipt stands in the act, with a clock: a new time without a verb."""
    return any(
        start is not None and start > case.context.received_at
        for start in new_times(act, case.calendar)
    ) and act.has(Clock)
