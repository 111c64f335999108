"""Judging a reply that tells of a meeting that was held, with all that stands beside it."""

from collections.abc import Sequence
from dataclasses import replace

from service.domain.readings import Finding
from service.reading.ahead.moving import has_when, moved, new_times
from service.reading.ahead.planning import in_one, planned
from service.reading.clauses.acts import Act
from service.reading.clauses.affairs import affair_at
from service.reading.clauses.clauses import Clause
from service.reading.clauses.names import named
from service.reading.clauses.small_talk import leaves_next_open, proposes_something
from service.reading.clauses.verdicts import Case, Verdict, has_numbers, is_aside, is_plain
from service.reading.costs.claims import beside
from service.reading.past.called_off import is_next_off
from service.reading.past.told import meetings
from service.reading.past.turns import overruled_by
from service.reading.text.word_lists import said_of, stems_of, words
from service.reading.values.kinds import Day, Length, Money, Value
from service.reading.values.resolve import date_of

_I = {"jag", "ja", "i", "minä", "mä", "mie"}
_TAKES_PART = {"med", "där", "plats", "komma", "kom", "delta", "deltog", "there", "come", "join"}
_TOLD = {"held", "was", "yes", ""}
_WISHES = ("halu", "toivo", "voita", "voisi", "vill", "vilja", "önska", "want", "would", "i'd")
_PROMISES = {"lupasin", "lupasimme", "lupas", "luvattiin", "aioin"}
_OF_OURS = {"mentoring", "mentorship", "programme", "program", "mentorointi", "mentorskap"}
_USED = {"used", "spent", "actual", "actually", "really", "effective"}
_WISHED = {"halusin", "halusimme", "halusi", "ville", "wanted", "toivoin"}


def judge_held(case: Case, acts: Sequence[Act]) -> Verdict:
    """Say what a reply tells of a meeting that was held, and of what comes next."""
    overruled = overruled_by(acts, case.calendar)
    told = [*(act for act in acts if act.kind in _TOLD), *_held_before(acts)]
    others = [act for act in acts if act.kind not in _TOLD and act not in overruled]
    others = [act for act in others if not _is_mumbled(act, told)]
    others = [act for act in others if not (_is_beside(act) or _refuses_its_day(case, act))]
    told += [act for act in others if case.context.people and _names_those_there(act)]
    others = [act for act in others if act not in told and (act.kind != "come" or act.values)]
    # All of it may be of another day, or another's.
    told += _on_the_planned_day(overruled, told)
    findings, sure = meetings(case, told) if told else ([], False)
    costs, plain = beside(case)
    findings, sure = [*findings, *costs], sure and plain
    for act in others:
        more, plain = _beside(case, act)
        findings += more
        sure = sure and plain
    findings, rising = in_one([*findings, *_wishes(case)])
    dropped = [clause for act in overruled for clause in act.clauses]
    left = [one for one in case.clauses if not any(one is other for other in dropped)]
    plain = is_plain(left, strays=_strays_do_no_harm(left, told, case))
    lengths = any(isinstance(value, Length) for act in told for value in act.values)
    plain = plain and not any(_denies(clause, case, lengths) for clause in left)
    plain = plain and not any("hearsay" in one.means and len(one.items) <= 6 for one in left)
    plain = plain and not any(_agrees_on_a_rule(clause) for clause in left)
    plain = plain and not (case.context.people and any(_denies_oneself(one) for one in left))
    plain = plain and not any(_is_one_or_other(clause) or _is_torn(clause) for clause in left)
    return Verdict(tuple(findings), sure and plain and rising)


def _on_the_planned_day(overruled: Sequence[Act], told: Sequence[Act]) -> list[Act]:
    """ "Vi skulle setts igår, men det blev på Teams på kvällen i stället": on that day then."""
    parts = words("calendar")["words"]
    parts = {*parts["afternoon"], *parts["morning"]}
    same = any(parts & one.words for act in told for one in act.clauses)
    plans = [c for act in overruled for c in act.clauses if "failed_plan" in c.means]
    plans = [replace(one, means={"held"}) for one in plans if one.only(Day)]
    return [Act("held", plans)] if same and plans and not any(a.has(Day) for a in told) else []


def _names_those_there(act: Act) -> bool:
    """ "Läsnä Aino ja Mira, 50 min": of the meeting that was, where no day to come is named."""
    return act.kind == "come" and all(isinstance(value, Length) for value in act.values)


def _held_before(acts: Sequence[Act]) -> list[Act]:
    """ "Vi sågs i dag och bestämde nästa: 14.1": the day of what was held, told with the next."""
    clauses = [c for act in acts if act.kind == "next" for c in act.clauses if "held" in c.means]
    days = [replace(c, values=[v for v in c.values if _is_over(v)]) for c in clauses]
    return [Act("held", [one]) for one in days if one.values]


