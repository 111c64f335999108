"""How many of a team are told of: "kaksi kolmesta", "2/3", "two out of three", "yksi puuttui"."""

from collections.abc import Sequence
from dataclasses import replace

from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import Case
from service.reading.past.standing import was_there
from service.reading.text.lexicon import number_named

_OF_WHOLE = {2: "kahdesta", 3: "kolmesta", 4: "neljästä", 5: "viidestä", 6: "kuudesta"}
_HALF = {"half", "puolet", "hälften"}
_NEVER = -1  # half of three


def counted(clause: Clause, case: Case) -> tuple[int, Clause]:
    """Return how many of the team are told of, or 0, and the clause without that number."""
    team = len(case.context.people or ())
    said = [
        case.text[item.start : item.end] if item.text == "<day>" else item.text
        for item in clause.items
    ]
    count, places = _of_whole(said, team) or _out_of(said, team, case) or _alone(said, team, clause)
    left = [one for at, one in enumerate(clause.items) if at not in places]
    return count, replace(clause, items=left)


def number_in(word: str) -> int:
    """Return a small number, said or written; 0 where a word is none."""
    return int(word) if word.isdecimal() and len(word) == 1 else number_named(word) or 0


def _of_whole(said: Sequence[str], team: int) -> tuple[int, set[int]] | None:
    """ "Kaksi kolmesta", "kolmesta kaksi", "2/3"."""
    for at, word in enumerate(said):
        if word[:1].isdecimal() and word[1:] == f"/{team}":
            return int(word[0]), {at}
        near = [one for one in (at - 1, at + 1) if 0 <= one < len(said) and number_in(said[one])]
        if word == _OF_WHOLE.get(team) and near:
            return number_in(said[near[0]]), {at, near[0]}
    return None


def _out_of(said: Sequence[str], team: int, case: Case) -> tuple[int, set[int]] | None:
    """ "Två av tre", "two out of the three", "one of them"; "the two of us" counts the mentor."""
    at = next((one for one, word in enumerate(said) if one and word in ("of", "av")), 0)
    start = at - 2 if said[at - 1] == "out" else at - 1
    if not at or start < 0:
        return None
    end = at + 2 if said[at + 1 : at + 2] in (["the"], ["our"], ["my"], ["de"]) else at + 1
    ours = case.context.role == "actor" and said[max(start - 1, 0)] not in ("the", "de")
    all_of = {"them", "dem"} | ({"us", "oss"} if ours else set())
    whole = team if {*said[end : end + 1]} & all_of else number_in("".join(said[end : end + 1]))
    count = number_in(said[start])
    return (count, {*range(start, end + 1)}) if count and whole == team else None


def _alone(said: Sequence[str], team: int, clause: Clause) -> tuple[int, set[int]]:
    """ "Yksi puuttui", "one was missing", "kaks meist ei päässy", "half of them"."""
    if said and said[0] in _HALF:
        return (_NEVER if team % 2 else team // 2), {0}
    count = number_in(said[0]) if len(said) > 1 else 0
    away = was_there(said[1:], replace(clause, means=set())) is False
    away = away or said[1:2] in (["heistä"], ["meistä"], ["heist"], ["meist"])
    return (count, {0}) if count and away else (0, set())
