"""Judging a reply about a meeting that should have taken place."""

from collections.abc import Sequence
from dataclasses import replace

from service.domain.readings import Finding
from service.reading import echoes
from service.reading.acts import PAST, Act, acts_of
from service.reading.clauses import Clause
from service.reading.costs import beside
from service.reading.failed import judge_failed
from service.reading.moving import has_when, moved, new_times
from service.reading.pairs import of_one_party
from service.reading.phrases import words
from service.reading.planning import planned
from service.reading.resolve import date_of
from service.reading.teams import without_absence
from service.reading.told import meetings
from service.reading.turns import (
    as_corrected,
    as_past,
    as_planned_once,
    as_timed,
    as_weighed,
    overruled_by,
    turned,
    without_other_matters,
)
from service.reading.values import Clock, Day, Length
from service.reading.verdicts import Case, Verdict, has_numbers, is_aside, is_plain
from service.reading.whens import minutes_in

_MOVES = {"move_told", "move_ask", "settled"}
_I = {"jag", "ja", "i", "minä", "mä", "mie"}
_TAKES_PART = {"med", "där", "plats", "komma", "kom", "delta", "deltog", "there", "come", "join"}
_TOLD = {"held", "was", "yes", ""}
_NOT = {"not_held", "no", "cannot", "failed_plan"}

_WISHES = ("halu", "toivo", "voita", "voisi", "vill", "vilja", "önska", "want", "would", "i'd")
_PROMISES = {"lupasin", "lupasimme", "lupas", "luvattiin", "aioin"}
_WISHED = {"halusin", "halusimme", "halusi", "ville", "wanted", "toivoin"}


def judge(case: Case) -> Verdict:
    """Say what a reply to "did you meet?" tells."""
    if any("retract" in clause.means for clause in case.clauses):
        return echoes.judge(case)
    told = [without_other_matters(as_planned_once(one)) for one in without_absence(case)]
    case = replace(case, clauses=turned(told, case.calendar))
    told = [] if case.context.people else of_one_party(case.clauses)
    told = [as_weighed(as_corrected(as_past(as_timed(clause)))) for clause in told or case.clauses]
    case = replace(case, clauses=told)
    acts = acts_of(case.clauses, PAST)
    kinds = {act.kind for act in acts}
    if "was" in kinds and not _was_there(acts, kinds):
        return Verdict(certain=False)
    if _waited_alone(case, acts, kinds):
        return judge_failed(case, [act for act in acts if act.kind not in ("was", "held")])
    alone = case.context.people and any("self_absent" in act.means for act in acts)
    if kinds & {"held", "was"} or alone or _says_yes(acts, kinds) or _only_lengths(case, acts):
        return _held(case, acts)
    if kinds & (_NOT | _MOVES | {"cancel", "open_day"}):
        return judge_failed(case, acts)
    return Verdict(certain=False)


def _waited_alone(case: Case, acts: Sequence[Act], kinds: set[str]) -> bool:
    """ "Jag var där, men det var inte hon": one came, and so they did not meet."""
    if "not_held" not in kinds or case.context.people or "yes" in kinds:
        return False
    came = [act for act in acts if act.kind in ("was", "held")]
    own = [{item.text for c in act.clauses for item in c.items} & _I for act in came]
    mine = bool(came) and all(own) and all("present" in act.means for act in came)
    return mine and all(acts.index(act) < _place_of(acts, "not_held") for act in came)


def _place_of(acts: Sequence[Act], kind: str) -> int:
    return max(place for place, act in enumerate(acts) if act.kind == kind)


def _says_yes(acts: Sequence[Act], kinds: set[str]) -> bool:
    """A yes answers us where it comes first; after a sentence we do not know it may not."""
    if "yes" not in kinds or kinds & _NOT:
        return False
    for act in acts:
        for clause in act.clauses:
            if "yes" in clause.means or clause.values:
                return True
            if clause.unknown and "greeting" not in clause.means:
                return False
    return False


def _was_there(acts: Sequence[Act], kinds: set[str]) -> bool:
    """ "Oltiin" alone may be anywhere; with a length, a day or a yes it is the meeting."""
    values = [value for act in acts if act.kind == "was" for value in act.values]
    everyone = any("everyone" in act.means or "only" in act.means for act in acts)
    timed = any(isinstance(value, Day | Length) for value in values)
    yes = [c for act in acts if act.kind == "yes" for c in act.clauses if "yes" in c.means]
    plain = any(not clause.unknown and len(clause.items) <= 2 for clause in yes)
    told = plain or "held" in kinds or any(_was_and_yes(act) for act in acts)
    return timed or everyone or told or bool(minutes_in(values))


def _was_and_yes(act: Act) -> bool:
    """ "Oltiin joo"; the Swedish "ja" beside a "va" is as often "jag"."""
    return any({"was", "yes"} <= one.means and one.language == "fi" for one in act.clauses)


