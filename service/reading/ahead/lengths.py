"""How long the meetings of a plan are, where the reply says it."""

from dataclasses import replace

from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import Case, Verdict
from service.reading.values.kinds import Clock, Day, Length

_SHORTEST, _LONGEST = 30, 240  # minutes that can be meant as a meeting's


def with_length(verdict: Verdict, case: Case) -> Verdict:
    """ "9.2., 9.3. ja 13.4. klo 17, 1 h each", "9.2. klo 17–18.30": all of them are so long.

    Where lengths differ, or only some hours have an end, none is told. It comes last: it is no
    reason to trust or to doubt a reading.
    """
    if case.context.asked != "times" or [one.kind for one in verdict.findings] != ["planned"]:
        return verdict
    told = [one for one in case.clauses if not _is_of_another(one)]
    values = [value for one in told for value in one.values]
    hours = [one for one in values if isinstance(one, Clock) and not one.same]
    spans = {None if one.between else one.minutes for one in hours}
    lengths = {one.minutes for one in values if isinstance(one, Length)}
    said = lengths | (spans - {None} if lengths else spans)
    minutes = next(iter(said)) if len(said) == 1 else None
    if minutes is None or not _SHORTEST <= minutes <= _LONGEST:
        return verdict
    return replace(verdict, findings=(replace(verdict.findings[0], minutes=minutes),))


def _is_of_another(clause: Clause) -> bool:
    """ "Bussi kestää tunnin", "viimeksi meni 2 h", "we talked for an hour on the phone"."""
    elsewhere = clause.means & {"travel", "held", "earlier"} and not clause.has(Day)
    return bool(elsewhere) or clause.turn == "reason"
