"""What a tale of lengths comes to: "we planned 30 minutes but it became 90", "det blev två"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import FIRST_PERSON
from service.reading.text.lexicon import clock_word, number_named
from service.reading.text.word_lists import said_of, words
from service.reading.values.kinds import Clock, Length, Value

_WAITED = {"waited", "waiting"}
_AFTER = {"met", "talked", "spoke", "chatted"}
_PLAIN = {"harmless", "negator", "old", "held", "was"}
_FAILED = {"not_held", "no", "cannot", "cancel", "move_told", "move_ask", "settled", "late", "next"}
_ONES = ("en", "ett")  # of "men vi använde bara en"
_HALF, _HOUR, _HUNDRED = 30, 60, 100
_SPENT = {"a", "were", "was", "with", "we", "i", "he", "she", "they", "had", "to"}
_BEING = {"being", "were", "we", "it", "about", "around", "just"}
_SO_MANY = 3  # words of "so about 70"
_IN_PLACE_OF = {("stället", "för"), ("istället", "för"), ("instead", "of")}


def as_became(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses of a reply, of a length that was planned or denied the one that came."""
    clauses = without_numbers_set_aside([_as_conceded(one) for one in clauses])
    told: list[Clause] = []
    for place, clause in enumerate(clauses):
        following = clauses[place + 1] if place + 1 < len(clauses) else None
        before = told[-1] if told else None
        if following is not None and _is_corrected(clause, following):
            told.append(replace(clause, negated=False, means={"old"}, values=[], unknown=[]))
            # Its "utan" opens a length, and leaves nobody out.
            clauses[place + 1] = replace(following, means=following.means - {"absent"})
        elif before is not None and _outgrew(before, clause):
            told[-1] = replace(before, values=[], means={"old"})
            told.append(replace(clause, means=clause.means | {"held"}))
        elif before is not None and _number(clause) and _lengths(before) and not _lengths(clause):
            told[-1] = _without_length(before)
            told.append(_with_length(clause, _lengths(before)[0]))
        elif _number(clause) and _lengths(clause):
            told.append(_with_length(clause, _lengths(clause)[0]))
        else:
            told.append(_after_waiting(_in_all(_as_grown(clause))))
    return told


def _as_conceded(clause: Clause) -> Clause:
    """ "It took place, although it had to be limited to 30 minutes": so long it was."""
    conceded = clause.turn == "reason" and clause.said[0] in said_of("rules", "concedes")
    told = clause.only(Length) and not (clause.negated or clause.asks)
    planned = clause.words & said_of("rules", "set_apart")
    if not (conceded and told and clause.says("cut_to")) or planned:
        return clause
    return replace(clause, turn="", means=clause.means - {"reason", "but"} | {"held"}, unknown=[])


def _as_grown(clause: Clause) -> Clause:
    """ "The hour became an hour and a half", "60 minutes were planned and we sat for 100"."""
    lengths = [at for at, item in enumerate(clause.items) if isinstance(item.value, Length)]
    firm = clause.language == "en" and not (clause.asks or clause.negated or clause.has(Clock))
    if not lengths or not firm or clause.means & (_FAILED - {"late"}):
        return clause
    after = [one.text for one in clause.items[lengths[0] + 1 :]]
    grew = bool({*after[after[:1] == ["and"] :][:1]} & said_of("rules", "grew_to"))
    planned = after[:1] in (["was"], ["were"]) and {*after[1:2]} & said_of("rules", "were_planned")
    left = "of" in clause.said[: lengths[0]] and after[:1] == ["only"] and after[-1] == "left"
    if not (grew or planned or left):
        return clause
    first, *others = [clause.items[at].value for at in lengths]
    rest: list[Value] = [one for one in clause.values if not isinstance(one, Length)]
    if len(others) == 1 and isinstance(others[0], Length):
        return replace(clause, values=[*rest, others[0]], unknown=[], means={"held"})
    if others or _number(clause) is None or not isinstance(first, Length):
        return clause
    return _with_length(clause, first)


def without_numbers_set_aside(clauses: Sequence[Clause]) -> list[Clause]:
    """ "2 hours instead of 1", "60 minutes, not 90": a bare number after the length that it was."""
    told = list(clauses)
    for at, (before, clause) in enumerate(pairwise(clauses), 1):
        if _waited_first(before, clause):
            told[at - 1] = replace(before, means=before.means - {"not_held"})
        if _lengths(before) and not before.ends and _sets_a_number_aside(clause):
            told[at] = replace(clause, means={"harmless"}, negated=False, unknown=[], turn="")
    return told


def _waited_first(before: Clause, clause: Clause) -> bool:
    """ "She waited 20 minutes, and then we met": the wait came to an end."""
    waited = "not_held" in before.means and before.words & _WAITED and not before.negated
    met = "held" in clause.means and not clause.negated and clause.words & _AFTER
    return bool(waited) and bool(met)


def _sets_a_number_aside(clause: Clause) -> bool:
    *said, last = clause.said
    number = last.isdecimal() or number_named(last) is not None
    bare = not clause.values and number and clause.items[-1].value is None
    return bare and " ".join(said) in words("rules")["set_aside"]


def _is_corrected(clause: Clause, following: Clause) -> bool:
    """ "It wasn't an hour, it was two": the length that is denied is the wrong one."""
    if clause.language == "fi":
        return _is_put_for_another(clause, following)
    bare = clause.negated and _lengths(clause) and clause.means <= _PLAIN
    bare = bare and not (set(clause.unknown) - said_of("rules", "not_in_full"))
    bare = bare and len(_lengths(clause)) == len(clause.values) and not clause.asks
    said = following.means <= {"harmless", "held", "was", "but", "instead"}
    return bool(bare) and said and bool(_number(following) or _lengths(following))


