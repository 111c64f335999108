"""The writer of a team's reply, who was not there: "nukuin pommiin, muut olivat siellä"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.reading.clauses.clauses import Clause
from service.reading.clauses.names import named
from service.reading.clauses.verdicts import Case
from service.reading.past.persons import kind_at, writer_among
from service.reading.past.phrases import Phrase
from service.reading.text.word_lists import said_of

_AWAY = {"self_absent", "absent", "cannot", "not_held"}
_BESIDE = {"other_cost", "limit", "travel"}
_COULD = {"hann", "kunde", "kerennyt", "couldn't", "couldnt"}
_I_CAME = {"tulin", "pääsin", "ehdin", "kävin", "olin", "var", "was"}
_OF_OTHERS = {"name", "rest", "all", "none", "they"}


def with_writer_away(case: Case, phrases: Sequence[Phrase]) -> list[Phrase]:
    """Return the phrases, the writer told to be missing where the rest are told to have met.

    "They" are the rest then, and what keeps the writer away is not what keeps the meeting.
    """
    me = writer_among(case)
    others = [one for one in phrases if one.there and one.kinds & {"rest", "they"}]
    named_all = {name for one in phrases if one.there for name in one.who | {me or ""}}
    told_of_all = bool(others) or named_all == {*(case.context.people or ())}
    if me is None or not told_of_all or any(one.there and me in one.who for one in phrases):
        return list(phrases)
    after_all = {at for at, one in enumerate(case.clauses) if at and _came_after_all(one, case)}
    phrases = [
        replace(one, there=True)
        if one.who == {me} and one.there is False and one.places[-1] + 1 in after_all
        else one
        for one in phrases
    ]
    told = [_gone(one, case) if one.who == {me} and one.there is None else one for one in phrases]
    seen = {place for one in told for place in one.places}
    told += [
        Phrase({me}, there=False, places=[at])
        for at, one in enumerate(case.clauses)
        if at not in seen and at + 1 not in after_all and _is_of_oneself(one, case)
    ]
    away = any(one.who == {me} and one.there is False for one in told)
    return [replace(one, kinds={"rest"}) if away and one.kinds == {"they"} else one for one in told]


def _gone(phrase: Phrase, case: Case) -> Phrase:
    """ "Mä missasin tän", "jag hann inte"."""
    clauses = [case.clauses[place] for place in phrase.places]
    kept = any(one.means & _AWAY and not is_of_something_else(one) for one in clauses)
    return replace(phrase, there=False) if kept else phrase


def _is_of_oneself(clause: Clause, case: Case) -> bool:
    """ "Försov mig", "kom aldrig iväg", "wasn't there myself": nobody else is named."""
    kinds = {kind_at(clause, at, case) for at in range(len(clause.items))}
    we = clause.words & said_of("teams", "we_all") or named(clause, case.context.people or ())
    away = bool(clause.means & _AWAY) and not is_of_something_else(clause)
    return away and not (kinds & _OF_OTHERS or we or clause.asks)


def is_of_something_else(clause: Clause) -> bool:
    """ "Jag hann inte fika innan", "mä en ehtinyt syödä", "I missed the bus"."""
    beside = said_of("teams", "between_not") | said_of("teams", "word_not")
    said = [word for word in clause.said if word not in beside]
    could = said_of("teams", "after_not_weak") | _COULD
    did = any(a in could and b in clause.unknown for a, b in pairwise(said))
    return did or bool(clause.means & _BESIDE)


def _came_after_all(clause: Clause, case: Case) -> bool:
    """ "But came", "men kom ändå", "mutta tulin": the writer, as nobody else is named."""
    kinds = {kind_at(clause, at, case) for at in range(len(clause.items))}
    came = clause.words & (said_of("teams", "there") | _I_CAME) and not clause.negated
    return clause.turn == "but" and bool(came) and not kinds & _OF_OTHERS
