"""Who of a team was not there: "kaikki paitsi Anna", "bara Emma och jag"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.reading.clauses.acts import Act
from service.reading.clauses.clauses import Clause
from service.reading.clauses.names import named, owns
from service.reading.clauses.verdicts import Case
from service.reading.past.away import is_of_something_else
from service.reading.past.doubtful_absences import (
    came_at_last,
    from_afar,
    may_be_gone,
    mixes,
    splits,
    turns_back,
)
from service.reading.past.persons import writer_among
from service.reading.past.phrases import is_in_part, is_of_last_time, is_to_come
from service.reading.past.rolls import (
    comes_late,
    is_away,
    is_gone,
    is_kept_away,
    listed,
    roll_of,
)
from service.reading.past.sheets import is_left_open, sheet_of
from service.reading.text.word_lists import said_of, words
from service.reading.values.kinds import Clock

_THE_REST = said_of("teams", "the_rest")
_WITHOUT = said_of("teams", "without")
_ELSE = said_of("teams", "everyone_else")
_ALL_ALONG = said_of("teams", "all_along")
_LEFT = said_of("teams", "left")
_PRESENT = {"present", "held", "was", "everyone", "come"}
_WHOLE = 3  # items of a clause that tells where somebody was
_ME = {"minä", "mä", "mää", "mie", "jag", "ja", "i", "me"}


def absent(case: Case, told: Sequence[Act]) -> tuple[tuple[str, ...], bool]:
    """Return the first names of those who were missing, and whether all names are understood."""
    people = case.context.people
    if not people:
        return (), True
    clauses = [one for act in told for one in act.clauses if not _is_of_other_times(one, people)]
    if (sheet := sheet_of(case)) is not None:
        return tuple(name for name in people if name in sheet.gone), True
    if is_left_open(case):
        return (), False
    if any("self_absent" in clause.means for clause in clauses):
        return _without_writer(case, clauses)
    if (afar := from_afar(clauses, people)) is not None:
        return (), afar
    if (called_out := _by_roll(case, clauses, people)) is not None:
        return called_out[0], called_out[1] and not _was_i_one(case, clauses, called_out[0])
    clauses = listed(clauses, people)
    gone = _gone(clauses, people)
    only = next((one for one in clauses if _names_the_only_ones(one, people, gone)), None)
    if only is not None:
        return _only_these(case, clauses, only, gone)
    return _all_but(clauses, gone, people)


def _is_of_other_times(clause: Clause, people: Sequence[str]) -> bool:
    """ "Last time Wei was away", "ensi kerralla Pekka ei pääse"."""
    return bool(named(clause, people)) and (is_of_last_time(clause) or is_to_come(clause))


def only_some_came(case: Case) -> bool:
    """ "Vain Anna pääsi, muilla oli tentti": the meeting was, for those few."""
    people = case.context.people or ()
    there = said_of("teams", "there")
    return any(
        "only" in one.means and bool(there & one.words) and bool(named(one, people))
        and not (one.negated or one.asks or one.means & {"absent", "cannot", "not_held"})
        and one.turn != "reason"
        for one in case.clauses
    )  # fmt: skip


def _was_i_one(case: Case, clauses: Sequence[Clause], missing: Sequence[str]) -> bool:
    """ "Bara jag och mentorn, de andra var sjuka": whoever writes was there."""
    me = writer_among(case)
    alone = any("only" in one.means and _only_i(one) for one in clauses)
    return alone and (me is None or me in missing)


def _without_writer(case: Case, clauses: Sequence[Clause]) -> tuple[tuple[str, ...], bool]:
    """ "Jag var sjuk, de andra träffades": the writer was not there."""
    people = case.context.people
    me = writer_among(case)
    roll = roll_of(clauses, people)
    others = _called(clauses, people) - _there(clauses, people) - roll.there - {me}
    gone = [one for one in clauses if "self_absent" in one.means]
    stayed = any(not is_of_something_else(one) for one in gone)
    known = me is not None and stayed and not (others or roll.others_gone)
    return ((me,) if me else ()), known


def _names_the_only_ones(clause: Clause, people: Sequence[str], gone: set[str]) -> bool:
    names = _names_the_only(clause, people, gone)
    return "only" in clause.means and names and not _only_left(clause)


def _all_but(
    clauses: Sequence[Clause], gone: set[str], people: Sequence[str]
) -> tuple[tuple[str, ...], bool]:
    """Return those who are told to be missing; the others were there."""
    missing = tuple(sorted(gone, key=people.index))
    unclear = any(mixes(one) or splits(one, people) or turns_back(one) for one in clauses)
    if unclear or came_at_last(clauses, people):
        return missing, False
    strangers = _strangers_gone(clauses, people)
    whole = any("everyone" in one.means and not is_away(one) for one in clauses)
    if not gone and any(_counts_the_rest(one) for one in clauses):
        return _all_but_these(clauses, people)
    if not gone and not strangers and whole:
        return (), not any(may_be_gone(one, people) for one in clauses)
    there = _there(clauses, people) | roll_of(clauses, people).there
    understood = _called(clauses, people) <= gone | there
    return missing, understood and not there & gone and not strangers


def _strangers_gone(clauses: Sequence[Clause], people: Sequence[str]) -> bool:
    """ "Ei Adamia tällä kertaa", where no Adam is of the team."""
    return any("absent" in clause.means and not named(clause, people) for clause in clauses)


def _counts_the_rest(clause: Clause) -> bool:
    """ "Everyone else was there", "otherwise everyone": but for somebody who is named."""
    said = clause.words
    return clause.language == "en" and "everyone" in clause.means and bool(said & _ELSE)


def _all_but_these(
    clauses: Sequence[Clause], people: Sequence[str]
) -> tuple[tuple[str, ...], bool]:
    """ "Anna had a retake, everyone else came": whoever had something else to do was not there."""
    told = [one for one in clauses if named(one, people) and not _counts_the_rest(one)]
    kept = [one for one in told if not is_kept_away(one)]
    missing = _called(told, people) - _called(kept, people)
    return tuple(sorted(missing, key=people.index)), bool(missing) and not kept


def _called(clauses: Sequence[Clause], people: Sequence[str]) -> set[str]:
    return {name for clause in clauses for name in named(clause, people)}


def _there(clauses: Sequence[Clause], people: Sequence[str]) -> set[str]:
    """Return who is named where somebody's being there is told."""
    told = [one for one in clauses if one.means & _PRESENT and not one.negated]
    told = [one for one in told if "absent" not in one.means or _WITHOUT & one.words]
    return _called([_about_without(one)[0] for one in told], people)


