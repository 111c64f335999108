"""Other times than the meeting's own in a reply: offered, told beside, or in the way."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from service.reading.clauses.acts import MOVE, NO, YES, Act
from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import Case
from service.reading.text.word_lists import said_of, stems_of
from service.reading.values.kinds import Clock, Day, Length
from service.reading.values.resolve import date_of
from service.reading.values.whens import When, start_of, whens_in

_NO_OFFERS = {"until", "cannot", "cancel", "no", "failed_plan"}
_TELLS = {
    "my", "our", "i've", "there's", "i'm", "he's", "she's", "back", "returning", "landing",
    "arriving", "leaving", "flying", "travelling", "traveling", "home", "i have", "we have", "i am",
    "i work", "i teach", "i had", "i need", "i must", "there is", "it's", "i got",
}  # fmt: skip
_BOUNDS = {"begins", "ends"}
_MAY_OFFER = {"kan", "kunde", "kund", "passar", "hinner", "skulle", "sku", "sko"}
_BACK = {"tillbaka", "tibaks", "tebaks", "hemkommen", "återvänder"}
_HOME_AGAIN = {("hemma", "igen"), ("hemma", "först"), ("hem", "igen"), ("hem", "först")}
_IN_PLACE = {"stället", "istället", "instead", "sijaan", "sijasta"}
_SMALL_WORD = 3  # letters
_FEW_WORDS = 5  # "17:30 in place of 16:00" has no tale in it
_PROPOSING = {"then", "make", "also", "please", "come", "hellre", "sedan", "istället"}


def offers(case: Case, act: Act) -> bool:
    """Another time stands in the act, offered: with a clock, with words of suiting, or bare."""
    return any(_is_offer(case, clause) for clause in act.clauses)


def put_instead(case: Case) -> Act | None:
    """ "Inte den här veckan, men tisdag kl. 18 kan jag": a day and clock set against a not.

    After the meeting's own day denied, they may stand bare: "not Wednesday. Friday at five".
    """
    denied = instead = False
    for clause in case.clauses:
        clocked = {type(value) for value in clause.values} >= {Day, Clock}
        swapped = instead and clause.turn in ("instead", "but") and not clause.asks
        swapped = swapped and clause.has(Day)
        swapped = swapped or (instead and clocked and not clause.unknown and not clause.means)
        suits = clause.turn == "but" and clocked and clause.means & {"suits", "come"}
        if denied and (suits or swapped):
            act = Act("move_ask", [clause])
            return act if offers(case, act) else None
        bare = "old" in clause.means and not clause.values
        if bare and _is_the_day(case, clause):
            denied = instead = True
        denied = denied or clause.negated or bare or _refuses_its_hour(clause)
        denied = denied or _is_taken_up(case, clause)
    return None


def _is_taken_up(case: Case, clause: Clause) -> bool:
    """ "På onsdag spelar vi semifinal": what is done on the meeting's day, before a but."""
    own = clause.only(Day) and not other_times(case, [Act("", [clause])])
    return own and bool(clause.unknown) and not clause.means - {"harmless", "busy", "leaves"}


def _refuses_its_hour(clause: Clause) -> bool:
    """ "Kl 9 är omöjligt"."""
    hours = clause.only(Clock)
    return hours and "cannot" in clause.means and not clause.unknown


def _is_the_day(case: Case, clause: Clause) -> bool:
    """ "Ei tiistaina vaan torstaina": what is denied is the planned day, and nothing else is."""
    days = [item.value for item in clause.items if isinstance(item.value, Day)]
    dates = [date_of(day, "future", case.calendar) for day in days]
    return dates == [case.calendar.meeting_day] and len(clause.items) <= 3


def _is_offer(case: Case, clause: Clause) -> bool:
    if clause.turn == "reason" or not other_times(case, [Act("", [clause])]):
        return False
    offered = clause.means & {"suits", "move_ask", "settled", "see_you", "come", "agree"}
    if clause.means & {"cannot", "mistook"} and not offered:
        return False  # "jag har tandläkare kl 16.45 på onsdag", "työt alkaa klo 16 niin en pääse"
    if clause.language == "sv" and clause.negated and "limit" in clause.means:
        return False  # "men inte före klockan tre"
    if clause.language == "sv" and offered == {"come"} and is_arrival(case, clause):
        return False  # "hinner inte till fem, men 17.15 är jag där"
    clocked = {type(value) for value in clause.values} >= {Day, Clock}
    own = is_tale(clause) and (clause.language == "en" or _names_an_errand(clause))
    clocked = clocked and not own
    firm = not (_is_vague(clause) and not clause.asks) and not is_tale(clause)
    clocked = clocked and not (
        clause.language == "en" and bool(clause.means & {"until"}) and clause.unknown
    )
    bare = firm and len(clause.unknown) <= 2 and not clause.means & _NO_OFFERS
    tells = clause.language == "fi" and clause.means & _BOUNDS | set(clause.unknown)
    bare = bare and (clause.asks or not tells)  # "vuoro alkaa neljältä"
    due = _is_due(clause) and not clause.asks
    bare = bare and not due
    clocked = clocked and not (due and _says_what_is(clause))
    return bool(offered) or clocked or bare


