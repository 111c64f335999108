"""A team called over: where the phrases together place everyone of it, that is who came."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from service.reading.clauses.clauses import Clause
from service.reading.clauses.names import named
from service.reading.clauses.verdicts import Case
from service.reading.past.away import with_writer_away
from service.reading.past.persons import gives_word, kind_of, writer_among
from service.reading.past.phrases import (
    Phrase,
    is_of_another_time,
    is_of_last_time,
    is_to_come,
    phrases_of,
)
from service.reading.past.standing import came_all_the_same, leaves_early, wonders
from service.reading.text.word_lists import said_of, stems_of
from service.reading.values.kinds import Clock, Day, Length

_DENIALS = {"negator", "not_held", "cannot", "no", "cancel", "failed_plan", "come", "self_absent"}
_LOOSE = {"doubt", "maybe", "reason", "other_cost", "but", "old", "condition"}
_TIMES = (Clock, Length)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Who was there and who was missing, and the phrases that tell it."""

    there: set[str]
    gone: set[str]
    phrases: list[Phrase]


def sheet_of(case: Case) -> Sheet | None:
    """Return who of a team came, where that is told of every one of them."""
    team = {*(case.context.people or ())}
    if not team or _is_put_off(case):
        return None
    phrases = with_writer_away(case, phrases_of(case))
    unknown = case.context.role == "actor" and writer_among(case) is None
    if unknown and any("rest" in one.kinds and one.there is False for one in phrases):
        return None
    phrases = _with_excuses([_after_all(one, case) for one in phrases], case)
    there = _named(phrases, there=True)
    gone = _named(phrases, there=False)
    loose = _called(case) - there - gone
    told = gone - {name for one in phrases if "excepted" in one.kinds for name in one.who}
    told = set() if any("excepted" in one.kinds and one.count for one in phrases) else told
    if there & gone or not all(_is_firm(one, case, told) for one in phrases):
        return None
    there, gone = _with_the_rest(phrases, team, there, gone, held=_is_held(case) and not loose)
    placed = there | gone == team and not there & gone and bool(there)
    agree = all(one.count in (0, len(there if one.there else gone)) for one in phrases)
    return Sheet(there, gone, phrases) if placed and agree else None


def is_left_open(case: Case) -> bool:
    """ "Två av tre kom", "bara tjejerna": some were missing, and it is not told who."""
    phrases = phrases_of(case) if case.context.people else []
    few = any("few" in one.kinds for one in phrases) and not _named(phrases, there=False)
    loose = few or any(one.count or "stranger" in one.kinds for one in phrases)
    return (loose or any(map(wonders, case.clauses))) and sheet_of(case) is None


def _is_of_the_rest_alone(phrases: Sequence[Phrase]) -> bool:
    """ "Sami got a puppy, the others were there": he was not, perhaps."""
    rest = any("rest" in one.kinds and one.there for one in phrases)
    placed = any(one.who and one.there is not None for one in phrases)
    return rest and not placed and any(one.who for one in phrases)


def contradicts(case: Case, missing: Sequence[str]) -> bool:
    """Return whether the phrases place somebody of the team otherwise than a reading does."""
    people = case.context.people or ()
    sheet = sheet_of(case) if people else None
    if sheet is not None:
        return {*missing} != sheet.gone
    phrases = phrases_of(case) if people else []
    if not missing and _is_of_the_rest_alone(phrases):
        return True
    there = _named([one for one in phrases if not _is_word_of(one, case)], there=True)
    whole = any("all" in one.kinds and one.there for one in phrases)  # "even Sami who was ill"
    gone = _named([one for one in phrases if not (whole or "excepted" in one.kinds)], there=False)
    told = [{*named(one, people)} for one in case.clauses if not _is_of_other_times(one)]
    never = {*people} - {name for one in told for name in one}
    then = {name for one in case.clauses for name in named(one, people)} & never
    return bool({*missing} & (there - gone | then) or (gone - there) - {*missing})


def _is_word_of(phrase: Phrase, case: Case) -> bool:
    """ "Samilta tuli viesti että on Tampereella": it came, and not he."""
    clauses = [case.clauses[at] for at in phrase.places]
    names = {name for one in clauses for name in named(one, case.context.people or ())}
    return len(names) == 1 and any("absent" in one.means for one in clauses)