def _is_over(value: Value) -> bool:
    """Whether a value is a day said as one that is behind us, or today."""
    if not isinstance(value, Day):
        return False
    return value.qualifier == "past" or (value.from_today is not None and value.from_today <= 0)


def _agrees_on_a_rule(clause: Clause) -> bool:
    """ "We met and agreed to do it fortnightly": meetings to book, with no day told."""
    rules = said_of("rules", "every") - said_of("rules", "loose")  # not "min mentor var sjuk"
    return "settled" in clause.means and bool(clause.words & rules)


def _wishes(case: Case) -> list[Finding]:
    """ "Ensi kerralla haluaisin puhua palkasta": a topic beside what happened."""
    for clause in case.clauses:
        said = clause.said
        wish = any(word.startswith(_WISHES) and word not in _WISHED for word in said)
        if "topic" in clause.means and wish:
            text = case.text[clause.start :]
            return [Finding("preparation", text[:200], "topic", text=text)]
    return []


def _denies_oneself(clause: Clause) -> bool:
    """ "Jag kunde själv inte vara med", in a team, is of the writer alone."""
    said = clause.words
    return clause.negated and bool(said & _I) and bool(said & _TAKES_PART)


def _is_one_or_other(clause: Clause) -> bool:
    """ "Siirrettiin tai sitten se pidettiin jo": held or not, the writer does not know."""
    other = clause.means & {"move_told", "not_held", "cancel", "cannot", "no"}
    return "either" in clause.means and bool(other)


def _is_torn(clause: Clause) -> bool:
    """ "Joo ei", said by itself, is yes or no, whatever follows it."""
    return clause.means == {"negator"} and len(clause.items) == 2 and not clause.unknown


def _is_beside(act: Act) -> bool:
    return _promises(act) or leaves_next_open(act) or proposes_something(act)


def _promises(act: Act) -> bool:
    """ "Lupasin kysellä työpaikoista", told of a meeting that was held."""
    said = {item.text for clause in act.clauses for item in clause.items}
    return act.kind == "failed_plan" and bool(said & _PROMISES) and not act.values


def _is_mumbled(act: Act, told: Sequence[Act]) -> bool:
    """ "No ei tosa mittä, nähtiin": a "no" among unknown words, and then what happened."""
    clear = any(one.kind in ("held", "was") for one in told)
    if clear and act.kind == "no" and all(len(c.said) > 1 == len({*c.said}) for c in act.clauses):
        return True  # "no no, we met"
    stray = all(clause.unknown and not clause.values for clause in act.clauses)
    many = sum(len(clause.unknown) for clause in act.clauses) >= 2  # not "minä en"
    many = many or all(_is_of_itself(clause) for clause in act.clauses)
    return clear and act.kind == "no" and stray and many


def _is_of_itself(clause: Clause) -> bool:
    """ "En kellottanut", in a sentence of its own: said of something else."""
    said = clause.said
    matters = stems_of("fi", "matter")
    own = clause.opens and len(said) == 2 and said[0] in ("en", "emme") and bool(clause.unknown)
    return clause.language == "fi" and own and not said[1].startswith(matters)


def _denies(clause: Clause, case: Case, lengths: bool) -> bool:
    """ "Mutta se ei ollut..." and a bare "90" leave a doubt; in a team the first tells who came."""
    if clause.turn == "but" and "absent" in clause.means and not case.context.people:
        return not is_aside(clause)
    if "self_absent" in clause.means and not case.context.people:
        ill = clause.items[0].text in ("olin", "makasin", "sairastin") and not clause.turn
        ill = ill or clause.turn == "reason"  # "we met online because I was travelling"
        ill = ill or clause.items[0].text in said_of("rules", "concedes")  # "vaikka olin kipeä"
        return not (ill and _tells_of_itself(case)) and not _forgot_and_met(clause, case)
    numbers = [int(word) for word in clause.unknown if word.isdecimal() and len(word) < 6]
    minutes = any(5 <= number <= 240 for number in numbers) and not lengths
    odd = has_numbers([clause]) and not numbers
    if any(word[0].isdecimal() and word[-3:-2] in (",", ".") for word in clause.unknown):
        return True  # a sum without its currency
    # "60 minutes planned, 20 used"
    used = clause.language == "en" and bool(clause.words & _USED)
    minutes = minutes or (used and any(10 <= number <= 240 for number in numbers))
    return (minutes or odd) and len(clause.unknown) <= 2 and clause.turn != "reason"


