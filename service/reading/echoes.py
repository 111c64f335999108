"""Judging a reply to what we understood: right, or wrong with the right facts beside it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Literal

from service.domain.readings import Finding
from service.reading import coming
from service.reading.acts import PAST, Act, acts_of
from service.reading.clauses import Clause
from service.reading.lexicon import number_named
from service.reading.moving import moved, new_times
from service.reading.planning import planned
from service.reading.resolve import date_of
from service.reading.spans import last_said
from service.reading.teams import absent
from service.reading.turns import as_no_more
from service.reading.values import Clock, Day, Length
from service.reading.verdicts import FIRST_PERSON, Case, Verdict, is_aside, is_plain
from service.reading.whens import minutes_in

_UNCLEAR = {"question", "maybe", "next", "move_ask", "move_told", "settled", "absent", "travel"}
_OTHERWISE = {
    "see_you", "cannot", "come", "cancel", "suits", "condition", "late", "not_held", "no", "old",
    "doubt", "open_day", "later", "refuse", "failed_plan",
}  # fmt: skip
_FEW = 3  # clauses of a reply that only tells who was missing
_NOT_THIS = {"eikä", "emmekä", "sijasta", "enkä"}  # "1 h 20 min eikä tunti"
_BESIDE = {
    "other_cost", "vague_sum", "everyone", "only", "restated", "entrance", "travel", "total",
    "limit", "either", "asking", "begins", "ends", "late", "apiece", "mistook", "leaves", "if_well",
}  # fmt: skip
_NEARLY = {"almost", "nearly", "close", "nästan", "melkein", "lähes"}
_AUXILIARIES = {"did", "do", "have", "had", "was", "were", "gjorde", "har", "hade"}
_QUIET = {
    "confirm",
    "yes",
    "ok",
    "thanks",
    "greeting",
    "harmless",
    "reason",
    "agree",
    "come",
    "held",
}


def judge(case: Case) -> Verdict:
    """Say whether a reply confirms or corrects what was logged."""
    case = replace(case, clauses=_told(case))
    means = {one for clause in case.clauses for one in _told_by(clause)} - _BESIDE
    means -= {"negator"} if all(map(_is_small_talk, _with(case, "negator"))) else set()
    alone = {"absent", "instead"} if _is_set_right(case) else {"absent"}
    means -= alone if not case.context.people else set()
    if (without := _of_who_was_there(case, means)) is not None:
        return without
    if _is_set_right(case) and not means & {"confirm", "yes", "ok"}:
        return _corrected(case, means | {"undo"})
    if means & {"undo", "cancel", "no", "not_held"}:
        return _corrected(case, means)
    if any(_is_exception(one) or _puts_right(one) for one in case.clauses):
        return _corrected(case, (means | {"undo"}) - {"confirm", "yes", "but"})
    acts = acts_of(case.clauses, PAST)
    following = [act for act in acts if act.kind in ("next", "see_you")]
    buts = [clause for clause in case.clauses if "but" in clause.means]
    if all("next" in clause.means for clause in buts):
        means -= {"but"}  # "that's right, but the next one is ..."
    rest = [clause for act in acts if act not in following for clause in act.clauses]
    findings: list[Finding] = []
    sure = means <= _QUIET | {"next", "see_you", "suits"}
    sure = sure and bool(means - {"greeting", "harmless", "reason"})
    for act in following:
        finding, plain = planned(act, case)
        findings += [finding] if finding else []
        sure = sure and plain
    stray = any(clause.values for clause in rest)
    if findings or sure:
        return Verdict(tuple(findings), sure and not stray and is_plain(case.clauses))
    return _answered_anew(case)


def _told(case: Case) -> list[Clause]:
    """Return the clauses with what only sounds like a yes or a no put right."""
    told = [
        _but_else_right(_as_wrong(_as_next(_without_number(as_no_more(one)))))
        for one in case.clauses
    ]
    return _with_what_we_wrote(_without_hesitation(_with_nearly(_with_days_set_right(told))))


def _as_next(clause: Clause) -> Clause:
    """ "Our next is Thursday at 16" tells, and proposes nothing."""
    asks = clause.asks or "next" not in clause.means
    return clause if asks else replace(clause, means=clause.means - {"move_ask"})


def _as_wrong(clause: Clause) -> Clause:
    """ "I think you mixed two up" is no doubt, but polite."""
    said = "undo" in clause.means and len(clause.items) > 2
    return replace(clause, means=clause.means - {"doubt"}) if said else clause


def _with_nearly(clauses: Sequence[Clause]) -> list[Clause]:
    """Return "almost, but it was on Tuesday" as not right; "almost" by itself tells too little."""
    if not any(one.values for one in clauses):
        return list(clauses)
    return [replace(one, means={"undo"}) if _words(one) <= _NEARLY else one for one in clauses]


def _with(case: Case, meaning: str) -> list[Clause]:
    return [clause for clause in case.clauses if meaning in clause.means]


def _is_small_talk(clause: Clause) -> bool:
    """ "I never would", "I couldn't fault it": a denial of the writer's own, of nothing logged."""
    said = [item.text for item in clause.items]
    own = said[0] in FIRST_PERSON and bool(set(clause.unknown) - _AUXILIARIES)
    own = own or len(clause.unknown) >= 3
    return own and is_aside(clause) and clause.turn not in ("but", "instead")