def _is_of_team(case: Case, act: Act) -> bool:
    """ "Kaikki paikalla"; in a pair "unohdettiin molemmat" tells of something else."""
    plain = not any(one.unknown or one.negated or one.turn == "reason" for one in act.clauses)
    return bool(case.context.people) or plain


def _only_lengths(case: Case, acts: Sequence[Act]) -> bool:
    """ "1,5 h" and "Kaikki paikalla" answer the question without a verb."""
    if {act.kind for act in acts} - {"", "next"}:
        return False
    first = acts[0] if acts else Act("")
    ahead = any(c.language == "en" and "condition" in c.means for c in first.clauses)
    told = any(isinstance(one, Length) for one in first.values) or _from_to_of_yesterday(first)
    told = told or _is_its_time(case, first) or _from_to_on_its_day(first, case)
    told = told or bool(first.means & {"everyone", "absent"} and _is_of_team(case, first))
    return first.kind == "" and not ahead and told


def _is_its_time(case: Case, act: Act) -> bool:
    """ "Eilen viideltä", "ke klo 18-19.15": the meeting's own time, and nothing else said."""
    days = [v for v in act.values if isinstance(v, Day)]
    clocks = [v for v in act.values if isinstance(v, Clock)]
    meeting = case.calendar.meeting
    if len(days) != 1 or len(clocks) != 1 or meeting is None or len(act.clauses) > 2:
        return False
    spoken = any(c.unknown or c.negated or c.asks or c.means - {"harmless"} for c in act.clauses)
    past = (days[0].from_today or 0) < 0 or bool(clocks[0].minutes)
    same = date_of(days[0], "past", case.calendar) == case.calendar.meeting_day
    return past and same and clocks[0].hour == meeting.hour and not spoken


def _from_to_of_yesterday(act: Act) -> bool:
    """ "Igår, från kl. 17 till 18.30"."""
    spans = any(isinstance(one, Clock) and one.minutes for one in act.values)
    return spans and any(isinstance(v, Day) and (v.from_today or 0) < 0 for v in act.values)


def _from_to_on_its_day(act: Act, case: Case) -> bool:
    """ "Onsdag 17-18.30": the meeting's own day, from its start to its end."""
    days = [date_of(v, "past", case.calendar) for v in act.values if isinstance(v, Day)]
    spans = [v for v in act.values if isinstance(v, Clock) and v.minutes]
    firm = not any(clause.negated or clause.asks for clause in act.clauses)
    return firm and len(spans) == 1 and bool(days) and set(days) == {case.calendar.meeting_day}


def _held(case: Case, acts: Sequence[Act]) -> Verdict:
    overruled = overruled_by(acts, case.calendar)
    told = [act for act in acts if act.kind in _TOLD]
    others = [act for act in acts if act.kind not in _TOLD and act not in overruled]
    others = [act for act in others if not _is_mumbled(act, told)]
    others = [act for act in others if act.kind != "come" or act.values]
    others = [act for act in others if not _promises(act)]
    findings, sure = meetings(case, told)
    costs, plain_costs = beside(case)
    findings += costs
    sure = sure and plain_costs
    for act in others:
        more, plain = _beside(case, act)
        findings += more
        sure = sure and plain
    findings += _wishes(case)
    dropped = [clause for act in overruled for clause in act.clauses]
    left = [one for one in case.clauses if not any(one is other for other in dropped)]
    plain = is_plain(left, strays=_strays_do_no_harm(left, told, case))
    lengths = any(isinstance(value, Length) for act in told for value in act.values)
    plain = plain and not any(_denies(clause, case, lengths) for clause in left)
    plain = plain and not any(_agrees_on_a_rule(clause) for clause in left)
    plain = plain and not (case.context.people and any(_denies_oneself(one) for one in left))
    plain = plain and not any(_is_one_or_other(clause) or _is_torn(clause) for clause in left)
    return Verdict(tuple(findings), sure and plain)


def _agrees_on_a_rule(clause: Clause) -> bool:
    """ "We met and agreed to do it fortnightly": meetings to book, with no day told."""
    said = {item.text for item in clause.items}
    return "settled" in clause.means and bool(said & set(words("rules")["every"]))


def _wishes(case: Case) -> list[Finding]:
    """ "Ensi kerralla haluaisin puhua palkasta": a topic beside what happened."""
    for clause in case.clauses:
        said = [item.text for item in clause.items]
        wish = any(word.startswith(_WISHES) and word not in _WISHED for word in said)
        if "topic" in clause.means and wish:
            text = case.text[clause.start :]
            return [Finding("preparation", text[:200], "topic", text=text)]
    return []


def _denies_oneself(clause: Clause) -> bool:
    """ "Jag kunde själv inte vara med", in a team, is of the writer alone."""
    said = {item.text for item in clause.items}
    return clause.negated and bool(said & _I) and bool(said & _TAKES_PART)


