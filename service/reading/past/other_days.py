"""Days told beside a meeting that are not its own: "it rained today, but we met on Tuesday"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.reading.clauses.acts import MOVE
from service.reading.clauses.clauses import Clause
from service.reading.text.word_lists import said_of, stems_of
from service.reading.values.kinds import Day
from service.reading.values.resolve import Calendar

_OF_IT = {"held", "was", "yes", "everyone", "either", "undo", "restated", "wrote", "doubt"}
_TOLD = _OF_IT | MOVE | {"see_you", "next", "instead", "settled"}
_A_TALE = 3  # words that we do not know, from which on a clause is of something else
_AFTER_THEN = {"", "instead", "already", "for"}
_AND = {"ja", "eikä"}
FINNISH_WE_DID = ("imme", "tiin", "ttii", "tihin")
_QUIET = {"harmless", "travel", "other_cost"}
_DEFINITE = ("en", "et", "na")
_A_DOING = 2  # where the day is told as the one before or after the meeting


def without_other_days(clauses: Sequence[Clause], calendar: Calendar) -> list[Clause]:
    """Return the clauses, beside one that tells on which day they met without any other day."""
    later = calendar.meeting_day != calendar.today
    clauses = [_without_days(one) if later and _is_of_today(one) else one for one in clauses]
    dated = [one.means for one in clauses if one.has(Day) and (_is_held(one) or _is_bare(one))]
    # "My car broke down on Monday so we did it yesterday instead": the day that it was put off.
    instead = any("instead" in means for means in dated)
    # "Han visade sin fabrik i tisdags. 90 minuter": nothing else tells that they met, so it does.
    met = any(_is_held(one) or "yes" in one.means for one in clauses)
    return [
        _without_days(one)
        if _is_of_another_matter(one, bool(dated))
        or (met and not dated and _is_anothers(one))
        or (instead and not one.means & _OF_IT)
        else one
        for one in clauses
    ]


def _is_held(clause: Clause) -> bool:
    return bool(clause.means & {"held", "was"})


def _is_bare(clause: Clause) -> bool:
    """ "I går kl. 17–18.20", and no word more: when it was."""
    over = any((day.from_today or 0) < 0 for day in clause.of(Day))
    return over and not (clause.unknown or clause.negated or clause.means - {"harmless"})


def _is_of_another_matter(clause: Clause, dated: bool) -> bool:
    if "mistook" in clause.means and not _is_held(clause):
        return clause.has(Day)  # "jag trodde den var 9.4"
    if clause.means & _OF_IT or not clause.has(Day):
        return False
    if clause.means & {"absent", "cannot"} and _sends_word(clause):
        return True
    if _is_to_come(clause):
        return True
    if not dated:
        return _is_counted_from_it(clause) or _is_ahead(clause)
    # "Siunasin tiistaina naapurin": a Finnish verb holds its "I".
    return clause.negated or len(clause.unknown) >= _A_TALE - (clause.language == "fi")


def _is_to_come(clause: Clause) -> bool:
    """ "Huomenna tulee lisää lunta", "perjantaina alkaa loma": told as it is, and not as it was."""
    now = clause.language == "fi" and clause.words & said_of("rules", "is_now_fi")
    of_it = any(word.startswith(stems_of("rules", "meeting_told")) for word in clause.said)
    return bool(now and clause.unknown) and not (of_it or clause.means & _TOLD)


def _is_counted_from_it(clause: Clause) -> bool:
    """ "Minh missed it, she had an exam the morning after": the day of what another did."""
    days = clause.of(Day)
    counted = all(one.from_meeting and one.from_today is None for one in days)
    return counted and len(clause.unknown) >= _A_DOING and clause.turn not in ("but", "instead")


def _is_ahead(clause: Clause) -> bool:
    """ "I morgon har jag revision hela dagen": what the writer does next."""
    days = clause.of(Day)
    ahead = all((day.from_today or 0) > 0 for day in days) and clause.only(Day)
    return ahead and len(clause.unknown) >= _A_DOING and not clause.means - {"harmless"}


def _is_anothers(clause: Clause) -> bool:
    """ "Hon fick jobbet i måndags", "barnbarnet tar studenten på lördag": a sentence of its own."""
    quiet = clause.opens and clause.only(Day) and clause.means <= _QUIET and not clause.negated
    if clause.language != "sv" or not quiet or clause.words & said_of("rules", "ours_sv"):
        return False
    if any(word.startswith(stems_of("rules", "meeting_told")) for word in clause.said):
        return False
    first, others = clause.said[0], said_of("rules", "others_sv")
    thing = first in clause.unknown and first.endswith(_DEFINITE)
    least = _A_DOING if first in others else _A_TALE
    return (thing or first in others) and len(clause.unknown) >= least


def with_day_of_then(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, the day of "Saturday was glorious so we did it then" given to its end."""
    told = list(clauses)
    for at, (before, clause) in enumerate(pairwise(clauses)):
        days = [day for day in before.of(Day) if not day.vague]
        if len(days) == 1 and not clause.has(Day) and _was_then(clause):
            means = before.means - MOVE  # "we rescheduled to Monday, met then"
            told[at] = replace(_without_days(before), means=means)
            told[at + 1] = replace(clause, values=[days[0], *clause.values])
    return told


def _was_then(clause: Clause) -> bool:
    """ "We did it then instead", but not "we met, then had coffee"."""
    said = [*clause.said, ""]
    return "held" in clause.means and any(
        then == "then" and verb in said_of("rules", "before_then") and after in _AFTER_THEN
        for verb, then, after in zip(said, said[1:], said[2:], strict=False)
    )


def without_its_eve(clause: Clause) -> Clause:
    """ "He dropped out the evening before", "jag hade tent dagen innan": no day of the meeting."""
    eve = any((day.from_meeting or 0) < 0 for day in clause.of(Day))
    someone = clause.unknown or clause.words & said_of("reservations", "one_alone")
    of_it = clause.means & _TOLD or clause.turn in ("but", "instead")
    return _without_days(clause) if eve and someone and not of_it else clause


def _is_of_today(clause: Clause) -> bool:
    """ "Pari tuntia kierrettiin ja selkä muistuttaa siitä tänään", written on another day."""
    days = clause.of(Day)
    today = [one for one in days if one.from_today == 0]
    if clause.language != "fi" or clause.means & _TOLD or len(days) != 1 or not today:
        return False
    said = clause.said
    at = next((at for at, item in enumerate(clause.items) if item.value is today[0]), len(said))
    first = max((place + 1 for place, word in enumerate(said[:at]) if word in _AND), default=0)
    beside = said[first : next((i for i in range(at, len(said)) if said[i] in _AND), len(said))]
    did = any(word.endswith(FINNISH_WE_DID) for word in beside)
    return not did and len(set(beside) & set(clause.unknown)) >= _A_DOING


def _sends_word(clause: Clause) -> bool:
    """ "Anna ilmoitti jo tiistaina ettei pääse": the day on which she said so."""
    return any(word.startswith(stems_of("teams", "sends_word")) for word in clause.said)


def _without_days(clause: Clause) -> Clause:
    return replace(clause, values=[one for one in clause.values if not isinstance(one, Day)])
