"""Which clauses of a list of dates tell its dates, and whether the list stands as it is told."""

from collections.abc import Sequence
from itertools import pairwise

from service.reading.clauses.acts import sentences_of
from service.reading.clauses.affairs import affair_at
from service.reading.clauses.clauses import Clause
from service.reading.clauses.small_talk import proposed_by_another, without_small_talk
from service.reading.clauses.verdicts import Case, is_aside, is_plain, unknown_in
from service.reading.text.word_lists import said_of, stems_of, words
from service.reading.values.kinds import Clock, Day
from service.reading.values.resolve import date_of

_OPEN = {
    "move_ask", "condition", "cannot", "no", "either", "not_held", "open_day", "unsettled",
    "by_leave",
}  # fmt: skip
_LEFT = {"later", "maybe", "doubt", "negator"} | _OPEN
_HUNG = _LEFT - {"cannot", "no", "negator"} | {"question", "held", "was", "undo"}
_REFUSES = {"cannot", "old"}
_MEETS = {"condition", "held", "move_ask", "next", "see_you", "settled", "undo"}
_SO = {"joten", "siksi", "siks", "so", "så"}
MOST_UNKNOWN = 14  # words; a list of dates needs few others


def is_exact(day: Day) -> bool:
    """Return whether a day is said with its date, or counted out in its month or its year."""
    numbered = day.week_number is not None and day.weekday is not None
    if day.vague:
        return False
    return day.day is not None or day.nth is not None or day.easter is not None or numbered


def is_settled(case: Case) -> bool:
    """Return whether nothing says that the dates are a proposal, or follow a rule not read."""
    clauses = [one for one in without_rest(case.clauses) if not _is_of_the_place(one)]
    clauses = [one for one in clauses if not (_is_of_food(one) or _is_of_other_days(one))]
    # "Our next is 17 Nov" asks nothing.
    told = [c for c in clauses if not (c.means & {"next"} or _lets_say(c)) or c.asks]
    means = {one for clause in told for one in clause.means}
    means -= {"move_ask"} if _is_taken_up(clauses) else set()
    counted = any(word[0].isdecimal() for clause in clauses for word in clause.unknown)
    loose = _has_loose_day(clauses, case)
    loose = loose or any(_takes_back(clause) for clause in _from_first_date(clauses)[1:])
    few = unknown_in(without_small_talk(clauses)) <= MOST_UNKNOWN
    few = few and is_plain(clauses, most=3 * MOST_UNKNOWN)
    return few and not (means & _OPEN or counted or loose)


def _from_first_date(clauses: Sequence[Clause]) -> Sequence[Clause]:
    """ "Hon har mycket på gång, men 6.2. kl 11": a but before the dates takes none back."""
    first = next((at for at, one in enumerate(clauses) if _names_a_time(one)), 0)
    return clauses[first:]


def _is_of_the_place(clause: Clause) -> bool:
    """ "Mutta paikasta ei olla vielä sovittu": where to meet is not ours to know."""
    named = any(i.text.startswith(stems_of(clause.language, "place")) for i in clause.items)
    plain = not (clause.asks or clause.values or clause.means & {"question", "either"})
    # "Paikkana puisto, jos ei sada" hangs the place on the weather, and no date.
    where = clause.items[0].text.startswith(stems_of(clause.language, "place"))
    plain = plain and (where or "condition" not in clause.means)
    return named and plain and len(clause.items) <= 8


def _is_of_food(clause: Clause) -> bool:
    """ "Kahvi tarjotaan ja pullaa on, jos on": nothing of a date hangs on that."""
    loose = clause.means & {"cannot", "come", "not_held", "question", "no"}
    return "other_cost" in clause.means and not (clause.values or clause.asks or loose)


def _is_of_other_days(clause: Clause) -> bool:
    """ "Arkena en ehdi", "other evenings I work": why it is none of the other days."""
    named = bool(said_of(clause.language, "other_days") & {i.text for i in clause.items[:2]})
    plain = not (clause.asks or clause.turn == "but" or clause.means & {"question", "condition"})
    return named and plain and not clause.has(Clock)


def _is_taken_up(clauses: Sequence[Clause]) -> bool:
    """ "Mentori ehdotti 16.9. klo 17 ja se sopii minulle": the offer is another's, and taken."""
    offers = [one for one in clauses if "move_ask" in one.means]
    taken = any(one.means & {"come", "suits", "agree", "settled", "ok"} for one in clauses)
    agreed = [one for one in offers if proposed_by_another(one) or "settled" in one.means]
    return taken and len(agreed) == len(offers) and not any(one.asks for one in offers)


def _lets_say(clause: Clause) -> bool:
    """ "Let's say Tuesday 21 April, 9 am" books, where we ask when."""
    opening = [item.text for item in clause.items[:2]]
    lets = opening[:1] == ["let's"] or opening == ["let", "us"]
    return lets and _names_a_time(clause) and not clause.means & {"either", "cannot", "condition"}


