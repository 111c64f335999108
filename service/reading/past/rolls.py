"""A team called by name: "Sini ja Jere kävi, Amina ilmotti esteestä"."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from service.reading.clauses.clauses import Clause
from service.reading.clauses.names import named
from service.reading.clauses.verdicts import Case
from service.reading.text.lexicon import number_named
from service.reading.text.word_lists import said_of, words

_WITH = said_of("teams", "with_whom")
_HAD = said_of("teams", "had")
_TALKS = said_of("teams", "talks")
_AND = {"ja", "sekä", "och", "å", "o", "samt", "and", "plus"}
_OF_ALL = {2: "kahdesta", 3: "kolmesta", 4: "neljästä", 5: "viidestä", 6: "kuudesta"}
_ME = {"minä", "mä", "mää", "mie", "meitsi", "itse", "jag", "i", "me"}
_AFTER_THINGS = (["so"], ["and"], ["that"], ["today"], ["yesterday"], ["again"], ["thing"], ["in"])
_WHERE = ("ssa", "ssä", "lla", "llä", "as", "äs", "es", "is", "os", "us")
_GONE = {"absent", "cannot", "no", "not_held"}
_PRESENT = {"present", "held", "was", "come", "everyone"}


@dataclass(slots=True)
class Roll:
    """Who was told to be there and who not, by name, and whether "the rest" were or were not."""

    there: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    others: bool = False
    others_gone: bool = False


def roll_of(clauses: Sequence[Clause], people: Sequence[str]) -> Roll:
    """Return who of a team came, as far as the clauses call them by name."""
    roll = Roll()
    lists = words("teams")
    in_lists = listed(clauses, people)
    for place, clause in enumerate(in_lists):
        said = clause.words
        names = set(named(clause, people))
        if "absent" in clause.means and clause.means & {"held", "everyone"}:
            continue  # "it took place without Emeka"
        late = comes_late(clause)
        away = (is_gone(clause) or (bool(names) and is_kept_away(clause))) and not (
            _is_only_excused(clause) and said & set(lists["there"])
        )
        gone = away and not late
        rest = bool(said & set(lists["others"]))
        # "Anna ja Elias olivat, Sami ei", "muutkin olivat"
        there = late or bool(
            said & set(lists["there"])
            or clause.means & _PRESENT
            or ((names or rest) and clause.said[-1] in lists["were"])
        )
        rest = rest or {"muuten", "kaikki"} <= said or ("muuten" in said and there)
        if rest and there and not gone and (not names or not is_gone(clause)):
            roll.others = True
        if rest and not names and is_away(clause) and not late:
            roll.others_gone = True
        there = there or _sits_with_us(clause, people)
        if names and gone and not came_after_all(in_lists, place, people):
            roll.gone |= names
            roll.there |= names if said & _WITH else set()  # "Veetin kans": which of the two?
        elif names and there and ("only" not in clause.means or late):
            roll.there |= names
    roll.others = roll.others or any(_adds_up(one, roll, people) for one in clauses)
    return _with_those_elsewhere(roll, in_lists, people)


def listed(clauses: Sequence[Clause], people: Sequence[str]) -> list[Clause]:
    """Return "paikalla Aino, Oskari ja Mira", cut at its comma, as one clause again."""
    joined: list[Clause] = []
    for clause in clauses:
        before = joined[-1] if joined else None
        bare = before is not None and not before.ends and not clause.values and not clause.turn
        goes_on = _is_of_names(clause, people) or (before and _goes_on(before, people))
        goes_on = goes_on or (
            before
            and "only" in before.means
            and clause.words <= _AND | _ME | said_of("rules", "the_other")
        )
        if before and bare and goes_on:
            means = before.means | clause.means
            items = [*before.items, *clause.items]
            joined[-1] = replace(clause, items=items, means=means, opens=before.opens)
        else:
            joined.append(clause)
    return joined


def with_excepted(case: Case) -> list[Clause]:
    """ "Everybody came but Sami": the one who is named after a bare "but" did not."""
    told = list(case.clauses[:1])
    for before, clause in pairwise(case.clauses):
        names = named(clause, case.context.people or ())
        bare = bool(names) and len({*clause.unknown} - {"for"}) == len(names)
        bare = bare and clause.turn == "but" and not clause.values
        whole = "everyone" in before.means or bool(before.words & said_of("teams", "everybody"))
        if bare and whole and not before.ends and clause.language == "en":
            items = [*before.items, *clause.items]
            means = before.means - {"held"} | {"absent", "everyone"}
            told[-1] = replace(before, items=items, means=means, ends=clause.ends)
        else:
            told.append(clause)
    return told


def with_ones_own_calling_off(case: Case) -> list[Clause]:
    """ "Anna perui, muut tulivat": one of the team called off for oneself, and no more is said."""
    people = case.context.people or ()
    return [
        replace(one, means=one.means - {"cancel", "not_held"} | {"absent"})
        if "cancel" in one.means and len(named(one, people)) == len(one.unknown) > 0
        else one
        for one in case.clauses
    ]


def _adds_up(clause: Clause, roll: Roll, people: Sequence[str]) -> bool:
    """ "Kolme neljästä pääsi, Väinö oli kutsunnoissa": the fourth is named."""
    said = clause.said
    here = next((count for count in map(number_named, said) if count), 0)
    whole = _OF_ALL.get(len(people), "") in said
    return whole and bool(roll.gone) and here + len(roll.gone) == len(people)


def _goes_on(clause: Clause, people: Sequence[str]) -> bool:
    """The "Aino" of "Aino, Oskari ja Mira tulivat"; "Aino ja minä" is a whole."""
    whole = any(item.text in _AND for item in clause.items)
    return _is_of_names(clause, people) and not whole


def _is_of_names(clause: Clause, people: Sequence[str]) -> bool:
    """Nothing but names: "Oskari ja Mira"."""
    names = [
        item for item in clause.items if item.text not in _AND | _ME | said_of("rules", "the_other")
    ]
    count = len(named(clause, people))
    return bool(count) and len(names) == count and not clause.means - {"harmless"}


def _sits_with_us(clause: Clause, people: Sequence[str]) -> bool:
    """ "Minh and Aino yesterday", "so it was Minh and Aino with me": names, a day or a length."""
    beside = said_of("teams", "beside_names") | _AND | _ME
    told = [item for item in clause.items if item.value is None and item.text not in beside]
    count = len(named(clause, people))
    plain = clause.means <= {"harmless", "confirm"} and not (clause.asks or clause.negated)
    return bool(count) and len(told) == count and plain


def is_gone(clause: Clause) -> bool:
    """Return whether those named in a clause were not there."""
    said = clause.words
    denied = clause.negated or bool(clause.means & _GONE)
    excused = bool(said & said_of("teams", "excused"))
    return (denied or excused) and not clause.means & {"held", "everyone"}


def is_kept_away(clause: Clause) -> bool:
    """ "Anna had a retake", "Elias was at work": what kept those away who are named first."""
    said = clause.said
    verbs = [at for at, word in enumerate(said[:5]) if word in _HAD]
    if clause.language != "en" or not verbs or clause.means & {"held", "everyone", "present"}:
        return False
    lists, rest = words("teams"), said[verbs[0] + 1 :]
    there = bool({*said} & {*lists["there"], *lists["late"], *_TALKS})
    things = [at for at, word in enumerate(rest[:4]) if word in lists["kept_by"]]
    ends = [at for at in things if rest[at + 1 : at + 2] in ([], *_AFTER_THINGS)]
    return bool(ends) and not there and not clause.asks


def _with_those_elsewhere(roll: Roll, clauses: Sequence[Clause], people: Sequence[str]) -> Roll:
    """Where some are told to have come, those who are told to have been elsewhere did not."""
    if not (roll.there or roll.others):
        return roll
    elsewhere = {
        name
        for place, one in enumerate(clauses)
        if _is_elsewhere(one) and not came_after_all(clauses, place, people)
        for name in named(one, people)
    }
    return replace(roll, gone=roll.gone | (elsewhere - roll.there))


def _is_elsewhere(clause: Clause) -> bool:
    """ "Aaro oli pääsykokeessa", "Aino was in Vaasa with her grandmother": not there."""
    said = clause.said
    verb = next(
        (at for at, word in enumerate(said[:4]) if word in said_of("teams", "were") | {"on"}), None
    )
    if verb is None or clause.negated or clause.asks or clause.means - {"harmless", "but"}:
        return False
    rest, there = said[verb + 1 :], said_of("teams", "there") | said_of("teams", "late")
    where = [word for word in rest if clause.language == "fi" and word.endswith(_WHERE)]
    # "In a good mood" and "in great form" tell how somebody was.
    english = clause.language == "en" and rest[:1] == ["in"]
    where += rest[1:2] if english and not {*rest} & said_of("teams", "in_state") else []
    return bool({*where} & {*clause.unknown}) and not {*said} & (there | {"us", "me", "we"})


def comes_late(clause: Clause) -> bool:
    """ "Benjamin kom en kvart sent": there, though not from the start."""
    swedish = clause.language == "sv" and {"late", "present"} <= clause.means
    return bool(clause.words & said_of("teams", "late")) or (swedish and not clause.negated)


def is_away(clause: Clause) -> bool:
    """ "The boys were both ill" and "de andra var sjuka" too, though they count them all."""
    excused = clause.words & said_of("teams", "excused")
    return is_gone(clause) or (bool(excused) and not clause.means & {"held", "present"})


def _is_only_excused(clause: Clause) -> bool:
    """ "Sami oli reissussa ja liittyi etänä"."""
    return not clause.negated and not clause.means & _GONE


def came_after_all(clauses: Sequence[Clause], place: int, people: Sequence[str]) -> bool:
    """ "Hamza couldn't come at five, but turned up later"."""
    following = clauses[place + 1] if place + 1 < len(clauses) else None
    if following is None or is_gone(following):
        return False
    if following.turn not in ("but", "reason") and not following.said[0].startswith("jo"):
        return False  # "mutta tuli silti", "josta liittyi etänä"
    if named(following, people) or said_of("teams", "others") & following.words:
        return False  # "mutta muut tulivat"
    came = said_of("teams", "there") | said_of("teams", "turned_up")
    return bool(following.words & came)