def _only_these(
    case: Case, clauses: Sequence[Clause], only: Clause, gone: set[str]
) -> tuple[tuple[str, ...], bool]:
    if any(_the_rest_came(one) for one in clauses if one is not only):
        return (), False  # "Hamza ehti vain loppuun, muut olivat alusta"
    people = case.context.people or ()
    others, known = _others(case, only, people)
    # "Bara Anna, Elias och Leila": a list that was not read to its end.
    loose = {
        name for before, one in pairwise(clauses) for name in named(one, people)
        if before is only and not (before.ends or is_away(one) or "absent" in one.means)
        and len(one.items) <= _WHOLE
    }  # fmt: skip
    known = known or gone == set(others)  # "Sami had a fever so it was Anna, Elias and me"
    return others, known and gone <= set(others) and not loose & set(others)


def _the_rest_came(clause: Clause) -> bool:
    """ "Muut olivat alusta"; "muut olivat tentissä" were not."""
    said = clause.words
    there = bool(clause.means & _PRESENT or said & {*words("teams")["there"], *_ALL_ALONG})
    unread = clause.language != "fi" or len(clause.items) < _WHOLE
    return bool(said & _THE_REST) and (there or unread) and not is_gone(clause)


def _by_roll(
    case: Case, clauses: Sequence[Clause], people: Sequence[str]
) -> tuple[tuple[str, ...], bool] | None:
    """Read a team that is called by name; one of whom nothing is told leaves a doubt."""
    roll = roll_of(clauses, people)
    me = writer_among(case)
    if roll.others_gone:
        missing, sure = _without_the_rest(clauses, people, roll.gone, me)
        return missing, sure and not _is_a_stranger(case, me, clauses)
    whole = any("everyone" in one.means and not is_away(one) for one in clauses)
    only = any("only" in one.means and named(one, people) for one in clauses)
    missing = tuple(sorted(roll.gone, key=people.index))
    if roll.others:
        called = [one for one in clauses if not one.means & {"only", "absent"}]
        understood = _called(called, people) <= roll.there | roll.gone  # not "but Anna had flu"
        understood = (understood or whole) and not _strangers_gone(clauses, people)
        return missing, understood and not roll.there & roll.gone
    if not roll.there or whole or only or _only_late(clauses, people, roll.there | roll.gone):
        return None
    told = roll.there | roll.gone | ({me} if me else set())
    if told != set(people):
        return missing, False
    return (missing, not roll.there & roll.gone) if roll.gone else None


