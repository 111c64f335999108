"""A verdict after the learnt models: what they make doubtful, settle, or say instead."""

from dataclasses import replace
from itertools import pairwise

from service.domain.readings import Finding
from service.reading.ahead.coming import bounds_an_unread_hour
from service.reading.ahead.reconsidered import stands_against
from service.reading.clauses.acts import YES
from service.reading.clauses.verdicts import Case, Verdict
from service.reading.doubts.filled import WITHOUT_VALUES
from service.reading.doubts.heard import NEVER_SETTLED, Findings, Heard, candidates, heard_in
from service.reading.doubts.opinion import NOTHING, share_of
from service.reading.doubts.trust import trust_in
from service.reading.doubts.unheeded import leaves_unheeded
from service.reading.text.word_lists import said_of, words
from service.reading.values.kinds import Clock, Day, Value

# Chosen on sets of replies while they were unseen; docs/reading.md tells what each brings.
LEAST_PROBABLE = 0.3  # of nothing, or of what is never settled
HARDLY_PROBABLE = 0.15  # of anything else, however it is trusted
LEAST_TRUST = 0.6  # of what the grammar is certain of
_MOST_VALUES = 40  # twenty days with their hours; to weigh hundreds takes too long
_PLAIN = 4  # words beside values, all of them known
ENOUGH_TRUST = 0.87
ENOUGH_PROBABLE = 0.95  # by the opinion alone, of an answer without values
ENOUGH_FOR_BOTH = 0.85  # where the grammar read the same, and it is none that binds
_BINDS_NOBODY = {"declined", "tentative", "not_held", "cancelled"}
ENOUGH_FOR_NOTHING = 0.9  # where the grammar finds nothing either: "just so, thanks" to an echo
_ASKED = {
    "invitation", "attendance", "times", "preparation", "expense", "agreement", "echo",
    "announcement", "none", "proposal", "seat_check",
}  # fmt: skip
_OPEN_TO_A_TIME = {"accepted", "cancelled", "preparation"}  # "I'll come, but at six"
_AGAINST_COMING = {"cancel", "condition"}
_OF_A_COMING_MEETING = {"accepted", "declined", "tentative", "cancelled"}


def weighed(verdict: Verdict, case: Case) -> Verdict:
    """Return a verdict that the grammar and the learnt models can both stand by.

    A certain one is asked back where such readings have been wrong too often. What is uncertain, or
    was so asked back, is settled by the reading that is trusted most, the grammar's or another. A
    seat is lost by nothing that is only likely.
    """
    if case.context.asked not in _ASKED or not case.clauses:
        return verdict
    if _moves_nothing(verdict, case):
        return _ruled(verdict, "moved to its own start", certain=False)
    if verdict.certain and leaves_unheeded(verdict, case):
        return _ruled(verdict, "passes over a value", certain=False)
    if verdict.certain and _is_plainly_said(case):
        return verdict
    if len(_values(case)) > _MOST_VALUES:
        return _ruled(verdict, "more values than in any answer", certain=False)
    heard = heard_in(case)
    if verdict.certain and _stands(verdict, case, heard):
        return verdict
    doubted = _ruled(verdict, "improbable", certain=False) if verdict.certain else verdict
    if case.context.asked == "seat_check" or stands_against(verdict, case) or _says_both(case):
        return doubted
    return _settled(verdict, case, heard) or doubted


def _stands(verdict: Verdict, case: Case, heard: Heard) -> bool:
    """Return whether what the grammar is certain of is trusted enough, too."""
    kinds = {one.kind for one in verdict.findings}
    share = share_of(kinds, heard.shares)
    if not kinds or kinds & NEVER_SETTLED:
        return share >= LEAST_PROBABLE
    trusted = trust_in(verdict.findings, case, heard, verdict) >= LEAST_TRUST
    return trusted and share >= HARDLY_PROBABLE


def _settled(verdict: Verdict, case: Case, heard: Heard) -> Verdict | None:
    """Return what is trusted most, the grammar's reading or another, if that is enough.

    An answer without values may be trusted for its probability alone, where no time could say
    otherwise and nothing is asked.
    """
    text = case.text.lower()
    if any(said in text for said in words("rules")["never_likely"]):
        return None
    alone = not (_is_timed(case) or "?" in case.text)
    if alone and not verdict.findings and heard.shares[NOTHING] >= ENOUGH_FOR_NOTHING:
        return Verdict()
    trust, best = 0.0, verdict
    for findings in candidates(verdict.findings, case, heard):
        own = findings is verdict.findings
        if not (_heeds_all(findings, verdict, case) if own else _may_stand(findings, case)):
            continue
        sure = alone and _is_probable(findings, heard, own)
        this = 1.0 if sure else trust_in(findings, case, heard, verdict)
        if this > trust:
            trust, best = this, Verdict(tuple(findings))
            best = _ruled(best, "trusted", certain=True) if own else best
    return best if trust >= ENOUGH_TRUST else None


def _is_probable(findings: Findings, heard: Heard, own: bool) -> bool:
    """Return whether a reading is one answer without values that the opinion is sure of."""
    kinds = {one.kind for one in findings}
    if len(findings) != 1 or not kinds <= set(WITHOUT_VALUES):
        return False
    both = own and kinds <= _BINDS_NOBODY and not heard.roles
    enough = ENOUGH_FOR_BOTH if both else ENOUGH_PROBABLE
    return heard.shares.get(findings[0].kind, 0.0) >= enough


