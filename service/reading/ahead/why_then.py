"""What stands beside the dates of a plan and books none: why it is then, what comes later."""

from collections.abc import Sequence

from service.reading.clauses.acts import sentences_of
from service.reading.clauses.clauses import Clause
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Clock, Day

_MEETS = {"see_you", "next", "settled", "suits", "come", "move_ask", "held"}
_STALLS = {"later", "stalls", "maybe", "unsettled", "open_day"}


def without_grounds(clauses: Sequence[Clause]) -> list[Clause]:
    """Leave out "since the party starts at five" after a time that is whole without it."""
    told: list[Clause] = []
    for sentence in sentences_of(clauses):
        grounds = False
        for clause in sentence:
            whole = all(any(one.has(kind) for one in told) for kind in (Day, Clock))
            opens = clause.said[0] in said_of("rules", "gives_grounds") and bool(clause.unknown)
            grounds = clause.turn == "reason" and whole and (opens or grounds)
            grounds = grounds and not clause.means & _MEETS
            told += [] if grounds and clause.language == "en" else [clause]
    return told


def without_what_comes_later(clauses: Sequence[Clause]) -> list[Clause]:
    """Leave out "in May he is away, we'll see about that later", a sentence after a rule."""
    first, *rest = list(sentences_of(clauses)) or [[]]
    return [*first, *(one for sentence in rest if not _is_open(sentence) for one in sentence)]


def _is_open(sentence: Sequence[Clause]) -> bool:
    values = [value for one in sentence for value in one.values]
    vague = all(isinstance(one, Day) and one.vague and one.month for one in values)
    put_off = any(one.means & _STALLS and not one.asks for one in sentence)
    return bool(values) and vague and put_off