def _with_what_we_wrote(clauses: Sequence[Clause]) -> list[Clause]:
    """Return "you wrote that we did not meet", where they did, as what is wrong."""
    met = any("held" in one.means and not one.asks for one in clauses)
    return [
        replace(one, means={"undo", "wrote_not"}, values=[], negated=False)
        if met and "not_held" in one.means and one.means & {"wrote", "keep"}
        else one
        for one in clauses
    ]


def _of_who_was_there(case: Case, means: set[str]) -> Verdict | None:
    """ "Emil puuttui", "muuten oikein, mutta Emil ei päässyt": who of a team was missing."""
    agrees = means & {"confirm", "yes", "ok"} and "but" not in means
    others = means & {"question", "maybe", "wrote", "next", "cancel", "move_told", "old"}
    timed = any(one.values or one.asks or _denies_absence(one) for one in case.clauses)
    whole = Act("undo", list(case.clauses))
    missing, known = absent(case, [whole])
    if not missing or not known or agrees or others or timed or len(case.clauses) > _FEW:
        return None
    told = [one for one in case.clauses if "absent" not in one.means]
    held = Finding("held", case.evidence(whole), "corrected", missing=missing)
    return Verdict((Finding("undo", case.evidence(whole), "undo"), held), is_plain(told))


def _denies_absence(clause: Clause) -> bool:
    """ "Emil ei puuttunut"."""
    gone = any(item.text.startswith(("puuttu", "poissa")) for item in clause.items)
    return gone and bool(_words(clause) & {"ei", "eikä", "eivät"})


def _with_days_set_right(clauses: Sequence[Clause]) -> list[Clause]:
    """Return "ei ollut keskiviikkona vaan tiistaina" as one day put for another, and both met."""
    told = list(clauses)
    for at, (clause, following) in enumerate(pairwise(clauses)):
        days = all(any(isinstance(v, Day) for v in one.values) for one in (clause, following))
        bare = clause.means <= {"absent", "negator", "not_held", "but"} and not clause.unknown
        if days and bare and clause.negated and following.turn == "instead":
            told[at] = replace(clause, means={"negator"})
    return told


def _without_number(clause: Clause) -> Clause:
    """Return "kaksi tuntia eikä yksi" with what was wrong left out: its number has no hours."""
    said = [item.text for item in clause.items]
    lengths = len(clause.values) == 1 and isinstance(clause.values[0], Length)
    last = said[-1] in clause.unknown and (_is_count(said[-1]) or said[-1] in ("tuntia", "tuntii"))
    if not (lengths and last and len(said) > 2 and said[-2] in _NOT_THIS | {"ei"}):
        return clause
    means = clause.means - {"negator"} | {"old", "undo"}
    return replace(clause, means=means, negated=False, unknown=clause.unknown[:-1])


