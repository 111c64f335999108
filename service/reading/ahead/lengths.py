"""How long the meetings of a plan are, where the reply says it."""

from dataclasses import replace

from service.reading.clauses.verdicts import Case, Verdict
from service.reading.values.kinds import Clock, Length

_SHORTEST, _LONGEST = 30, 240  # minutes that can be meant as a meeting's


def with_length(verdict: Verdict, case: Case) -> Verdict:
    """ "9.2., 9.3. ja 13.4. klo 17, 1 h each", "9.2. klo 17–18.30": all of them are so long.

    Where lengths differ, or only some hours have an end, none is told. It comes last: it is no
    reason to trust or to doubt a reading.
    """
    if case.context.asked != "times" or [one.kind for one in verdict.findings] != ["planned"]:
        return verdict
    told = [one for one in case.clauses if one.turn != "reason" and "travel" not in one.means]
    values = [value for one in told for value in one.values]
    hours = [one for one in values if isinstance(one, Clock) and not one.same]
    spans = {None if one.between else one.minutes for one in hours}
    lengths = {one.minutes for one in values if isinstance(one, Length)}
    said = lengths | (spans - {None} if lengths else spans)
    minutes = next(iter(said)) if len(said) == 1 else None
    if minutes is None or not _SHORTEST <= minutes <= _LONGEST:
        return verdict
    return replace(verdict, findings=(replace(verdict.findings[0], minutes=minutes),))
