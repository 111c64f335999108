"""Where a reply turns: "not on Monday but yesterday, 1.5 h" tells of a meeting that was held."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.reading.clauses.acts import Act
from service.reading.clauses.clauses import Clause
from service.reading.text.word_lists import said_of, stems_of, words
from service.reading.values.kinds import Clock, Day, Length
from service.reading.values.resolve import Calendar, date_of

_NOT = {"not_held", "no", "cannot", "failed_plan", "cancel", "move_told", "move_ask"}
_MOVED = {"move_told", "settled", "move_ask"}
_TURNS = ("but", "instead")
_WORTH_TELLING = 20  # minutes
_MADE_UP = 30  # minutes that make a meeting of a call
_OF_TIMES = (
    "tid", "dag", "dat", "träff", "möt", "ses", "sam", "efter", "ny", "sen", "skjut", "flytt",
    "igen", "vecka", "gång", "time", "day", "date", "meet", "week", "again", "later", "aika",
    "aja", "päivä", "myöh", "tapaa", "näh", "viikko", "uusi", "uude", "uutta",
)  # fmt: skip


def turned(clauses: Sequence[Clause], calendar: Calendar) -> list[Clause]:
    """Return the clauses, one that sets a past day or a length against a "not" told as held."""
    told: list[Clause] = []
    denied = False
    for place, clause in enumerate(clauses):
        following = clauses[place + 1] if place + 1 < len(clauses) else None
        denies = clause.negated or _sets_a_day_aside(clause)
        if denies and following is not None and _corrects(clause, following, calendar):
            told.append(
                replace(clause, negated=False, means={"old"}, values=[], unknown=[], turn="")
            )
            denied = True
            continue
        if told and _denies_the_planned_day(clause, told[-1]):
            clause = replace(clause, negated=False, means={"old"}, values=[])
        if denied and _is_told_instead(clause, calendar):
            clause = replace(clause, means=clause.means | {"held", "instead"})
        denied = denied or bool(clause.means & _NOT) or clause.negated
        told.append(clause)
    return told


def _sets_a_day_aside(clause: Clause) -> bool:
    """ "Ja, fast inte igår utan i förrgår": the day alone is denied."""
    bare = clause.means <= {"old", "negator", "harmless", "but", "yes"} and not clause.unknown
    return bare and bool(clause.means & {"old", "negator"})


def _denies_the_planned_day(clause: Clause, before: Clause) -> bool:
    """ "I måndags sågs vi, inte i onsdags": the bare day that is denied after the right one."""
    bare = clause.negated and not clause.unknown and clause.means <= {"negator", "harmless"}
    days = clause.only(Day)
    right = before.has(Day)
    return bare and days and right and "held" in before.means and not before.negated


def without_other_matters(clause: Clause) -> Clause:
    """Return "vi har bestämt att fortsätta utan programmet" as settling no time of a meeting.

    "Ebba hade sin träff i måndags" tells of another's.
    """
    said = f" {' '.join(clause.said)} "
    if any(f" {one} " in said for one in words("rules")["whose_own"]):
        ours = any(one in said for one in words("rules")["with_us"])
        return clause if ours else replace(clause, means={"harmless"}, values=[], turn="reason")
    told = {"open_day", "unsettled", "see_you", "next", "move_told", "move_ask", "held"}
    if "settled" not in clause.means or clause.values or clause.means & told:
        return clause
    named = any(item.text.startswith(_OF_TIMES) for item in clause.items)
    if named or len(clause.unknown) < 2:
        return clause
    return replace(clause, means=clause.means - {"settled", "instead"})


def as_planned_once(clause: Clause) -> Clause:
    """Return "vi hade tänkt ses på onsdag" as a plan that was, not as one to come."""
    said = clause.words
    planned = clause.language == "sv" and "hade" in said and said & {"tänkt", "planerat", "sagt"}
    if not planned or not clause.means & {"see_you", "come"}:
        return clause
    return replace(clause, means=clause.means - {"see_you", "come"} | {"failed_plan"})


def as_past(clause: Clause) -> Clause:
    """Return a learner's "yesterday we meet 1 hour" as held, by its length or its day."""
    days = clause.of(Day)
    past = clause.has(Length) and not days
    past = past or (bool(days) and all((day.from_today or 0) < 0 for day in days))
    past = past or ("yes" in clause.means and not clause.values)
    loose = clause.means & {"next", "condition"}
    if clause.language != "en" or "see_you" not in clause.means or loose:
        return clause
    return replace(clause, means=clause.means - {"see_you"} | {"held"}) if past else clause


def as_weighed(clause: Clause) -> Clause:
    """Return the "maybe two hours?" of a tale as a length, and not as a question."""
    brief = len(clause.values) == 1 and isinstance(clause.values[0], Length) and not clause.unknown
    weighs = bool(clause.means & {"maybe", "doubt"}) and clause.language == "en"
    weighs = weighs and clause.means <= {"maybe", "doubt", "harmless", "vague_sum"}
    return replace(clause, asks=False) if brief and clause.asks and weighs else clause


