"""Who is told of, and whether they were there: "muut oli, mä en", "två av tre, Sami låg sjuk"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from service.reading.clauses.clauses import Clause
from service.reading.clauses.names import named
from service.reading.clauses.sayings import Item
from service.reading.clauses.verdicts import Case
from service.reading.past.counts import number_in
from service.reading.past.parts import Part, parts_in
from service.reading.past.persons import LEFT_OUT, THAN, kind_of, writer_among
from service.reading.past.standing import was_there
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Clock

_OTHER_MATTERS = {"next", "condition", "question", "retract", "undo", "topic", "hearsay"}
_HEADING = 3  # items before the names: "paikalla oltiin", "det var bara"
_NO_ONE = {"ei", "kukaan", "ketään", "no", "one", "-"}
_SOLE = {"ainut", "ainoa", "ainoana", "enda", "only"}
_MOST_WORDS = 300  # whoever calls a team over needs fewer, and each is looked at with all others
_NAMES = {"name", "and", "me", "none", "all"}


@dataclass(slots=True)
class Phrase:
    """Of whom something is told, and whether they were there; None where that is not clear."""

    who: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)  # "rest", "all", "only", "excepted", ...
    there: bool | None = None
    count: int = 0
    bare: bool = False  # nothing but names
    places: list[int] = field(default_factory=list)  # the clauses that it stands in


def phrases_of(case: Case) -> list[Phrase]:
    """Return what is told of the people of a team, one after the other."""
    phrases: list[Phrase] = []
    if sum(len(one.items) for one in case.clauses) > _MOST_WORDS:
        return phrases
    for places in _joined(case):
        clauses = [case.clauses[place] for place in places]
        if any(_is_apart(one) or is_to_come(one) or is_of_another_time(one) for one in clauses):
            phrases += [one for one in [_after_all_not(case, places)] if one.who]
            continue
        whole = replace(
            clauses[0],
            items=[item for one in clauses for item in one.items],
            means={one for clause in clauses for one in clause.means},
        )
        for one in _phrases_in(whole, case):
            if one.bare and _is_struck(case, clauses[-1]):
                one = replace(one, there=False)
            elif one.bare and one.there is None:
                one = _as_listed(one, phrases[-1:], opens=whole.opens)
            if one.who and _is_likewise(whole, case):
                one = replace(one, there=phrases[-1].there if phrases else None)
            phrases.append(replace(one, places=places))
    signed = phrases and phrases[-1].bare and phrases[-1].who == {writer_among(case)}
    return phrases[:-1] if signed and phrases[-1].places[-1] == len(case.clauses) - 1 else phrases


def _is_likewise(clause: Clause, case: Case) -> bool:
    """ "Inte heller Elias", "samoin Sami", "and neither did Anna": as the last, and no more."""
    told = [item for item in clause.items if not kind_of(item, clause, case)]
    beside = said_of("teams", "likewise") | said_of("teams", "beside_likewise")
    plain = all(item.value is None and item.text in beside for item in told)
    return plain and bool(clause.words & said_of("teams", "likewise"))


def _after_all_not(case: Case, places: Sequence[int]) -> Phrase:
    """ "Sami was supposed to come but didn't": of whom it was thought otherwise."""
    people, at = case.context.people or (), places[-1] + 1
    following = case.clauses[at] if at < len(case.clauses) else None
    if following is None or following.turn != "but" or named(following, people):
        return Phrase()
    told = [word for word in following.said if word not in said_of("teams", "before_others")]
    away = was_there(told, following) is False
    who = {name for place in places for name in named(case.clauses[place], people)}
    return Phrase(who if away else set(), there=False, places=[*places, at])


def _is_struck(case: Case, last: Clause) -> bool:
    """ "Anna: läsnä, Sami: -"."""
    end = last.items[-1].end
    return re.match(r"\s*[:=]?\s*[-–—✗❌](?!\w)\s*(?:[,;.\n]|$)", case.text[end:]) is not None


def is_of_another_time(clause: Clause) -> bool:
    """ "Viimeks Oliver puuttu", "we thought he couldn't come": not of how this meeting was."""
    return bool(clause.words & said_of("teams", "supposed")) or is_of_last_time(clause)


def is_of_last_time(clause: Clause) -> bool:
    """ "Last time Sami was away"."""
    said = f" {' '.join(clause.said)} "
    return any(f" {time} " in said for time in said_of("teams", "another_time"))


def is_to_come(clause: Clause) -> bool:
    """ "Ensi kerralla Vili ei pääse", "he can't make the next one"."""
    said = f" {' '.join(clause.said)} "
    return any(f" {time} " in said for time in said_of("teams", "time_to_come"))


def _is_apart(clause: Clause) -> bool:
    """Asked, of another matter, or of nearly all of them."""
    other = clause.means & _OTHER_MATTERS
    beside = said_of("teams", "word_only") | said_of("teams", "otherwise")
    other -= {"condition"} if clause.words & beside else set()
    return clause.asks or bool(other) or bool(clause.words & said_of("teams", "nearly"))


def _as_listed(phrase: Phrase, before: Sequence[Phrase], opens: bool) -> Phrase:
    """ "Elias och jag.", "kaks meist puuttu, mä ja Rami", "bara Elias, Sami och jag"."""
    counted = any(one.count == len(phrase.who) and not one.who for one in before)
    if opens or counted or any(one.there for one in before):
        there = before[0].there if counted else True
        only = phrase.kinds | {one for last in before for one in last.kinds & {"only"}}
        return replace(phrase, there=there, kinds=phrase.kinds if opens else only)
    return phrase


def _joined(case: Case) -> Iterator[list[int]]:
    """Return the places of clauses that are one phrase: "läsnä: Anna, Elias", "Anna: here"."""
    row: list[int] = []
    for place, clause in enumerate(case.clauses):
        than = clause.said[0] in THAN and row and case.clauses[row[-1]].said[-1] == "muu"
        than = than or (row and _is_who(case.clauses[row[-1]], clause))
        than = than or (row and _leaves_out(case.clauses[row[-1]], clause, case))
        going = row and not case.clauses[row[-1]].ends and (than or not clause.turn)
        if going and (than or _goes_on([case.clauses[one] for one in row], clause, case)):
            row.append(place)
            continue
        if row:
            yield row
        row = [place]
    if row:
        yield row


def _is_who(before: Clause, clause: Clause) -> bool:
    """ "Elias se oli, joka puuttui", "Sami oli ainoa, joka tuli"."""
    return clause.said[0] in ("joka", "jotka") and before.said[-1] in said_of("teams", "was_who")


def _leaves_out(before: Clause, clause: Clause, case: Case) -> bool:
    """ "Everybody was there but Sami": all but those, with nothing more told of them."""
    whole = "all" in {kind_of(item, before, case) for item in before.items}
    opening = 2 if clause.said[1:2] == ["for"] else 1
    names = {kind_of(item, clause, case) for item in clause.items[opening:]}
    bare = "name" in names and names <= {"name", "and", "me"}
    return clause.language == "en" and clause.said[0] == "but" and whole and bare


def _goes_on(row: Sequence[Clause], clause: Clause, case: Case) -> bool:
    """Whether a clause goes on with names that were begun, or stands below their heading."""
    told = [(item.text, kind_of(item, one, case)) for one in row for item in one.items]
    kinds = [kind for _, kind in told]
    following = {kind_of(item, clause, case) for item in clause.items}
    names = following <= _NAMES or clause.words <= _NO_ONE
    if {*kinds} <= {"name", "me"}:
        return names or "name" in following or was_there(clause.said, clause) is not None
    head = [word for word, kind in told if not kind]
    heads = len(head) <= _HEADING and was_there(head, row[0]) is not None and not kinds[0]
    return heads and names and {*kinds} <= {"", "name", "me"}


def _phrases_in(clause: Clause, case: Case) -> Iterator[Phrase]:
    denied = clause.words & (said_of("teams", "word_not") | said_of("teams", "word_none"))
    if denied and len(clause.items) <= _HEADING and clause.words & said_of("teams", "absences"):
        yield Phrase(kinds={"all"}, there=True)  # "ei poissaolijoita"
        return
    parts = parts_in(clause, case)
    nobody = any("none" in one.kinds for one in parts) and any(one.excepted for one in parts)
    for part in _without_the_whole(parts):
        if nobody:
            yield from _nobody_but(part, clause)
        elif "none" in part.kinds:
            yield _of_nobody(part)
        elif _is_left_out(part):
            yield from _left_out(part) if part.who or part is not parts[0] else ()
        else:
            yield from _told_of(part, clause, case, first=part is parts[0])
    yield from _of_strangers(clause, case)
    if not parts or (LEFT_OUT & clause.words and not any(map(_is_left_out, parts))):
        yield from _of_others(clause)


def _without_the_whole(parts: Sequence[Part]) -> list[Part]:
    """ "De andra var där båda två": both of the others."""
    rest = any("rest" in one.kinds for one in parts)
    return [one for one in parts if not (rest and one.kinds == ["all"] and one is parts[-1])]


def _is_left_out(part: Part) -> bool:
    return part.excepted or bool(LEFT_OUT & {*part.after[:1]})


def _nobody_but(part: Part, clause: Clause) -> Iterator[Phrase]:
    """ "Nobody but Sini came", "kukaan muu kuin Venla ei jäänyt pois"."""
    if part.excepted and clause.words & said_of("teams", "missing"):
        yield from _left_out(part)
    elif part.excepted and part.who:
        yield Phrase(part.who, {"only"}, there=True)


def _of_nobody(part: Part) -> Phrase:
    """ "Nobody was missing", "ingen kom", "nobody else", "ingen Elias den här gången"."""
    told = {*part.before, *part.after}
    if part.who:
        return Phrase(part.who, there=False)
    missing = bool(told & (said_of("teams", "missing") | said_of("teams", "excused")))
    if "rest" in part.kinds or told & {"muu", "annan"}:
        return Phrase(kinds={"rest"}, there=missing)
    return Phrase(kinds={"all" if missing else "none"}, there=missing)


def _left_out(part: Part) -> Iterator[Phrase]:
    """ "All but Tunde", "alla utom en"; "everyone but Mei", who is not of the team."""
    count = number_in(part.after[0]) if part.after and not part.who else 0
    kinds = {"excepted"} if part.who or count else {"stranger"}
    yield Phrase(part.who, kinds, there=False, count=count)
    yield Phrase(kinds={"rest"}, there=True)


def _told_of(part: Part, clause: Clause, case: Case, first: bool) -> Iterator[Phrase]:
    """Return what a row of people and the words around it tell."""
    only = said_of("teams", "word_only")
    told = [word for word in (*part.before, *part.after) if word not in only]
    kinds = _kinds_of(part, case, bool(clause.words & said_of("teams", "otherwise")))
    few = {*told} <= said_of("teams", "of_them")
    there = was_there(told, clause)
    there = False if there is None and _is_in_a_place(clause, case) else there
    if few and (kinds & {"all"} or (part.count and not part.who)):
        there = True
    alone = bool(only & {*part.before, *part.after[:1], *part.after[-1:]} or _SOLE & {*part.after})
    if alone and there is False:
        yield Phrase(kinds={"rest"}, there=True)
    elif alone and not ({*told} & said_of("teams", "late") or is_in_part(clause)):
        kinds.add("only")
        there = there or few or None
    bare = first and {*told} <= said_of("teams", "beside_a_list") and bool(part.who)
    if there is not None or not part.implied:
        yield Phrase(part.who, kinds, there, part.count, bare)


def is_in_part(clause: Clause) -> bool:
    """ "Ville only made it for the end", "Nina only came at half past five"."""
    return clause.has(Clock) or bool(clause.words & said_of("teams", "in_part"))


def _is_in_a_place(clause: Clause, case: Case) -> bool:
    """ "Elias oli Saksassa", "Anna was in Oslo", and no more: not "in Oslo with us"."""
    last = [item for item in clause.items if item.value is None][-2:]
    elsewhere = [one for one in case.clauses if one.items != clause.items]
    places = (
        one.text in clause.unknown and _is_name(one, case) and not kind_of(one, clause, case)
        and (before.text in ("i", "in") or one.text.endswith(("ssa", "ssä", "lla", "llä")))
        and not any(word.startswith(one.text[:4]) for other in elsewhere for word in other.said)
        for before, one in pairwise(last)
    )  # fmt: skip
    plain = not clause.words & (said_of("teams", "word_not") | said_of("teams", "there"))
    return plain and bool(clause.words & said_of("teams", "were")) and any(places)


def _kinds_of(part: Part, case: Case, otherwise: bool) -> set[str]:
    """Return what is told beside names: "rest", "all", or a writer whose name is not known."""
    kinds = {*part.kinds} & {"rest", "all", "they"}
    kinds -= {"they"} if part.who or kinds - {"they"} else set()
    kinds -= {"all"} if part.who or "rest" in kinds else set()
    kinds = {"rest"} if kinds == {"all"} and otherwise else kinds
    stranger = case.context.role == "actor" and bool(case.writer) and writer_among(case) is None
    return kinds | ({"unknown"} if stranger and "me" in part.kinds else set())


def _of_others(clause: Clause) -> Iterator[Phrase]:
    """ "Mentori ei tullut", "bara tjejerna kom", "vajaalla porukalla": not told who of the team."""
    if clause.words & {"mentori", "mentorn", "mentor"} and was_there(clause.said, clause) is False:
        yield Phrase(kinds={"mentor"})
    if clause.words & said_of("teams", "short_of"):
        yield Phrase(kinds={"few"})
    said = [word for word in clause.said if word not in ("the", "de")]
    only, groups = said_of("teams", "word_only"), said_of("teams", "groups")
    if LEFT_OUT & clause.words or any(one in only and two in groups for one, two in pairwise(said)):
        yield Phrase(kinds={"stranger"}, there=True)


def _of_strangers(clause: Clause, case: Case) -> Iterator[Phrase]:
    """ "Bara Tobbe kom", "poissa Jonna ja Sami": names that are not of the team."""
    kinds = [kind_of(item, clause, case) for item in clause.items]
    for at, item in enumerate(clause.items):
        strange = item.text in clause.unknown and not kinds[at] and _is_name(item, case)
        joined = kinds[at + 1 : at + 3] == ["and", "name"] or (
            at > 1 and kinds[at - 2 : at] == ["name", "and"]
        )
        if strange and (joined or kinds[max(at - 1, 0) : at] == ["only"]):
            yield Phrase(kinds={"stranger"}, there=None if joined else True)


def _is_name(item: Item, case: Case) -> bool:
    return case.text[item.start : item.start + 1].isupper()
