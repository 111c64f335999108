"""What only seems to hang on something: "ilman sitä olisin unohtanut", "olipa muuten kylmä"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from service.reading.clauses.clauses import Clause
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Day

_WOULD = ("olis", "ois", "oltais")
_DONE = (
    "nut", "nyt", "nu", "ny", "neet", "tu", "ty", "lut", "lu", "leet", "ssyt", "ssy", "sseet",
)  # fmt: skip
_THINKS = ("mietti", "mietin", "pohti", "pohdi", "ihmettel", "jännit", "kysy", "kysel", "arvuutt")
_MET = ("tavan", "tavat", "näh", "kohdan")
_IFS = {"jos", "mikäli", "ellei", "jollei", "kunhan"}
_DOUBTS = {"doubt", "maybe", "absent", "condition", "not_held"}


def without_what_was_not(clauses: Sequence[Clause]) -> list[Clause]:
    """Return "ilman sitä olisin unohtanut koko jutun" without its doubt: so it was not."""
    return [
        replace(one, means={"failed_plan"}, negated=False)
        if _was_not_held(one)
        else replace(one, means=one.means - _DOUBTS, negated=False)
        if _never_was(one)
        else one
        for one in clauses
    ]


def would_have(clause: Clause) -> list[str]:
    """Return the verbs of what would have been: "tullut" of "olisin mielelläni tullut"."""
    said = clause.said
    would = next((at for at, word in enumerate(said) if word.startswith(_WOULD)), len(said))
    return [word for word in said[would + 1 :] if word.endswith(_DONE)]


def _was_not_held(clause: Clause) -> bool:
    """ "Kyllä olisimme tavanneet" is of a meeting that was not."""
    if clause.asks:
        return False
    if clause.language != "fi":
        return "held" in clause.means and _would_have_met(clause)
    dated = not clause.values or (clause.only(Day) and "held" in clause.means)
    return dated and any(word.startswith(_MET) for word in would_have(clause))


def _would_have_met(clause: Clause) -> bool:
    """ "We would have had lunch", "vi hade setts om tågen hade gått"; not "hade pratat om jobb"."""
    longer = clause.words & said_of("rules", "for_longer")
    would = "had_met_if" if clause.language == "sv" else "would_have_met"
    return not longer and clause.says(would)


def _never_was(clause: Clause) -> bool:
    if clause.language != "fi" or clause.values or clause.asks or not clause.unknown:
        return False
    about = tuple(said_of("fi", "matter") - {"muist", "usko", "tied"})
    return bool(would_have(clause)) and not any(w.startswith(about) for w in clause.unknown)


def without_wondering(clauses: Sequence[Clause]) -> list[Clause]:
    """Return "jäin miettimään, oliko aiheeni liian vaikea" as asking nothing of us."""
    return [
        replace(one, turn="reason", means=one.means - {"asking"}) if _wonders(before, one) else one
        for before, one in zip((None, *clauses), clauses, strict=False)
    ]


def _wonders(before: Clause | None, clause: Clause) -> bool:
    if before is None or before.ends or clause.asks or clause.values or clause.language != "fi":
        return False
    thinks = any(item.text.startswith(_THINKS) for item in before.items[-2:])
    first = clause.items[0].text
    asks = first.endswith(("ko", "kö", "ks")) or first in said_of("fi", "asking")
    return thinks and asks and bool(clause.unknown)


def without_by_the_way(clauses: Sequence[Clause]) -> list[Clause]:
    """Return "olipa muuten kaunis ilma" as hanging on nothing; "muuten tulisin, mutta" does.

    Nor does a question that nobody is to answer: "how could I miss it?".
    """
    clauses = [_without_rhetoric(one) if "rhetoric" in one.means else one for one in clauses]
    return [
        replace(one, means=one.means - {"condition"}) if _by_the_way(one, after) else one
        for one, after in zip_longest(clauses, clauses[1:])
    ]


def _without_rhetoric(clause: Clause) -> Clause:
    """ "Fredag hade inte funkat" is of what is not, as well."""
    if clause.asks == bool(clause.values) or clause.unknown:
        return clause
    return replace(clause, asks=False, turn="reason", means={"harmless"}, values=[], negated=False)


def _by_the_way(clause: Clause, after: Clause | None) -> bool:
    if clause.language != "fi" or "condition" not in clause.means:
        return False
    said = clause.said
    if "muuten" not in said[1:]:
        return False
    would = any(word.startswith(_WOULD) or word.endswith("isin") for word in said)
    turned = after is not None and not clause.ends and after.turn in ("but", "instead")
    hung = clause.negated or clause.means & {"cannot", "would", "no"} or _IFS & {*said}
    return not (would or turned or hung)
