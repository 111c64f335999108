"""What leaves a doubt about an answer in any language, whatever its words.

Each of them looks at a reading as a whole: was something said that is not in it?
"""

from collections.abc import Callable

from service.domain.readings import Finding
from service.reading.added import added_up
from service.reading.clauses import Clause
from service.reading.lexicon import number_named
from service.reading.phrases import said_of, stems_of
from service.reading.values import Clock, Day
from service.reading.verdicts import Case, Verdict

_COMING = {"accepted", "tentative"}
_HELD = {"held", "yes", "was"}
_FEWEST = 10  # minutes that a number without its unit may be


def has_reservations(case: Case, verdict: Verdict) -> bool:
    """Return whether a reading leaves out what a careful reader would not."""
    kinds = {finding.kind for finding in verdict.findings}
    doubts: list[Callable[[Case], bool]] = []
    if kinds & _COMING:
        doubts += [_asks_for_another_way]
    if "tentative" in kinds:
        doubts += [_takes_back_its_perhaps]
    if kinds & {"held", "not_held"} and case.context.asked == "attendance":
        doubts += [_sends_to_another]
        doubts += [] if any(one.missing for one in verdict.findings) else [_knows_by_hearsay]
    if "held" in kinds:
        doubts += [_tells_a_fare]
    if any(doubt(case) for doubt in doubts):
        return True
    return any(_leaves_out(finding, case) for finding in verdict.findings)


def _leaves_out(finding: Finding, case: Case) -> bool:
    if finding.kind == "held":
        return bool(finding.minutes) and _adds_another_number(case, finding.minutes or 0)
    return finding.kind == "planned" and _names_other_months(finding, case)


def _of(name: str) -> frozenset[str]:
    return said_of("reservations", name)


def _asks_for_another_way(case: Case) -> bool:
    """ "Only if it can be on Teams": not whether one comes, but how the two will meet."""
    remote = stems_of("reservations", "remote")
    return any(
        clause.means & {"condition"} and any(word.startswith(remote) for word in clause.said)
        for clause in case.clauses
    )


def _takes_back_its_perhaps(case: Case) -> bool:
    """ "Don't think I can. Or maybe I can": what comes after the or is the contrary."""
    return any(
        clause.said[0] in _of("or")
        and len(clause.items) > 1
        and bool(_of("can") & set(clause.said))
        and not any(isinstance(value, Day | Clock) for value in clause.values)
        for clause in case.clauses[1:]
    )


def _sends_to_another(case: Case) -> bool:
    """ "I was in bed, ask Tuan": another knows, and this one does not."""
    return any(
        clause.said[bool(clause.turn) :][:1]
        and clause.said[bool(clause.turn)] in _of("ask")
        and len(clause.items) <= 4 + bool(clause.turn)
        and not (clause.asks or clause.values)
        for clause in case.clauses
    )


def _knows_by_hearsay(case: Case) -> bool:
    """ "My mentor would say we did": told by nobody else in the reply."""
    told = [one for one in case.clauses if one.means & _HELD and one.turn != "reason"]
    return bool(told) and all(_is_said_by_another(one) for one in told)


def _is_said_by_another(clause: Clause) -> bool:
    said = clause.said
    at = next((at for at, word in enumerate(said) if word in _of("says")), 0)
    return at > 0 and not _of("i") & set(said[:at]) and bool(_of("we") & set(said[at + 1 :]))


def _tells_a_fare(case: Case) -> bool:
    """ "Train was 11.20 return": a clock, or a sum without its sign?"""
    return any(
        "travel" in clause.means
        and any(isinstance(value, Clock) and not value.minutes for value in clause.values)
        and bool(_of("fare") & set(clause.said))
        for clause in case.clauses
    )


def _adds_another_number(case: Case, minutes: int) -> bool:
    """ "Forty minutes outside and another thirty", "so seventy all in": more than was read."""
    return (
        any(
            _adds(clause, at) and _number(clause.said[at]) != minutes
            for clause in case.clauses
            if _of("adds") & set(clause.said)
            for at in range(1, len(clause.items))
            if clause.said[at] in clause.unknown
        )
        and added_up(case.clauses) != minutes
    )


def _adds(clause: Clause, at: int) -> bool:
    """Whether a number without its unit may be minutes: also "an hour, and another one"."""
    number = _number(clause.said[at])
    around = {*clause.said[max(0, at - 2) : at], *clause.said[at + 1 : at + 4]}
    counted = number >= _FEWEST and number % 5 == 0 and bool(_of("adds") & around)
    return counted or (number == 1 and clause.said[at - 1] in _of("another"))


def _number(word: str) -> int:
    number = int(word) if word.isdecimal() and len(word) < 4 else number_named(word)
    return number or 0


def _names_other_months(finding: Finding, case: Case) -> bool:
    """ "Första tisdagen mars till maj", and the plan has none in May."""
    told = [one for one in case.clauses if one.turn != "reason" and not _is_set_aside(one)]
    days = [value for one in told for value in one.values if isinstance(value, Day)]
    by_rule = (finding.rule or "").startswith("rule") or any(day.nth for day in days)
    months = {start.month for start in finding.times}
    return by_rule and bool(months) and any(day.month and day.month not in months for day in days)


def _is_set_aside(clause: Clause) -> bool:
    """ "Except in February", "until the end of May", "she graduates in June"."""
    return bool(clause.negated or "old" in clause.means or _of("except") & set(clause.said))
