"""What is told beside a meeting that was: when the two see each other again, what was mistaken."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise, takewhile

from service.reading.clauses.clauses import Clause
from service.reading.text.word_lists import words
from service.reading.values.kinds import Day, Length, Value
from service.reading.values.resolve import Calendar, date_of
from service.reading.values.whens import minutes_in

_OF_ANOTHER = {"next", "cancel", "keep", "held"}
_RECENT = 7  # days
_TOLD = {"held", "not_held", "no", "cannot", "cancel"}


def with_seen_again(clauses: Sequence[Clause]) -> list[Clause]:
    """Return "nähtiin tunti, nähdään taas vasta 9.9." as held and the next one: nothing moved."""
    moved = [at for at, one in enumerate(clauses) if "move_told" in one.means]
    if not moved or any("not_held" in one.means for one in clauses):
        return list(clauses)
    met = len(list(takewhile(lambda one: not _is_held(one), clauses)))
    return [
        replace(one, means=one.means - {"move_told"} | {"next"})
        if at in moved and at > met and _sees(one)
        else one
        for at, one in enumerate(clauses)
    ]


def _is_held(clause: Clause) -> bool:
    return "held" in clause.means and not clause.negated and not clause.asks


def _sees(clause: Clause) -> bool:
    return bool(clause.words & set(words("rules")["sees"]))


def with_one_day_for_another(clauses: Sequence[Clause]) -> list[Clause]:
    """Return "tiistaina ei, koska juna peruttiin; keskiviikkona kyllä" as held on the second."""
    bare = [at for at, one in enumerate(clauses) if _is_bare_day(one)]
    denied = [at for at in bare if "no" in clauses[at].means]
    told = [at for at in bare if "yes" in clauses[at].means]
    if len(denied) != 1 or len(told) != 1 or denied[0] > told[0]:
        return list(clauses)
    if any(one.means & _TOLD and one.turn != "reason" for one in clauses[denied[0] + 1 :]):
        return list(clauses)
    kept = list(clauses)
    kept[denied[0]] = replace(kept[denied[0]], means={"old"}, values=[], negated=False)
    kept[told[0]] = replace(kept[told[0]], means={"held"}, turn="")
    return kept


def _is_bare_day(clause: Clause) -> bool:
    """ "Tiistaina ei", "men på onsdagen ja": a day, its yes or no, and nothing else."""
    told = clause.means & {"yes", "no"}
    if len(told) != 1 or clause.unknown or clause.asks:
        return False
    days = bool(clause.values) and all(_may_be_past(value) for value in clause.values)
    return days and clause.means <= {"yes", "no", "negator", "but", "harmless"}


def _may_be_past(value: Value) -> bool:
    """ "Eilen ei, tänään kyllä, klo 17.30" is of an evening to come."""
    return isinstance(value, Day) and (value.from_today is None or value.from_today < 0)


def without_wrong_places(clauses: Sequence[Clause]) -> list[Clause]:
    """Return "menin väärään paikkaan" as calling nothing wrong that we wrote."""
    return [
        replace(one, means=one.means - {"undo"}) if "undo" in one.means and _errs(one) else one
        for one in clauses
    ]


def without_our_own_day(clauses: Sequence[Clause], calendar: Calendar) -> list[Clause]:
    """Return "igår? nej, redan i måndags" without our own question, said once more."""
    if len(clauses) < 2:
        return list(clauses)
    first, following = clauses[:2]
    bare = first.asks and first.ends and not (first.unknown or first.negated)
    days = [date_of(v, "past", calendar) for v in first.values if isinstance(v, Day)]
    ours = len(days) == len(first.values) == 1 and days[0] == calendar.meeting_day
    if not (bare and ours) or following.asks or first.means - {"harmless", "confirm", "ok"}:
        return list(clauses)
    return [replace(first, means={"harmless"}, values=[], asks=False), *clauses[1:]]


def as_brought_forward(clauses: Sequence[Clause], calendar: Calendar) -> list[Clause]:
    """Return "we brought it forward, so Tuesday, an hour" as held on the day before the planned."""
    told = list(clauses)
    at = next((at for at, one in enumerate(clauses) if _brings_forward(one)), len(clauses))
    days = [day for one in clauses[at:] for day in one.of(Day)]
    lasted = any(minutes_in(one.values) for one in clauses[at + 1 :])
    if len(days) != 1 or not lasted or not _is_over(days[0], calendar):
        return told
    on, meeting = date_of(days[0], "past", calendar), calendar.meeting_day
    if on and meeting and on < meeting:
        told[at:] = [
            replace(one, values=[value for value in one.values if value is not days[0]])
            for one in clauses[at:]
        ]
        told[at] = replace(clauses[at], means={"held"}, values=[days[0]], unknown=[])
    return told


def _brings_forward(clause: Clause) -> bool:
    moves = "move_told" in clause.means and not (clause.negated or clause.asks)
    return moves and clause.says("brought_forward") and not clause.means & _OF_ANOTHER


def with_new_day_come(clauses: Sequence[Clause], calendar: Calendar) -> list[Clause]:
    """Return "vi sköt upp till fredagen, satt 75 min" as held on the Friday that has been."""
    told = [_as_held_then(one, calendar) for one in clauses]
    for earlier, at in pairwise(_not_reasons(told)):
        before, clause = told[earlier], told[at]
        days, lasted = before.of(Day), clause.has(Length) or bool(minutes_in(clause.values))
        lasted = lasted and len(clause.values) == 1 and not (clause.negated or clause.asks)
        moves = before.means & {"move_told", "settled"} and not before.means & _OF_ANOTHER
        over = lasted and moves and len(days) == len(before.values) == 1
        on = date_of(days[0], "past", calendar) if over and _is_over(days[0], calendar) else None
        # "Vi bytte till lördag, 45 min": of two Saturdays, the one after the day of the meeting.
        if on is None:
            continue
        told_on = bool(calendar.meeting_day and on >= calendar.meeting_day)
        told_on = told_on or any(_is_held(one) for one in clauses[:earlier])
        if "held" in clause.means or (told_on and not clause.means - {"harmless"}):
            told[earlier] = replace(before, means={"harmless"}, values=[])
            told[at] = replace(clause, values=[days[0], *clause.values], turn="")
    return told


def _not_reasons(clauses: Sequence[Clause]) -> list[int]:
    """ "We moved it to Tuesday because of her exam. It took an hour": the places of the others."""
    return [at for at, one in enumerate(clauses) if one.values or one.turn != "reason"]


def _as_held_then(clause: Clause, calendar: Calendar) -> Clause:
    """ "Den sköts upp till igår och tog då 55 min": moved, and held, in one breath."""
    days, lengths = clause.of(Day), clause.of(Length)
    told = "move_told" in clause.means and not (clause.negated or clause.asks)
    came = told and "held" in clause.means and len(days) == len(clause.values) == 2
    onward = came and any(
        before.text in ("till", "ti", "to") and item.value is days[1]
        for before, item in pairwise(clause.items)
    )
    if onward and _is_over(days[1], calendar):
        # "Vi sköt onsdagens träff till idag och den blev av"
        return replace(clause, means={"held"}, values=[days[1]])
    if not told or not len(days) == len(lengths) == len(clause.values) - 1 == 1:
        return clause
    on, meeting = date_of(days[0], "past", calendar), calendar.meeting_day
    over = _is_over(days[0], calendar) and on and meeting and on >= meeting
    return replace(clause, means={"held"}, unknown=[]) if over else clause


def _is_over(day: Day, calendar: Calendar) -> bool:
    """Whether a day that a meeting was moved to may be one of the days before the reply."""
    on = date_of(day, "past", calendar)
    ahead = (day.from_today or 0) > 0 or (day.week or 0) > 0 or day.vague
    recent = on is not None and on <= calendar.today <= on + timedelta(days=_RECENT)
    return not ahead and recent


def _errs(clause: Clause) -> bool:
    """The writer's own slip, told in a tale: none of its words is of a mail or of a log."""
    said = clause.said
    ours = tuple(words("rules")["of_our_mail"])
    slip = clause.language == "fi" and any(word.startswith("väär") for word in said)
    return slip and len(clause.unknown) >= 2 and not any(word.startswith(ours) for word in said)