def _is_a_stranger(case: Case, me: str | None, clauses: Sequence[Clause]) -> bool:
    """ "Only Anna and me, the rest were ill", written by an actor who is not of the names."""
    mine = any("only" in one.means and one.words & (_ME - {"ja"}) for one in clauses)
    return mine and me is None and bool(case.writer) and case.context.role == "actor"


def _came_at(clause: Clause) -> bool:
    """ "Joonas tuli vasta puoli kuusi" came all the same."""
    hours = clause.only(Clock)
    came = bool(clause.words & said_of("teams", "there"))
    return hours and came and "limit" in clause.means and not clause.negated


def _only_late(clauses: Sequence[Clause], people: Sequence[str], called: set[str]) -> bool:
    """ "Pidettiin, tunti. Nooa tuli vartin myöhässä": no roll is called, and nobody was missing."""
    late = [one for one in clauses if comes_late(one) or _came_at(one)]
    held = any("held" in one.means and not one.negated for one in clauses)
    return held and called <= _called([one for one in late if not is_gone(one)], people)


def _without_the_rest(
    clauses: Sequence[Clause], people: Sequence[str], gone: set[str], me: str | None
) -> tuple[tuple[str, ...], bool]:
    """ "Anna and I met, the others were ill": all who are not named were missing."""
    came = _called([one for one in clauses if not is_away(one)], people) - gone
    mine = any(one.words & (_ME - {"ja"}) for one in clauses)
    came |= {me} if me and mine else set()
    missing = tuple(name for name in people if name not in came)
    return missing, bool(came or mine) and bool(missing)


def _only_left(clause: Clause) -> bool:
    """ "Vain Leo jäi kotiin", "Joonas vain lähti kesken": he alone was not, or not to the end."""
    said = clause.words
    lists = words("teams")
    left = bool(said & (set(lists["excused"]) | set(lists["late"]) | _LEFT))
    return left or clause.negated or "absent" in clause.means or is_in_part(clause)


def _names_the_only(clause: Clause, people: Sequence[str], gone: set[str]) -> bool:
    """ "Bara Emma och jag"; "Leo missade bussen, så det blev bara jag" names who was not."""
    return not (named(clause, people) or gone) if _only_i(clause) else bool(named(clause, people))


def _only_i(clause: Clause) -> bool:
    """ "Bara jag och mentorn"."""
    said = clause.said
    pairs = list(pairwise(said))
    return clause.language == "sv" and any((one, "jag") in pairs for one in ("bara", "endast"))


def _gone(clauses: Sequence[Clause], people: Sequence[str]) -> set[str]:
    return {
        name
        for clause in clauses
        if "absent" in clause.means and not _is_of_things(clause, people)
        for name in named(_about_without(clause)[1], people) or named(clause, people)
    }


def _is_of_things(clause: Clause, people: Sequence[str]) -> bool:
    """ "Omarin CV puuttui", "Vili can't make the next one": nobody was missing here."""
    coming = is_to_come(clause)
    return coming or any(owns(clause, at, people) for at in range(len(clause.items)))


def _about_without(clause: Clause) -> tuple[Clause, Clause]:
    """ "Nähtiin Nean kanssa ilman Tuukkaa": Nea was there, and Tuukka alone was missing."""
    places = (at for at, item in enumerate(clause.items) if item.text in _WITHOUT)
    at = next(places, len(clause.items))
    return replace(clause, items=clause.items[:at]), replace(clause, items=clause.items[at + 1 :])


def _others(case: Case, only: Clause, people: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """Only these came: the others are missing."""
    came = set(named(only, people))
    said = only.words
    me = writer_among(case)
    mine = said & (_ME - {"ja"} | {"oltiin", "olimme"} if only.language == "fi" else _ME)
    if mine and me:
        came.add(me)
    known = bool(me) or not mine or case.context.role == "mentor"
    return tuple(name for name in people if name not in came), known