def _but_else_right(clause: Clause) -> Clause:
    """Return "muuten hyvä", said of what we wrote, as no worry."""
    if clause.items[0].text not in ("muuten", "muute") or clause.means != {"question"}:
        return clause
    return replace(clause, means=set() if clause.unknown or clause.asks else {"harmless"})


def _without_hesitation(clauses: Sequence[Clause]) -> list[Clause]:
    """Return "nja, datumet är fel" as no doubt: what is wrong is named after it."""
    wrong = [one for one in clauses if "undo" in one.means and "doubt" not in one.means]
    return [
        replace(one, means=one.means - {"doubt"})
        if wrong and {"doubt", "undo"} <= one.means and not one.unknown and len(one.items) == 1
        else one
        for one in clauses
    ]


def _is_count(word: str) -> bool:
    return word.isdecimal() or number_named(word) is not None


def _told_by(clause: Clause) -> set[str]:
    """Return what a clause says of the meeting; "en olisi itse muistanut" says nothing of it."""
    aside = clause.negated and is_aside(clause) and clause.language == "fi"
    return clause.means - {"negator", "asking"} if aside else clause.means


def _answered_anew(case: Case) -> Verdict:
    """ "En pääsekään", "siirretään torstaihin": to a meeting ahead it is another answer."""
    invited = replace(case.context, asked="invitation")
    again = coming.judge(replace(case, context=invited))
    kinds = {finding.kind for finding in again.findings}
    is_another = bool(kinds) and kinds <= {"moved", "declined", "tentative"}
    return again if _is_ahead(case) and again.certain and is_another else Verdict(certain=False)


def _is_exception(clause: Clause) -> bool:
    """ "Muuten oikein, mutta kesto oli 2 tuntia": a value of the meeting after a but."""
    timed = any(isinstance(value, Day | Length) for value in clause.values)
    brief = len(clause.unknown) <= 2 and not clause.negated and not clause.asks
    ahead = clause.means & (_UNCLEAR | _OTHERWISE)
    return clause.turn == "but" and timed and brief and not ahead


def _puts_right(clause: Clause) -> bool:
    """ "We met on Sunday, not Monday", whatever else is right."""
    told = {"held", "old"} <= clause.means and len(clause.values) == 1
    return told and "not" in _words(clause) and not (clause.asks or clause.unknown)


def _corrected(case: Case, means: set[str]) -> Verdict:
    whole = Act("undo", list(case.clauses))
    asks = [clause for clause in case.clauses if not ("undo" in clause.means and clause.asks)]
    undo = Finding("undo", case.evidence(whole), "undo")
    elsewhere = _moved_to(case)
    if elsewhere is not None:
        right = [clause for clause in case.clauses if not _is_wrong(clause)]
        return Verdict((undo, elsewhere[0]), elsewhere[1] and is_plain(right, strays=True))
    if means & {"not_held"} and not _took_place_instead(case) and not minutes_in(whole.values):
        not_held = Finding("not_held", case.evidence(whole), "corrected")
        sure = not case.context.people and is_plain(asks) and not means & _UNCLEAR
        instead = any(one.turn == "instead" and one.values for one in case.clauses)
        sure = sure and not instead and not _names_a_time_ahead(whole, case)
        return Verdict((undo, not_held), sure)
    right = [clause for clause in case.clauses if not _is_wrong(clause)]
    if _took_place_instead(case):
        right = [clause for clause in right if "not_held" not in clause.means]
    if _is_ahead(case):
        told, sure = _told_ahead(case, right)
        return Verdict((undo, *told), sure and is_plain(right, strays=True))
    facts = _facts(case, whole, right)
    if not facts and not case.context.people and _stays_away(right):
        return Verdict(
            (undo, Finding("declined", case.evidence(whole), "corrected")), is_plain(right)
        )
    asks = [clause for clause in asks if not _is_wrong(clause)]
    sure = _is_one(case, right) and is_plain(asks, strays=bool(facts)) and not means & _UNCLEAR
    came = any(one.means & {"was", "held", "present", "everyone"} for one in case.clauses)
    sure = sure and not (case.context.people and not facts and came)
    sure = sure and not (means & {"yes", "confirm"} and "but" in means and not facts)
    denied = "undo" in means or (bool(facts) and "no" in means and "yes" not in means)
    return Verdict((undo, *facts), sure and denied and (bool(facts) or not whole.values))


