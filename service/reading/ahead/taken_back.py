"""English answers that are another's, or that a clause beside them may take back."""

from collections.abc import Sequence
from dataclasses import replace

from service.reading.clauses.acts import NO, YES
from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import Case
from service.reading.text.word_lists import said_of

_ONES_WORD = {("i", "will"), ("i", "can"), ("i", "shall"), ("i", "am"), ("i", "do")}
_OTHERS_REFUSAL = {"cannot", "negator", "no", "not_held", "harmless"}


def without_others_refusals(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, the refusal of another left out where the writer comes.

    "My colleague can't come but I will", "I'm coming, my husband can't".
    """
    refused = [one for one in clauses if _is_others_refusal(one)]
    told = [_as_ones_word(one) for one in clauses] if refused else list(clauses)
    firm = any("come" in one.means and not one.means & (NO | {"maybe"}) for one in told)
    return [_set_aside(one) if firm and one in refused else one for one in told]


def _set_aside(clause: Clause) -> Clause:
    return replace(clause, means={"harmless"}, negated=False, unknown=[])


def _as_ones_word(clause: Clause) -> Clause:
    own = clause.turn == "but" and tuple(clause.said[1:]) in _ONES_WORD
    return replace(clause, means=clause.means | {"come"}, unknown=[]) if own else clause


def _is_others_refusal(clause: Clause) -> bool:
    """ "My husband can't"; "my boss can't spare me" may keep the writer."""
    kept = {"me", "us", "i", "we"} & clause.words or clause.values or clause.asks
    others = clause.said[0] == "my" and clause.said[1:2] != ["mentor"]
    plain = clause.means <= _OTHERS_REFUSAL | {"come"} and "cannot" in clause.means
    return clause.language == "en" and others and plain and not kept


def turns_unread(clause: Clause, case: Case) -> bool:
    """Return whether a "but" that we cannot read may take a yes back.

    "Great, thanks, but I'm in Spain then".
    """
    told = bool(clause.means & (YES | {"topic", "leaves", "other_cost"}))
    told = told or not clause.unknown or any("late" in one.means for one in case.clauses)
    someone = bool({item.text for item in clause.items[1:2]} & said_of("rules", "someone"))
    return clause.language == "en" and clause.turn == "but" and not told and someone


def is_of_another(clause: Clause) -> bool:
    """Return whether a clause answers for another: "my mentor is coming"."""
    said = [item.text for item in clause.items if item.text not in ("and", "but", "so", "then")]
    other = said[:1] and (
        said[0] in said_of("rules", "another_party")
        or (said[0] == "my" and said[1:] and said[1] not in said_of("rules", "ones_own_place"))
    )
    other = other or (said[1:2] == ["will"] and said[0] in clause.unknown)  # "Nora will come"
    mine = set(said[1:]) & said_of("rules", "mine")
    return clause.language == "en" and bool(other) and "come" in clause.means and not mine
