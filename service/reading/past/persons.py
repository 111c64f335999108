"""Whom a word stands for in a team: one of its names, the writer, the rest, all, or nobody."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache

from service.reading.clauses.clauses import Clause
from service.reading.clauses.names import named, owns
from service.reading.clauses.sayings import Item
from service.reading.clauses.verdicts import Case
from service.reading.text.word_lists import said_of, words

LEFT_OUT = {"lukuun", "lukuunottamatta"}
THAN = {"kuin", "ku", "än", "than", "but", "bar", "minus"}  # after "all", "none" or the like
_PRESENT = {
    "was", "were", "came", "there", "present", "here", "in", "us", "of", "them", "made", "it",
    "turned", "showed", "up", "attended", "joined",
}  # fmt: skip
_LISTS = ("and", "rest", "all", "none", "except", "only", "they")
_KEPT = said_of("teams", "excused") | said_of("teams", "missing") | said_of("teams", "word_not")
_OF_THE_TEAM = said_of("teams", "of_them") | said_of("teams", "team_nouns") | {"students"}
_TOLD = 20  # words of what somebody said
_ACCORDING = (["enligt"], ["to"])


def writer_among(case: Case) -> str | None:
    """Return the first name of the writer, by From or by the signature, where it is of the team."""
    told = [*case.writer.lower().split(), *signed_by(case.text)]
    return next((name for name in case.context.people or () if name.lower() in told), None)


@lru_cache(maxsize=64)
def signed_by(text: str) -> list[str]:
    """Return the name that closes a text: "Mvh Tuva", "/Tuva", "Tuva" on a line of its own."""
    signed = _signatures().search(text.lower().rstrip(" .!\n"))
    return [signed[1]] if signed else []


@cache
def _signatures() -> re.Pattern[str]:
    closings = "|".join(map(re.escape, words("mail")["closings"]))
    closed = rf"(?:[^\w\s]|\n)\s*(?:{closings})[\s,.:!]+"
    alone = r"[.!?)]\s*\n\s*|[.!?)\n]\s*[/–-]\s?|\s/\s?"
    return re.compile(rf"(?:{closed}|{alone})([^\W\d_]+(?:-[^\W\d_]+)?)$")


def kind_of(item: Item, clause: Clause, case: Case) -> str:
    """Return what a word is: somebody of the team, the writer, the rest, all, or none of these."""
    word = item.text
    if item.value is not None:
        return ""
    if word in said_of("teams", "team_nouns"):
        first = clause.items[0] is item
        whole = bool(clause.words & said_of("teams", "whole"))
        return "all" if whole else "rest" if first else ""
    if word == "ja" and clause.language != "fi":
        return ""  # a yes
    if word in said_of("teams", f"me_{clause.language}"):
        return "me"
    if named(replace(clause, items=[item]), case.context.people or ()):
        return "name"
    return next((one for one in _LISTS if word in said_of("teams", f"word_{one}")), "")


def kind_at(clause: Clause, at: int, case: Case) -> str:
    """Return what a word is where it stands."""
    item, said = clause.items[at], clause.said
    word = item.text
    kind = kind_of(item, clause, case)
    following = kind_of(clause.items[at + 1], clause, case) if at + 1 < len(said) else ""
    before = kind_of(clause.items[at - 1], clause, case) if at else ""
    if word == "ja" and clause.language == "sv" and "and" in (following, before):
        return "me"  # "bara ja å mentorn"
    if kind == "they" and (following or clause.words & {"me", "us"}):
        return ""  # "de andra", "they made me stay"
    if kind in ("all", "rest") and _is_of_things(said, at):
        return ""
    if kind == "me" and not _stands_for_oneself(clause, at, case):
        return ""
    told_by = said[at - 1 : at] in _ACCORDING or said[at + 1 : at + 2] == ["mukaan"]
    told_by = told_by or gives_word(clause, at, case)
    if kind == "name" and (told_by or owns(clause, at, case.context.people or ())):
        return ""  # "enligt Ines", "Omars syster"
    set_apart = _follows_all(clause, at, case) or said[at - 1 : at] in (["muu"], ["annan"])
    than = item.text in THAN and set_apart
    left_out = item.text in LEFT_OUT | {"ottamatta"} and following in ("name", "me")
    no_name = word == "no" and at == 0 and following == "name" and clause.opens  # "no Anna today"
    return "except" if than or left_out or no_name else kind


def _follows_all(clause: Clause, at: int, case: Case) -> bool:
    """ "All but Sami", "everyone was there bar Sami"."""
    place = at - 1
    while place > 0 and clause.said[place] in _PRESENT:
        place -= 1
    return at > 0 and kind_of(clause.items[place], clause, case) in ("all", "none", "rest")


def gives_word(clause: Clause, at: int, case: Case) -> bool:
    """ "Anna kertoi että muut olivat", "Anna says they met": her word of what others did."""
    beside = {
        one.text for one in (*clause.items[max(at - 1, 0) : at], *clause.items[at + 1 : at + 2])
    }
    heard = clause.language == "fi" and clause.items[at].text.endswith(("lta", "ltä"))
    if not (heard or beside & said_of("teams", "says")):
        return False
    after = clause.items[at + 2 : at + 2 + _TOLD]
    kinds = {kind_of(one, clause, case) for one in after} - {"", "and"}
    kept = {one.text for one in after} & _KEPT
    return (kinds <= {"all"} or bool(kinds & {"they", "rest"})) and not kept


def _is_of_things(said: Sequence[str], at: int) -> bool:
    """ "All the same", "after all", "resten av munkarna": none of the team."""
    after, before = {*said[at + 1 : at + 3]}, {*said[max(at - 1, 0) : at]}
    if said[at] in ("rest", "resten"):
        of = {*said[at + 1 : at + 2]} & {"of", "av"}
        return bool(of) and not {*said[at + 2 : at + 4]} & _OF_THE_TEAM
    idle = bool(after & said_of("teams", "no_team_after")) and said[at] == "all"
    return idle or (
        said[at] in ("all", "alla") and bool(before & said_of("teams", "no_team_before"))
    )


def _stands_for_oneself(clause: Clause, at: int, case: Case) -> bool:
    """ "Me and Elias", "all but me", "mä en"; in "he told me" the writer is told, not told of."""
    kinds = [kind_of(item, clause, case) for item in clause.items]
    first = all(one in said_of("teams", "openers") for one in clause.said[:at])
    beside = {*kinds[max(at - 1, 0) : at], *kinds[at + 1 : at + 2]}
    alone = clause.language == "fi" and clause.items[at].text.startswith("m")
    than = clause.said[max(at - 1, 0)] in THAN
    return first or alone or than or bool(beside & {"and", "except", "only", "name"})
