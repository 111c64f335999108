"""Denials of what was done beside a meeting: "we didn't look at the clock", "ei ollut ideoita"."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest

from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import is_aside
from service.reading.text.word_lists import said_of, stems_of, words
from service.reading.values.kinds import Length, Value

_WHERE = ("ssa", "ssä", "lla", "llä")
_PLAN = {"asking", "failed_plan"}  # "missä piti"
_FORGOT = {"glömde", "glömt", "forgot", "forgotten"}
_OWN = {"sin", "sitt", "sina", "min", "mina", "my", "his", "her", "the", "our", "their", "a", "an"}
_MISSED = ("dag", "datum", "tid", "allt", "bort", "att", "date", "day", "time", "appoint", "about")
_NOTS = {"en", "emme", "ei", "eikä", "enkä", "emmekä", "emmää", "emmie", "eivät"}
_BY = {"på", "i", "hos", "via", "över", "per", "genom", "vid", "at", "in", "on", "over", "by"}
_BY |= {"fysiskt", "live", "ansikte", "face"}
_INTE = {"inte", "int", "ej", "not", "meet"}
_FAILS = {"not_held", "failed_plan", "no", "move_told"}
_TOLD = {"held", "was", "yes", "no", "not_held", "cannot", "cancel", "move_told", "question"}
_LONG = 5  # letters of a word that names a thing
_DENIALS = {"didn't", "haven't", "hadn't", "couldn't", "wasn't", "not"}


def without_denied_deeds(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, a "we didn't" of something else told as an aside where they met."""
    met = any("held" in one.means and not one.negated for one in clauses)
    return [_aside(one) if met and _is_of_a_deed(one) else one for one in clauses]


def _is_of_a_deed(clause: Clause) -> bool:
    """A denial, and then words of which none is of meeting."""
    said = clause.said
    denies = clause.language == "en" and "no" in clause.means and bool(_DENIALS & set(said[:4]))
    excuses = clause.language == "en" and clause.turn == "reason" and "not_held" in clause.means
    denies = denies or (excuses and not clause.values)
    if clause.language == "fi":
        return _has_no_time_for_it(clause)
    return denies and len(clause.unknown) >= 2 and is_aside(_aside(clause))


def _has_no_time_for_it(clause: Clause) -> bool:
    """ "En ehtinyt kysyä kaikkea", "emme päässeet edes syömään": a deed of a meeting that was."""
    deeds = stems_of("fi", "deed")
    denied = clause.negated or bool(clause.means & {"not_held", "cannot", "no", "absent"})
    denied = denied and not _said(clause) & {"nyt", "tällä", "tänään", "eilen"}  # of this meeting
    denies = denied and bool(_NOTS & _said(clause))
    does = any(word.startswith(deeds) for word in clause.unknown)
    about = _begins_any(clause.unknown, said_of("fi", "matter") - {"kaikk"})
    return bool(denies and does) and not (about or clause.values or clause.asks)


def _said(clause: Clause) -> set[str]:
    return {item.text for item in clause.items[:3]}


def _aside(clause: Clause) -> Clause:
    means = clause.means - {"no", "not_held", "cannot", "failed_plan", "absent"}
    return replace(clause, means=means, negated=True)


