"""Refusals without a word of coming: "olen pahoillani, minulla on hammaslääkäri silloin"."""

from collections.abc import Sequence
from itertools import pairwise

from service.domain.readings import Finding
from service.reading.ahead.offers import other_times
from service.reading.clauses.acts import Act
from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import Case, Verdict, is_plain
from service.reading.text.word_lists import said_of, stems_of, words
from service.reading.values.kinds import Clock, Day

_HANGS = {"late", "condition", "later", "topic", "wish", "limit", "maybe", "doubt", "either"}


def judge_engaged(case: Case, acts: Sequence[Act], kinds: set[str]) -> Verdict | None:
    """Return a refusal where the writer only tells what else there is at that time."""
    if kinds or hangs(case, acts) or any(one.asks for one in case.clauses):
        return None
    # "Oon Kanarialla sillo. Ens kerralla sitten!"
    sorry = is_sorry(case) or any({"unsettled"} == one.means for one in case.clauses)
    told = next((one for one in case.clauses if _is_engaged(one, sorry)), None)
    if told is None:
        return None
    finding = Finding("declined", case.text[told.start : told.end], "engaged")
    return Verdict((finding,), is_plain(case.clauses))


def is_sorry(case: Case) -> bool:
    """Return whether a Finnish reply regrets: "harmi, olen silloin Roomassa"."""
    return bool(_said(case) & _of("sorry")) and case.clauses[0].language == "fi"


def is_busy_then(case: Case, kinds: set[str]) -> bool:
    """ "Tietenkin just silloin mulla on ajokoe": no yes, where nothing else accepts.

    Nor is "hyvä ehdotus, mutta mulla on silloin neuvola", whatever stands before the but.
    """
    bare = not kinds & {"come", "suits", "see_you"}
    return any(_is_engaged(one, sorry=False) for one in case.clauses if bare or one.turn == "but")


def hangs(case: Case, acts: Sequence[Act], wished: bool = False) -> bool:
    """Something else is told beside what stands in the way: a bound, a wish, another hour."""
    told = {one for clause in case.clauses for one in clause.means}
    hung = told & (_HANGS - {"wish"} if wished else _HANGS)
    hung = hung or _said(case) & {*words("fi")["wishing"], "jos", "vasta", "kunhan"}
    timed = any(isinstance(v, Clock) for one in case.clauses for v in one.values)
    return bool(hung) or timed or other_times(case, acts)


def _is_engaged(clause: Clause, sorry: bool) -> bool:
    """A clause names the time of the meeting, and with a regret or by itself what is then."""
    said = clause.words
    then = said & _of("then") or clause.has(Day)
    then = then or any(one == "koko" and two in _of("spans") for one, two in pairwise(clause.said))
    if clause.language != "fi" or clause.negated or not then or not clause.unknown:
        return False
    busy = any(word.startswith(stems_of("misgivings", "busy")) for word in said)
    return busy or _has_something_just_then(clause) or (sorry and bool(said & _of("own_time")))


def _has_something_just_then(clause: Clause) -> bool:
    """ "Mulla on just sillon oikeudenkäynti", but not "mulla on just sillon aikaa"."""
    has = clause.said[0] in words("rules")["owners"] and "on" in clause.said[1:3]
    free = any(word.startswith(stems_of("rules", "free_time")) for word in clause.said)
    things = any(len(word) > 4 for word in clause.unknown)
    return has and things and not free and bool(clause.words & {"just", "juuri", "justiin"})


def _said(case: Case) -> set[str]:
    return {item.text for clause in case.clauses for item in clause.items}


def _of(name: str) -> frozenset[str]:
    return said_of("misgivings", name)
