"""A yes beside a hint that the other of the two may be kept away: it answers for one of them."""

from dataclasses import replace

from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import Case, Verdict
from service.reading.text.word_lists import said_of, stems_of
from service.reading.values.kinds import Day

_FREE = {"come", "suits", "yes", "late", "condition"}
_TO_BOTH = ("invitation", "proposal", "preparation", "none")


def asked_of_the_other(verdict: Verdict, case: Case) -> Verdict:
    """Return a verdict that is not acted on where "opiskelijalla taitaa olla tentti silloin".

    It holds whatever settled the yes: one of two is no meeting.
    """
    accepts = any(one.kind == "accepted" for one in verdict.findings)
    if not (verdict.certain and accepts) or case.context.asked not in _TO_BOTH:
        return verdict
    return replace(verdict, certain=not any(map(_keeps_the_other, case.clauses)))


def _keeps_the_other(clause: Clause) -> bool:
    """What was, as "hän oli kipeä", or a pronoun without a "then" may be of anybody."""
    said = clause.said
    if clause.means & _FREE or said_of("other_side", "past") & set(said):
        return False
    kept = [at for at, word in enumerate(said) if word.startswith(stems_of("other_side", "kept"))]
    whom = [at for at, word in enumerate(said) if word.startswith(stems_of("other_side", "party"))]
    if not whom and (said_of("other_side", "then") & set(said) or _names_a_day(clause)):
        whom = [at for at, word in enumerate(said) if word in said_of("other_side", "pronouns")]
    after = said[whom[0] :] if kept and whom else []
    own = bool(said_of("other_side", "own") & set(after))
    return bool(after) and kept[-1] > whom[0] and not own


def _names_a_day(clause: Clause) -> bool:
    return clause.has(Day)
