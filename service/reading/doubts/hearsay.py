"""What leaves a doubt of a meeting told as past in Finnish: whose word it is, and who came."""

from collections.abc import Sequence
from itertools import pairwise

from service.reading.clauses.names import named
from service.reading.clauses.verdicts import Case
from service.reading.past.rolls import is_gone, roll_of
from service.reading.text.word_lists import said_of, words
from service.reading.values.kinds import Day

_RELATIVE = {"joka", "jolla", "jonka", "jotka", "joilla", "joista", "jota"}
_PAST = {"held", "not_held"}
_WHERE = ("ssa", "ssä", "lla", "llä", "as", "äs")


def is_doubtful_past(case: Case) -> bool:
    """Return whether a careful reader would ask back before logging or dropping a meeting."""
    ways = [_told_by_others, _doubts_that_it_was_one, _was_another, _one_came, _is_twofold]
    team = [] if _did_not_meet(case) else [_team_is_not_clear, _is_counted]
    ways += team if case.context.people else [_was_there_alone]
    return any(doubts(case) for doubts in ways)


def _did_not_meet(case: Case) -> bool:
    """ "Ei toteutunut, puolet porukasta sairaana": it matters little which of them."""
    return "not_held" in case.means and not case.means & {"held", "was", "yes"}


def _of(name: str) -> frozenset[str]:
    return said_of("misgivings", name)


def _any_begins(said: Sequence[str], name: str) -> bool:
    return any(word.startswith(tuple(_of(name))) for word in said)


def _told_by_others(case: Case) -> bool:
    """ "Opiskelija väittää, että tapasimme", "kalenterin mukaan tavattiin"."""
    team = bool(case.context.people)
    for clause, following in pairwise(case.clauses):
        told = (team or following.means & _PAST) and not clause.ends
        if told and set(clause.said[-1:]) & _of("claims"):
            return True
    for clause in case.clauses:
        said = clause.said
        if (team or clause.means & _PAST) and any(
            one in _of("claims") and two in ("että", "et") for one, two in pairwise(said)
        ):
            return True
        before = said[: said.index("mukaan")] if "mukaan" in said else []
        before = [] if set(before[-1:]) & said_of("rules", "comes_along") else before
        if before and _any_begins(before, "accounts"):
            return True
    return False


def _doubts_that_it_was_one(case: Case) -> bool:
    """ "En tiedä oliko se tapaaminen", "jos se tapaamiseksi lasketaan"."""
    return any(
        _of("whether") & set(said) and _any_begins(said, "counts_as") and not clause.values
        for clause in case.clauses
        for said in [clause.said]
    )


def _was_another(case: Case) -> bool:
    """ "Joo, mutta se oli toinen mentori", "viikkoa aiemmin"."""
    for clause in case.clauses:
        said = clause.said
        if set(said) & _of("instead_of_one"):
            return True
        if _of("units") & set(clause.unknown) and _of("sooner") & set(clause.unknown):
            return not any(isinstance(v, Day) and v.day for one in case.clauses for v in one.values)
        if clause.turn == "but" and any(
            one in _of("other")
            and two.startswith(tuple(_of("of_meeting")))
            and not _is_of_where(two, case)
            for one, two in pairwise(said)
        ):
            return True
    return any(
        one.means & {"no"} and len(one.items) == 1 and not one.opens and two.turn == "but"
        for one, two in pairwise(case.clauses)
    )


def _is_of_where(word: str, case: Case) -> bool:
    """ "Mutta eri kahvilassa kuin piti"; "eri päivänä", and which one it was is told."""
    if word == "päivänä":
        return any(isinstance(value, Day) for one in case.clauses for value in one.values)
    place = word.endswith(_WHERE) and word.startswith(("paik", "kahvil", "kirjas"))
    return place and any("held" in one.means for one in case.clauses)


def _one_came(case: Case) -> bool:
    """ "Menin paikalle ja hän ei", told beside a word of the meeting as agreed."""
    held = any("held" in clause.means for clause in case.clauses)
    return held and any(
        two == "ei" and one in _of("party")
        for clause in case.clauses
        for one, two in pairwise(clause.said[-2:])
    )


def _was_there_alone(case: Case) -> bool:
    """ "Joo oli se, en vaan ehtinyt itse mukaan", "olin paikalla 17-18"."""
    if any("not_held" in c.means and "itse" in c.said for c in case.clauses):
        return "yes" in case.means
    alone = any(c.said[:2] == ["olin", "paikalla"] for c in case.clauses)
    denied = any(clause.negated or clause.means & {"no", "negator"} for clause in case.clauses)
    return alone and not denied and not case.means & {"yes", "not_held", "everyone", "old"}


def _team_is_not_clear(case: Case) -> bool:
    """ "Kaksi kolmesta oli paikalla"; "Ella oli kipeänä", and there is no Ella."""
    people = case.context.people or ()
    held = any("held" in clause.means for clause in case.clauses)
    for clause in case.clauses:
        said = clause.words
        pairs = set(pairwise(clause.said))
        if pairs & {("kaikki", "ei"), ("kaikki", "eivät"), ("ei", "kaikki"), ("eivät", "kaikki")}:
            return not named(clause, people) and not clause.values
        if "myös" in said and len(said) == 2 and said & set(words("teams")["others"]):
            return True  # "Mira kipeä, muut myös": ill, or there?
        if said & _of("of_numbers") and not named(clause, people) and not clause.values:
            return not roll_of(case.clauses, people).others
        excused = is_gone(clause) and said & said_of("teams", "excused")
        rest = said & {*words("teams")["others"], "se", "hän", "hänellä", *_RELATIVE}
        bare = set(clause.unknown) <= said_of("teams", "excused")  # "Aino oli poissa (kuume)"
        told = bool(rest) or (bare and not clause.opens)
        if held and excused and clause.unknown and not (told or named(clause, people)):
            return not clause.means & {"everyone", "self_absent"} and clause.turn != "reason"
    return False


def _is_twofold(case: Case) -> bool:
    """ "Nähtiin kahtena päivänä, yhteensä 3 tuntia"."""
    return any(
        one in _of("times_over") and two in _of("occasions")
        for clause in case.clauses
        for one, two in pairwise(clause.said)
    )


def _is_counted(case: Case) -> bool:
    """ "Puolet porukasta oli", "oltiin vain minä ja mentori": which of the team were not?"""
    people = case.context.people or ()
    called = any(named(clause, people) for clause in case.clauses)
    some = any(clause.words & _of("some") for clause in case.clauses)
    alone = any(
        "only" in clause.means and clause.words & _of("two_of_us") for clause in case.clauses
    )
    return not called and (some or alone)