def _is_put_for_another(clause: Clause, following: Clause) -> bool:
    """ "Emme istuneet kahta tuntia vaan yhden": of what was denied, only how long it was."""
    denied = clause.negated or "not_held" in clause.means
    verbs = set(clause.unknown) - FIRST_PERSON - {"se"}
    lasted = clause.only(Length) and len(verbs) <= 1 and not verbs & said_of("rules", "waited")
    put = following.turn == "instead" and following.only(Length) and not following.unknown
    return denied and lasted and put and clause.means <= _PLAIN | {"not_held"}


def _outgrew(before: Clause, clause: Clause) -> bool:
    """ "We had meant half an hour, but it was two": the plan was of a length, and so is this."""
    planned = "failed_plan" in before.means and bool(_lengths(before)) and not before.negated
    firm = not (clause.negated or clause.asks or clause.means & _FAILED)
    # "Vi hade tänkt oss en timme, och en timme blev det"
    kept = "held" in clause.means and clause.turn != "reason" and not before.ends
    return planned and firm and (clause.turn == "but" or kept) and len(_lengths(clause)) == 1


def _number(clause: Clause) -> float | None:
    """Return the bare number that a clause ends with, told of how long it became: "1,5", "två"."""
    at = _place_of_number(clause)
    last = clause.items[at]
    said, became = clause.words, said_of("rules", "became")
    bare = last.text in clause.unknown or last.text in _ONES
    spent = said & said_of("rules", "spent_time") if _is_spent(clause, at) else set[str]()
    so = clause.language == "en" and clause.said[0] == "so" and at <= _SO_MANY
    bare = bare and last.value is None and bool(said & became or spent or so)
    loose = set(clause.unknown) - {last.text} - became - said_of("rules", "became_by")
    loose -= said_of("rules", "after_a_number") | _BEING
    loose -= spent | (_SPENT | said_of("rules", "before_a_number") if spent else set())
    aside = tuple(clause.said[max(0, at - 2) : at]) in _IN_PLACE_OF
    if not bare or loose or clause.negated or clause.asks or _is_of_the_clock(clause, at) or aside:
        return None  # "det blev två timmar i stället för en"
    halves = last.text.removesuffix(",5").removesuffix(".5")
    named = None if halves.isdecimal() else number_named(last.text)
    named = _HUNDRED if clause.said[at - 1 : at + 1] == ["a", "hundred"] else named
    return float(last.text.replace(",", ".")) if halves.isdecimal() else named


def _place_of_number(clause: Clause) -> int:
    """Return where the last word stands; in English, before "in all" and "of them"."""
    at = len(clause.items) - 1
    while clause.language == "en" and at and clause.said[at] in said_of("rules", "after_a_number"):
        at -= 1
    return at


def _is_spent(clause: Clause, at: int) -> bool:
    """ "We sat for two", "we finished in 50", "she left after forty", but not "after five"."""
    before = [one for one in clause.said[max(0, at - 2) : at] if one != "a"]
    last = clause.said[at]
    hour = before[-1:] == ["after"] and (last.isdecimal() or (number_named(last) or 0) < _HALF)
    told = clause.language == "en" and not hour
    return told and bool({*before[-1:]} & said_of("rules", "before_a_number"))


def _is_of_the_clock(clause: Clause, at: int) -> bool:
    """ "Klockan tre", "vi satt till två", "venyi neljään": an hour; "minus fifteen": the cold."""
    said = clause.said[: at + 1]
    return (
        clock_word("to_clock", said[-1]) is not None
        or "klockan" in said[-3:]
        or said[-2:-1] in (["minus"], ["plus"])
        or (clause.language == "sv" and said[-2:-1] == ["till"])
    )


def _with_length(clause: Clause, before: Length) -> Clause:
    """The unit is that of the length before; where both fit none, the number stays unread."""
    number = _number(clause) or 0
    hours = before.minutes % _HOUR == 0 and number <= 4
    minutes = number >= 10 and number <= 240
    if not (hours or minutes):
        return clause
    length = replace(before, minutes=int(number * _HOUR if hours else number))
    means = clause.means - {"old", "instead"} | {"held"}
    return replace(clause, values=[length], unknown=[], means=means)


def _without_length(clause: Clause) -> Clause:
    values: list[Value] = [one for one in clause.values if not isinstance(one, Length)]
    return replace(clause, values=values, means=clause.means - {"failed_plan"})


def _in_all(clause: Clause) -> Clause:
    """ "My train was an hour late": no length of the meeting."""
    said = clause.words
    if not {"late", "held"} <= clause.means or not said & {"train", "bus", "flight", "tram"}:
        return clause
    return replace(_without_length(clause), means=clause.means - {"held"})


def _after_waiting(clause: Clause) -> Clause:
    """ "I waited an hour and then we met for 30 minutes"."""
    said = clause.said
    waited = next((at for at, word in enumerate(said) if word in _WAITED), None)
    met = next((at for at, word in enumerate(said) if word in _AFTER), None)
    if waited is None or met is None or met < waited or clause.negated:
        return clause
    items = clause.items[waited:met]
    values = [v for v in clause.values if not any(item.value is v for item in items)]
    return replace(clause, values=values, means=clause.means - {"not_held", "old"})


def _lengths(clause: Clause) -> list[Length]:
    return [item.value for item in clause.items if isinstance(item.value, Length)]