def _has_loose_day(clauses: Sequence[Clause], case: Case) -> bool:
    """A weekday alone may be every such day, unless its form or its "på" makes it the coming."""
    told = [(v, clause) for clause in without_tales(clauses) for v in clause.values]
    bare = [(v, clause) for v, clause in told if isinstance(v, Day) and _is_bare(v)]
    single = len(bare) == 1 and sum(isinstance(v, Day) for v, _ in told) == 1
    exact = _weekdays_of_dates(clauses, case)
    return not all(
        _is_the_coming(v, clause)
        or v.qualifier == "after"
        or _is_restated(v, clause, exact)
        or (single and _is_that_day(v, clause, case))
        for v, clause in bare
        if not _is_of_all(clause)
    )


def _weekdays_of_dates(clauses: Sequence[Clause], case: Case) -> set[int]:
    """Return the weekdays of the dates named: "3.10 kl 11, det är en lördag"."""
    days = [v for one in clauses for v in one.values if isinstance(v, Day) and is_exact(v)]
    dates = [date_of(day, "future", case.calendar) for day in days]
    return {on.weekday() for on in dates if on is not None}


def _is_restated(day: Day, clause: Clause, exact: set[int]) -> bool:
    told = clause.means & {"held", "was", "not_held", "cannot"}
    return day.weekday in exact and not day.qualifier and not told


def _is_bare(day: Day) -> bool:
    known = is_exact(day) or day.week is not None or day.week_number is not None
    known = known or day.qualifier == "later"  # "Wednesday week"
    known = known or day.from_meeting is not None  # "siitä kaksi viikkoa eteenpäin"
    return not (known or day.vague or day.recurring or day.from_today is not None)


def _place_of(value: object, clause: Clause) -> int:
    return next(i for i, item in enumerate(clause.items) if item.value is value)


def _is_the_coming(value: object, clause: Clause) -> bool:
    """ "På torsdag" is the one that comes; "torsdag" alone may be every one."""
    place = _place_of(value, clause)
    before = clause.items[place - 1].text if place else ""
    return clause.language == "sv" and before == "på"


def _is_that_day(value: object, clause: Clause, case: Case) -> bool:
    """ "Torstaina klo 17" is one Thursday, "torstaisin" would be every one."""
    item = clause.items[_place_of(value, clause)]
    said = case.text[item.start : item.end].lower().split()
    return clause.language == "fi" and any(
        word.endswith(("aina", "ona", "aantaina")) for word in said
    )


def _is_of_all(clause: Clause) -> bool:
    """ "Molemmat tiistaita", said of dates that have their own day."""
    return clause.language == "fi" and "everyone" in clause.means and len(clause.items) <= 3


def _takes_back(clause: Clause) -> bool:
    """ "6.5. at 15 and 10.6., but the hour of the latter is open": a but that we cannot read."""
    if clause.turn != "but" or ("suits" in clause.means and not clause.negated):
        return False
    return clause.negated or (bool(clause.unknown) and not clause.values)


def without_rest(clauses: Sequence[Clause]) -> list[Clause]:
    """Leave out what is said of the meetings that have no date yet.

    "Loput sovitaan myöhemmin", "kolmatta ei viel oo" and "huhtikuu jää auki" take back nothing.
    """
    told: list[Clause] = []
    for sentence in sentences_of(clauses):
        places = [at for at, one in enumerate(sentence) if _opens_rest(one)]
        tail = sentence[places[0] :] if places else []
        dated = any(_names_a_time(clause) for clause in tail)
        before = any(
            _names_a_time(clause) for clause in [*told, *sentence[: len(sentence) - len(tail)]]
        )
        drop = bool(tail) and not dated and before and any(_is_left_open(one) for one in tail)
        told += _concluded(sentence[: places[0]] if drop else sentence)
    return _without_refused(told)


def _without_refused(clauses: Sequence[Clause]) -> list[Clause]:
    """Leave out "the 28th is no good", said after dates that have their hours and are others."""
    timed = [one for one in clauses if _has_clock(one) and not one.means & _REFUSES]
    days = {day.day for one in timed for day in one.of(Day) if is_exact(day)}
    return [one for said in sentences_of(clauses) if not _refuses(said, days) for one in said]


def _refuses(sentence: Sequence[Clause], days: set[int | None]) -> bool:
    """No day of the sentence is among those, and one of its clauses says no to it."""
    named = [day for one in sentence for day in one.of(Day)]
    others = all(is_exact(day) and day.day is not None and day.day not in days for day in named)
    plain = not any(one.asks or _has_clock(one) or one.means & _MEETS for one in sentence)
    said_no = any(
        one.means & _REFUSES or ("negator" in one.means and one.words & said_of("rules", "then"))
        for one in sentence
    )
    return bool(days and named) and others and plain and said_no