def _is_due(clause: Clause) -> bool:
    """ "Deadline on Thursday", "exam next Friday": what is then is named, and it is no meeting."""
    first = clause.items[0].text
    named = first in clause.unknown and len(first) > _SMALL_WORD and first not in _PROPOSING
    day = clause.has(Day)
    told = _says_what_is(clause) and clause.means <= {"harmless"}
    due = told or (clause.opens and not clause.means)
    return clause.language != "fi" and named and day and due


def _says_what_is(clause: Clause) -> bool:
    """ "Thesis is due on Friday at noon"."""
    return bool(said_of("rules", "says_what_is") & {*clause.said[1:2]})


def is_tale(clause: Clause) -> bool:
    """Return whether a clause tells of the writer's own week: "my shift ends at 7 pm"."""
    said = clause.said
    tells = {said[0], " ".join(said[:2])} & _TELLS
    if clause.language == "en" and tells and clause.unknown and not clause.asks:
        return not clause.means & (YES | MOVE | {"but", "instead"})
    if clause.language == "fi":
        errand = clause.words & said_of("fi", "errand") and clause.unknown
        return bool(errand) and not (clause.asks or clause.means & (YES | MOVE))
    own = clause.words & said_of("sv", "own_verb")
    return clause.language == "sv" and (bool(own - _MAY_OFFER) or _is_back(clause))


def _names_an_errand(clause: Clause) -> bool:
    """ "Har en arbetsintervju kl 15 den dagen", and no "har en lucka kl 15 den dagen"."""
    named = [word for word in clause.unknown if word not in said_of("sv", "own_verb")]
    free = any(word.startswith(stems_of("rules", "free_time")) for word in clause.words)
    return bool(named) and not (free or clause.asks or clause.means & (YES | MOVE))


def _is_back(clause: Clause) -> bool:
    """ "Tillbaka först på söndag", "hemma igen den 12": when the writer is home."""
    home = any(one in _BACK or (one, two) in _HOME_AGAIN for one, two in pairwise(clause.said))
    return home and not clause.asks and not clause.means & (YES | MOVE | {"but", "instead"})


def clashing_time(case: Case, acts: Sequence[Act]) -> bool:
    """A time that is not the meeting's stands in the acceptance itself, or for itself."""
    swapped = [one for one, two in pairwise(case.clauses) if two.turn == "instead"]
    for act in acts:
        for clause in act.clauses:
            if act.kind == "next" or not other_times(case, [Act(act.kind, [clause])]):
                continue
            bound = bool(clause.means & {"limit", "until", "ends"} and clause.unknown)
            bound = bound or "late" in clause.means or is_arrival(case, clause)
            busy = "busy" in clause.means or (is_tale(clause) and not clause.means & (YES | MOVE))
            late = busy and any("late" in c.means for c in case.clauses)
            late = late or ({"busy", "ends"} <= clause.means and _is_early(clause, case))
            if late or leaves_early(clause, case) or _is_brought(clause, case):
                continue
            long = len(clause.unknown) >= 3 and clause.turn != "but" and not _books(clause)
            if "latest" in clause.words and clause.turn != "but":
                continue  # "I'll be there, 15.45 latest"
            tale = (
                (long and not (replaces(clause) or clause in swapped)) or bound or _is_vague(clause)
            )
            arrives = is_arrival(case, clause) and not clause.means & {"suits", "see_you"}
            if not arrives and (not tale or clause.means & (YES - {"ok"})):
                return True
    return False


def _books(clause: Clause) -> bool:
    """ "Tiedoksi, että tapaamisemme on 18.2. klo 17", however much is said with it."""
    told = any(item.text.startswith(("tapaami", "träff", "meeting")) for item in clause.items)
    days = any(isinstance(one, Day) and not one.vague for one in clause.values)
    return told and days and clause.has(Clock)


def leaves_early(clause: Clause, case: Case) -> bool:
    """ "Jag måste gå redan 18.30", "bara till halv sju": an hour after the start, to leave at."""
    meeting = case.calendar.meeting
    clocks = clause.of(Clock)
    means = clause.means & {"leaves", "cannot", "move_ask", "maybe", "condition", "undo"}
    if clause.only(Length) and {"efter", "after"} & clause.words:
        return means == {"leaves"} and clause.of(Length)[0].minutes >= 15
    if meeting is None or len(clocks) != 1 or len(clause.values) != 1 or clause.negated:
        return False
    firm = not (clocks[0].minutes or clocks[0].same or clocks[0].ambiguous or clocks[0].shift)
    stays = 60 * (clocks[0].hour - meeting.hour) + clocks[0].minute - meeting.minute
    return firm and means == {"leaves"} and 15 <= stays <= 180


