"""What a reply to an echo puts right, and the facts that are right."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Literal

from service.domain.readings import Finding
from service.reading.ahead.moving import moved, new_times
from service.reading.ahead.planning import planned
from service.reading.clauses.acts import PAST, Act, acts_of
from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import Case, Verdict, is_plain
from service.reading.past.echoed import NOT_THIS, is_count
from service.reading.past.spans import last_said
from service.reading.text.word_lists import stems_of
from service.reading.values.kinds import Clock, Day, Length, Money
from service.reading.values.resolve import date_of
from service.reading.values.whens import minutes_in

UNCLEAR = {"question", "maybe", "next", "move_ask", "move_told", "settled", "absent", "travel"}

_NOT_THEN = {"vasta", "vast", "jo"}  # later than that, or earlier
_ONLY_MET = {"held", "yes", "harmless"}
_AN_HOUR = {"tuntia", "tuntii", "tuntiakaan"}


def corrected(case: Case, means: set[str]) -> Verdict:
    """Say what a reply takes back, with the right facts that it tells beside it."""
    whole = Act("undo", list(case.clauses))
    asks = [clause for clause in case.clauses if not ("undo" in clause.means and clause.asks)]
    undo = Finding("undo", case.evidence(whole), "undo")
    elsewhere = _moved_to(case)
    if elsewhere is not None:
        right = [clause for clause in case.clauses if not _is_wrong(clause)]
        return Verdict((undo, elsewhere[0]), elsewhere[1] and is_plain(right, strays=True))
    if means & {"not_held"} and not _took_place_instead(case) and not minutes_in(whole.values):
        not_held = Finding("not_held", case.evidence(whole), "corrected")
        instead = any(one.turn == "instead" and one.values for one in case.clauses)
        sure = is_plain(asks) and not (case.context.people or means & UNCLEAR or instead)
        return Verdict((undo, not_held), sure and not _names_a_time_ahead(whole, case))
    right = [clause for clause in case.clauses if not _is_wrong(clause)]
    if any({"undo", "next"} <= one.means and not one.values for one in case.clauses):
        return _next_put_right(case, right, means, undo)
    if _took_place_instead(case):
        right, means = [one for one in right if "not_held" not in one.means], means | {"undo"}
    if is_ahead(case):
        told, sure = _told_ahead(case, right)
        return Verdict((undo, *told), sure and is_plain(right, strays=True))
    facts = _facts(case, whole, right)
    if not facts and not case.context.people and _stays_away(right):
        return Verdict(
            (undo, Finding("declined", case.evidence(whole), "corrected")), is_plain(right)
        )
    asks = [clause for clause in asks if not _is_wrong(clause)]
    sure = _is_one(case, right) and is_plain(asks, strays=bool(facts)) and not means & UNCLEAR
    came = any(one.means & {"was", "held", "present", "everyone"} for one in case.clauses)
    sure = sure and not (case.context.people and not facts and came)
    sure = sure and not (facts and (whole.has(Money) or any(map(_denies_it_whole, right))))
    denied = "undo" in means or (bool(facts) and "no" in means and "yes" not in means)
    return Verdict((undo, *facts), sure and denied and (bool(facts) or not whole.values))


def _next_put_right(case: Case, right: Sequence[Clause], means: set[str], undo: Finding) -> Verdict:
    """ "Fel datum för nästa: det är 19.5 kl 17, inte 18.5."."""
    booked, sure = planned(Act("next", [one for one in right if one.values]), case)
    sure = sure and not means & (UNCLEAR - {"next"}) and is_plain(case.clauses, strays=True)
    return Verdict((undo, booked) if booked else (undo,), sure and booked is not None)


def _denies_it_whole(clause: Clause) -> bool:
    """ "We did not meet, she was in class for an hour": no meeting of an hour."""
    return "not_held" in clause.means and not (clause.values or clause.unknown)


def is_set_right(case: Case) -> bool:
    """ "It was on Tuesday, not Wednesday", "only 45 minutes": one value is put for another."""
    timed = [one for one in case.clauses if one.has(Day | Length)]
    denied = [one for one in timed if one.negated]
    denied += [one for one in case.clauses if "negator" in one.means and _is_number(one)]
    wrote = [one for one in timed if "wrote" in one.means and not one.asks]
    told = [value for one in timed if one not in wrote for value in one.values]
    denied += [one for one in wrote if not all(value in told for value in one.values)]
    right = [one for one in timed if not one.negated and not one.asks and one not in denied]
    only = any("only" in one.means and not one.unknown for one in right)
    not_this = NOT_THIS | {"not", "inte"}
    put_right = any("old" in one.means and one.words & not_this for one in right)
    set_aside = [one for one in case.clauses if one.means - {"but", "harmless"} == {"old"}]
    denied += [one for one in set_aside if _names_one_value(one)]
    turned = any("instead" in one.means for one in right) and _names_old(case)
    return bool(right) and (bool(denied) or only or put_right or turned)


def is_ahead(case: Case) -> bool:
    """Return whether the meeting is still to come."""
    meeting = case.context.meeting
    return meeting is not None and meeting.starts_at > case.context.received_at


def _took_place_instead(case: Case) -> bool:
    """ "Ei ollut keskiviikkona vaan jo tiistaina": a past day is put for the one denied.

    So does "tapasimme tiistaina, en siis keskiviikkona", and "ei silloin. Tavattiin vasta eilen".
    """
    for before, one in pairwise(case.clauses):
        denied = one.only(Day) and not one.unknown and "not_held" in one.means
        if denied and "held" in before.means and None not in (_dates(case, [before]) or [None]):
            return True
        then = "held" in one.means and one.only(Day) and bool(one.words & _NOT_THEN)
        if "not_held" in before.means and then and None not in _dates(case, [one]):
            return True
        denied = "not_held" in before.means and before.has(Day)
        past = _dates(case, [one]) if one.turn == "instead" and not one.negated else []
        if denied and past and None not in past:
            return True
    return False


def _is_one(case: Case, right: Sequence[Clause]) -> bool:
    """One day and one length at most are put for what we wrote."""
    dates = _dates(case, right)
    tale = any(
        one.has(Length) and len(one.unknown) > 3 and "held" not in one.means for one in right
    )
    return not tale and None not in dates and len(dates) <= 1 and len(_lengths(right)) <= 1


def _dates(case: Case, right: Sequence[Clause]) -> list[date | None]:
    told = [one for one in right if one.turn != "reason" or "held" in one.means]
    values = [value for clause in told for value in clause.values]
    days = [value for value in values if isinstance(value, Day) and not value.vague]
    days = [day for day in days if not (day.recurring and len(days) > 1)]
    return list(dict.fromkeys(date_of(day, "past", case.calendar) for day in days))


def _lengths(right: Sequence[Clause]) -> list[int]:
    """Return the lengths told, or the one that is put for the others."""
    right = [one for one in right if one.turn != "reason" or "held" in one.means]
    last = last_said(right)
    return [last] if last else minutes_in([v for clause in right for v in clause.values])


def _names_a_time_ahead(whole: Act, case: Case) -> bool:
    """ "Ei se peruutus ollut vaan siirto: 25.11. klo 18"."""
    clocked = whole.has(Clock)
    return clocked and any(new_times(whole, case.calendar))


def _told_ahead(case: Case, right: Sequence[Clause]) -> tuple[tuple[Finding, ...], bool]:
    """What is set right of a meeting to come: its time, or who comes."""
    whole = Act("undo", list(right))
    means = whole.means
    brief = all(len(clause.unknown) <= 3 for clause in right)
    if any(new_times(whole, case.calendar)):
        finding, sure = moved(whole, case, agreed=True)
        return (finding,), sure and brief and not means & {"come", "cannot", "held", "maybe"}
    kinds = [one for one in ("cannot", "come") if one in means]
    if len(kinds) == 1:
        kind: Literal["accepted", "declined"] = "accepted" if kinds == ["come"] else "declined"
        return (Finding(kind, case.evidence(whole), "corrected"),), brief
    return (), not whole.values and not means & {"held", "maybe"}


def _stays_away(clauses: Sequence[Clause]) -> bool:
    """ "Jag menade tvärtom: jag kommer inte" is of a meeting to come."""
    own = [one for one in clauses if "cannot" in one.means]
    said = {item.text for one in own for item in one.items}
    return bool(said & {"jag", "ja"}) and bool(said & {"kommer", "kommär", "komber"})


def _names_one_value(clause: Clause) -> bool:
    """The "ei puoltatoista tuntia" after "kesto oli tunti", "not Monday", "not 60"."""
    named = [i for i in clause.items if isinstance(i.value, Length | Day) or i.text.isdecimal()]
    return len(named) == 1 and clause.words - {named[0].text} <= {
        *("ei", "eikä", "emmekä", "mutta", "mut", "not", "inte", "and", "och", "on", "på"),
        *("it", "was", "the", "det", "var"),
    }


def _is_number(clause: Clause) -> bool:
    """The "not sixty" after "it was forty minutes"."""
    count = clause.unknown[0] if len(clause.unknown) == 1 else ""
    return len(clause.items) <= 3 and (is_count(count) or count in _AN_HOUR)


def _names_old(case: Case) -> bool:
    """ "Inte tisdag utan onsdag": what is wrong stands before it."""
    return any("old" in clause.means for clause in case.clauses)


def _moved_to(case: Case) -> tuple[Finding, bool] | None:
    """ "That is not so, it was moved to next week": the new time, where one is told."""
    for act in acts_of(case.clauses, PAST):
        times = new_times(act, case.calendar) if act.kind in ("move_told", "settled") else []
        if any(start is not None and start > case.context.received_at for start in times):
            return moved(act, case, agreed=True)
    return None


def _is_wrong(clause: Clause) -> bool:
    """ "Not an hour and a half" and "inte måndag" name what was wrong."""
    # "Nej det var en timme" needs no pause after its no.
    no = "no" in clause.means and clause.language != "sv" and "undo" not in clause.means
    wrote = "wrote" in clause.means or _is_of_the_writing(clause)
    # "En timme stämmer inte", "Wednesday is wrong", "ni har noterat onsdag"
    opens = clause.items[0].value is not None or clause.items[0].text == "ni"
    wrote = wrote or (opens and "undo" in clause.means and not clause.means & {"held", "was"})
    if clause.unknown and "negator" in clause.means and _is_number(clause):
        return clause.unknown[0] in _AN_HOUR  # "ei tuntia"
    so_long = "not_held" in clause.means and clause.only(Length)  # "vi sågs inte en timme"
    return bool(clause.values) and (clause.negated or no or wrote or so_long)


def _is_of_the_writing(clause: Clause) -> bool:
    """ "Jag skrev fel i går", "I typed it wrong yesterday": when it was written, not held."""
    days = clause.only(Day)
    wrote = any(item.text.startswith(stems_of("rules", "writing")) for item in clause.items)
    return days and wrote and bool(clause.means & {"undo", "mistook"})


def _facts(case: Case, whole: Act, right: Sequence[Clause]) -> tuple[Finding, ...]:
    dates, lengths = _dates(case, right), _lengths(right)
    met = any("held" in one.means and one.means <= _ONLY_MET for one in right)
    met = met and case.context.asked == "attendance"  # "kirjoitin väärin. Nähtiin kyllä"
    if not (dates or lengths or met or "wrote_not" in whole.means):
        return ()
    held = Finding(
        "held", case.evidence(whole), "corrected",
        on=dates[0] if dates else None, minutes=lengths[0] if lengths else None,
    )  # fmt: skip
    return (held,)
