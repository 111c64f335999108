"""First names of a team found in a clause, in any of their forms."""

from collections.abc import Sequence
from functools import lru_cache

from service.reading.clauses.clauses import Clause
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


def named(clause: Clause, people: Sequence[str]) -> list[str]:
    """Return the people named in a clause: "Otsosta", "Tuomaksen", "Pekan", "Viktors"."""
    said = [item.text for item in clause.items if item.text not in _NO_NAMES]
    return [name for name in people if any(_is(word, name.lower()) for word in said)]


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
    if word == name or (len(name) > 2 and word.startswith(name) and len(word) <= len(name) + 3):
        return True
    return any(word.startswith(stem) and word[len(stem) :] in _ENDINGS for stem in _stems(name))


@lru_cache(maxsize=2_000)
def _stems(name: str) -> tuple[str, ...]:
    """Return the stems of "Tuomas" and "Pekka", whose ends change: Tuomakse-, Peka-."""
    if len(name) < 4:
        return ()
    if name.endswith("s"):
        return (name[:-1] + "kse",)
    doubled = name[-3] == name[-2] and name[-2] in "kpt" and name[-1] in "aeiouyäö"
    return (name[:-2] + name[-1],) if doubled else ()
