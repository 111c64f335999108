"""How long a meeting was, from all that is told: corrected lengths, totals, a start and an end."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from service.reading.clauses.clauses import Clause
from service.reading.clauses.others import is_of_outside
from service.reading.clauses.sayings import Item
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import HALF_DAY, TOLD_BY_HOURS, Clock, Day, Length
from service.reading.values.resolve import Calendar, date_of
from service.reading.values.whens import minutes_in

_SHORTEST, _LONGEST = 20, 180  # of one told by its end alone
_THAT_IS = {"eli", "siis", "elikkä"}
_ROUNDED = 15  # minutes: "nearly two hours, that is 115 minutes"
_MOST_OF_IT = 0.6
_NONE = Item("", 0, 0)
_REACH = 3  # words around a length that may correct the one before it


def last_said(clauses: Sequence[Clause]) -> int | None:
    """Return the length that is put for those before it: "tunti, eiku puoltoista", "in all 2 h"."""
    firm = [one for one in clauses if one.turn != "reason" and "travel" not in one.means]
    items = [item for clause in firm for item in clause.items]
    told = [value for clause in firm for value in clause.values]  # "45 min actually, not an hour"
    lengths = [
        (at, item.value.minutes)
        for at, item in enumerate(items)
        if isinstance(item.value, Length) and item.value in told
    ]
    settled: int | None = None
    for (before, shorter), (place, minutes) in pairwise(lengths):
        near = set(_around(items, before, place))
        corrects = near & said_of("rules", "corrects_length")
        totals = near & said_of("rules", "totals_length") and minutes >= shorter
        totals = totals or (near & _THAT_IS and abs(minutes - shorter) <= _ROUNDED)
        if corrects or totals or _is_put_exactly(items, before, place, minutes / shorter):
            settled = minutes
        elif settled is not None and minutes != settled:
            return None
    return settled


def in_all(clauses: Sequence[Clause]) -> int | None:
    """Return the length of the one clause that sums up: "and twenty outside, so an hour in all"."""
    told = [one for one in clauses if one.turn != "reason" and not one.negated]
    sums = [m for one in told if one.says("sums_length") for m in minutes_in(one.of(Length))]
    lengths = [minutes for one in told for minutes in minutes_in(one.of(Length))]
    return sums[0] if len(sums) == 1 < len(lengths) and sums[0] == max(lengths) else None


def _is_put_exactly(items: Sequence[Item], before: int, place: int, share: float) -> bool:
    """ "Not quite an hour, 50 minutes", "a bit over the hour, say 70": the second to the minute."""
    near = {item.text for item in items[max(0, before - _REACH) : before]}
    between = {item.text for item in items[before + 1 : place]}
    if not between <= said_of("rules", "put_exactly"):
        return False
    under = bool(near & said_of("rules", "not_in_full")) and _MOST_OF_IT <= share < 1
    over = bool(near & said_of("rules", "more_than_full")) and 1 < share <= 2 - _MOST_OF_IT / 2
    return under or over


def with_labels(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, the clock of "Start: 17.00 / End: 18.15" told with its label."""
    told: list[Clause] = []
    for clause in clauses:
        label = told[-1] if told else None
        if label and _is_label(label) and clause.only(Clock) and not clause.unknown:
            items = [*label.items, *clause.items]
            told[-1] = replace(label, items=items, values=clause.values, ends=clause.ends)
        else:
            told.append(clause)
    return told