def _is_one_or_other(clause: Clause) -> bool:
    """ "Siirrettiin tai sitten se pidettiin jo": held or not, the writer does not know."""
    other = clause.means & {"move_told", "not_held", "cancel", "cannot", "no"}
    return "either" in clause.means and bool(other)


def _is_torn(clause: Clause) -> bool:
    """ "Joo ei", said by itself, is yes or no, whatever follows it."""
    return clause.means == {"negator"} and len(clause.items) == 2 and not clause.unknown


def _promises(act: Act) -> bool:
    """ "Lupasin kysellä työpaikoista", told of a meeting that was held."""
    said = {item.text for clause in act.clauses for item in clause.items}
    return act.kind == "failed_plan" and bool(said & _PROMISES) and not act.values


def _is_mumbled(act: Act, told: Sequence[Act]) -> bool:
    """ "No ei tosa mittä, nähtiin": a "no" among unknown words, and then what happened."""
    clear = any(one.kind in ("held", "was") for one in told)
    stray = all(clause.unknown and not clause.values for clause in act.clauses)
    many = sum(len(clause.unknown) for clause in act.clauses) >= 2  # not "minä en"
    many = many or all(_is_of_itself(clause) for clause in act.clauses)
    return clear and act.kind == "no" and stray and many


def _is_of_itself(clause: Clause) -> bool:
    """ "En kellottanut", in a sentence of its own: said of something else."""
    said = [item.text for item in clause.items]
    matters = tuple(words("fi")["matter"])
    own = clause.opens and len(said) == 2 and said[0] in ("en", "emme") and bool(clause.unknown)
    return clause.language == "fi" and own and not said[1].startswith(matters)


def _denies(clause: Clause, case: Case, lengths: bool) -> bool:
    """ "Mutta se ei ollut..." and a bare "90" leave a doubt; in a team the first tells who came."""
    if clause.turn == "but" and "absent" in clause.means and not case.context.people:
        return not is_aside(clause)
    if "self_absent" in clause.means and not case.context.people:
        return True
    numbers = [int(word) for word in clause.unknown if word.isdecimal() and len(word) < 6]
    minutes = any(5 <= number <= 240 for number in numbers) and not lengths
    odd = has_numbers([clause]) and not numbers
    if any(word[0].isdecimal() and word[-3:-2] in (",", ".") for word in clause.unknown):
        return True  # a sum without its currency
    return (minutes or odd) and len(clause.unknown) <= 2 and clause.turn != "reason"


def _strays_do_no_harm(left: Sequence[Clause], told: Sequence[Act], case: Case) -> bool:
    """ "Kelloa en katsonut" turns no clear "nähtiin"; in a team it may be about who came."""
    clear = any(act.kind in ("held", "was") for act in told)
    turns = any(
        clause.negated and clause.turn in ("but", "instead") and not is_aside(clause)
        for clause in left
    )
    torn = any(clause.negated and clause.means & {"yes"} for clause in left)
    return clear and not turns and not torn and not case.context.people


def _beside(case: Case, act: Act) -> tuple[list[Finding], bool]:
    """Read what is told beside a meeting that was held: the next one, one that is cancelled."""
    if act.kind == "undo" and all(_excuses(c) for c in act.clauses if "undo" in c.means):
        return [], True
    if "topic" in act.means:
        return [], not act.values and not act.means & {"question", "undo", "cannot"}
    if _refuses(act) and _future_day(case, act):
        return [Finding("declined", evidence=case.evidence(act), rule="cannot")], True
    if act.kind in ("next", "see_you", "settled"):
        if {item.text for c in act.clauses for item in c.items} & set(words("rules")["every"]):
            return [], False
        finding, sure = planned(act, case)
        # A length here may be of this meeting, or of the next one.
        sure = sure and not any(isinstance(value, Length) for value in act.values)
        return ([finding] if finding else []), sure
    if act.kind == "move_told" and new_times(act, case.calendar):
        finding, sure = moved(act, case, agreed=True)
        return [finding], sure
    if act.kind == "cancel" and has_when(act):
        return [Finding("cancelled", evidence=case.evidence(act), rule="cancel")], True
    return [], False


def _excuses(clause: Clause) -> bool:
    """ "My bad", "my fault": said of the delay, and not of what we logged."""
    return "harmless" in clause.means and not clause.unknown and not clause.values


def _refuses(act: Act) -> bool:
    """ "Nästa träff 12.5 kan jag inte": the next one, refused."""
    return act.kind == "cannot" or (act.kind == "next" and "cannot" in act.means)


def _future_day(case: Case, act: Act) -> bool:
    days = [value for value in act.values if isinstance(value, Day) and not value.vague]
    dates = [date_of(day, "future", case.calendar) for day in days]
    return len(dates) == 1 and dates[0] is not None and dates[0] > case.calendar.today