def _heeds_all(findings: Findings, verdict: Verdict, case: Case) -> bool:
    """Return whether what the grammar read leaves nothing open that it should rest on."""
    if _is_on_a_day_not_said(verdict, case) or leaves_unheeded(verdict, case):
        return False
    accepted = any(one.kind == "accepted" for one in findings)
    hangs = accepted and (_hangs(case) or _comes_at_another_hour(case))
    return not (hangs or (_is_timed(case) and _moves_to_no_time(verdict)))


def _comes_at_another_hour(case: Case) -> bool:
    """ "Tulen mielelläni klo 18!", of a meeting at 17, and not because of being late."""
    own = case.calendar.meeting
    coming = [one for one in case.clauses if one.means & YES and "late" not in one.means]
    hours = [(hour.hour, hour.minute) for one in coming for hour in one.of(Clock)]
    return own is not None and any(hour != (own.hour, own.minute) for hour in hours)


def _may_stand(findings: Findings, case: Case) -> bool:
    """Return whether nothing in the text is against an answer that the grammar did not read."""
    verdict = Verdict(tuple(findings))
    if leaves_unheeded(verdict, case) or _moves_nothing(verdict, case):
        return False
    if _is_timed(case) and _moves_to_no_time(verdict):
        return False
    return not any(_is_open_still(one, findings, case) for one in findings)


def _says_both(case: Case) -> bool:
    """ "Yes – no – sorry, that was another": one word each, and the other way the next."""
    bare = [one.means & {"yes", "no"} if len(one.items) == 1 else set() for one in case.clauses]
    asks = any(one.asks and "question" in one.means for one in case.clauses)
    return asks or any(one and two and one != two for one, two in pairwise(bare))


def _is_open_still(answer: Finding, findings: Findings, case: Case) -> bool:
    """Something stands in the text that the answer does not heed."""
    if answer.kind == "accepted" and (
        case.means & _AGAINST_COMING
        or {"maybe", "doubt"} <= case.clauses[-1].means  # "eli en tiedä"
        or stands_against(Verdict((answer,)), case)
    ):
        return True
    later = answer.kind in _OF_A_COMING_MEETING and _is_over(case)
    timed = _is_timed(case) and not any(one.to or one.times for one in findings)
    return later or (answer.kind in _OPEN_TO_A_TIME and timed)


def _hangs(case: Case) -> bool:
    """ "Kyllä, ellei juna ole myöhässä": an if right after the yes; "kunhan" is none."""
    following = [two for one, two in pairwise(case.clauses) if one.means & YES and not one.ends]
    ifs = said_of("rules", "hangs_on")
    return any("condition" in one.means and one.said[0] in ifs for one in following)


def _is_over(case: Case) -> bool:
    """What we understood of a meeting that has begun, or whether it was held, is asked."""
    meeting, asked = case.context.meeting, case.context.asked in ("attendance", "echo")
    return asked and meeting is not None and meeting.starts_at <= case.context.received_at


def _is_timed(case: Case) -> bool:
    """Some time stands in the text that may be another than the meeting's."""
    timed = any(_tells_a_time(value, case) for value in _values(case))
    return timed or any(map(bounds_an_unread_hour, case.clauses))


def _is_plainly_said(case: Case) -> bool:
    """ "Jag deltar inte": the grammar knows every word, and bags of words are weak on a not."""
    words = (item for clause in case.clauses for item in clause.items if item.value is None)
    return not case.unknown and sum(1 for _ in words) <= _PLAIN


def _moves_to_no_time(verdict: Verdict) -> bool:
    """A move to a day still open, where a day or an hour was said all the same."""
    return any(one.kind == "moved" and one.to is None for one in verdict.findings)


def _moves_nothing(verdict: Verdict, case: Case) -> bool:
    """A meeting moved to where it stands: the new day or hour was said, and not read."""
    meeting = case.context.meeting
    return meeting is not None and any(one.to == meeting.starts_at for one in verdict.findings)


def _is_on_a_day_not_said(verdict: Verdict, case: Case) -> bool:
    """ "Mitenkä ois keskiviikko kuuestoista, klo 8.30" is on no Tuesday, if only 8.30 was read."""
    weekdays = {value.weekday for value in _values(case) if isinstance(value, Day)} - {None}
    found = {one.to.weekday() for one in verdict.findings if one.to}
    return bool(weekdays) and not found <= weekdays


def _ruled(verdict: Verdict, why: str, certain: bool) -> Verdict:
    """Return a verdict whose findings tell, beside their rules, what the opinion made of them."""
    findings = (replace(one, rule=f"{one.rule}, {why}") for one in verdict.findings)
    return Verdict(tuple(findings), certain)


def _values(case: Case) -> list[Value]:
    return [value for clause in case.clauses for value in clause.values]


def _tells_a_time(value: Value, case: Case) -> bool:
    """A clock or a date could be another than the meeting's; its own weekday is no news."""
    if not isinstance(value, Day):
        return isinstance(value, Clock)
    planned = case.calendar.meeting_day
    own = planned.weekday() if planned else None
    return value.day is not None or value.weekday not in (None, own)
