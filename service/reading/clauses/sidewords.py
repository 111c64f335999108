"""Words that are put to another, or tell what was talked of: they turn no answer."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.reading.clauses.clauses import Clause
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Clock, Day, Length

_LIGHT = {"gärna", "åt", "till", "för", "please", "also", "även", "bara", "just", "vielä"}
_ANSWERS = {
    "come", "cannot", "cancel", "suits", "see_you", "move_told", "move_ask", "settled", "not_held",
    "question", "open_day", "unsettled", "undo", "held",
}  # fmt: skip
_LASTS = {"held", "was", "yes"}


def without_messages(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, a word to another left without its denial and its if.

    "Säg åt dem att inte oroa sig", "tell her not to bring anything", "sano ettei tuo mitään".
    """
    return [_as_message(one) if _is_message(one) else one for one in clauses]


def without_talked_of(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses of a tale, "mest kring frågan om man bör eller inte" told as its topic."""
    told = list(clauses)
    for at, (before, clause) in enumerate(pairwise(clauses), 1):
        lasts = before.has(Length)
        of_it = _is_talked_of(clause) if lasts or before.means & _LASTS else False
        if not before.ends and (of_it or _asks_on(told[at - 1], clause)):
            told[at] = replace(clause, means={"harmless"}, negated=False, turn="reason")
    return told


def _asks_on(before: Clause, clause: Clause) -> bool:
    """ "En timme om vad man ska läsa och varför ingen svarar": talked of as well."""
    said = clause.said[1:] if clause.said[0] in ("och", "å", "and") else clause.said
    lists = said_of("rules", "talked_questions")
    of_one = any(one in ("om", "about") and two in lists for one, two in pairwise(before.said))
    goes_on = before.turn == "reason" and before.said[0] in lists and before.means == {"harmless"}
    plain = not (clause.values or clause.asks or clause.means & _ANSWERS)
    return plain and (of_one or goes_on) and bool(said) and said[0] in lists


def _is_message(clause: Clause) -> bool:
    verbs = said_of("rules", "tells_another")
    if clause.asks or clause.means & _ANSWERS or clause.values:
        return False
    said = clause.said[1:] if clause.turn == "but" else clause.said
    if not said or said[0] not in verbs:
        return False
    whom = next((word for word in said[1:] if word not in _LIGHT), "")
    return bool(whom) and whom not in said_of("rules", "no_other")


def _as_message(clause: Clause) -> Clause:
    hung = {"condition", "doubt", "maybe", "asking", "negator", "either", "limit"}
    return replace(clause, means=clause.means - hung, negated=False)


def _is_talked_of(clause: Clause) -> bool:
    timed = clause.has(Day | Clock | Length)
    opening = clause.said[:4]
    opens = opening[0] in said_of("rules", "mostly")
    about = bool(said_of("rules", "about") & set(opening[1:]))
    return opens and about and not timed and not clause.asks and not clause.means & _ANSWERS