def _is_of_other_times(clause: Clause) -> bool:
    return is_of_last_time(clause) or is_to_come(clause)


def called_over(case: Case) -> list[Clause]:
    """Return the clauses, what keeps one of a team away told of that one alone."""
    sheet = sheet_of(case)
    if sheet is None:
        return _of_nobody(case)
    told = [(place, one.there) for one in sheet.phrases for place in one.places]
    counted = {place for one in sheet.phrases if one.count for place in one.places}
    return [
        _as_told(clause, there=(place, True) in told, counted=place in counted)
        if (place, True) in told or (place, False) in told
        else _unless_excused(clause, after=(place - 1, False) in told)
        for place, clause in enumerate(case.clauses)
    ]


def _of_nobody(case: Case) -> list[Clause]:
    """ "Nobody went, Sami was ill and Elias at work": why is beside the point."""
    phrases = phrases_of(case) if case.context.people else []
    nobody = {place for one in phrases if "none" in one.kinds for place in one.places}
    if not nobody or any(one.there for one in phrases):
        return list(case.clauses)
    gone = {place for one in phrases if one.there is False for place in one.places} - nobody
    return [
        replace(clause, means={"not_held"}, negated=False, unknown=[])
        if place in nobody
        else replace(clause, means={"harmless"}, negated=False)
        if place in gone
        else clause
        for place, clause in enumerate(case.clauses)
    ]


def _as_told(clause: Clause, there: bool, counted: bool) -> Clause:
    means = clause.means - _DENIALS - _LOOSE
    means = means - {"absent"} | {"held"} if there else means - {"was"} | {"absent"}
    late = there and (clause.words & said_of("teams", "late") or leaves_early(clause))
    times = _TIMES if late else ((Day,) if counted else ())  # "2/3 på plats"
    there = there or bool(clause.words & said_of("teams", "word_not"))  # not the excuse's day
    values = [one for one in clause.values if there and not isinstance(one, times)]
    open_hour = any(isinstance(one, Clock) for one in values)
    kept = [one for one in clause.unknown if open_hour or (one[0].isdecimal() and len(one) > 1)]
    return replace(clause, means=means, values=values, unknown=kept, negated=False)


def _unless_excused(clause: Clause, after: bool) -> Clause:
    """Leave out the "(sjuk)" after a name, and who was away another time."""
    past = is_of_another_time(clause) or (after and not (clause.opens or clause.values))
    denied = past and clause.means & {"absent", *_DENIALS}
    return replace(clause, means={"harmless"}, negated=False) if denied else clause


def _named(phrases: Sequence[Phrase], there: bool | None) -> set[str]:
    return {name for one in phrases if one.there is there for name in one.who}


def _is_firm(phrase: Phrase, case: Case, gone: set[str]) -> bool:
    """Nothing in a phrase speaks of others, or of one who came after all."""
    if phrase.kinds & {"none", "stranger", "unknown", "mentor"} or (
        "all" in phrase.kinds and phrase.there and gone
    ):
        return False
    clauses = [case.clauses[place] for place in phrase.places]
    loose = any(one.negated or one.has(Length | Clock) for one in clauses)
    if phrase.there is None:
        return not (loose and (phrase.who or phrase.kinds))
    after = case.clauses[phrase.places[-1] + 1 : phrase.places[-1] + 2]
    turned = [one for one in after if one.turn == "but" and not _tells_of_all(one, case)]
    turned += [one for one in after if is_of_the_same(one) and _came(one)]
    return phrase.there or not turned


def _after_all(phrase: Phrase, case: Case) -> Phrase:
    """ "Anna hade tenta, men hon hann till slutet" and came; "alla utom Anna, och hon kom sen"?"""
    after = case.clauses[phrase.places[-1] + 1 : phrase.places[-1] + 2]
    denied = any(case.clauses[at].words & said_of("teams", "word_not") for at in phrase.places)
    late = any(one.turn == "but" and _came_too(one, denied, case) for one in after)
    away = phrase.there is False and len(phrase.who) == 1 and "excepted" not in phrase.kinds
    return replace(phrase, there=True) if away and late else phrase


