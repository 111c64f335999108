"""Judging a refusal of a coming meeting: whose it is, and whether another time hides in it."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from service.domain.readings import Finding
from service.reading.ahead.offers import is_tale, offers
from service.reading.clauses.acts import MOVE, NO, YES, Act, first_of, sentences_of
from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import Case, Verdict, is_plain
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Clock, Day, Money
from service.reading.values.resolve import date_of

_OTHERS = {
    "he", "she", "they", "han", "hon", "de", "hän", "mentor", "mentorn", "mentori",
    "mentorini", "aktori", "aktorini", "adepten", "adept", "aktorn", "aktor", "aktören", "aktör",
    "mentee", "se", "hen",
}  # fmt: skip
_THIRD = {"he", "she", "they", "it", "han", "hon", "hen", "de", "dom", "det", "hän", "se"}
_GONE = {
    "bortrest", "borta", "resa", "resor", "semester", "ledig", "utomlands", "sjukskriven",
    "tjänsteresa", "away", "abroad", "holiday", "leave",
}  # fmt: skip
_UNTIL = {"till", "tills", "ti", "til", "until", "t.o.m"}
_FREE = {"can", "could", "free", "available", "kan", "kunde", "ledig", "hinner", "open"}
_PUTS_OFF = ("flytt", "byt", "skjut", "avbok", "ordn", "fix", "lös", "resched", "chang", "siir")
_WRITER = {"i", "we", "i'm", "jag", "vi", "en", "emme", "minä", "mä", "me", "ja"}


def declined(case: Case, acts: Sequence[Act], kinds: set[str]) -> Verdict | None:
    """Return what a refusal of the coming meeting tells, None where none is there."""
    act = first_of(acts, "cannot") or first_of(acts, "no") or first_of(acts, "not_held")
    if act is None:
        return None
    finding = Finding("declined", evidence=case.evidence(act), rule=act.kind)
    explicit = (act.kind == "cannot" and not _of_another(act, case)) or kinds <= {"no"}
    clash = kinds & (YES - {"ok"} | {"maybe", "held", "cancel"})
    # "Vi får till det nästa gång" only comforts.
    clash |= {one.kind for one in acts if one.kind == "next" and one.values}
    stray = any(isinstance(value, Money) for clause in case.clauses for value in clause.values)
    stray = stray or any(offers(case, one) for one in acts)
    stray = stray or any(
        _names_an_hour(clause) or _offers_hour(case, clause) for clause in case.clauses
    )
    told = [one for one in case.clauses if one.turn != "reason"]
    stray = stray or any(_names_the_same_hour(one) for one in told)
    plain = is_plain(case.clauses, strays=True) and not _has_riddle(case)
    hung = any({"condition", "cannot"} <= clause.means for clause in case.clauses)
    hung = hung or (kinds == {"no"} and any(_is_no_such(clause) for clause in case.clauses))
    hung = hung or any(_is_another_week(case, clause) for clause in case.clauses)
    hung = hung or any(_is_back_by_then(case, clause) for clause in case.clauses)
    return Verdict((finding,), explicit and not clash and not stray and not hung and plain)


def _is_no_such(clause: Clause) -> bool:
    """ "No prob", "no stress": what is not there may be an obstacle."""
    said = clause.said
    return len(said) <= 3 and said[0] == "no" and said[1:2] == clause.unknown[:1] != []


def _names_the_same_hour(clause: Clause) -> bool:
    """ "Samma tid passar nästa vecka"; but "samaan aikaan on tentti" tells what is then."""
    same = any(isinstance(value, Clock) and value.same for value in clause.values)
    named = set(clause.unknown) - said_of(clause.language, "common")
    engaged = len(clause.values) == 1 and clause.words & said_of("rules", "is_then")
    offered = clause.asks or clause.turn or clause.means & (MOVE | YES | {"next", "open_day"})
    return same and not (named and engaged and not offered)


def _names_an_hour(clause: Clause) -> bool:
    """ "Kan inte kl. 17, men 18 går": a bare number may be the hour that is offered."""
    numbers = [int(word) for word in clause.unknown if word.isdecimal() and len(word) < 3]
    return clause.turn != "reason" and any(7 <= number <= 21 for number in numbers)


def _offers_hour(case: Case, clause: Clause) -> bool:
    """ "Can do 7 pm that evening": an hour that is not the meeting's, in a brief clause."""
    if clause.turn == "reason" or clause.means & NO or len(clause.unknown) > 4:
        return False
    if clause.language == "fi" and _tells(clause):
        return False
    if _is_of_ones_day(clause) or (clause.language == "en" and is_tale(clause)):
        return False
    hours = [v for v in clause.values if isinstance(v, Clock) and not v.same]
    meeting = case.calendar.meeting
    return bool(hours) and meeting is not None and all(v.hour != meeting.hour for v in hours)


