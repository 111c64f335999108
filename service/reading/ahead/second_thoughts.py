"""Finnish second thoughts of coming: "eiku pääsenpäs" takes back, "riippuu lakosta" hangs on."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.reading.clauses.acts import MOVE, NO, YES
from service.reading.clauses.clauses import Clause, set_aside
from service.reading.text.word_lists import said_of

_ANSWERS = YES | NO | MOVE | {"maybe", "cancel", "condition"}
_WANTS = {"haluan", "haluun", "haluisin", "haluaisin", "tahdon", "tahtoisin"}
_FROM = ("sta", "stä", "st")


def as_taken_back(clauses: Sequence[Clause]) -> list[Clause]:
    """ "En pääse. Eiku pääsenpäs!": the answer is what comes after the slip."""
    at = _last_slip(clauses)
    if not at or not _is_answered(clauses[at:]):
        return list(clauses)
    turned = replace(clauses[at], means=clauses[at].means - {"no", "undo"})
    return [*map(_dropped, clauses[:at]), turned, *clauses[at + 1 :]]


def is_unread(clauses: Sequence[Clause]) -> bool:
    """Return whether something unread takes the answer back: "tulen, eiku mulla on tentti"."""
    at = _last_slip(clauses)
    return bool(at) and not _is_answered(clauses[at:])


def _last_slip(clauses: Sequence[Clause]) -> int:
    return max((at for at, one in enumerate(clauses) if _takes_back(one)), default=0)


def _is_answered(clauses: Sequence[Clause]) -> bool:
    first, *rest = clauses
    return any(one & _ANSWERS for one in (first.means - {"no", "undo"}, *(c.means for c in rest)))


def _takes_back(clause: Clause) -> bool:
    return clause.language == "fi" and clause.said[0] in said_of("rules", "takes_back")


def _dropped(clause: Clause) -> Clause:
    return set_aside(clause) if clause.means & _ANSWERS else clause


def as_hanging(clauses: Sequence[Clause]) -> list[Clause]:
    """ "Joo kai. Riippuu lakosta", "riippuu vähän säästä": perhaps, whatever it hangs on."""
    told: list[Clause] = []
    for clause in clauses:
        hangs = _hangs(clause)
        if hangs and told and {"yes", "doubt"} <= told[-1].means:
            told[-1] = replace(told[-1], means=told[-1].means - {"yes"})
        told.append(replace(clause, means={"maybe"}, unknown=[]) if hangs else clause)
    return told


def _hangs(clause: Clause) -> bool:
    other = clause.means & (_ANSWERS - {"maybe"} | {"topic", "question"})
    opened = any(word.startswith(("riippuu", "riippuis", "riippuen")) for word in clause.said[:4])
    ground = any(word.endswith(_FROM) for word in clause.said)
    plain = not (other or clause.asks or clause.negated)
    return clause.language == "fi" and plain and opened and ground


def as_wished(clauses: Sequence[Clause]) -> list[Clause]:
    """ "Haluan tulla, mutta lapsi on sairas. Tiedän huomenna": a wish, and no answer yet."""
    told = list(clauses)
    puts_off = any("later" in one.means for one in clauses)
    for at, (wish, turned) in enumerate(pairwise(clauses)):
        wants = "come" in wish.means and bool(wish.words & _WANTS) and not wish.values
        if puts_off and wants and turned.turn == "but" and not turned.means & _ANSWERS:
            told[at] = replace(wish, means={"maybe"})
    return told