def _with_excuses(phrases: Sequence[Phrase], case: Case) -> list[Phrase]:
    """ "Two of the three came, Sami had a shift": why the one who is left did not."""
    told = list(phrases[:1])
    for before, one in pairwise(phrases):
        left = len(case.context.people or ()) - before.count
        rest = before.there and before.count and len(one.who) == left and one.there is None
        kept = any(case.clauses[at].words & said_of("teams", "kept_by") for at in one.places)
        told.append(replace(one, there=False) if rest and kept else one)
    return told


def is_of_the_same(clause: Clause) -> bool:
    """ "Mutta hän ehti lopuksi", "och hon kom sen": of who was named before."""
    said = [word for word in clause.said if word not in said_of("teams", "before_others")]
    return bool({*said[:1]} & said_of("teams", "whose"))


def _came_too(clause: Clause, denied: bool, case: Case) -> bool:
    """ "But she made it for the end", "mutta tuli silti": nobody else is named there."""
    alone = not any(kind_of(item, clause, case) for item in clause.items)
    plain = is_of_the_same(clause) and _came(clause)
    return plain or (alone and not (denied or clause.negated) and came_all_the_same(clause.said))


def _came(clause: Clause) -> bool:
    return bool(clause.words & said_of("teams", "there")) and not clause.negated


def _tells_of_all(clause: Clause, case: Case) -> bool:
    """ "But the meeting was held", "but the others were there": not "but he came"."""
    alone = replace(case, clauses=[replace(clause, turn="")])
    held = "held" in clause.means and not _came(clause)
    return held or any(one.who or one.kinds for one in phrases_of(alone))


def _called(case: Case) -> set[str]:
    """Return all names that stand in the clauses, but for those whose word it is."""
    people = case.context.people or ()
    return {
        name
        for one in case.clauses
        if named(one, people) and not _is_of_other_times(one)
        for at, item in enumerate(one.items)
        if not gives_word(one, at, case)
        for name in named(replace(one, items=[item]), people)
    }


def _is_held(case: Case) -> bool:
    told = [one for one in case.clauses if not (one.asks or one.negated)]
    told = [one for one in told if one.has(Length) or not is_of_another_time(one)]
    return any(
        ("held" in one.means and not one.means & _DENIALS)
        or (one.only(Length) and not (one.means | {*one.unknown}))
        for one in told
    )


def _is_put_off(case: Case) -> bool:
    """ "Moved it as Ngozi and Yuki had exams"."""
    moves, people = {"move_told", "move_ask", "open_day", "cancel"}, case.context.people or ()
    return any(
        (one.means & moves and one.turn != "reason" and not _cancels_alone(one, people))
        or ("failed_plan" in one.means and not named(one, people))
        for one in case.clauses
    )


def _cancels_alone(clause: Clause, people: Sequence[str]) -> bool:
    """ "Elias cancelled in the morning": his own coming, and nothing more is named."""
    first = replace(clause, items=clause.items[:1])
    own = clause.language == "en" and bool(named(first, people)) and "it" not in clause.words
    met = any(word.startswith(stems_of("rules", "meeting_told")) for word in clause.said)
    return own and not met and "cancel" in clause.means and not clause.means & {"move_told"}


def _with_the_rest(
    phrases: Sequence[Phrase], team: set[str], there: set[str], gone: set[str], held: bool
) -> tuple[set[str], set[str]]:
    """Place those who are not named: the rest, all but some, or so many of them."""
    told = {(kind, one.there) for one in phrases for kind in one.kinds}
    counts = {(one.count, one.there) for one in phrases if one.count}
    if ("all", True) in told or (gone and (held or ("rest", True) in told)):
        return team - gone, gone
    if there and not gone and ("rest", True) in told:
        return team, gone
    only = ("only", True) in told and ("rest", True) not in told
    if there and (only or ("rest", False) in told):
        return there, team - there
    if (len(gone), False) in counts or (len(team) - len(gone), True) in counts:
        return team - gone, gone
    if (len(there), True) in counts or (len(team) - len(there), False) in counts:
        return there, team - there
    return there, gone
