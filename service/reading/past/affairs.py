"""What one has ahead beside a meeting that was held: "we met; she has an interview on the 3rd"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.reading.clauses.acts import MOVE, sentences_of
from service.reading.clauses.affairs import affair_at
from service.reading.clauses.clauses import Clause
from service.reading.clauses.sayings import Item
from service.reading.clauses.verdicts import Case
from service.reading.text.word_lists import said_of, stems_of, words
from service.reading.values.kinds import Clock, Day, Length

_AFTER_IT = {"attendance", "echo", "expense", "none", "times"}
_OF_IT = MOVE | {
    "absent", "cancel", "everyone", "held", "next", "not_held", "see_you", "settled", "was",
}  # fmt: skip
_NO_MORE = {"cancel", "failed_plan", "move_told", "not_held", "undo"}


def without_affairs(case: Case) -> Sequence[Clause]:
    """Return the clauses of a reply, other days and hours to come put aside in them.

    They are an exam's, a flight's or a deadline's, where it is told that the meeting was held, or
    when the next ones are.
    """
    planned = _plans(case.clauses) and (case.context.asked == "times" or "move_told" in case.means)
    told = planned or _met(case.clauses)
    if case.context.asked in _AFTER_IT and _meets_after_it(case.clauses):
        return [_without_its_hour(clause) for clause in case.clauses]
    if case.context.asked not in _AFTER_IT or not told or _meets_then(case.clauses):
        return case.clauses
    return [clause for one in sentences_of(case.clauses) for clause in _without(one)]


def _met(clauses: Sequence[Clause]) -> bool:
    told = [one for one in clauses if one.turn != "reason" and not one.negated]
    lasted = any(one.has(Length) for one in told)
    met = {"held", "was", "yes"} if lasted else {"held", "was"}
    return any(one.means & met for one in told) and not any(
        one.means & _NO_MORE and not is_affair(one) for one in told
    )


def _plans(clauses: Sequence[Clause]) -> bool:
    """ "Monday 20 January at 18.30. On the 13th I have an exam"."""
    return any(one.has(Day) and one.has(Clock) and not is_affair(one) for one in clauses)


def _meets_then(clauses: Sequence[Clause]) -> bool:
    """ "She has an exam on the 22nd at 10, so we meet there right after"."""
    again = [one for one in clauses if one.means & {"next", "see_you", "settled"}]
    return any(one.words & said_of("rules", "at_that_event") for one in again)


def _meets_after_it(clauses: Sequence[Clause]) -> bool:
    """ "Tentti on 10.1. klo 9, nähdään sen jälkeen kello 13": on the day of the affair."""
    again = [one for one in clauses if one.means & {"next", "see_you", "settled"}]
    hours = [one for one in again if one.language == "fi" and one.has(Clock)]
    days = [one for one in clauses if one.has(Day)]
    return bool(hours) and not any(one.has(Day) for one in hours) and all(map(is_affair, days))


def _without_its_hour(clause: Clause) -> Clause:
    if not is_affair(clause):
        return clause
    return replace(clause, values=[one for one in clause.values if not isinstance(one, Clock)])


def _without(sentence: Sequence[Clause]) -> list[Clause]:
    if any({*one.said[1:]} & said_of("rules", "goes_with") for one in sentence):
        return list(sentence)  # but "there is an exam" is no going there
    told, before = list[Clause](), False
    for clause in sentence:
        aside = is_affair(clause) or (before and _goes_on(clause))
        told.append(_aside(clause) if aside else clause)
        before = aside
    return told


def _goes_on(clause: Clause) -> bool:
    """ "An exam on the 22nd, at 10", "tentti 29.4. ja sitten reissu 3.5."."""
    listed = clause.only(Day) and bool(clause.unknown) and clause.language == "fi"
    return clause.means <= {"limit"} and (listed or clause.only(Clock))


def _aside(clause: Clause) -> Clause:
    items = [replace(one, value=None) for one in clause.items]
    return replace(clause, items=items, means={"harmless"}, values=[], turn="reason")


def is_affair(clause: Clause) -> bool:
    """Return whether a clause names when something else is to be, or is to be done by."""
    if clause.language == "fi":
        return _is_finnish_affair(clause)
    if clause.means & _OF_IT or clause.negated or clause.asks:
        return False
    if clause.language != "en":
        return _opens_with_an_affair(clause)
    days = clause.of(Day)
    over = any(one.qualifier == "past" or (one.from_today or 0) < 0 for one in days)
    if over or clause.turn == "but" or not clause.has(Day | Clock):
        return False
    last = max(at for at, item in enumerate(clause.items) if isinstance(item.value, Day | Clock))
    before = {item.text for item in clause.items[:last]}
    if before & said_of("rules", "not_of_one_alone") or clause.words & said_of(
        "rules", "of_meeting_again"
    ):
        return False
    named = affair_at(clause) is not None or bool(clause.words & said_of("rules", "affairs_too"))
    # "After his lecture on Tuesday" is when they met.
    named = named and bool(clause.words & said_of("rules", "is_ahead"))
    goes = bool(before & said_of("rules", "goes_ahead"))
    return named or goes or _is_due(clause.items, before)


def _opens_with_an_affair(clause: Clause) -> bool:
    """ "Läkaren är 15.1 kl 10", "min tenta är 20.1 kl 9"."""
    return affair_at(clause) in (0, 1) and not clause.turn and clause.has(Day) and clause.has(Clock)


def _is_finnish_affair(clause: Clause) -> bool:
    """ "Ennen sitä mulla on viisumiaika 16.3. kello 9", "lento laskeutuu 8.1. klo 22"."""
    told = clause.means & (_OF_IT - {"was"}) or clause.turn in ("but", "instead")
    if told or clause.negated or clause.asks or not clause.has(Day | Clock):
        return False
    if any(word.startswith(stems_of("rules", "of_meeting_fi")) for word in clause.said):
        return False
    event = affair_at(clause) is not None
    goes = bool(clause.words & said_of("rules", "goes_ahead_fi")) and bool(clause.unknown)
    away = any(word.endswith(("ssa", "ssä", "lla", "llä")) for word in clause.unknown)
    away = away and bool(clause.words & {"olen", "oon"}) and clause.only(Day)
    return event or goes or away or _has_one(clause)


def _has_one(clause: Clause) -> bool:
    """ "Mulla on fuksisuunnistus 17.9.", but not "mulla on vapaata"."""
    owned = any(
        one in words("rules")["owners"] and two in ("on", "oli")
        for one, two in pairwise(clause.said)
    )
    things = [word for word in clause.unknown if len(word) > 3]
    free = any(word.startswith(stems_of("rules", "free_time")) for word in clause.said)
    both = any(word.startswith(("mentor", "aktor", "mei")) for word in clause.said)
    return owned and bool(things) and not (free or both)


def _is_due(items: Sequence[Item], before: set[str]) -> bool:
    """ "Send the updated CV by Friday"."""
    bound = any(
        one.text in ("by", "before") and isinstance(two.value, Day | Clock)
        for one, two in pairwise(items)
    )
    return bound and bool(before & said_of("rules", "hands_in"))
