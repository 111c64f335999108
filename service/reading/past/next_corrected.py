"""The next meeting put right: "seuraava ei ole 12.5. vaan 13.5. klo 16"."""

from collections.abc import Sequence
from dataclasses import replace

from service.domain.readings import Finding
from service.reading.ahead.planning import planned
from service.reading.clauses.acts import Act
from service.reading.clauses.clauses import Clause
from service.reading.clauses.denials import put_for_another
from service.reading.clauses.sayings import Item
from service.reading.clauses.verdicts import Case, Verdict, is_plain
from service.reading.past.echoed import is_nearly
from service.reading.past.own_word import is_own_word
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Clock, Day, Length, Money, Value
from service.reading.values.resolve import date_of

_UNCLEAR = {"question", "maybe", "condition", "move_told", "move_ask", "not_held", "cancel"}
_LAST_HOUR = 21


def next_put_right(case: Case) -> Verdict | None:
    """Return the right time of the next meeting; None where none is put for another."""
    told = [one for one in case.clauses if one.has(Day | Clock)]
    if not (case.means & {"next", "see_you"} and told and _names_the_next(case)):
        return None
    undone = any({"undo", "next"} <= one.means for one in case.clauses)
    right = _right_times(case, undone)
    if not right:
        return None
    booked, sure = planned(Act("next", [replace(told[0], values=right, turn="")]), case)
    undo = Finding("undo", case.evidence(Act("undo", told)), "next put right")
    sure = sure and any(isinstance(one, Day) for one in right) and _is_clear(case, undone)
    return Verdict((undo, *([booked] if booked else [])), sure and booked is not None)


def _right_times(case: Case, undone: bool) -> list[Value]:
    """Return the times that are put for others; none where none are."""
    right: list[Value] = []
    wrong: list[Value] = []
    for clause in case.clauses:
        _sort(clause, right, wrong)
    again = [one for one in right if isinstance(one, Day) and _is_among(one, wrong, case)]
    if len(again) < sum(isinstance(one, Day) for one in right):
        right = [one for one in right if one not in again]  # "the thirteenth is my cataract"
    if any(isinstance(one, Clock) and one.same for one in right):
        told = [one for one in right if not (isinstance(one, Clock) and one.same)]
        hours = [one for one in wrong if isinstance(one, Clock)]
        right = told if any(isinstance(one, Clock) for one in told) else [*told, *hours]
    return right if wrong or undone else []


def _is_clear(case: Case, undone: bool) -> bool:
    """Nothing else is corrected, asked or left open."""
    means = {one for clause in case.clauses for one in _told_by(clause)}
    unclear = means & (_UNCLEAR - ({"move_told"} if undone else set()))
    more = any(one.has(Length | Money) or one.asks for one in case.clauses)
    # A not beside a time is that of the wrong one.
    told = [one for one in case.clauses if not is_nearly(one)]
    rest = [replace(one, negated=False) if one.values else one for one in told]
    return not (unclear or more) and is_plain(rest, strays=True)


def _told_by(clause: Clause) -> set[str]:
    """What a clause says but for the if of "muuten oikein"."""
    return clause.means - {"condition"} if "confirm" in clause.means else clause.means


def _names_the_next(case: Case) -> bool:
    named = said_of("rules", "the_next")
    return any("next" in one.means or named & one.words for one in case.clauses)


def _sort(clause: Clause, right: list[Value], wrong: list[Value]) -> None:
    """Tell the times of a clause as they stand before a not, after it, and after its "but"."""
    written = is_own_word(clause) or "wrote" in clause.means
    for at, denied in put_for_another(clause, written):
        value = clause.items[at].value
        if denied and _is_bare_hour(clause.items, at):
            wrong.append(Clock(int(clause.items[at].text)))  # "klo 16 eikä 17"
        elif isinstance(value, Day | Clock) and not (written and _is_of_the_writing(value)):
            (wrong if denied else right).append(value)


def _is_bare_hour(items: Sequence[Item], at: int) -> bool:
    """ "Klo 16 eikä 17": right after the not, and nothing that it could count comes after it."""
    text, before = items[at].text, items[at - 1].text if at else ""
    bare = text.isdecimal() and int(text) <= _LAST_HOUR and items[at].value is None
    ends = at + 1 == len(items) or items[at + 1].text in ("vaan", "utan", "but")
    return bare and ends and before in said_of("rules", "denies_a_time")


def _is_of_the_writing(value: Value) -> bool:
    """ "Friday I wrote that ...", "eilen"."""
    return isinstance(value, Day) and value.day is None and value.from_today != 0


def _is_among(day: Day, wrong: Sequence[Value], case: Case) -> bool:
    """ "The thirteenth is my cataract": the wrong one, named again."""
    days = [one for one in wrong if isinstance(one, Day)]
    return any(
        day.day == one.day and day.month in (one.month, None) and day.day is not None
        for one in days
    ) or any(
        date_of(day, "future", case.calendar) == date_of(one, "future", case.calendar)
        for one in days
    )
