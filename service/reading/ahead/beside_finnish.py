"""What stands beside a Finnish answer of coming and is none: talk of last time, a hope, a way."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from service.reading.clauses.acts import NO
from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import FIRST_PERSON
from service.reading.values.kinds import Clock, Day

_ANSWERS = {"come", "suits", "see_you", "yes", "cannot", "cancel", "move_ask", "move_told"}
_TURNED = {"maybe", "condition", "doubt", "question"}
_PARTIES = ("mentor", "aktor", "opiskelij", "tapaami", "kukaan", "toisia")
_TALKED = ("puhu", "juttel", "jutel", "soit", "tode", "keskustel")
_HOURS = {"kello", "kellonaika", "klo", "aika", "kellonajan", "ajankohta"}
_NEXT_TIME = {"come", "cannot", "move_ask", "move_told", "cancel", "question", "condition"}
_MOTION = {"tulossa", "tulen", "tuun", "palaan", "saavun"}
_LATE = 45  # minutes after the start: later than that, what is left of it?
_FROM = ("sta", "stä")


def without_what_is_beside(clauses: Sequence[Clause], meeting: datetime | None) -> list[Clause]:
    """Return the clauses, what only stands beside a firm answer left without its meanings."""
    if not any(one.language == "fi" for one in clauses):
        return list(clauses)
    told = _with_hours_refused(clauses)
    if not any(one.means & _ANSWERS and not one.means & _TURNED for one in told):
        return told
    told = [*told[:1], *(_coming_late(two, one, meeting) for one, two in pairwise(told))]
    comes = any(one.means & {"come", "suits"} and not one.means & _TURNED for one in told)
    return [_without_way(_without_hope(_without_talk(one)), comes) for one in told]


def _is_seen_by_others(clause: Clause) -> bool:
    """ "Nuori väki ei ole sellaista nähnytkään": what others saw or not is no meeting of ours."""
    said = clause.words
    ours = said & FIRST_PERSON or any(word.startswith(_PARTIES) for word in said)
    third = bool(said & {"ei", "eivät", "eikä"}) and not ours and "hän" not in said
    plain = "not_held" in clause.means and not (clause.values or clause.asks)
    return clause.language == "fi" and plain and third and len(clause.items) > 4


def _without_talk(clause: Clause) -> Clause:
    """ "Josta viimeksi puhuimme", "puhuimme tästä jo": no meeting that was held."""
    if clause.turn == "reason" and clause.means & {"ok", "yes"}:
        clause = replace(clause, means=clause.means - {"ok", "yes"})
    if _is_seen_by_others(clause):
        return replace(clause, means=clause.means - {"not_held"})
    if "held" not in clause.means or clause.values or clause.asks:
        return clause
    talked = any(item.text.startswith(_TALKED) for item in clause.items)
    if not (talked or "earlier" in clause.means):
        return clause
    return replace(clause, means=clause.means - {"held", "earlier", "not_held"})


def _without_hope(clause: Clause) -> Clause:
    """ "Toivottavasti seuraava kerta onnistuu paremmin" comforts, and plans nothing."""
    hopes = clause.items[0].text == "toivottavasti" or clause.items[0].text.startswith("toivon")
    if not hopes or clause.values or clause.asks or clause.negated:
        return clause
    if clause.means & _NEXT_TIME or not clause.unknown:
        return clause
    return replace(clause, means={"harmless"})


def _without_way(clause: Clause, comes: bool) -> Clause:
    """ "Taidan tulla ratikalla", "olen edellisenä päivänä tulossa Wienistä": how, not whether."""
    if not comes or clause.negated or clause.asks or clause.means & (NO | {"condition", "maybe"}):
        return clause
    if {"doubt", "travel"} <= clause.means and not clause.values:
        return replace(clause, means=clause.means - {"doubt"})
    said = clause.said
    moving = any(one in _MOTION and two.endswith(_FROM) for one, two in pairwise(said))
    if "come" in clause.means and moving and _has_only_days(clause) and clause.turn != "but":
        return replace(clause, means={"harmless"}, values=[], turn="reason")
    return clause


def _coming_late(clause: Clause, before: Clause, meeting: datetime | None) -> Clause:
    """ "Tulen, mutta ehdin vasta puoli viideksi", of a meeting at four."""
    firm = "come" in before.means and not before.means & _TURNED and not before.values
    hours = clause.of(Clock)
    bare = (
        clause.means <= {"but", "limit", "harmless"} and not clause.unknown
    )  # "mutta vasta 17.30"
    arrives = "limit" in clause.means and ("come" in clause.means or bare)
    if not (firm and arrives and clause.turn == "but" and meeting):
        return clause
    if len(hours) != 1 or len(clause.values) != 1 or hours[0].minutes or hours[0].same:
        return clause
    late = 60 * (hours[0].hour - meeting.hour) + hours[0].minute - meeting.minute
    if late <= 0 or clause.negated or clause.asks:
        return clause
    if late > _LATE or any(item.text == "jälkeen" for item in clause.items):
        return replace(clause, means=clause.means | {"doubt"})
    return replace(clause, means={"come", "late"}, values=[])


def _has_only_days(clause: Clause) -> bool:
    return clause.only(Day)


def _with_hours_refused(clauses: Sequence[Clause]) -> list[Clause]:
    """ "Torstai käy mutta kello ei. Saisko kuudelta?": the hour is refused, and another asked."""
    told = list(clauses)
    for at, clause in enumerate(told):
        if not _refuses_the_hour(clause):
            continue
        liked = [one for one in (at - 1, at + 1) if 0 <= one < len(told) and _likes(told[one])]
        offered = any(_names_an_hour(one) for one in told[at + 1 : at + 3])
        if liked and offered:
            told[at] = replace(clause, means={"harmless"}, unknown=[], negated=False, turn="reason")
            told[liked[0]] = replace(told[liked[0]], means={"harmless"}, turn="reason")
        elif liked:
            told[at] = replace(clause, means={"doubt"}, turn="but")
    return told


def _likes(clause: Clause) -> bool:
    """ "Torstai käy", "päivä hyvä"."""
    named = clause.values or any(item.text.startswith("päivä") for item in clause.items)
    return bool(clause.means & {"suits", "ok"} and named) and not _names_an_hour(clause)


def _refuses_the_hour(clause: Clause) -> bool:
    """ "Mutta kellonaika ei", "kello on huono": nothing of the day."""
    hour = any(item.text in _HOURS for item in clause.items[:3]) and not clause.values
    refused = clause.negated or clause.means & (NO | {"undo"})
    brief = len(clause.items) <= 5 and not clause.means & {"come", "see_you", "question"}
    return clause.language == "fi" and hour and bool(refused) and brief and not clause.asks


def _names_an_hour(clause: Clause) -> bool:
    return clause.has(Clock)
