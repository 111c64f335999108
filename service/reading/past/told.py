"""When a meeting was held and how long it took, from all that is told of it."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from service.domain.readings import Finding
from service.reading.clauses.acts import Act
from service.reading.clauses.clauses import Clause
from service.reading.clauses.names import named
from service.reading.clauses.verdicts import Case
from service.reading.past.added import added_up
from service.reading.past.other_days import FINNISH_WE_DID, without_other_days
from service.reading.past.reserved_time import are_of_a_plan, without_time_set_apart
from service.reading.past.spans import (
    from_start_to_end,
    in_all,
    last_said,
    tells_a_part_alone,
    until_we_left,
    whole_of,
)
from service.reading.past.teams import absent
from service.reading.text.lexicon import number_named
from service.reading.text.word_lists import said_of, stems_of, words
from service.reading.values.kinds import Clock, Day, Length, Value
from service.reading.values.resolve import date_of, in_their_week
from service.reading.values.whens import minutes_in

_WE = {"we", "our", "vi", "vår", "vårt"}
_SOMEONE = {
    "he", "she", "they", "he's", "she's", "they're", "my", "his", "her", "their", "he'd", "she'd",
    "he'll", "she'll",
}  # fmt: skip


def meetings(case: Case, told: Sequence[Act]) -> tuple[list[Finding], bool]:
    """Return the meetings that were held, with their days and lengths, and whether all is sure."""
    said = [clause for act in told for clause in act.clauses]
    of_then = without_other_days([c for c in said if _tells(c)], case.calendar)
    clauses = without_time_set_apart(of_then)
    values = [v for c in clauses for v in _firm(c)]
    days = _days_told(values)
    dates = list(dict.fromkeys(date_of(day, "past", case.calendar) for day in days))
    dates = dates or _just_now(case)
    span = from_start_to_end(clauses) or until_we_left(clauses, case.calendar)
    lengths = _lengths_told(clauses, values) or span
    pairs = _paired(values, dates)
    if pairs and not case.context.people:
        return [_held_on(case, told[0], on, minutes) for on, minutes in pairs], True
    missing, names_known = absent(case, told)
    finding = Finding(
        "held", evidence=case.evidence(told[0]), rule=told[0].kind, on=_one(dates),
        minutes=lengths[0] if lengths else None, missing=missing,
    )  # fmt: skip
    firm = all(on is not None and on <= case.calendar.today for on in dates)
    firm = firm and not any(_came_later(c, case) or _lasted_each_time(c) for c in clauses)
    sure = names_known and firm and len(set(dates)) <= 1 and len(lengths) <= 1
    sure = sure and not (tells_a_part_alone(clauses) or _is_hidden(said, bool(days), bool(lengths)))
    # "Nähtiin, mutta ei keskiviikkona": on which day, then?
    sure = sure and (bool(days) or not any(map(_denies_a_day, said)))
    sure = sure and not any(_sets_aside(c, dates, lengths, case) for c in clauses)
    # "Juteltiin kuuteen asti" is a length that was not read.
    unread = any(map(_lasted_until, said)) or any(map(_hides_a_span, case.clauses))
    unread = unread or any(_ran_over(one) or _has_two_hours(one) for one in said)
    sure = sure and not (are_of_a_plan(clauses) if lengths else unread)
    other = bool(dates) and all(on and on != case.calendar.meeting_day for on in dates)
    agree = span == lengths if span else other or _clocks_agree(case, told)
    return [finding], sure and agree and not _says_no(told, case.context.people or ())


def _days_told(values: Sequence[Value]) -> list[Day]:
    days = in_their_week([one for one in values if isinstance(one, Day) and not one.recurring])
    days = [day for day in days if day.from_meeting != 0]  # "the same day" names none
    return [day for day in days if not day.vague] or days  # "hela januari"


def _lengths_told(clauses: Sequence[Clause], values: Sequence[Value]) -> list[int]:
    """Return the lengths that are said: what they add up to, or the last, or all of them."""
    last = added_up(clauses) or in_all(clauses) or last_said(clauses)
    return [last] if last else whole_of(clauses) or sorted(set(minutes_in(values)))


def _sets_aside(
    clause: Clause, dates: Sequence[date | None], lengths: Sequence[int], case: Case
) -> bool:
    """ "Istuttiin tunti ennen vuoroa"; "inte på onsdag utan igår", a Wednesday."""
    if "old" not in clause.means:
        return False
    left = [item.value for item in clause.items if item.value and item.value not in clause.values]
    days = [date_of(one, "past", case.calendar) for one in left if isinstance(one, Day)]
    lost = "held" in clause.means and not lengths and any(isinstance(v, Length) for v in left)
    return lost or any(on is not None and on in dates for on in days)


def _is_hidden(said: Sequence[Clause], days: bool, lengths: bool) -> bool:
    """Return whether a day or a length stands only in a reason."""
    reasons = [one for one in said if one.turn == "reason"]
    hidden = [v for c in reasons if "until" not in c.means for v in c.values]
    dated = any(isinstance(v, Day) and not v.vague for v in hidden)
    return (dated and not days) or (bool(minutes_in(hidden)) and not lengths)


def _hides_a_span(clause: Clause) -> bool:
    """ "Fråm fem ti haalv sju": two numbers that were not read may tell how long it took."""
    return sum(number_named(word) is not None for word in clause.unknown) > 1


def _just_now(case: Case) -> list[date | None]:
    """ "Just got home from our meeting", on its own day: it was today."""
    today = case.calendar.today
    text = case.text.lower()
    said = all(any(one in text for one in words("rules")[kind]) for kind in ("just_now", "from_it"))
    return [today] if said and case.calendar.meeting_day == today else []


def _tells(clause: Clause) -> bool:
    """What was planned, or stands in a reason, is not what happened."""
    plan = "failed_plan" in clause.means and not _is_held(clause)
    return clause.turn != "reason" and not plan and not _is_denied(clause)


def _lasted_until(clause: Clause) -> bool:
    """ "Till fem" is an hour that was not read; "tills dom stängde" names none."""
    numbers = [word for word in clause.unknown if number_named(word) or word[0].isdecimal()]
    return "until" in clause.means and bool(clause.language == "fi" or clause.values or numbers)


def _ran_over(clause: Clause) -> bool:
    """ "We ran ten minutes over": so much longer than planned, and how long was that?"""
    over = any(
        isinstance(one.value, Length) and two.text == "over" for one, two in pairwise(clause.items)
    )
    return over and not clause.has(Length)


def _has_two_hours(clause: Clause) -> bool:
    """ "Hän tuli 17.30 ja lähti 18.45": how long it was is told, and was not read."""
    hours = {(one.hour, one.minute) for one in clause.of(Clock) if one.says_an_hour}
    return len(hours) > 1 and clause.turn != "reason"


def _came_later(clause: Clause, case: Case) -> bool:
    """ "Det blev av, men först på fredagen", where last Friday was before it was planned."""
    late = clause.language == "sv" and "först" in clause.words
    days = clause.of(Day)
    on = date_of(days[0], "past", case.calendar) if len(days) == 1 else None
    planned = case.calendar.meeting_day
    return late and on is not None and planned is not None and on < planned


def _firm(clause: Clause) -> list[Value]:
    """Return the values of a clause, of "50 minutes or an hour" the longer length."""
    if _is_of_a_journey(clause):
        return [value for value in clause.values if not isinstance(value, Length)]
    if is_of_someone(clause) or _is_of_answering(clause):
        return [value for value in clause.values if not isinstance(value, Day)]
    if "held" not in clause.means and said_of(clause.language, "rest") & {*clause.said}:
        # "The rest another time"
        return [one for one in clause.values if not (isinstance(one, Day) and one.vague)]
    lengths = [v.minutes for v in clause.values if isinstance(v, Length)]
    if len(lengths) != 2 or "either" not in clause.means or max(lengths) > 2 * min(lengths):
        return clause.values
    return [v for v in clause.values if not isinstance(v, Length) or v.minutes == max(lengths)]


def _is_of_a_journey(clause: Clause) -> bool:
    """ "Odottelin puoli tuntia", "my train stood still for an hour": no length of the meeting."""
    away = stems_of("rules", f"on_the_way_{clause.language}")
    said = clause.words
    told = {"was", "yes", "everyone"} | ({"held"} if said & _WE else set())
    return any(word.startswith(away) for word in said) and not clause.means & told


def is_of_someone(clause: Clause) -> bool:
    """Return whether a clause is a tale of another: "she has got two interviews in April"."""
    said = [item.text for item in clause.items if item.text not in ("and", "but", "so", "then")]
    told = clause.means & {"held", "was", "yes", "everyone"}
    someone = clause.language == "en" and bool(said) and said[0] in _SOMEONE
    busy = bool(clause.words & said_of("en", "affairs"))
    return someone and not told and (busy or len(clause.unknown) >= 3)


def _is_of_answering(clause: Clause) -> bool:
    """ "Jag glömde svara igår", "mun piti vastata jo perjantaina": the letter's day."""
    said = clause.words
    told = clause.means & {"held", "was", "everyone"} and not is_ones_own_word(clause)
    answers = any(word.startswith(stems_of("rules", "to_write_fi")) for word in said)
    answers = answers or "wrote" in clause.means
    return not told and (answers or bool(said & said_of("rules", "of_letters")))


