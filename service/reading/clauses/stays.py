"""Days between which somebody is away or on a visit: "I'm in Spain from 20 May to 2 June"."""

from dataclasses import replace

from service.reading.clauses.clauses import Clause
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Day

_TELLS_OF_OURS = {"condition", "held", "move_ask", "move_told", "see_you", "settled", "undo"}


def without_stay(clause: Clause) -> Clause:
    """Return a clause of two days and no hour without them, where they bound something told."""
    bounds = [at for at, item in enumerate(clause.items) if isinstance(item.value, Day)]
    if len(bounds) != 2 or not clause.only(Day) or clause.asks or clause.means & _TELLS_OF_OURS:
        return clause
    first, second = bounds
    opens = {*clause.said[max(0, first - 1) : first]} & said_of("rules", "from_a_day")
    joins = {*clause.said[first + 1 : second]} & said_of("rules", "to_a_day")
    told = first > 2 and not clause.words & said_of("rules", "every")
    return replace(clause, values=[], turn="reason") if opens and joins and told else clause
