"""Time that was set apart for a meeting, and is not how long it took: "en timme var bokad"."""

from collections.abc import Sequence
from dataclasses import replace

from service.reading.clauses.clauses import Clause
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Length


def without_time_set_apart(clauses: Sequence[Clause]) -> Sequence[Clause]:
    """ "En timme var bokad, vi använde 40 minuter": the latter is how long it took."""
    lasting = [one for one in clauses if one.has(Length)]
    apart = [one for one in lasting if sets_apart(one)]
    if len(apart) in (0, len(lasting)):
        return clauses
    return [
        replace(one, values=[v for v in one.values if not isinstance(v, Length)])
        if any(one is other for other in apart)
        else one
        for one in clauses
    ]


def are_of_a_plan(clauses: Sequence[Clause]) -> bool:
    """ "En timme hade vi bokat men det räckte med en halv": no other length was read."""
    lasting = [one for one in clauses if one.has(Length)]
    return bool(lasting) and all(sets_apart(one) for one in lasting)


def sets_apart(clause: Clause) -> bool:
    """Whether a clause tells how much time was set apart; "en timme, som planerat" does not."""
    said = clause.said
    if _came_after(clause):
        return True
    told = [at for at, word in enumerate(said) if word in said_of("rules", "set_apart")]
    told = [
        at for at in told if not {*said[max(0, at - 1) : at]} & said_of("rules", "as_set_apart")
    ]
    # "Tänkt oss en timme och en halv blev det": is the half a part of what was planned?
    torn = any(
        isinstance(item.value, Length) for at in told for item in clause.items[at + 1 : at + 3]
    )
    return bool(told) and (torn or not clause.means & {"held", "was", "yes"})


def _came_after(clause: Clause) -> bool:
    """ "Anna kom först efter en halvtimme": when she came, not how long they met."""
    places = [at for at, item in enumerate(clause.items) if isinstance(item.value, Length)]
    after = any(clause.said[at - 1 : at] in (["efter"], ["after"]) for at in places)
    return after and bool(said_of("rules", "came_after") & clause.words)