def is_ones_own_word(clause: Clause) -> bool:
    """Return whether a clause tells of an earlier letter: "laitoin eilen viestiä et nähtiin"."""
    told = {"wrote", "held"} <= clause.means and not clause.asks
    return told and bool(clause.words & {"et", "että", "jotta"})


def _lasted_each_time(clause: Clause) -> bool:
    """ "We met twice, half an hour each": how long was it in all? "Each way" was a journey."""
    after = [two.text for one, two in pairwise(clause.items) if isinstance(one.value, Length)]
    return bool({*after} & said_of("rules", "each_one")) and "way" not in clause.words


def _denies_a_day(clause: Clause) -> bool:
    named = any(isinstance(item.value, Day) for item in clause.items)
    return (named and "old" in clause.means) or _is_denied(clause)


def _is_denied(clause: Clause) -> bool:
    """ "Inte i onsdags", said by itself, is not the day."""
    days = clause.only(Day)
    bare = not clause.unknown and not clause.means & {"held", "was", "not_held", "yes"}
    return clause.negated and days and bare


def _paired(values: Sequence[Value], dates: Sequence[date | None]) -> list[tuple[date, int]]:
    """Read "torstaina 45 minuuttia ja eilen kaksi tuntia": a length after each day."""
    kinds = [type(one) for one in values if isinstance(one, Day | Length)]
    tail = [Day, Length] * (len(kinds) // 2)
    firm = [on for on in dates if on is not None]
    count = kinds.count(Length)
    if count < 2 or kinds[-2 * count :] != tail[: 2 * count] or len(firm) != len(dates):
        return []
    last = firm[-count:]
    if len(set(last)) != count or set(firm) != set(last):
        return []
    return list(zip(last, [one.minutes for one in values if isinstance(one, Length)], strict=True))


def _held_on(case: Case, act: Act, on: date, minutes: int) -> Finding:
    return Finding("held", evidence=case.evidence(act), rule="several", on=on, minutes=minutes)


def _one(dates: Sequence[date | None]) -> date | None:
    return dates[0] if dates else None


def _is_against(clause: Clause) -> bool:
    plan = clause.means & {"failed_plan"} and clause.turn != "reason"
    against = {"no", "not_held"} if clause.turn == "reason" else {"no", "not_held", "cannot"}
    return bool(clause.means & against or (plan and not _is_held(clause)))


def _is_held(clause: Clause) -> bool:
    return bool(clause.means & {"held", "was"})


def _tells_a_day(clause: Clause) -> bool:
    """ "We met on Tuesday instead" tells what happened."""
    days = clause.has(Day)
    return days and "held" in clause.means and clause.turn != "instead"


def _says_no(told: Sequence[Act], people: Sequence[str]) -> bool:
    clauses = [clause for act in told for clause in act.clauses]
    # "Utan Ludvig" names who was missing.
    clauses = [c for c in clauses if "absent" not in c.means or not named(c, people)]
    if any("held" in c.means and c.turn != "reason" for c in clauses):
        clauses = [c for c in clauses if c.turn != "reason"]  # "as neither could come by car"
    if any(_is_against(clause) for clause in clauses):
        return True
    # "Vaan" and "utan" turn a negation; after none, "vaan" is "only".
    turning = [one for one in clauses if "instead" in one.means and not _is_held(one)]
    turns = any("only" not in one.means and not _tells_a_day(one) for one in turning)
    denied = any(clause.negated and clause.turn != "reason" for clause in clauses)
    return turns or (bool(turning) and denied)


def _clocks_agree(case: Case, told: Sequence[Act]) -> bool:
    """A clock without an end is the planned one, or we do not know what it is."""
    clauses = [c for act in told for c in act.clauses if _tells(c)]
    spoken = [c for c in clauses if c.means & {"held", "was", "yes"} or len(c.unknown) < 2]
    spoken = [c for c in spoken if not _is_on_another_day(case, c)]
    spoken = [c for c in spoken if "limit" not in c.means or _tells_what_we_did(c)]
    spoken = [c for c in spoken if not _ends_after_its_length(case, c, clauses)]
    alone = [v for c in spoken for v in c.values if isinstance(v, Clock) and v.minutes is None]
    meeting = case.calendar.meeting
    plain = not any(one.is_half_of_two for one in alone)
    return plain and all(meeting is not None and one.hour == meeting.hour for one in alone)


def _tells_what_we_did(clause: Clause) -> bool:
    """ "Lähdettiin kotiin vasta kuudelta", where "luento loppuu vasta viideltä" is of another."""
    return clause.language == "fi" and any(word.endswith(FINNISH_WE_DID) for word in clause.said)


def _ends_after_its_length(case: Case, clause: Clause, clauses: Sequence[Clause]) -> bool:
    """ "We went on until six, so ninety minutes", where it began at half past four."""
    meeting = case.calendar.meeting
    ends = clause.of(Clock)
    lengths = [v.minutes for c in clauses for v in c.values if isinstance(v, Length)]
    said = clause.words & {"until", "till", "til", "ti", "tills"}
    if clause.language == "fi" or meeting is None or len(ends) != 1 or not said:
        return False
    stayed = 60 * (ends[0].hour - meeting.hour) + ends[0].minute - meeting.minute
    return lengths == [stayed]


def _is_on_another_day(case: Case, clause: Clause) -> bool:
    """ "Tavattiin tänään klo 9": on another day the meeting has a clock of its own."""
    days = [date_of(v, "past", case.calendar) for v in clause.values if isinstance(v, Day)]
    return bool(days) and all(day and day != case.calendar.meeting_day for day in days)
