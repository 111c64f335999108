"""What the whole of a reply says against an answer that was read: then it is not certain.

Each of these holds whatever the words are: a yes beside a day that is taken past the start, a
perhaps beside a firm "I'm coming", a new time that somebody refuses in the end.
"""

from collections.abc import Sequence
from itertools import pairwise

from service.reading.ahead.maybe import stalls
from service.reading.ahead.second_thoughts import is_unread
from service.reading.clauses.acts import NO, YES
from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import FIRST_PERSON, Case, Verdict
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Clock, Day

_UNTIL = {"till", "tills", "until", "til"}
_BUSY = {"har", "jobbar", "sitter", "är", "at", "working", "busy"}
_OTHERWISE = {"annars", "otherwise", "muuten", "else"}
_OPEN = {"maybe", "condition", "doubt", "late", "later", "wish", "would"}
_BRIEF = 4  # words of a last word that is firm
_GRACE = 15  # minutes after the start that one may come without a word
_LONGEST = 120  # minutes after the start: what ends later is another matter


def stands_against(verdict: Verdict, case: Case) -> bool:
    """Return whether something in the reply stands against what was read of its meeting."""
    kinds = {one.kind for one in verdict.findings}
    against = {
        "accepted": (
            "late" not in case.means
            and any(_is_busy_past_the_start(one, case) for one in case.clauses)
        )
        or _would_but(case.clauses)
        or ("retract" in case.means and "undo" not in kinds),  # "ignore my last one, I'll come"
        "tentative": _comes_either_way(case.clauses)
        or _comes_at_last(case.clauses)
        or stalls(case),
        "moved": _is_refused_at_last(case.clauses),
        "cancelled": any(_sees_instead(one) for one in case.clauses),
    }
    return is_unread(case.clauses) or any(against[kind] for kind in kinds if kind in against)


def _is_busy_past_the_start(clause: Clause, case: Case) -> bool:
    """ "Jag har föreläsning till halv sex", of a meeting at five: what is left of it?"""
    meeting = case.calendar.meeting
    if meeting is None or clause.means & {"late", "leaves", "come", "suits", "ends"}:
        return False
    ends = [two.value for one, two in pairwise(clause.items) if one.text in _UNTIL]
    own = bool(clause.words & FIRST_PERSON) or clause.items[0].text in _BUSY
    start = meeting.hour * 60 + meeting.minute
    return own and any(
        isinstance(one, Clock) and _GRACE < 60 * one.hour + one.minute - start < _LONGEST
        for one in ends
    )


def _would_but(clauses: Sequence[Clause]) -> bool:
    """ "Tulisin muuten ilman muuta, mutta ...": what stands in the way, known to us or not."""
    turned = [two for one, two in pairwise(clauses) if "would" in one.means and two.turn == "but"]
    return bool(turned) and not any(one.means & {"come", "suits", "ok"} for one in clauses)


def _comes_either_way(clauses: Sequence[Clause]) -> bool:
    """ "På distans om det går, annars kommer jag ändå": what hangs on the if is only how."""
    other = [one for one in clauses if _OTHERWISE & set(one.said[:2])]
    ways = any(one.means & {"come", "suits", "travel"} and not one.means & NO for one in other)
    hung = [one for one in clauses if one not in other and one.means & {"condition", "maybe"}]
    return ways and any(one.means & YES and not one.means & NO for one in hung)


def _comes_at_last(clauses: Sequence[Clause]) -> bool:
    """ "Mitt svar kanske försvann: jag kommer": the last word is firm, the perhaps of another."""
    last = clauses[-1]
    firm = "come" in last.means and not last.means & (_OPEN | NO) and not last.unknown
    apart = all(not one.means & YES for one in clauses if "maybe" in one.means)
    apart = apart and not any("condition" in one.means or _is_an_if(one) for one in clauses)
    brief = len(last.items) <= _BRIEF  # "jag säger ja tills vidare" is none
    return firm and apart and brief and not (last.asks or last.negated)


def _is_an_if(clause: Clause) -> bool:
    return clause.said[0] in said_of("rules", "ifs")


def _is_refused_at_last(clauses: Sequence[Clause]) -> bool:
    """ "Hon ville ha det kl 16 i stället, men det passade inte mig"."""
    last = clauses[-1]
    refused = last.negated or last.means & (NO | {"undo", "refuse"})
    own = last.turn == "but" and bool(last.words & FIRST_PERSON)
    return own and bool(refused) and not last.values and not last.means & YES


def _sees_instead(clause: Clause) -> bool:
    """ "Vi hoppar över april och ses i maj i stället": off, or only put off?"""
    later = clause.means & {"see_you", "settled"} and {"instead", "stället", "istället"} & {
        *clause.said
    }
    return bool(later) and clause.has(Day)
