"""Whether the words around a name tell that somebody was there, or was not."""

from collections.abc import Sequence
from itertools import pairwise

from service.reading.clauses.clauses import Clause
from service.reading.past.rolls import is_kept_away
from service.reading.text.word_lists import said_of, stems_of
from service.reading.values.kinds import Clock, Length

WITH = {"kanssa", "kans", "kaa"}
_SELF = {"sig", "him", "her", "them", "honom", "henne", "dem", "at", "all", "alls"}
_WE = ("tiin", "mme")
_AT_HOME = {
    (one, home) for one in ("stayed", "at", "was", "stannade", "var", "låg")
    for home in ("home", "hemma")
}  # fmt: skip
_FORGOT = {("forgot", "about"), ("forgot", "it"), ("glömde", "mötet"), ("glömde", "bort")}
_BUTS = {"but", "men", "mutta", "mut"}


def was_there(told: Sequence[str], clause: Clause) -> bool | None:
    """Return whether somebody was there by what is told of them; None where it is not clear."""
    said = {*told}
    if wonders(clause):
        return None
    if came_all_the_same(told):
        return True
    if said & said_of("teams", "late") or _leaves_early(told, clause) or _is_in_time(told):
        return True
    if _is_lost(told):
        return False
    denied = [at for at, word in enumerate(told) if word in said_of("teams", "word_not")]
    if denied:
        return False if _denies_coming(told[denied[0] + 1 :]) else None
    if said & said_of("teams", "remote") or _sat(said, clause):
        return True
    there = bool(said & said_of("teams", "there"))
    if _is_elsewhere(told) or is_kept_away(clause):
        return None if there else False
    were = (bool(told) and told[-1] in said_of("teams", "were")) or _took_part(told)
    met = bool(said & WITH) and (says_we(told) or "mentorin" in told)
    return True if there or were or met or said & said_of("teams", "told_there") else None


def says_we(told: Sequence[str]) -> bool:
    """ "Nähtiin", "olimme": the writer among others."""
    return any(word.endswith(_WE) for word in told)


def wonders(clause: Clause) -> bool:
    """ "Jag vet inte om de andra träffades", "en tiedä kävivätkö muut"."""
    knows = clause.words & said_of("teams", "knows")
    denied = clause.words & (said_of("teams", "word_not") | {"don't", "ingen"})
    asked = clause.words & said_of("teams", "wonders")
    asked = asked or {one for one in clause.said if one.endswith(("tko", "tkö", "iko", "ikö"))}
    return bool(knows and denied and asked)


def came_all_the_same(told: Sequence[str]) -> bool:
    """ "Ill but came anyway", "mutta oli silti mukana": of the same, as no other is named."""
    buts = [at for at, word in enumerate(told) if word in _BUTS]
    said = [word for word in told[buts[0] + 1 :] if word != "ja"] if buts else []
    while len(said) > 1 and said[0] in said_of("teams", "came_beside"):
        del said[0]
    there = said_of("teams", "came") | {"there", "paikalla", "mukana", "med", "där"}
    return bool({*said[:1]} & there) and not {*said} & said_of("teams", "word_not")


def leaves_early(clause: Clause) -> bool:
    """ "Elias gick efter en halvtimme", "Elias had to run at half past": there until then."""
    return _goes(clause.said, clause) and not clause.negated


def _goes(told: Sequence[str], clause: Clause) -> bool:
    """Whether going is told, and when; "Ebba måste gå mitt i"."""
    kinds = (Length, Clock) if clause.words & said_of("teams", "after") else (Clock,)
    hours = any(isinstance(item.value, kinds) for item in clause.items)
    return bool({*told} & said_of("teams", "goes")) and bool(
        hours or ("mitt", "i") in pairwise(told)
    )


def _leaves_early(told: Sequence[str], clause: Clause) -> bool:
    """ "Tom couldn't make it and Omar left at 17.45": Omar alone was there."""
    return _goes(told, clause) and not {*told} & said_of("teams", "word_not")


def _is_in_time(told: Sequence[str]) -> bool:
    """ "Anna and Elias were on time"."""
    return any(pair in (("i", "tid"), ("on", "time")) for pair in pairwise(told))


def _sat(said: set[str], clause: Clause) -> bool:
    """ "De andra satt i 50 minuter", "muut pitivät tapaamisen"."""
    met = clause.has(Length) or bool(said & said_of("teams", "the_meeting"))
    return met and bool(said & said_of("teams", "sat"))


def _took_part(told: Sequence[str]) -> bool:
    """ "Var med", "hann vara med på slutet"; "var med familjen" took no part."""
    at = next((one for one, word in enumerate(told) if one and word == "med"), 0)
    before, after = {*told[max(at - 1, 0) : at]}, {*told[at + 1 : at + 2]}
    return bool(before & said_of("teams", "part_before")) and after <= said_of(
        "teams", "part_after"
    )


def _is_lost(told: Sequence[str]) -> bool:
    """ "Sami hörde jag inte av", "we never heard from Sami"."""
    of = [at for at, word in enumerate(told) if word in said_of("teams", "heard_of")]
    whole = all({*told} & said_of("teams", one) for one in ("heard", "nothing"))
    turned = any(told[at - 1] in said_of("teams", "heard") for at in of if at)
    return whole and (turned or any({*told[at + 1 : at + 2]} <= _SELF for at in of))


def _tells_of(told: Sequence[str]) -> bool:
    """ "Sami berättade om sitt jobb", "Sami kertoi pelistä": a match that was talked of."""
    places = [at for at, word in enumerate(told) if word in said_of("teams", "tells")]
    rest = told[places[0] + 1 :] if places else []
    about = {*rest[:1]} | ({*rest[1:2]} if rest[:1] == ["us"] else set())
    elative = [word for word in rest if word.endswith(("sta", "stä", "staan", "stään"))]
    return bool(about & said_of("teams", "of_what") or elative)


def _denies_coming(rest: Sequence[str]) -> bool:
    """ "Ei päässyt", "didn't make it"; "ei ollut kysymyksiä" denies something else."""
    rest = [word for word in rest if word not in said_of("teams", "between_not")]
    weak = {*rest[:1]} & said_of("teams", "after_not_weak")
    plain = not weak or {*rest[1:2]} <= said_of("teams", "after_weak")
    return plain and {*rest[:1]} <= said_of("teams", "after_not")


def _is_elsewhere(told: Sequence[str]) -> bool:
    if _tells_of(told):
        return False
    if any(one in _AT_HOME or one in _FORGOT for one in pairwise(told)):
        return True
    away = {*told} & (said_of("teams", "excused") | said_of("teams", "missing"))
    return bool(away) or any(word.startswith(stems_of("teams", "kept_by_stems")) for word in told)
