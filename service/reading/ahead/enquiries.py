"""What an answer about preparation asks: of us, of the other, or of nobody."""

from collections.abc import Sequence
from dataclasses import replace

from service.reading.clauses.acts import sentences_of
from service.reading.clauses.clauses import Clause
from service.reading.clauses.sayings import sayings_in
from service.reading.text.word_lists import said_of, stems_of

TIMING = {
    "come", "see_you", "cannot", "move_ask", "move_told", "cancel", "late", "settled", "maybe",
    "next",
}  # fmt: skip
_SOMEBODY_FI = (
    "mentor", "aktor", "koordina", "ohjelma", "te ", "teistä", "teille", "teidän", "teitä", "hän",
    "voitte", "voisitte", "soittai", "välit", "opiskelija", "kanssanne", "teiltä", "pari", "hänt",
)  # fmt: skip
_YOU = {"ni", "er", "ert", "era"}
_LEAVES = {"withdraw_mail", "withdraw_programme"}
_ASKING = {"how", "what", "why", "which", "when"}
_SOMEONE = {"he", "she", "they", "him", "her", "them", "his", "their"}


def without_enquiries(clauses: Sequence[Clause]) -> list[Clause]:
    """ "I also wonder where to meet people in the field" asks the other party, and not us."""
    told: list[Clause] = []
    for sentence in sentences_of(clauses):
        said = {item.text for one in sentence for item in one.items}
        unknown = sum(len(one.unknown) for one in sentence)
        aside = (
            unknown >= 2
            and not said & said_of("rules", "to_us")
            and any(map(_only_enquires, sentence))
        )
        told += [_as_enquiry(one) if aside else one for one in sentence]
    return told


def is_for_us(clause: Clause) -> bool:
    """A worry about somebody or about who reads it, a question or a correction, and no topic."""
    if "privacy" in clause.means:
        return True
    if clause.means & _LEAVES or clause.values or clause.asks:
        return bool(clause.means & (_LEAVES | {"question", "undo"}))
    said = clause.said
    named = any(word.startswith(stems_of("rules", "somebody")) or word in _YOU for word in said)
    worry = clause.means & {"question", "undo"}
    if clause.means & {"topic", "asking"}:
        worry -= {"undo"}  # "haluisin kuulla, mitä hän valitsi väärin"
    if clause.language == "fi":
        named = any(word.text.startswith(_SOMEBODY_FI) for word in clause.items)
    return bool(worry) and (clause.language == "en" or named or not clause.unknown)


def asks_the_other(clause: Clause) -> bool:
    """A clause that a word of asking opens, with more in it than a time."""
    timing = clause.means & (TIMING | {"suits", "absent", "open_day"})
    return "asking" in clause.means and not (clause.asks or timing) and len(clause.unknown) >= 3


def _as_enquiry(clause: Clause) -> Clause:
    if not _only_enquires(clause):
        return clause
    return replace(clause, means=clause.means - {"question"} | {"asking"})


def _only_enquires(clause: Clause) -> bool:
    """Whatever calls it a question is a word of asking, and no worry ("she never replies")."""
    if clause.language != "en" or "question" not in clause.means:
        return False
    if _asks_in_general(clause):
        return True
    hits = [hit for hit in sayings_in(clause.items, "en") if "question" in hit.means]
    told = [{item.text for item in clause.items[hit.first : hit.last]} for hit in hits]
    return bool(told) and all(said & said_of("rules", "enquires") for said in told)


def _asks_in_general(clause: Clause) -> bool:
    """ "How do people ask for a raise without being rude?" worries about nobody we know."""
    said = clause.said
    asks = clause.asks and clause.opens and said[0] in _ASKING
    return asks and len(clause.unknown) >= 3 and not set(said) & _SOMEONE