def as_corrected(clause: Clause) -> Clause:
    """Return "eiku puoltoista" as a length put for another one, not as a no."""
    lengths = clause.only(Length)
    corrects = clause.items[0].text in words("rules")["corrects_length"]
    if not (lengths and corrects) or clause.unknown or clause.means - {"undo", "no", "harmless"}:
        return clause
    return replace(clause, means=clause.means - {"undo", "no"}, negated=False)


def as_told_on(clauses: Sequence[Clause]) -> list[Clause]:
    """Return "menimme kahvilaan, jossa vierähti tunti" as going on with what is told.

    So does "koska asiaa riitti ja juteltiin tunti".
    """
    told = list(clauses)
    for at, (before, clause) in enumerate(pairwise(clauses), 1):
        lasts = clause.has(Length | Clock)
        bounded = "begins" in before.means and "ends" in clause.means and not before.unknown
        if bounded and before.has(Clock) and lasts:
            told[at] = replace(clause, means=clause.means | {"held"})  # "Started 15:05, ended 16"
        if clause.said[:2] == ["where", "we"] and "held" in clause.means:
            told[at] = replace(clause, turn="")  # "we moved to a café, where we talked for an hour"
        if _bounds_it(before, clause):
            told[at] = replace(clause, means=clause.means - {"move_ask"} | {"held"}, turn="")
        goes_on = clause.turn == "reason" and lasts and not _is_of_before(clause)
        if goes_on and "held" in clause.means and _tells_of_it(before, clause):
            told[at] = replace(clause, turn="")
    return told


def _bounds_it(before: Clause, clause: Clause) -> bool:
    """ "Meeting is finish 18:20, start 17:00", "time is 17:00 to 18:15": no time that is put."""
    clocks = clause.of(Clock)
    bare = clause.language == "en" and clause.only(Clock) and not (clause.asks or clause.negated)
    starts = "ends" in before.means and before.has(Clock) and not before.ends
    spans = len(clocks) == 1 and bool(clocks[0].minutes) and "time" in clause.said[:2]
    return bare and "move_ask" in clause.means and (starts or spans)


def _tells_of_it(before: Clause, clause: Clause) -> bool:
    """ "Nähtiin, koska ...", "meillä oli tapaaminen, joka kesti tunnin"."""
    relative = clause.items[0].text in ("joka", "jossa", "jonka", "jolla")
    meeting = any(item.text.startswith("tapaami") for item in before.items[-2:])
    firm = not (before.negated or before.asks or before.means & (_NOT | {"next"}))
    return bool(before.means & {"held", "was"}) or (relative and meeting and firm)


def _is_of_before(clause: Clause) -> bool:
    """ "Koska viimeksi puhuttiin vain puoli tuntia"."""
    said = clause.words
    return bool(said & said_of("rules", "of_before")) or "failed_plan" in clause.means


def as_no_more(clause: Clause) -> Clause:
    """Return "ei siellä oltu kuin tunti" as held so long, and no longer."""
    lengths = clause.of(Length)
    if "no_more" not in clause.means or len(lengths) != 1 or clause.asks:
        return clause
    denied = clause.negated or clause.means & {"negator", "not_held", "absent", "no", "cannot"}
    if not denied:
        return clause
    return replace(clause, means={"held", "only"}, negated=False, unknown=[])


def as_timed(clause: Clause) -> Clause:
    """Return "aloitettiin viideltä ja lopetettiin kuudelta", "kestoa kertyi tunti" as held."""
    clocks = clause.of(Clock)
    timed = {"begins", "ends"} <= clause.means and len(clocks) == 2
    if (
        not (timed or _tells_length(clause) or _had_time(clause))
        or clause.negated
        or clause.means & (_NOT | {"next", "see_you", "condition"})
    ):
        return clause
    return replace(clause, means=clause.means | {"held"})


def _tells_length(clause: Clause) -> bool:
    """ "Kestoa kertyi tunti", in a sentence of its own."""
    lengths = clause.only(Length)
    said = any(item.text.startswith(("kestoa", "kesto", "aikaa")) for item in clause.items)
    return clause.language == "fi" and lengths and said and len(clause.unknown) <= 4


def _had_time(clause: Clause) -> bool:
    """ "Ehdimme puhua vain puoli tuntia"."""
    lengths = clause.only(Length)
    said = any(item.text.startswith(stems_of("rules", "had_time")) for item in clause.items)
    return clause.language == "fi" and lengths and said and "late" not in clause.means


def _corrects(clause: Clause, following: Clause, calendar: Calendar) -> bool:
    """ "Ei 12. vaan 11. päivä": the day that follows is put for the one that is denied."""
    bare = not clause.means & {"held", "not_held"} and len(clause.unknown) <= 2
    told = following.turn == "instead" or (following.turn == "but" and "held" in following.means)
    return bare and told and _past_day(following, calendar)


def _is_told_instead(clause: Clause, calendar: Calendar) -> bool:
    already = bool(said_of("rules", "already") & set(clause.said[:1]))
    if clause.turn not in _TURNS and "instead" not in clause.means and not already:
        return False
    if clause.negated or clause.means & (_NOT | {"held", "settled", "see_you", "next", "old"}):
        return False
    return _past_day(clause, calendar)


