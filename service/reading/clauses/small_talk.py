"""What is told beside an answer and could not turn it: other people, other hours, other days."""

from collections.abc import Sequence
from dataclasses import replace

from service.reading.clauses.acts import Act, sentences_of
from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import FIRST_PERSON
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Clock, Day, Value

_PLAIN = {"harmless", "reason", "travel", "but", "doubt", "other_cost"}
_TURNS = {"instead", "but"}
_TALE = 2  # unknown words of a clause that tells something of its own


def without_simultaneity(clauses: Sequence[Clause]) -> list[Clause]:
    """Return "molemmat sairastuivat samaan aikaan" and "at the same time" as naming no hour."""
    return [replace(one, values=[]) if _is_at_once(one) else one for one in clauses]


def _is_at_once(clause: Clause) -> bool:
    """A tale ends so: its verb and more stand before, and no day beside it."""
    ill = {"not_held"} if clause.language == "fi" and not clause.negated else set()
    if len(clause.values) != 1 or clause.asks or clause.means - _PLAIN - ill:
        return False
    value = clause.values[0]
    if not isinstance(value, Clock) or not value.same:
        return False
    place = next(at for at, item in enumerate(clause.items) if item.value is value)
    before = [item.text for item in clause.items[:place]]
    was = bool(said_of(clause.language, "was_then") & set(before))
    return sum(word in clause.unknown for word in before) >= (1 if was else 2)


def is_of_other_times(clause: Clause) -> bool:
    """Return whether "täällä on tänään siivouspäivä" names its day by the way."""
    days = bool(clause.values) and all(_is_about_now(value) for value in clause.values)
    tale = len(clause.unknown) >= _TALE and not clause.means - _PLAIN - {"greeting", "limit"}
    return days and tale and not clause.asks and clause.turn not in _TURNS


def _is_about_now(value: Value) -> bool:
    """Today, a day to come or a recurring one: none that what is logged could be of."""
    if not isinstance(value, Day):
        return False
    return value.recurring or (value.from_today is not None and value.from_today >= 0)


def hangs_on_another(clause: Clause) -> bool:
    """Return whether "kunhan kysyy ensin mummultaan" is a condition of another's affairs."""
    tale = len(clause.unknown) >= _TALE and not clause.means - _PLAIN - {"condition"}
    return tale and not (clause.values or clause.asks or FIRST_PERSON & {*clause.said})


def leaves_next_open(act: Act) -> bool:
    """Return whether "seuraavasta sovitaan myöhemmin", told of one that was held, books none."""
    open_still = act.kind == "open_day" and not act.means & {"move_told", "not_held", "cancel"}
    return open_still and not act.values and not any(clause.asks for clause in act.clauses)


def proposes_something(act: Act) -> bool:
    """Return whether "opiskelija ehdotti, että..." is of what was talked of, and of no time."""
    moves = [one for one in act.clauses if "move_ask" in one.means]
    others = all(proposed_by_another(one) and not one.asks for one in moves)
    return act.kind == "move_ask" and not act.values and others


def proposed_by_another(offer: Clause) -> bool:
    """Return whether "mentori ehdotti" is of another; "ehdotin" and "jag föreslog" are not."""
    said = offer.words
    mine = offer.language != "fi" and FIRST_PERSON & {item.text for item in offer.items[:3]}
    return bool(said & said_of(offer.language, "proposed")) and not mine


def without_small_talk(clauses: Sequence[Clause]) -> list[Clause]:
    """Leave out the sentences that name no time, ask nothing and leave nothing open."""
    return [
        one for told in sentences_of(clauses) for one in told if not all(map(_says_nothing, told))
    ]


def _says_nothing(clause: Clause) -> bool:
    known = clause.means - {"harmless", "greeting", "reason", "see_you", "held", "travel", "where"}
    return not (clause.values or clause.asks or clause.negated or known or clause.turn in _TURNS)
