"""Days between which somebody is away or on a visit: "I'm in Spain from 20 May to 2 June"."""

from dataclasses import replace

from service.reading.clauses.clauses import Clause
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Day

_TELLS_OF_OURS = {"condition", "held", "move_ask", "move_told", "see_you", "settled", "undo"}


def without_stay(clause: Clause) -> Clause:
    """Return a clause of two days and no hour without them, where they bound something told."""
    bounds = len(clause.of(Day)) == 2 and clause.only(Day) and clause.says("span_of_days")
    if not bounds or clause.asks or clause.means & _TELLS_OF_OURS:
        return clause
    told = clause.said.index("<day>") > 2 and not clause.words & said_of("rules", "every")
    return replace(clause, values=[], turn="reason") if told else clause