def _took_place_instead(case: Case) -> bool:
    """ "Ei ollut keskiviikkona vaan jo tiistaina": a past day is put for the one denied."""
    for before, one in pairwise(case.clauses):
        denied = "not_held" in before.means and any(isinstance(v, Day) for v in before.values)
        past = _dates(case, [one]) if one.turn == "instead" and not one.negated else []
        if denied and past and None not in past:
            return True
    return False


def _is_one(case: Case, right: Sequence[Clause]) -> bool:
    """One day and one length at most are put for what we wrote."""
    dates = _dates(case, right)
    return None not in dates and len(dates) <= 1 and len(_lengths(right)) <= 1


def _dates(case: Case, right: Sequence[Clause]) -> list[date | None]:
    values = [value for clause in right for value in clause.values]
    days = [value for value in values if isinstance(value, Day) and not value.vague]
    return list(dict.fromkeys(date_of(day, "past", case.calendar) for day in days))


def _lengths(right: Sequence[Clause]) -> list[int]:
    """Return the lengths told, or the one that is put for the others."""
    last = last_said(right)
    return [last] if last else minutes_in([v for clause in right for v in clause.values])


def _names_a_time_ahead(whole: Act, case: Case) -> bool:
    """ "Ei se peruutus ollut vaan siirto: 25.11. klo 18"."""
    clocked = any(isinstance(value, Clock) for value in whole.values)
    return clocked and any(new_times(whole, case.calendar))


def _is_ahead(case: Case) -> bool:
    meeting = case.context.meeting
    return meeting is not None and meeting.starts_at > case.context.received_at


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


def _is_set_right(case: Case) -> bool:
    """ "It was on Tuesday, not Wednesday", "only 45 minutes": one value is put for another."""
    timed = [one for one in case.clauses if any(isinstance(v, Day | Length) for v in one.values)]
    denied = [one for one in timed if one.negated]
    denied += [one for one in case.clauses if "negator" in one.means and _is_number(one)]
    wrote = [one for one in timed if "wrote" in one.means and not one.asks]
    told = [value for one in timed if one not in wrote for value in one.values]
    denied += [one for one in wrote if not all(value in told for value in one.values)]
    right = [one for one in timed if not one.negated and not one.asks and one not in denied]
    only = any("only" in one.means and not one.unknown for one in right)
    put_right = any("old" in one.means and _words(one) & _NOT_THIS for one in right)
    denied += [
        one for one in case.clauses if one.means - {"but"} == {"old"} and _names_a_length(one)
    ]
    turned = any("instead" in one.means for one in right) and _names_old(case)
    return bool(right) and (bool(denied) or only or put_right or turned)


def _names_a_length(clause: Clause) -> bool:
    """The "ei puoltatoista tuntia" after "kesto oli tunti"."""
    lengths = [item for item in clause.items if isinstance(item.value, Length)]
    return len(lengths) == 1 and _words(clause) <= {
        "ei",
        "eikä",
        "emmekä",
        "mutta",
        "mut",
        lengths[0].text,
    }


def _is_number(clause: Clause) -> bool:
    """The "not sixty" after "it was forty minutes"."""
    count = clause.unknown[0] if len(clause.unknown) == 1 else ""
    return len(clause.items) <= 3 and _is_count(count)


def _words(clause: Clause) -> set[str]:
    return {item.text for item in clause.items}


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
    no = "no" in clause.means and clause.language != "sv"
    return bool(clause.values) and (clause.negated or no or "wrote" in clause.means)


def _facts(case: Case, whole: Act, right: Sequence[Clause]) -> tuple[Finding, ...]:
    dates, lengths = _dates(case, right), _lengths(right)
    if not dates and not lengths and "wrote_not" not in whole.means:
        return ()
    held = Finding(
        "held", case.evidence(whole), "corrected",
        on=dates[0] if dates else None, minutes=lengths[0] if lengths else None,
    )  # fmt: skip
    return (held,)
