"""Absences told in two breaths: away and there all the same, or two names and two tales."""

from collections.abc import Sequence
from itertools import pairwise

from service.reading.clauses.clauses import Clause
from service.reading.clauses.names import named
from service.reading.past.rolls import is_gone
from service.reading.past.sheets import is_of_the_same
from service.reading.text.word_lists import said_of

_AFAR = said_of("teams", "afar")
_BUTS = {"but", "men", "mutta", "mut"}
_WITHOUT = said_of("teams", "without")
_THE_REST = said_of("teams", "the_rest")


def from_afar(clauses: Sequence[Clause], people: Sequence[str]) -> bool | None:
    """Return whether it is clear that one who was away took part from there; None if none did."""
    if any(_who_joined(one, after) for one, after in pairwise(clauses)):
        return len({name for one in clauses for name in named(one, people)}) == 1
    if any(_joined_from_afar(one) and named(one, people) for one in clauses):
        return not any(is_gone(one) for one in clauses)
    return None


def _joined_from_afar(clause: Clause) -> bool:
    """ "Sami oli reissussa ja liittyi Teamsilla": away, and there all the same?"""
    said = clause.words
    return clause.language == "fi" and bool(said & _AFAR) and is_gone(clause)


def _who_joined(clause: Clause, after: Clause) -> bool:
    """ "Everyone came bar Grace, who joined by video": she took part as well."""
    said = after.words
    joined = said & {"joined", "dialled", "dialed", "phoned", "zoomed", "attended"}
    return "absent" in clause.means and after.items[0].text == "who" and bool(joined)


def came_at_last(clauses: Sequence[Clause], people: Sequence[str]) -> bool:
    """ "Sami was missing at first, he came at half past", "kipeänä mutta tuli": was he there?"""
    return any(
        "absent" in one.means
        and (is_of_the_same(after) or (after.turn == "but" and not named(after, people)))
        and not after.words & _THE_REST
        and after.words & said_of("teams", "there")
        for one, after in pairwise(clauses)
    )


def turns_back(clause: Clause) -> bool:
    """ "Omar was ill but came anyway", in one breath."""
    buts = [at for at, word in enumerate(clause.said) if at and word in _BUTS]
    came = bool(buts) and {*clause.said[buts[0] :]} & said_of("teams", "there")
    return "absent" in clause.means and bool(came) and "everyone" not in clause.means


def splits(clause: Clause, people: Sequence[str]) -> bool:
    """ "Leo ei tullut ja Ibrahim oli vain alun": two names, and two tales."""
    said = clause.words
    alike = "absent" in clause.means and not said & {"ei", "eivät"} and "paikalla" in said
    mixed = alike or (is_gone(clause) and bool(said & said_of("teams", "late")))
    return mixed and len(set(named(clause, people))) > 1


def mixes(clause: Clause) -> bool:
    """Absent and held in one breath; "it took place without Anna" is clear."""
    without = bool(_WITHOUT & clause.words)
    return {"absent", "held"} <= clause.means and "everyone" not in clause.means and not without


def may_be_gone(clause: Clause, people: Sequence[str]) -> bool:
    """ "Mehdi oli kipeänä", beside "muuten kaikki": was he there?"""
    gone = clause.language == "fi" and is_gone(clause) and "everyone" not in clause.means
    said = clause.words
    gone = gone and clause.items[0].text not in ("vaikka", "vaik")  # "vaikka Sami ei meinannut"
    gone = gone and not said & said_of("teams", "late")  # "oli treenit niin lähti kesken"
    return gone and bool(named(clause, people))
