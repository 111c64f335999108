"""The clauses of a reply to an invitation, each set to what it means beside the meeting's time."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.reading.ahead.offers import is_put_in_place, other_times, replaces
from service.reading.clauses.acts import MOVE, NO, Act
from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import Case
from service.reading.text.word_lists import said_of, stems_of
from service.reading.values.kinds import Clock, Day
from service.reading.values.resolve import date_of

_UNTIL = {"until", "till", "til", "tills"}
_FREE = {"vapaa", "vapaana"}  # "olen vapaa keskiviikkona", the meeting's own day


def without_absence_elsewhere(case: Case) -> list[Clause]:
    """ "På resa nästa vecka, men onsdag går bra": away on other days than the one that suits."""
    told = [_without_cannot(c) if _is_back_before(c, case) else c for c in case.clauses]
    case = replace(case, clauses=told)
    own = [
        c for c in case.clauses if c.means & {"suits", "come", "see_you"} and _is_on_day(c, case)
    ]
    if not own or any("cannot" in one.means for one in own):
        return list(case.clauses)
    return [_without_cannot(one) if _is_away(one, case) else one for one in case.clauses]


def with_another_hour(clause: Clause, case: Case) -> Clause:
    """Return a clause that puts another hour for the meeting's as one that asks for it."""
    return replace(clause, means=clause.means | {"move_ask"}) if _swaps(clause, case) else clause


def with_hour_of_then(clauses: Sequence[Clause]) -> list[Clause]:
    """ "Inte förrän kvart över sex. Kan vi börja då?": the hour before which it does not go."""
    told = list(clauses)
    for at, (before, clause) in enumerate(pairwise(clauses)):
        asks = "move_ask" in clause.means and clause.asks and not clause.values
        then = asks and clause.words & said_of("rules", "then") and not clause.unknown
        bound = "limit" in before.means and before.only(Clock) and len(before.values) == 1
        if then and bound:
            told[at] = replace(before, means={"harmless"}, values=[], negated=False, turn="reason")
            told[at + 1] = replace(clause, values=before.values)
            told[:at] = [replace(one, means=one.means - {"come", "yes"}) for one in told[:at]]
    return told


def without_hedges(clauses: Sequence[Clause]) -> list[Clause]:
    """ "Onsdag blir svårt. Går det klockan sex?": a soft no, where another time is offered.

    "Kan inte lova förrän cheferna har spikat sina datum" settles nothing, and "jag kommer från
    Närpes" tells no coming there.
    """
    offered = any("move_ask" in one.means and one.asks and one.values for one in clauses)
    return [_without_hedge(one, offered) for one in clauses]


def _without_hedge(clause: Clause, offered: bool) -> Clause:
    if offered and not clause.asks:
        if "doubt" in clause.means and clause.words & said_of("rules", "hard"):
            clause = replace(clause, means=clause.means - {"doubt"} | {"cannot"})
        if clause.words & said_of("rules", "comes_from"):
            clause = replace(clause, means=clause.means - {"come"})
    promises_nothing = {"maybe", "settled"} <= clause.means and not clause.values
    return replace(clause, means=clause.means - {"settled"}) if promises_nothing else clause


def with_word_from_afar(clauses: Sequence[Clause]) -> list[Clause]:
    """ "Jag kommer via Teams, har feber": what keeps one at home keeps one from no meeting."""
    afar = [one for one in clauses if "come" in one.means and _is_from_afar(one)]
    if not afar or any(one.negated for one in afar):
        return list(clauses)
    ill = said_of("rules", "ill")
    return [
        replace(one, means=one.means - {"cannot"}, negated=False)
        if one not in afar and one.words & ill and not one.values
        else one
        for one in clauses
    ]


def _is_from_afar(clause: Clause) -> bool:
    return any(word.startswith(stems_of("rules", "afar")) for word in clause.said)


def as_offer(clause: Clause, case: Case) -> Clause:
    """ "15.12 kl 8.15 kunde passa" proposes, perhaps as it sounds, and "7 pm?" by its mark."""
    if _is_bare_offer(clause, case):
        return replace(clause, means=clause.means | {"move_ask"}, turn="")
    if _is_some_other_week(clause, case):
        return replace(clause, means=clause.means - {"maybe", "doubt", "yes"} | {"move_ask"})
    if clause.asks and "move_ask" in clause.means and clause.values:
        # "Kävisikö ehkä torstai klo 16?" is as polite as "kävisikö".
        return replace(clause, means=clause.means - {"maybe", "doubt"})
    kinds = {type(value) for value in clause.values}
    hung = "maybe" in clause.means and not clause.means & NO and kinds >= {Day, Clock}
    if not hung or "late" in clause.means or not other_times(case, [Act("", [clause])]):
        return clause
    asked = {"doubt"} if clause.asks else set()  # "Thursday at 5 perhaps?"
    return replace(clause, means=clause.means - {"maybe", "come", "suits", *asked} | {"move_ask"})