def _concluded(sentence: Sequence[Clause]) -> Sequence[Clause]:
    """Leave out what leads to the first date: "en pääse ennen viittä, joten 15.4. klo 18"."""
    dated = [at for at, one in enumerate(sentence) if _names_a_date(one)]
    place = next((at for at in dated if _has_clock(sentence[at])), dated[0] if dated else 0)
    before = sentence[:place]
    so = bool(place) and sentence[place].items[0].text in (_SO - {"so"} | {"eli"})
    led = so and not any(one.asks for one in before)
    led = led or (bool(before) and _is_put_for_another(before, sentence[place]))
    return sentence[place:] if led or all(_leads_to(one) for one in before) else sentence


def _is_put_for_another(before: Sequence[Clause], clause: Clause) -> bool:
    """ "Den 12 fyller jag år så inte då, men den 14 kl. 17": the day refused first is none."""
    whole = _has_clock(clause) and clause.turn in ("but", "instead") and not clause.negated
    refused = before[-1].negated or "cannot" in before[-1].means
    return whole and refused and not any(one.asks or _has_clock(one) for one in before)


def _leads_to(clause: Clause) -> bool:
    """Nothing in a clause before the dates says that they hang on something, or names another."""
    denies = clause.negated and not is_aside(clause)
    hung = clause.means & (_HUNG - {"doubt"} if is_aside(clause) else _HUNG)
    return not (clause.asks or denies or clause.values or hung)


def _opens_rest(clause: Clause) -> bool:
    if clause.asks:
        return False
    rest = stems_of(clause.language, "rest")
    apart = clause.language == "fi" or clause.turn != "but"
    months = apart and any(
        isinstance(v, Day) and v.vague and v.month is not None for v in clause.values
    )
    return months or any(item.text.startswith(rest) for item in clause.items if not item.value)


def _is_left_open(clause: Clause) -> bool:
    left = said_of(clause.language, "left_open")
    return clause.negated or bool(clause.means & _LEFT or left & {i.text for i in clause.items})


def _names_a_time(clause: Clause) -> bool:
    return any(isinstance(v, Clock) or (isinstance(v, Day) and not v.vague) for v in clause.values)


def without_tales(clauses: Sequence[Clause]) -> list[Clause]:
    """Leave out clauses with a day and no clock where others name their dates.

    "Lähden lauantaina Ivaloon", "a call on Sunday" and "tentit 8.2. asti" tell of other days.
    """
    clauses = _from_outcome(clauses)
    ours = [one for one in clauses if not _is_of_an_affair(one)]
    if any(one.has(Day) and _has_clock(one) for one in ours):
        clauses = ours
    dated = [one for one in clauses if _names_a_date(one) and not is_limit(one)]
    return [one for one in clauses if not dated or one in dated or not _is_tale(one)]


def _is_of_an_affair(clause: Clause) -> bool:
    """ "The deadline is on 15 April", "läkaren är 15.1 kl 10": a day, and no meeting on it."""
    at = affair_at(clause)
    return at is not None and (clause.only(Day) or at < 2) and not clause.means & _MEETS


def _from_outcome(clauses: Sequence[Clause]) -> Sequence[Clause]:
    """ "Hänellä on synttärit 10.1., joten/mutta tavataan 13.1. klo 15": only what follows books."""
    for place, (before, clause) in enumerate(pairwise(clauses), 1):
        turned = clause.turn == "but" and not before.means - {"harmless"}
        turned = turned and bool(said_of("rules", "is_then") & before.words)
        so = (turned or clause.items[0].text in _SO) and _has_clock(clause)
        so = so and _names_a_date(clause)
        if so and not (before.ends or _has_clock(before)) and before.unknown:
            return [*clauses[: place - 1], *clauses[place:]]
    return clauses


def _has_clock(clause: Clause) -> bool:
    return clause.has(Clock)


def _names_a_date(clause: Clause) -> bool:
    return any(isinstance(value, Day) and is_exact(value) for value in clause.values)


def is_limit(clause: Clause) -> bool:
    """Its one value is a day, and "until" stands beside it."""
    places = [place for place, item in enumerate(clause.items) if item.value is not None]
    if len(places) != 1 or not isinstance(clause.items[places[0]].value, Day):
        return False
    near = [item.text for item in clause.items[max(0, places[0] - 1) : places[0] + 2]]
    named = {*words("rules")["end_after"], *words("rules")["until"], "till", "til"}
    return bool(set(near) & named)


def _is_tale(clause: Clause) -> bool:
    alone = clause.only(Day)
    often = any(isinstance(v, Day) and (v.recurring or v.week) for v in clause.values)
    return alone and not often and (is_limit(clause) or len(clause.unknown) >= 2)
