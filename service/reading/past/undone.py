"""What somebody of a team had not done: "Sami ei ollut tehnyt tehtäviä" tells of no absence."""

from collections.abc import Sequence

from service.reading.clauses.clauses import Clause
from service.reading.clauses.names import named
from service.reading.clauses.verdicts import Case
from service.reading.text.word_lists import said_of, stems_of


def without_undone_work(case: Case) -> Sequence[Clause]:
    """Return the clauses of a team's reply but those that tell of work for the next time."""
    people = case.context.people or ()
    left = [one for one in case.clauses if not _is_of_work(one, people)]
    return left if people and left else case.clauses


def _is_of_work(clause: Clause, people: Sequence[str]) -> bool:
    """ "Sami hade inte gjort uppgiften", "only Anna had done the homework"."""
    said = clause.words
    whom = bool(named(clause, people) or said & said_of("teams", "word_none"))
    some = clause.negated or bool(said & (said_of("teams", "word_only") | _DENIED))
    does = any(word.startswith(stems_of("teams", "undone_stems")) for word in clause.said)
    came = bool(said & (_COMING | said_of("teams", "excused") | said_of("teams", "missing")))
    came = came or any(word.startswith(stems_of("teams", "notice_stems")) for word in said)
    return whom and some and does and not (came or clause.values or clause.asks)


_DENIED = said_of("teams", "word_not") | said_of("teams", "word_none")
_COMING = said_of("teams", "there") | said_of("teams", "after_not")
_COMING -= said_of("teams", "after_not_weak") | {"på", "med"}