def without_forgotten_things(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, "vi glömde paraplyerna" and "he forgot his laptop" told as asides."""
    gone = {"not_held", "absent", "old"}
    return [
        replace(one, means=one.means - gone) if _forgets_a_thing(one) else one for one in clauses
    ]


def _forgets_a_thing(clause: Clause) -> bool:
    said = clause.said
    places = [at for at, word in enumerate(said) if word in _FORGOT]
    if not places:
        return False
    left = [word for word in said[places[0] + 1 :] if word not in _OWN]
    about = (*words(clause.language)["matter"], *_MISSED)
    return bool(left) and left[0] in clause.unknown and not left[0].startswith(about)


def without_other_places(clauses: Sequence[Clause]) -> list[Clause]:
    """Return "nähtiin, mut ei kirjastossa vaan kotona" without what it says of the place.

    So is "en timme, fast inte på kontoret".
    """
    told = list(clauses)
    met = False
    for at, (clause, following) in enumerate(zip_longest(clauses, clauses[1:])):
        if met and _is_not_at_a_place(clause):
            told[at] = replace(_as_aside(clause), turn="")
        if met and following and _denies_a_place(clause) and _names_a_place(following):
            told[at], told[at + 1] = _as_aside(clause), replace(_as_aside(following), turn="")
        lasted = clause.has(Length)
        met = met or (("held" in clause.means or lasted) and not clause.negated)
    return told


def as_met_elsewhere(clauses: Sequence[Clause]) -> list[Clause]:
    """Return "vi sågs inte på kontoret utan via Teams" as a meeting held, somewhere else."""
    told = list(clauses)
    for at, (clause, following) in enumerate(pairwise(clauses)):
        if _met_not(clause, following) and _but_there(following):
            told[at] = replace(clause, means={"held"}, negated=False, unknown=[])
            told[at + 1] = replace(_as_aside(following), values=following.values, turn="")
    return told


def without_others_time(clauses: Sequence[Clause]) -> list[Clause]:
    """Return "the doctor kept me for two hours", "I lay on the floor for an hour" as no meeting."""
    return [_as_others_time(one) if _is_others_time(one) else one for one in clauses]


def _as_others_time(clause: Clause) -> Clause:
    """Return a clause with its days and hours alone."""
    values: list[Value] = [one for one in clause.values if not isinstance(one, Length)]
    return replace(clause, means=clause.means - {"held"}, values=values)


def _is_others_time(clause: Clause) -> bool:
    """It tells of a time "for" which something lasted, and of neither of us."""
    lasts = any(
        isinstance(item.value, Length) and "for" in clause.said[max(0, at - 2) : at]
        for at, item in enumerate(clause.items)
    )
    told = clause.words & said_of("rules", "of_us_en")
    others = clause.words & said_of("rules", "of_others_en") and not clause.words & {"we", "us"}
    held = clause.language == "en" and "held" in clause.means and not clause.negated
    return held and lasts and bool(others or (len(clause.unknown) > 1 and not told))


def as_waited_alone(clauses: Sequence[Clause]) -> list[Clause]:
    """Return "istuin yksin toimistolla" as a meeting that was not, where nothing else tells."""
    told = {one for clause in clauses for one in clause.means}
    if told & _TOLD - {"no"}:
        return list(clauses)
    return [
        replace(one, means=one.means | {"not_held"}) if _waited_alone(one) else one
        for one in clauses
    ]


def _waited_alone(clause: Clause) -> bool:
    """One of "alone", and one of what is done in waiting; in Swedish they are one saying."""
    waits = clause.language == "sv" and "alone" in clause.means
    waits = waits or (clause.language == "fi" and len(said_of("fi", "alone") & clause.words) > 1)
    waits = waits or (clause.language == "en" and clause.says("never_met"))
    return waits and not (clause.negated or clause.asks)


def _met_not(clause: Clause, following: Clause) -> bool:
    """A meeting denied, and with it where: "träffades inte på kontoret"; or "utan pratade"."""
    said = clause.said
    placed = any(one in _INTE and two in _BY for one, two in pairwise(said))
    met = "held" in following.means
    placed = placed or (met and _is_remote(following))
    placed = placed or (following.turn == "instead" and met) or (met and _is_placed(clause))
    bare = clause.means <= {"not_held", "harmless"} and "not_held" in clause.means
    return bare and placed and not (clause.values or clause.asks)


def _is_remote(clause: Clause) -> bool:
    """ "Ei nähty, juteltiin puhelimessa tunti": how else, and for how long."""
    remote = _begins_any(clause.said, said_of("rules", "remote"))
    lasts = clause.has(Length)
    return clause.language == "fi" and remote and lasts


def _is_placed(clause: Clause) -> bool:
    """ "Ei nähty kasvokkain", "emme tavanneet kampuksella"."""
    said = clause.words - {"tällä", "meillä"}
    there = clause.language == "fi" and any(word.endswith(_WHERE) for word in said)
    return bool(said_of("rules", "where_fi") & said) or there


def _but_there(clause: Clause) -> bool:
    said = [item.text for item in clause.items[1:2]]
    place = clause.turn in ("instead", "but") and (bool(_BY & {*said}) or "held" in clause.means)
    place = place or (clause.language == "fi" and _met_at(clause))
    place = place and not clause.negated and not clause.asks
    also = {"instead", "but", "absent", "harmless", "travel", "held", "only"}
    return place and clause.means <= also


def without_loose_deeds(clauses: Sequence[Clause]) -> list[Clause]:
    """Return "ei nähty, työkokous venähti" and "tehtiin hommia" as telling of no meeting."""
    fails = any(one.means & _FAILS and one.turn != "reason" for one in clauses)
    return [
        replace(one, means=one.means - {"held"}) if fails and _is_loose_deed(one) else one
        for one in clauses
    ]


def _is_loose_deed(clause: Clause) -> bool:
    """Something else was done or took its time: it is named, and no meeting is."""
    said = clause.said
    loose = "held" in clause.means and bool(said_of("rules", "loose_deeds") & {*said})
    met = _begins_any(said, said_of("rules", "meeting_told"))
    named = any(len(word) >= _LONG for word in clause.unknown)
    return loose and named and not (met or clause.values or clause.asks)


def _met_at(clause: Clause) -> bool:
    """ "Pidettiin Teamsissa", "soitettiin", after "ei nähty kasvokkain"."""
    lasts = all(isinstance(value, Length) for value in clause.values)
    firm = lasts and not (clause.turn or clause.means & {"failed_plan", "next", "absent"})
    return firm and "held" in clause.means


def _is_not_at_a_place(clause: Clause) -> bool:
    """ "Fast inte på kontoret", after a turn or a pause, and nothing else."""
    said = clause.said[1:] if clause.turn == "but" else clause.said
    bare = clause.negated and clause.means <= {"but", "negator", "harmless"} and not clause.opens
    placed = said[:1] in (["inte"], ["int"], ["ej"]) and bool(_BY & {*said[1:2]})
    named = clause.said[-1].endswith(("et", "en", "én")) and not clause.said[-1].startswith(_MISSED)
    return bare and placed and named and not (clause.values or clause.asks) and len(said) <= 4


def _denies_a_place(clause: Clause) -> bool:
    if _is_not_at_a_place(clause):
        return True
    about = (*words("fi")["matter"], *words("rules")["parties"])
    bare = clause.negated and clause.means <= {"but", "negator", "harmless", *_PLAN}
    bare = bare and not (clause.values or clause.asks or _begins_any(clause.unknown, about))
    place = any(
        item.text.endswith(_WHERE) or item.text in said_of("rules", "where_fi")
        for item in clause.items
    )
    return clause.language == "fi" and bare and place and len(clause.items) <= 6


def _names_a_place(clause: Clause) -> bool:
    ends = any(
        item.text.endswith(_WHERE) or item.text in said_of("rules", "where_fi")
        for item in clause.items
    )
    ends = ends or (clause.said[0] == "utan" and bool(_BY & {*clause.said[1:2]}))
    bare = clause.turn == "instead" and clause.means <= {"instead", "only", "harmless", "absent"}
    return bare and ends and not clause.values


def without_other_duties(clauses: Sequence[Clause]) -> list[Clause]:
    """Return "sitten piti lähteä navetalle", told after the meeting, as no plan that failed."""
    met = False
    told = []
    for clause in clauses:
        told.append(_as_aside(clause) if met and _had_to_go(clause) else clause)
        met = met or ("held" in clause.means and not clause.negated)
    return told


def _had_to_go(clause: Clause) -> bool:
    said = clause.said
    about = (*words("fi")["matter"], "olla", "pitää", "kestää")
    plain = clause.language == "fi" and not (clause.values or clause.asks or clause.negated)
    duty = "failed_plan" in clause.means and "piti" in said and bool(clause.unknown)
    return plain and duty and not _begins_any(said, about)


def without_other_denials(clauses: Sequence[Clause]) -> list[Clause]:
    """Return "ei ollut oikein ideoita", beside a meeting told with its length, as an aside."""
    if not any(_tells_how_long(one) for one in clauses):
        return list(clauses)
    return [_as_aside(one) if _denies_something_else(one) else one for one in clauses]


def _tells_how_long(clause: Clause) -> bool:
    lengths = clause.has(Length)
    return lengths and "held" in clause.means and clause.turn != "reason" and not clause.negated


def _denies_something_else(clause: Clause) -> bool:
    """It opens its sentence, and what it denies is neither a person nor the meeting."""
    said = clause.said
    forgets = said[0].startswith("unoh") and bool(clause.unknown)
    else_ = forgets or (said[0] in ("ei", "en", "emme", "eikä") and len(clause.unknown) >= 2)
    about = (*words("fi")["matter"], *words("rules")["parties"])
    plain = clause.opens and not clause.values and not clause.asks
    told = [word for word in said[1:] if word != "oikein"]
    return clause.language == "fi" and else_ and plain and not _begins_any(told, about)


def _begins_any(said: Sequence[str], stems: Collection[str]) -> bool:
    return any(word.startswith(tuple(stems)) for word in said)


def _as_aside(clause: Clause) -> Clause:
    return replace(clause, means=clause.means & {"harmless", "greeting"}, negated=False)
