"""English answers that are another's, or that a clause beside them may take back."""

from service.reading.clauses.acts import YES
from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import Case
from service.reading.text.word_lists import said_of


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
