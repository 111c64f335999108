"""Whom of a team we had wrong: "Anna oli kyllä paikalla! Elias se oli joka puuttui"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.domain.readings import Finding
from service.reading.clauses.acts import Act
from service.reading.clauses.clauses import Clause
from service.reading.clauses.names import named
from service.reading.clauses.verdicts import Case, Verdict, is_plain
from service.reading.past.phrases import Phrase, phrases_of
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Length

_AGREES = {"confirm", "yes", "ok"}
_WRONG = {"undo", "no"}
_OTHER = {"question", "maybe", "next", "cancel", "move_told", "old", "cannot", "topic"}
_OPEN = {"none", "stranger", "unknown", "mentor", "few", "only"}


@dataclass(slots=True)
class _Told:
    """Who came after all, as told: by name, or all of them; and the clauses that tell it."""

    there: set[str]
    gone: set[str]
    whole: bool
    places: set[int]


def put_in_place(case: Case) -> Verdict | None:
    """Return that we were wrong, and who was missing; None where that is not plainly told."""
    if not case.context.people or any(one.asks or one.means & _OTHER for one in case.clauses):
        return None
    told = _told(case)
    if told is None or any(case.clauses[at].values for at in told.places):
        return None
    rest = [one for at, one in enumerate(case.clauses) if at not in told.places]
    if _agrees_outright(rest) or any(not one.only(Length) for one in rest if one.values):
        return None
    lengths = [value.minutes for one in rest for value in one.of(Length)]
    sure = bool(told.gone or told.there) or any(one.means & _WRONG for one in rest)
    sure = sure or "undo" in case.means  # "all three were there actually"
    plain = is_plain([one for one in rest if not one.means & (_WRONG | _AGREES)])
    if not (sure and plain) or len(lengths) > 1:
        return None
    words = case.evidence(Act("undo", list(case.clauses)))
    missing = tuple(name for name in case.context.people if name in told.gone)
    held = Finding("held", words, "corrected", missing=missing, minutes=next(iter(lengths), None))
    return Verdict((Finding("undo", words, "undo"), held), True)


def _told(case: Case) -> _Told | None:
    """Return who came, as it is put right; None where somebody's place is open."""
    people = case.context.people or ()
    ours = {at for at in range(len(case.clauses)) if _is_of_what_we_wrote(case.clauses, at)}
    nots = {at for at, one in enumerate(case.clauses) if _is_contrast(one, people)} - ours
    left = [at for at in range(len(case.clauses)) if at not in ours | nots]
    told = phrases_of(replace(case, clauses=[case.clauses[at] for at in left]))
    instead = _put_instead(case, nots)
    phrases = [one for one in told if not (one.who & instead or _is_beside(one, case, left))]
    gone = {name for one in phrases if one.there is False for name in one.who} | instead
    there = {name for one in phrases if one.there for name in one.who}
    open_still = any(one.kinds & _OPEN or (one.who and one.there is None) for one in phrases)
    whole = any("all" in one.kinds and one.there is not False for one in phrases)
    if there & gone or open_still or not (gone or whole) or _counts_otherwise(phrases, gone):
        return None
    places = {left[at] for one in phrases for at in one.places} | ours | nots
    return _Told(there, gone, whole, places)


def _is_beside(phrase: Phrase, case: Case, left: Sequence[int]) -> bool:
    """ "They", "kaikki oikein", and the Sami of "Elias puuttui eikä Sami": of nobody's place."""
    clauses = [case.clauses[left[at]] for at in phrase.places]
    agrees = any(one.means & _AGREES for one in clauses) and not phrase.who
    denied = phrase.who and any("eikä" in one.words for one in clauses)
    return phrase.there is None and bool(agrees or denied or phrase.kinds == {"they"})


def _is_of_what_we_wrote(clauses: Sequence[Clause], at: int) -> bool:
    """ "You've got Sami down", "as absent", "Sami ska inte stå som frånvarande"."""
    said = clauses[at].words
    of_a_list = bool(said & said_of("teams", "put_down")) or "wrote" in clauses[at].means
    of_a_list = of_a_list or clauses[at].said[0] in ("you", "ni", "te")
    return of_a_list or (clauses[at].said[0] in ("as", "som") and len(clauses[at].items) == 2)


def _is_contrast(clause: Clause, people: Sequence[str]) -> bool:
    """ "Not Sami", "det var inte Anna", "ei Elias puuttunut": of these we were wrong."""
    names = len(named(clause, people))
    beside = said_of("teams", "beside_a_not")
    bare = sum(word not in beside for word in clause.said) == names
    opens = bool(named(replace(clause, items=clause.items[:1]), people))  # "Elias was not"
    denied = bool(clause.words & said_of("teams", "word_not"))
    return bool(names) and bare and denied and not opens


def _put_instead(case: Case, nots: set[int]) -> set[str]:
    """ "Ei Elias puuttunut vaan Sami"."""
    people = case.context.people or ()
    following = [case.clauses[at + 1] for at in nots if at + 1 < len(case.clauses)]
    turned = [one for one in following if one.turn == "instead" and len(one.items) == 2]
    return {name for one in turned for name in named(one, people)}


def _counts_otherwise(phrases: Sequence[Phrase], gone: set[str]) -> bool:
    """ "Two were missing, one of them Sami"."""
    counts = {one.count for one in phrases if one.count and "all" not in one.kinds}
    return bool(counts - {len(gone)})


def _agrees_outright(clauses: Sequence[Clause]) -> bool:
    """ "Oikein", "that's right"; "otherwise right" and "almost right" are no agreement."""
    if any(one.means & _WRONG or one.turn == "but" for one in clauses):
        return False
    agreeing = [one for one in clauses if one.means & _AGREES and "doubt" not in one.means]
    return any(not one.words & said_of("teams", "otherwise") for one in agreeing)