def as_planned(clause: Clause, case: Case) -> Clause:
    """ "I am available on the 8th", where that is the meeting's day, offers nothing new."""
    if {"settled", "cannot"} <= clause.means and not clause.values and clause.language == "sv":
        # "Den nya tiden passar mig inte" names a time only to refuse it.
        return replace(clause, means=clause.means - {"settled"})
    liked = {"settled", "suits"} <= clause.means and clause.language == "en"
    if liked and not clause.values and not clause.asks:
        return replace(clause, means=clause.means - {"settled"})  # "the new time is fine by me"
    if _is_settled_as_planned(clause, case):
        return replace(clause, means=clause.means - {"settled"})
    if _is_echoed(clause, case):
        return replace(clause, asks=False)
    if {"next", "come"} <= clause.means and "upcoming" in clause.words:
        return replace(clause, means=clause.means - {"next"})  # "I'll attend the upcoming meeting"
    days = clause.of(Day)
    offered = "move_ask" in clause.means and clause.language == "en"
    offered = offered or bool(_FREE & clause.words)
    booked = "settled" in clause.means and clause.language != "en" and "instead" not in clause.means
    asked = [item.text for item in clause.items[:4]] == ["let", "me", "know", "if"]
    if days and asked and not other_times(case, [Act("", [clause])]):
        return replace(clause, means=clause.means | {"condition"})  # "if Thursday changes"
    asks = clause.asks or not (offered or booked)
    if asks or not days or clause.means & NO or other_times(case, [Act("", [clause])]):
        return clause
    return replace(clause, means=clause.means - {"move_ask", "settled"} | {"suits"})


def _is_settled_as_planned(clause: Clause, case: Case) -> bool:
    """ "Sovittu! Otan muistiinpanot mukaan": no other time is named anywhere."""
    bare = {"settled", "suits"} <= clause.means and clause.language == "fi" and clause.opens
    bare = bare and not (clause.unknown or clause.values or clause.asks or clause.negated)
    others = {one for c in case.clauses if c is not clause for one in c.means}
    moved = others & {"move_told", "move_ask", "not_held", "cannot", "cancel", "open_day"}
    return bare and not moved and not other_times(case, [Act("", list(case.clauses))])


def _is_back_before(clause: Clause, case: Case) -> bool:
    """ "I'm at the cottage till the 3rd", of a meeting on the 5th."""
    ends = [
        date_of(item.value, "future", case.calendar)
        for before, item in pairwise(clause.items)
        if isinstance(item.value, Day) and before.text in _UNTIL
    ]
    meeting = case.calendar.meeting_day
    return bool(ends) and meeting is not None and all(end and end < meeting for end in ends)


def _is_on_day(clause: Clause, case: Case) -> bool:
    days = clause.of(Day)
    dates = [date_of(day, "future", case.calendar) for day in days]
    return bool(dates) and set(dates) == {case.calendar.meeting_day}


def _is_away(clause: Clause, case: Case) -> bool:
    """Away, on named days that are not the meeting's."""
    days = clause.only(Day)
    named = clause.words & {"inte", "int", "not", "en", "ei"}
    return "cannot" in clause.means and days and not named and not _is_on_day(clause, case)


def _without_cannot(clause: Clause) -> Clause:
    return replace(clause, means=clause.means - {"cannot"}, values=[])


def _swaps(clause: Clause, case: Case) -> bool:
    """ "Fyra i stället för fem samma dag": an hour in place of the meeting's, and no more said."""
    hours = [one for one in clause.values if isinstance(one, Clock) and not one.minutes]
    swapped = bool(hours) and replaces(clause) and not clause.negated
    told = clause.means & (NO | MOVE | {"held", "begins", "ends", "maybe", "condition", "next"})
    told = told or clause.means & {"old", "ok", "agree"}
    told |= clause.means & {"travel", "leaves"} if not is_put_in_place(clause) else set()
    return swapped and not told and other_times(case, [Act("", [clause])])


def _is_bare_offer(clause: Clause, case: Case) -> bool:
    clocks = [v for v in clause.values if isinstance(v, Clock) and not v.ambiguous]
    dated = any(isinstance(v, Day) and not (v.vague or v.recurring) for v in clause.values)
    clocks = [v for v in clocks if dated or not v.same]  # "torstaina samaan aikaan?"
    bare = clause.asks and not clause.unknown and clause.means <= {"but", "harmless"}
    bare = bare and len(clocks) == 1 and clocks[0].minutes is None
    return bare and other_times(case, [Act("", [clause])])


def _is_some_other_week(clause: Clause, case: Case) -> bool:
    """ "Ei onnistu, ehkä ensi viikolla joku päivä": vaguely, another time."""
    vague = bool(clause.values) and all(isinstance(v, Day) and v.vague for v in clause.values)
    offers_one = clause.means & {"maybe", "yes", "suits"} and not clause.means & NO
    refused = any("cannot" in one.means for one in case.clauses if one is not clause)
    return clause.language == "fi" and vague and bool(offers_one) and refused


def _is_echoed(clause: Clause, case: Case) -> bool:
    """ "Wednesday? Perfect.": the day that was asked about, said again."""
    bare = clause.asks and bool(clause.values) and not clause.unknown
    bare = bare and clause.means <= {"harmless"} and clause is not case.clauses[-1]
    return bare and not other_times(case, [Act("", [clause])])