def _is_of_ones_day(clause: Clause) -> bool:
    """ "I'm in surgery till seven", "jag jobbar till sju": what keeps the writer, and no offer."""
    bound = clause.means & {"until", "ends"} and not clause.means & (YES | MOVE | {"limit"})
    free = clause.words & _FREE
    return bool(bound and clause.unknown) and not (free or clause.asks or clause.turn == "but")


def _tells(clause: Clause) -> bool:
    """ "Vuoro alkaa neljältä" tells; "kuudelta menisi" would offer."""
    offered = any(word.endswith(("isi", "isin", "isit", "is")) for word in clause.unknown)
    return bool(clause.unknown) and not offered and not clause.asks


def _is_another_week(case: Case, clause: Clause) -> bool:
    """ "I will be away next week" may say nothing of a meeting in this one."""
    meeting = case.calendar.meeting_day
    for day in clause.values if "cannot" in clause.means else ():
        if isinstance(day, Day) and day.vague and day.week is not None and meeting is not None:
            monday = case.calendar.today - timedelta(days=case.calendar.today.weekday())
            if (meeting - monday).days // 7 != day.week:
                return True
    return False


def _is_back_by_then(case: Case, clause: Clause) -> bool:
    """ "Jag är bortrest till tisdag", of a meeting on Wednesday, or on that very day."""
    meeting = case.calendar.meeting_day
    if meeting is None or "cannot" not in clause.means:
        return False
    gone = clause.language == "en" or any(item.text in _GONE for item in clause.items)
    for before, item in pairwise(clause.items):
        if isinstance(item.value, Day) and before.text in _UNTIL:
            on = date_of(item.value, "future", case.calendar)
            return gone and on is not None and on <= meeting
    return False


def _of_another(act: Act, case: Case) -> bool:
    """Another than the writer cannot come: then the meeting may be off as a whole."""
    others = _OTHERS | {name.lower() for name in case.context.people or ()}
    for clause in act.clauses:
        said = clause.words
        own_words = said - {"he", "de", "se"} if _is_it(clause) else said
        others_own = own_words & others or _opens_with_a_name(clause)
        if "cannot" in clause.means and others_own and not said & _WRITER:
            return True
    return False


def _is_it(clause: Clause) -> bool:
    """ "De passar int" and "he går int" are of the day, "de kan inte" is of them."""
    said = clause.said
    they = any(one == "de" and two in ("kan", "hinner", "vill") for one, two in pairwise(said))
    return clause.language == "sv" and not they


def _opens_with_a_name(clause: Clause) -> bool:
    """ "Elsa kan inte": somebody whom we do not know."""
    said = clause.said
    named = clause.unknown[:1] == said[:1] and said[1:2] in (["kan"], ["hinner"], ["kunde"])
    return clause.language == "sv" and named


def _has_riddle(case: Case) -> bool:
    """ "I can't, but ..." may go on with a wish that we cannot read."""
    refusals = [at for at, one in enumerate(case.clauses) if "cannot" in one.means]
    first = refusals[0] if refusals else 0
    goes_on = case.clauses[first:]
    tales = [one for one in sentences_of(goes_on) if not _says_no(one)]
    beside = {id(clause) for one in tales for clause in one[1:] if one[0].opens}
    return any({"cannot", "limit"} <= clause.means for clause in case.clauses) or any(
        clause.turn == "but"
        and id(clause) not in beside
        and (len(clause.unknown) >= 3 or _makes_room(clause))
        and not ("cannot" in clause.means or _is_denied_by_another(clause))
        for clause in goes_on
    )


def _makes_room(clause: Clause) -> bool:
    """ "Det krockar, men jag flyttar tandläkaren": what stood in the way may not stay."""
    said = clause.said
    own = any(one in _WRITER and two.startswith(_PUTS_OFF) for one, two in pairwise(said))
    return own and not clause.negated


def _says_no(sentence: Sequence[Clause]) -> bool:
    """Whether a sentence refuses; a "but" within another one turns that, and no refusal."""
    return any(clause.means & NO for clause in sentence)


def _is_denied_by_another(clause: Clause) -> bool:
    """ "But she is not ready to change the slot", "men hon ger inte med sig"."""
    opens = {item.text for item in clause.items[1:3]} & _THIRD
    return clause.negated and bool(opens) and not clause.values
