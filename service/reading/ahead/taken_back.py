"""English answers that are another's, or that a clause beside them may take back."""

from service.reading.clauses.acts import YES
from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import Case

_SOMEONE = {
    "i'm", "i've", "i", "she", "he", "she's", "he's", "we", "we're", "we've", "they", "they're",
    "my", "there's", "there", "that's", "it's", "it", "that", "this",
}  # fmt: skip
_OTHERS = {"he", "she", "they", "he's", "she's", "they're", "he'll", "she'll", "they'll"}
_PLACE = {"seat", "place", "chair", "spot", "calendar", "diary"}  # the writer's own
_MINE = {"i", "i'm", "i'll", "we", "we'll", "we're", "me", "us", "myself", "both"}


def turns_unread(clause: Clause, case: Case) -> bool:
    """Return whether a "but" that we cannot read may take a yes back.

    "Great, thanks, but I'm in Spain then".
    """
    told = bool(clause.means & (YES | {"topic", "leaves", "other_cost"}))
    told = told or not clause.unknown or any("late" in one.means for one in case.clauses)
    someone = bool({item.text for item in clause.items[1:2]} & _SOMEONE)
    return clause.language == "en" and clause.turn == "but" and not told and someone


def is_of_another(clause: Clause) -> bool:
    """Return whether a clause answers for another: "my mentor is coming"."""
    said = [item.text for item in clause.items if item.text not in ("and", "but", "so", "then")]
    other = said[:1] and (
        said[0] in _OTHERS or (said[0] == "my" and said[1:] and said[1] not in _PLACE)
    )
    other = other or (said[1:2] == ["will"] and said[0] in clause.unknown)  # "Nora will come"
    mine = set(said[1:]) & _MINE
    return clause.language == "en" and bool(other) and "come" in clause.means and not mine
