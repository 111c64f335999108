"""First names of a team found in a clause, in any of their forms."""

import re
from collections.abc import Sequence
from functools import lru_cache

from service.reading.clauses.clauses import Clause
from service.reading.text.tokens import Token
from service.reading.text.word_lists import said_of, stems_of

_NO_NAMES = {"ainoa", "ainoaa", "ainoan", "ainoastaan", "annars", "annat", "annan"}
_WITH = {"kanssa", "kans", "kaa", "mukaan"}
_IS = {
    "in",
    "at",
    "on",
    "away",
    "ill",
    "off",
    "still",
    "back",
    "got",
    "been",
    "not",
    "gone",
    "down",
}
_ENDINGS = stems_of("rules", "name_endings")
# "Annaa", "Ahmedilla", "Eliaskaan", "Grace's": a case, and what may follow it; no "Tommi" of a Tom.
_CASE = re.compile(
    r"['i]?i?(?:n|[aä]|[st]?t[aä]|s[st][aä]|l[lt][aä]|lle|ks?i|s|l|lt|st|ss|[aeiouyäö]n)?"
    r"(?:kin|k[aä]{1,2}n|k[aäi]|h[aä]n?|k[oö])?"
)
_SHARED = 2  # letters by which the latter half of a double name is known in any of its forms


def named(clause: Clause, people: Sequence[str]) -> list[str]:
    """Return the people named in a clause: "Otsosta", "Tuomaksen", "Pekan", "Viktors"."""
    said = [item.text for item in clause.items if item.text not in _NO_NAMES]
    whole = {whom for word in said for whom in _whose(word, tuple(people))}
    return [name for name in people if name in whole]


def with_double_names(tokens: Sequence[Token], people: Sequence[str]) -> list[Token]:
    """Return the tokens, "Hanna-Maijalla" one of them where a Hanna-Maija is of the team."""
    double = [name.lower().split("-") for name in people if name.count("-") == 1]
    if not double:
        return list(tokens)
    joined: list[Token] = []
    for token in tokens:
        first = joined[-2:-1] if joined[-1:] and joined[-1].text == "-" else joined[-1:]
        halves = [first[0].text, token.text[:_SHARED]] if first else []
        if halves in [[one, two[:_SHARED]] for one, two in double]:
            del joined[joined.index(first[0], -2) :]
            text = f"{first[0].text}-{token.text}"
            token = Token(text, first[0].start, token.end, first[0].glued, first[0].capital)
        joined.append(token)
    return joined


@lru_cache(maxsize=4_000)
def _whose(word: str, people: tuple[str, ...]) -> tuple[str, ...]:
    """Return whose name a word is: "Maria" is no Mari where there is a Maria."""
    if exactly := [name for name in people if word == name.lower()]:
        return tuple(exactly)
    whose = [name for name in people if _is(word, name.lower())]
    longest = max(map(len, whose), default=0)
    return tuple(name for name in whose if len(name) == longest)


def owns(clause: Clause, at: int, people: Sequence[str]) -> bool:
    """Return whether a name says whose something is: "Omars syster", "Vililtä puuttui sivu"."""
    said = [item.text for item in clause.items]
    names = [name.lower() for name in people if _is(said[at], name.lower())]
    if not names or names[0] == said[at]:
        return False
    lacks = said[at].endswith(("lta", "ltä")) and any(one.startswith("puuttu") for one in said)
    genitive = {"fi": "n", "sv": "s", "en": "'s"}[clause.language]
    thing = {*said[at + 1 : at + 2]} & {*clause.unknown} - said_of("teams", "excused")
    thing -= _IS if clause.language == "en" else set()
    return lacks or (said[at].endswith(genitive) and bool(thing - _WITH))


def _is(word: str, name: str) -> bool:
    if word == name or (
        len(name) > 2 and word.startswith(name) and _CASE.fullmatch(word[len(name) :])
    ):
        return True
    return any(word.startswith(stem) and word[len(stem) :] in _ENDINGS for stem in _stems(name))


@lru_cache(maxsize=2_000)
def _stems(name: str) -> tuple[str, ...]:
    """Return the stems of "Tuomas", "Pekka", "Satu", whose ends change: Tuomakse-, Peka-, Sadu-."""
    if len(name) < 4:
        return ()
    if name.endswith("s"):
        return (name[:-1] + "kse",)
    doubled = name[-3] == name[-2] and name[-2] in "kpt" and name[-1] in "aeiouyäö"
    return (name[:-2] + name[-1],) if doubled else _softened(name)


def _softened(name: str) -> tuple[str, ...]:
    """ "Sadun", "Sadulla": Satu."""
    return (f"{name[:-2]}d{name[-1]}",) if name[-2] == "t" and name[-3] in "aeiouyäö" else ()