def _forgot_and_met(clause: Clause, case: Case) -> bool:
    """ "Jag hade glömt, hon ringde, vi pratade en timme": it was held all the same."""
    later = [one for one in case.clauses if one.start > clause.start]
    lasted = any(isinstance(value, Length) for one in later for value in one.values)
    met = any("held" in one.means and one.turn != "reason" for one in later)
    return lasted and met and bool(said_of("rules", "forgot") & clause.words)


def _tells_of_itself(case: Case) -> bool:
    """ "Kyllä tavattiin. Vastaan myöhään, olin kuumeessa": the illness came after."""
    held = any("held" in one.means and not one.negated for one in case.clauses)
    return held and not any(one.turn == "but" for one in case.clauses)


def _strays_do_no_harm(left: Sequence[Clause], told: Sequence[Act], case: Case) -> bool:
    """ "Kelloa en katsonut" turns no clear "nähtiin"; in a team it may be about who came."""
    clear = any(act.kind in ("held", "was") for act in told)
    lasted = any(isinstance(value, Length) for act in told for value in act.values)
    clear = clear or (lasted and any("yes" in act.means for act in told))
    clear = clear or bool(case.context.people)  # then it is asked who came
    turns = any(
        clause.negated and clause.turn in ("but", "instead") and not is_aside(clause, told=lasted)
        for clause in left
    )
    torn = any(clause.negated and clause.means & {"yes"} for clause in left)
    torn = torn or any(clause.negated and clause.words & _OF_OURS for clause in left)
    return clear and not turns and not torn and _denies_nobody(left, case.context.people or ())


def _denies_nobody(left: Sequence[Clause], people: Sequence[str]) -> bool:
    """ "Kaikki mukana, eikä kukaan selannut puhelinta": what is denied tells not who came."""
    apart = [one for one in left if not (one.negated and "eikä" not in one.said[2:])]
    denied = [one for one in left if one.negated]
    firm = any("everyone" in one.means for one in apart)
    gone = {"absent", "self_absent", "cannot", "not_held", "either", "everyone", "held"}
    return not people or (
        firm
        and not any(named(one, people) or (one not in apart and one.means & gone) for one in denied)
    )


def _beside(case: Case, act: Act) -> tuple[list[Finding], bool]:
    """Read what is told beside a meeting that was held: the next one, one that is cancelled."""
    if act.kind == "undo" and all(_excuses(c) for c in act.clauses if "undo" in c.means):
        return [], True
    if "topic" in act.means:
        return [], not act.values and not act.means & {"question", "undo", "cannot"}
    # "Next 6 May at 5 pm. Bus 3,20": the costs were read beside it.
    act = Act(act.kind, [one for one in act.clauses if not one.only(Money)] or act.clauses)
    if _refuses(act) and _future_day(case, act):
        return [Finding("declined", evidence=case.evidence(act), rule="cannot")], True
    if act.kind in ("next", "see_you", "settled"):
        if {item.text for c in act.clauses for item in c.items} & said_of("rules", "every"):
            return [], False
        finding, sure = planned(act, case)
        # A length here may be of this meeting, or of the next one.
        sure = sure and not act.has(Length)
        sure = sure and "condition" not in act.means
        return ([finding] if finding else []), sure
    if act.kind == "move_told" and new_times(act, case.calendar):
        finding, sure = moved(act, case, agreed=True)
        return [finding], sure
    other = any("cancel" in c.means and affair_at(c) is not None for c in act.clauses)
    if act.kind == "cancel" and not other and (has_when(act) or is_next_off(act)):
        return [Finding("cancelled", evidence=case.evidence(act), rule="cancel")], True
    return [], False


def _excuses(clause: Clause) -> bool:
    """ "My bad", "my fault": said of the delay, and not of what we logged."""
    return "harmless" in clause.means and not clause.unknown and not clause.values


def _refuses(act: Act) -> bool:
    """ "Nästa träff 12.5 kan jag inte": the next one, refused."""
    return act.kind == "cannot" or (act.kind == "next" and "cannot" in act.means)


def _refuses_its_day(case: Case, act: Act) -> bool:
    """ "The 8th was impossible, so we met on the 7th"."""
    days = [value for value in act.values if isinstance(value, Day) and not value.vague]
    dates = [date_of(day, "past", case.calendar) for day in days]
    return _refuses(act) and bool(dates) and set(dates) == {case.calendar.meeting_day}


def _future_day(case: Case, act: Act) -> bool:
    days = [value for value in act.values if isinstance(value, Day) and not value.vague]
    dates = [date_of(day, "future", case.calendar) for day in days]
    return len(dates) == 1 and dates[0] is not None and dates[0] > case.calendar.today