def _past_day(clause: Clause, calendar: Calendar, clocks: bool = False) -> bool:
    days = clause.of(Day)
    alone = [value for value in clause.values if isinstance(value, Clock) and not value.minutes]
    dates = [date_of(day, "past", calendar) for day in days]
    return (
        bool(dates) and (clocks or not alone) and all(on and on <= calendar.today for on in dates)
    )


def overruled_by(acts: Sequence[Act], calendar: Calendar) -> list[Act]:
    """Return the refusals and failed plans that a later "but we met on ..." overrules."""
    overruled: list[Act] = []
    for place, act in enumerate(acts):
        if act.kind not in _NOT | _MOVED:
            continue
        after = acts[place + 1 :]
        if act.kind == "failed_plan" and any(_timed_after(one) for one in after):
            overruled.append(act)
            continue
        if act.kind in ("not_held", "cannot") and any(_made_up_for(one) for one in after):
            overruled.append(act)
            continue
        later = [c for one in acts[place + 1 :] if one.kind in ("held", "was") for c in one.clauses]
        if _came_true(act, later, calendar) or (
            not _of_another_day(act, calendar)
            and any(_stands_against(clause, calendar) for clause in later)
        ):
            overruled.append(act)
    return overruled


def _timed_after(act: Act) -> bool:
    """ "It was to begin at five, but we began at six and ended at seven"."""
    timed = any({"begins", "ends", "held"} <= c.means and c.turn == "but" for c in act.clauses)
    turned = any("held" in c.means and c.turn == "but" and not c.negated for c in act.clauses)
    lengths = [v.minutes for v in act.values if isinstance(v, Length)]
    turned = turned and not act.has(Day)
    lasted = turned and len(lengths) == 1 and lengths[0] >= _WORTH_TELLING
    talked = any(_talked_a_while(clause) for clause in act.clauses)
    return timed or lasted or talked or _met_otherwise(act)


def _met_otherwise(act: Act) -> bool:
    """ "The trains stopped, so we did it over Teams, 50 min": the meeting itself did not fail."""
    ways = said_of("rules", "after_all")
    told = [c for c in act.clauses if "held" in c.means and not (c.negated or c.asks)]
    lengths = [v.minutes for v in act.values if isinstance(v, Length)]
    days = act.has(Day | Clock)
    firm = len(lengths) == 1 and lengths[0] >= _WORTH_TELLING and not days
    told = [
        c for c in told if c.turn != "reason" and not said_of("misgivings", "to_come") & {*c.said}
    ]
    return firm and any(ways & {*c.said} for c in told)


def _made_up_for(act: Act) -> bool:
    """ "Jag glömde bort det, men vi tog det på Teams, 45 min": it was held all the same."""
    turned = any({"held"} <= c.means and c.turn == "but" and not c.negated for c in act.clauses)
    lengths = [v.minutes for v in act.values if isinstance(v, Length)]
    days = act.has(Day | Clock)
    return turned and not days and len(lengths) == 1 and lengths[0] >= _MADE_UP


def _talked_a_while(clause: Clause) -> bool:
    """ "We were to meet, but ... Puhuttiin sitten puhelimessa tunti"."""
    lengths = [v.minutes for v in clause.values if isinstance(v, Length)]
    told = clause.language == "fi" and clause.means & {"held", "was"} and clause.turn != "reason"
    firm = not (clause.negated or clause.asks or clause.means & (_NOT | {"next", "condition"}))
    return bool(told) and firm and len(lengths) == 1 and lengths[0] >= _WORTH_TELLING


def _came_true(act: Act, later: Sequence[Clause], calendar: Calendar) -> bool:
    """ "It was moved to Thursday, and yesterday we met": the new time has come."""
    met = [date_of(v, "past", calendar) for c in later for v in c.values if isinstance(v, Day)]
    if act.kind not in _MOVED or not met or any(on is None or on > calendar.today for on in met):
        return False
    days = [v for v in act.values if isinstance(v, Day) and not v.vague]
    fitting = [*met, calendar.meeting_day]
    return all(date_of(day, "past", calendar) in fitting for day in days if day.from_today is None)


def _of_another_day(act: Act, calendar: Calendar) -> bool:
    """ "We had agreed on Thursday" is not of the meeting on Wednesday."""
    days = [v for v in act.values if isinstance(v, Day) and not v.vague]
    return any(date_of(day, "past", calendar) != calendar.meeting_day for day in days)


def _stands_against(clause: Clause, calendar: Calendar) -> bool:
    turns = clause.turn in _TURNS or bool(clause.means & {"instead", "but", "yes"})
    lengths = clause.has(Length)
    told = lengths or ("held" in clause.means and clause.language == "sv")
    then = any(item.text in ("sitten", "sit", "istället", "instead") for item in clause.items)
    other = then and "held" in clause.means  # "pidettiin se sitten tänä aamuna"
    return _past_day(clause, calendar, clocks=told) and (turns or lengths or other)