def _is_brought(clause: Clause, case: Case) -> bool:
    """ "Tåget är framme 16.10": what brings the writer there in time, or hardly later."""
    clocks = clause.of(Clock)
    meeting = case.calendar.meeting
    if "travel" not in clause.means or meeting is None or len(clocks) != len(clause.values):
        return False
    plain = not clause.means & (YES | NO | MOVE | {"late"}) and not clause.negated
    return plain and not clause.asks and _is_early(clause, case, late=30)


def _is_early(clause: Clause, case: Case, late: int = 0) -> bool:
    """The last hour of a clause is of the three before the meeting, or so many minutes `late`."""
    meeting = case.calendar.meeting
    hours = [60 * one.hour + one.minute for one in clause.values if isinstance(one, Clock)]
    if meeting is None or not hours or clause.means & (YES | MOVE):
        return False
    return -180 <= max(hours) - 60 * meeting.hour - meeting.minute <= late


def replaces(clause: Clause) -> bool:
    """Return whether an hour is put for another: "17:30 in place of 16:00", "fyra i stället"."""
    hours = sum(isinstance(v, Clock) for v in clause.values)
    two = hours > 1 and len(clause.unknown) <= _FEW_WORDS
    return two or "old" in clause.means or (bool(hours) and is_put_in_place(clause))


def is_put_in_place(clause: Clause) -> bool:
    """ "Fyra i stället"; "the boat leaves at seven, the bus is there at two" replaces nothing."""
    return bool(_IN_PLACE & clause.words)


def is_arrival(case: Case, clause: Clause) -> bool:
    """Return whether a clock tells when the writer comes: "olen paikalla 14.50".

    "Tulen heti töistä, n. 17.15" does so as well.
    """
    meeting = case.calendar.meeting
    clocks = clause.of(Clock)
    if meeting is None or len(clocks) != 1 or len(clause.values) != 1 or clocks[0].minutes:
        return False
    planned = meeting.hour * 60 + meeting.minute
    early = planned - 60 * clocks[0].hour - clocks[0].minute
    already = bool({"jo", "redan"} & clause.words)
    firm = clocks[0].shift is None and not clocks[0].same and not clocks[0].ambiguous
    if firm and already and "come" in clause.means and 0 < early <= 90:
        return True  # "olen paikalla jo vartin yli kolmen"
    return firm and -20 <= early <= 30 and early % 60 != 30 and early != 0


def _is_vague(clause: Clause) -> bool:
    """ "Talvilomaki on vasta viikolla 9" names no day, nor does "työmatka (6.-12.4.)"."""
    days = clause.of(Day)
    told = bool(clause.unknown) or any(one.day for one in days)
    return told and len(days) == len(clause.values) and all(d.vague for d in days)


def other_times(case: Case, acts: Sequence[Act]) -> bool:
    """Return whether a day or clock is named that is not the meeting's own."""
    meeting = case.calendar.meeting
    if meeting is None and case.context.asked in ("announcement", "seat_check"):
        return False  # an event of ours has its own day, which the reply may name
    for act in acts:
        if act.kind == "next":
            continue
        told = [c for c in act.clauses if c.turn != "reason" and "later" not in c.means]
        told = [c for c in told if not _is_past(c)]
        values = [v for c in told for v in c.values]
        if any(isinstance(value, Length) for value in values) and act.kind in NO:
            return True
        for when in whens_in(values):
            if not any(c.asks for c in told) and _is_meetings_week(when, case):
                continue
            if meeting is None or not _is_meetings(
                start_of(when, case.calendar), when.clock, meeting
            ):
                return True
    return False


def _is_past(clause: Clause) -> bool:
    """ "Tulin eilen Lapista": a day that is over is no other time for what is to come."""
    days = clause.of(Day)
    return bool(days) and all((day.from_today or 0) < 0 for day in days)


def _is_meetings_week(when: When, case: Case) -> bool:
    """ "Olen viikon 43 lomalla", "tällä viikolla": the week in which the meeting falls."""
    day, meeting, today = when.day, case.calendar.meeting_day, case.calendar.today
    if day is None or not day.vague or when.clock is not None or meeting is None:
        return False
    named = day.week_number == meeting.isocalendar().week
    monday = today - timedelta(days=today.weekday() - 7 * (day.week or 0))
    return named or (day.week is not None and 0 <= (meeting - monday).days < 7)


def _is_meetings(start: datetime | None, clock: Clock | None, meeting: datetime) -> bool:
    if start is None:
        return False
    if clock and clock.ambiguous and start.date() == meeting.date() and clock.minute == 30:
        return meeting.minute == 30 and (meeting.hour - clock.hour) % 12 in (0, 1)
    return start == meeting if clock else start.date() == meeting.date()