def with_ends(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, "from five, until the lights went out at seven" told with its end."""
    told = list(clauses[:1])
    for before, clause in pairwise(clauses):
        until = clause.language == "en" and clause.said[0] in said_of("rules", "closing")
        last = clause.only(Clock) and isinstance(clause.items[-1].value, Clock)
        if until and last and before.has(Clock) and not before.ends:
            clause = replace(clause, means={"ends"}, turn="", unknown=[])
        told.append(clause)
    return told


def without_unknown_length(clauses: Sequence[Clause]) -> list[Clause]:
    """ "How long? No idea": asked by oneself, and not answered."""
    told = list(clauses)
    for at, (asked, answer) in enumerate(pairwise(clauses)):
        unsure = answer.means & {"doubt", "stalls", "cannot"} and not answer.means & {"held"}
        if asked.said == ["how", "long"] and unsure and not answer.values:
            told[at : at + 2] = [
                replace(
                    one, means={"harmless"}, unknown=[], negated=False, asks=False, turn="reason"
                )
                for one in (asked, answer)
            ]
    return told


def _is_label(clause: Clause) -> bool:
    apart = {"late", "old"}  # "started ten minutes late, at 17.10"
    bound = clause.means & {"begins", "ends"} and clause.means <= {"begins", "ends", "held", *apart}
    return bool(bound) and not clause.values and not clause.unknown


def whole_of(clauses: Sequence[Clause]) -> list[int]:
    """Return the length of which the rest are parts: "4 to 5.10, the last ten minutes on …".

    All of them where each is a part: what they make is told nowhere.
    """
    rows = _parts_told(clauses)
    whole = [minutes for minutes, is_part in rows if not is_part]
    if len(rows) > 1 and not whole:
        return [minutes for minutes, _ in rows]  # "the first 20 minutes … the last 20 …"
    first, rest = [minutes for minutes, _ in rows[:1]], sum(minutes for minutes, _ in rows[1:])
    if len(rows) > 2 and first == [rest]:
        return first  # "an hour in all: half of it on Teams, half an hour on the phone"
    return whole if first == whole and 0 < rest < whole[0] else []


def tells_a_part_alone(clauses: Sequence[Clause]) -> bool:
    """ "Första halvtimmen pratade vi om studier": how long the whole was is told nowhere."""
    return [is_part for _, is_part in _parts_told(clauses)] == [True]


def _parts_told(clauses: Sequence[Clause]) -> list[tuple[int, bool]]:
    """Return each length, and whether it is a part: "the last ten", not "it did last ten"."""
    return [
        (minutes, one.text in said_of("rules", "part_of_a_length") and not _is_a_verb(one, before))
        for clause in clauses
        for before, one, item in zip(
            [_NONE, _NONE, *clause.items], [_NONE, *clause.items], clause.items, strict=False
        )
        for minutes in minutes_in([v for v in clause.values if v is item.value])
    ]


def _is_a_verb(item: Item, before: Item) -> bool:
    return item.text == "last" and before.text not in ("the", "our")


def _around(items: Sequence[Item], before: int, place: int) -> list[str]:
    """Return the words before a length, back to the last one, and the few after it."""
    between = [item.text for item in items[before + 1 : place]][-2 * _REACH :]
    return between + [item.text for item in items[place + 1 : place + 1 + _REACH]]


def from_start_to_end(clauses: Sequence[Clause]) -> list[int]:
    """Read "we started at five and ended at half past six", "klockan tre … till halv fem"."""
    # "My lecture began at 16"
    clauses = [one for one in clauses if one.language != "en" or not is_of_outside(one)]
    bounds = [one for one in clauses if one.means & {"begins", "ends"}]
    if parted := _parted_after(bounds):
        return parted
    times = list(_times(clauses))
    times = times if len(times) < 3 else list(_times(bounds))
    means = {one for clause in clauses for one in clause.means}
    closing = [at for at, (_, closes) in enumerate(times) if closes]
    if not closing and ({"begins", "ends"} <= means or any(map(_begins_and_goes_on, clauses))):
        closing = [1]
    told = means & {"held", "was", "everyone", "yes", "begins"}
    if len(times) != 2 or not told or not closing:
        return []
    last = closing[0] if len(closing) == 1 else 1
    if len(closing) == 2 and "begins" not in means:
        return []
    end, start = times[last][0], times[1 - last][0]
    length = (end - start) % HALF_DAY
    return [length] if length in TOLD_BY_HOURS else []


def until_we_left(clauses: Sequence[Clause], calendar: Calendar) -> list[int]:
    """Read "lähdettiin vasta 18.20" and "vi satt till 18.20", of a meeting to begin at five."""
    clocks = [one for clause in clauses for one in clause.of(Clock)]
    ends = [one for one in clauses if _tells_its_end(one)]
    meeting = calendar.meeting
    if meeting is None or len(clocks) != 1 or len(ends) != 1 or not _is_plain(clocks[0]):
        return []
    days = {date_of(day, "past", calendar) for clause in clauses for day in clause.of(Day)}
    bare = not (ends[0].negated or ends[0].asks or _began_otherwise(clauses))
    stayed = 60 * (clocks[0].hour - meeting.hour) + clocks[0].minute - meeting.minute
    stayed %= HALF_DAY
    firm = bare and days <= {calendar.meeting_day} and not any(c.has(Length) for c in clauses)
    return [stayed] if firm and _SHORTEST <= stayed <= _LONGEST else []


def _tells_its_end(clause: Clause) -> bool:
    """Return whether the clause's clock ends the meeting: "lähdettiin 18.20", "satt till sju"."""
    if clause.language != "sv":
        return clause.language == "fi" and "ends" in clause.means and clause.has(Clock)
    rows = pairwise(clause.items) if clause.words & said_of("rules", "lasts") else ()
    closing = said_of("rules", "closing")
    return any(isinstance(two.value, Clock) and one.text in closing for one, two in rows)


def _began_otherwise(clauses: Sequence[Clause]) -> bool:
    """ "Vi kom igång först senare och satt till sju": nobody knows from when."""
    return any(one.means & {"begins", "late"} for one in clauses)


def _parted_after(bounds: Sequence[Clause]) -> list[int]:
    """ "Erosimme tuntia myöhemmin", "we parted an hour later"."""
    ends = [one for one in bounds if "ends" in one.means and not one.negated]
    values = [value for one in ends for value in one.values]
    shifts = [one.shift for one in values if isinstance(one, Clock) and one.shift]
    firm = len(values) == len(shifts) == 1 and len(bounds) == len(ends)
    return [one for one in shifts if firm and one in TOLD_BY_HOURS]


def _begins_and_goes_on(clause: Clause) -> bool:
    """ "Aloitimme 16.30 ja hajaannuimme 18": of two clocks after a beginning, the second ends."""
    clocks = [v for v in clause.values if isinstance(v, Clock) and v.minutes is None]
    return clause.language == "fi" and "begins" in clause.means and len(clocks) == 2


def _times(clauses: Sequence[Clause]) -> Iterator[tuple[int, bool]]:
    """Return each clock in minutes from midnight, and whether it closes the meeting."""
    for clause in clauses:
        alone = len(clause.of(Clock)) < 2
        seen = 0
        for place, item in enumerate(clause.items):
            value = item.value
            if isinstance(value, Clock) and value in clause.values and _is_plain(value):
                seen += 1
                closes = _closes(clause, place) if alone or seen > 1 else False
                yield value.hour * 60 + value.minute, closes
            elif clause.means & {"begins", "ends"} and (minutes := _military(clause, item)):
                yield minutes, "ends" in clause.means


def _is_plain(clock: Clock) -> bool:
    return not (clock.minutes or clock.same or clock.shift or clock.is_half_of_two)


def _closes(clause: Clause, place: int) -> bool:
    near = [item.text for item in clause.items[max(0, place - 2) : place + 2]]
    return "ends" in clause.means or bool(set(near) & said_of("rules", "closing"))


def _military(clause: Clause, item: Item) -> int:
    """Return the minutes from midnight of "1310", 0 where it is no such time."""
    word = item.text if item.text in clause.unknown else ""
    if len(word) != 4 or not word.isdecimal() or int(word) > 2359 or int(word[2:]) > 59:
        return 0
    return int(word[:2]) * 60 + int(word[2:])
