"""The clauses of a reply to an echo, with what only sounds like a yes or a no put right."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import Case
from service.reading.past.turns import as_no_more
from service.reading.text.lexicon import number_named
from service.reading.text.word_lists import said_of, words
from service.reading.values.kinds import Clock, Day, Length

NOT_THIS = {"eikä", "emmekä", "sijasta", "enkä"}  # "1 h 20 min eikä tunti"
_NOT = NOT_THIS | {"ei", "inte", "int", "not"}
_RIGHT = {"question", "condition", "yes", "ok", "confirm", "harmless", "agree"}  # "muuten oikein"
_ALL_RIGHT = {"rätt", "right", "oikein", "korrekt", "correct", "riktigt", "men", "but", "mutta"}
_MOST_HOURS = 4
_NEARLY = {"almost", "nearly", "close", "nästan", "melkein", "lähes"}


def told(case: Case) -> list[Clause]:
    """Return the clauses with what only sounds like a yes or a no put right."""
    clauses = [
        _of_that_hour(_but_else_right(_as_wrong(_as_next(_without_number(as_no_more(one))))))
        for one in map(_as_it_should_be, with_bare_minutes(case.clauses))
    ]
    return _with_what_we_wrote(_without_hesitation(_with_nearly(_with_days_set_right(clauses))))


def with_bare_minutes(clauses: Sequence[Clause]) -> list[Clause]:
    """Return "you put 60 min, it was 90" with its minutes, whose number has no unit."""
    told: list[Clause] = []
    lasted = False
    for one in clauses:
        if told and (length := _put_for(told[-1], one)) is not None:
            told[-1] = replace(told[-1], means={"undo"}, values=[], negated=False)
            one = replace(one, means={"held"}, values=[length], unknown=[], turn="")
        timed = any(isinstance(item.value, Length) for item in one.items)
        lasted = lasted or timed or bool(one.words & said_of("rules", "its_length"))
        last = one.items[-1]
        plain = set(one.unknown) - said_of("rules", "of_a_log") == {last.text}
        bare = plain and last.text.isdecimal() and len(one.items) > 1
        bare = bare and "next" not in one.means
        if lasted and bare and one.said[-2] in said_of("rules", "it_was") and len(last.text) < 4:
            length = Length(int(last.text))
            items = [*one.items[:-1], replace(last, value=length)]
            one = replace(one, items=items, values=[*one.values, length], unknown=[])
        told.append(one)
    return told


def _put_for(before: Clause, one: Clause) -> Length | None:
    """ "Inte en timme utan två", "ei tunti vaan kaksi": a bare number of the hours denied."""
    denied = before.negated or "not_held" in before.means
    if not (denied and before.only(Length)) or one.turn not in ("instead", "but") or one.values:
        return None
    count = number_named(one.said[-1]) or 0
    bare = one.unknown == one.said[-1:] and len(one.items) == 2 and 1 <= count <= _MOST_HOURS
    return Length(60 * count) if bare and before.of(Length)[0].minutes % 60 == 0 else None


def _as_it_should_be(clause: Clause) -> Clause:
    """Return "1 h should be 1 h 40 min", "the length should be 45 min" as wrong, and the right."""
    said = " ".join("#" if item.value else item.text for item in clause.items)
    turn = next((one for one in words("rules")["should_be"] if f" {one} #" in f" {said}"), None)
    values = [item.value for item in clause.items if item.value is not None]
    if turn is None or clause.asks or clause.negated:
        return clause
    before = said[: said.index(f"{turn} #")].split()
    right, plain = values[before.count("#") :], said_of("rules", "of_a_log")
    if len(right) != 1 or isinstance(right[0], Clock) or set(before) - plain:
        return clause
    told = clause.items[len(before) + len(turn.split()) - 1 :]
    return replace(clause, means={"undo"}, values=right, unknown=[], items=told)


def is_count(word: str) -> bool:
    """Return whether a word is a number."""
    return word.isdecimal() or number_named(word) is not None


def _as_next(clause: Clause) -> Clause:
    """ "Our next is Thursday at 16" tells, and proposes nothing."""
    asks = clause.asks or "next" not in clause.means
    return clause if asks else replace(clause, means=clause.means - {"move_ask"})


def _of_that_hour(clause: Clause) -> Clause:
    """ "He had an exam at the same time": no time of a meeting to come."""
    same = [v for v in clause.values if isinstance(v, Clock) and v.same]
    ahead = clause.means & {"next", "see_you", "move_told", "move_ask", "settled", "held"}
    if not same or len(same) != len(clause.values) or ahead or not clause.unknown:
        return clause
    return replace(clause, values=[])


def _as_wrong(clause: Clause) -> Clause:
    """ "I think you mixed two up" is no doubt, but polite."""
    said = "undo" in clause.means and len(clause.items) > 2
    return replace(clause, means=clause.means - {"doubt"}) if said else clause


def _with_nearly(clauses: Sequence[Clause]) -> list[Clause]:
    """Return "almost, but it was on Tuesday" as not right; "almost" by itself tells too little."""
    if not any(one.values for one in clauses):
        return list(clauses)
    return [replace(one, means={"undo"}) if is_nearly(one) else one for one in clauses]


def is_nearly(clause: Clause) -> bool:
    """ "Almost", "nästan rätt"."""
    said = clause.words
    return bool(said & _NEARLY) and said <= _NEARLY | _ALL_RIGHT


def _with_what_we_wrote(clauses: Sequence[Clause]) -> list[Clause]:
    """Return "you wrote that we did not meet", where they did, as what is wrong."""
    met = any("held" in one.means and not one.asks for one in clauses)
    return [
        replace(one, means={"undo", "wrote_not"}, values=[], negated=False)
        if met and "not_held" in one.means and one.means & {"wrote", "keep"}
        else one
        for one in clauses
    ]


def _with_days_set_right(clauses: Sequence[Clause]) -> list[Clause]:
    """Return "ei ollut keskiviikkona vaan tiistaina" as one day put for another, and both met."""
    told = list(clauses)
    for at, (clause, following) in enumerate(pairwise(clauses)):
        days = all(one.has(Day) for one in (clause, following))
        bare = clause.means <= {"absent", "negator", "not_held", "but"} and not clause.unknown
        if days and bare and clause.negated and following.turn == "instead":
            told[at] = replace(clause, means={"negator"})
    return told


def _without_number(clause: Clause) -> Clause:
    """Return "kaksi tuntia eikä yksi" with what was wrong left out: its number has no hours."""
    said = clause.said
    lengths = len(clause.values) == 1 and isinstance(clause.values[0], Length)
    last = said[-1] in clause.unknown and (is_count(said[-1]) or said[-1] in ("tuntia", "tuntii"))
    if not (lengths and last and len(said) > 2 and said[-2] in _NOT):
        return clause
    means = clause.means - {"negator"} | {"old", "undo"}
    return replace(clause, means=means, negated=False, unknown=clause.unknown[:-1])


def _but_else_right(clause: Clause) -> Clause:
    """Return "muuten hyvä" and "muuten joo", said of what we wrote, as no worry and no yes."""
    opening = {item.text for item in clause.items[:2]}
    else_ = bool(opening & {"muuten", "muute", "muutoin"}) and not (clause.values or clause.asks)
    if not else_ or clause.negated or not clause.means <= _RIGHT:
        return clause
    return replace(clause, means=set() if clause.unknown else {"harmless"})


def _without_hesitation(clauses: Sequence[Clause]) -> list[Clause]:
    """Return "nja, datumet är fel" as no doubt: what is wrong is named after it."""
    wrong = [one for one in clauses if "undo" in one.means and "doubt" not in one.means]
    return [
        replace(one, means=one.means - {"doubt"})
        if wrong and {"doubt", "undo"} <= one.means and not one.unknown and len(one.items) == 1
        else one
        for one in clauses
    ]
