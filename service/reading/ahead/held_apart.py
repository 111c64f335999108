"""What a Finnish answer of coming holds apart: when an if is decided, and the meeting after it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.reading.ahead.offers import other_times
from service.reading.clauses.acts import MOVE, NO, YES, Act, sentences_of
from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import Case
from service.reading.text.word_lists import stems_of, words
from service.reading.values.kinds import Clock, Day, Value

_LOOSE = {"maybe", "condition", "doubt"}
_ASIDE = {"move_ask", "come", "suits", "cannot", "topic", "yes"}


def set_apart(case: Case) -> list[Clause]:
    """Return the clauses, each "if" with its start made an offer, and other days left out."""
    clauses = list(case.clauses)
    if not any(one.language == "fi" for one in clauses):
        return clauses
    clauses = [_put_off(one) for one in clauses]
    told = [one for s in sentences_of(clauses) for one in _suiting(_provided(_asked(s), case))]
    hung = any(one.means & _LOOSE for one in told)
    off = any("cancel" in one.means and not one.asks for one in told)
    told = [_without_its_days(one) if hung else one for one in _rephrased(told)]
    return [_without_the_next(one) if off else one for one in told]


def _rephrased(clauses: Sequence[Clause]) -> list[Clause]:
    """ "Mul on lahja, tai no, itse neulottu pannunalunen": a word put better, and no doubt."""
    told = list(clauses)
    for at in range(1, len(told) - 1):
        beside = [told[at - 1], told[at + 1]]
        light = not any(one.means & (YES | NO | MOVE | _LOOSE) or one.values for one in beside)
        own = all(one.unknown for one in beside) and not told[at - 1].ends
        if told[at].said[:2] == ["tai", "no"] and len(told[at].items) == 2 and light and own:
            told[at] = replace(told[at], means={"harmless"})
    return told


def _without_its_days(clause: Clause) -> Clause:
    """Return a clause beside a perhaps, without the times of what it only tells of."""
    clause = _without_the_day_of_an_if(_without_anothers_word(clause))
    answers = clause.means & (YES | NO | MOVE | _LOOSE | {"next", "held", "cancel", "late"})
    if answers or clause.asks or not clause.values or clause.turn in ("but", "instead"):
        return clause
    return replace(clause, values=[]) if _has_something(clause) or _is_over(clause) else clause


def _has_something(clause: Clause) -> bool:
    """ "Meillä on johtoryhmä torstaina kahdelta", but not "meillä on aikaa kahdelta"."""
    said = clause.said[1:] if clause.said[0] in ("ja", "kun", "ku") else clause.said
    has = said[0] in words("rules")["owners"] and said[1:2] in (["on"], ["oli"])
    free = any(word.startswith(stems_of("rules", "free_time")) for word in said)
    return has and not free and any(len(word) > 3 for word in clause.unknown)


def _is_over(clause: Clause) -> bool:
    """ "Viime viikolla istuin junassa kolme tuntia"."""
    days = clause.of(Day)
    gone = all((one.from_today or 0) < 0 or (one.week or 0) < 0 for one in days)
    return bool(days) and gone and len(clause.unknown) >= 2


def _put_off(clause: Clause) -> Clause:
    """ "Perutaan ja siirretään toukokuulle" puts it off, which calls nothing off."""
    if not {"cancel", "move_ask"} <= clause.means or not clause.values or clause.asks:
        return clause
    return replace(clause, means=clause.means - {"cancel"})


def _provided(sentence: list[Clause], case: Case) -> list[Clause]:
    """ "Sopii, kunhan aloitetaan vasta kuudelta": the yes is to another start, which is asked."""
    place = next((at for at, one in enumerate(sentence) if _sets_a_start(one, case)), None)
    if place is None or any(one.means & NO or one.asks for one in sentence):
        return sentence
    offer = sentence[place]
    means = offer.means - _LOOSE - YES - MOVE - {"limit", "begins"} | {"move_ask"}
    told = [_plainly(one) if one.means & YES and not one.values else one for one in sentence]
    told[place] = replace(offer, means=means)
    return told


def _sets_a_start(clause: Clause, case: Case) -> bool:
    begins = any(item.text.startswith(stems_of("rules", "starts")) for item in clause.items)
    clocks = clause.of(Clock)
    hung = "condition" in clause.means and clause.language == "fi" and not clause.negated
    light = len(clause.unknown) <= 3
    return hung and begins and light and bool(clocks) and other_times(case, [Act("", [clause])])


def _suiting(sentence: list[Clause]) -> list[Clause]:
    """ "Siirtäisin torstaille, jos opiskelijalle sopii" offers as any other."""
    if not any("move_ask" in one.means and one.values for one in sentence):
        return sentence
    return [_plainly(one) if _is_courtesy(one) else one for one in sentence]


def _is_courtesy(clause: Clause) -> bool:
    bare = not (clause.values or clause.asks or clause.negated or clause.means & (NO | MOVE))
    light = len(clause.unknown) <= 1 and clause.turn != "but" and clause.language == "fi"
    return bare and light and {"condition", "suits"} <= clause.means


def _asked(sentence: list[Clause]) -> list[Clause]:
    """ "Riippuu siitä, löytyykö minulle sijaista": what it hangs on offers and asks nothing."""
    told = list(sentence)
    for at, (before, clause) in enumerate(pairwise(sentence), start=1):
        opening = clause.items[0].text
        whether = opening.endswith(("ko", "kö")) and len(opening) > 3 and clause.unknown
        hung = "maybe" in before.means and not before.means & MOVE
        if hung and whether and not clause.asks and not clause.turn:
            hours: list[Value] = [one for one in clause.values if not isinstance(one, Day)]
            told[at] = replace(clause, means=clause.means - _ASIDE, values=hours)
    return told


def _without_anothers_word(clause: Clause) -> Clause:
    """ "Pomo vastaa perjantaina", "vuorolista tulee torstaina": the day on which it is known."""
    tells = any(item.text.startswith(stems_of("rules", "gives_word")) for item in clause.items)
    own = clause.means & (YES | NO | MOVE | {"condition", "next", "held"})
    if not tells or own or clause.asks or not clause.unknown or not _has_only_days(clause):
        return clause
    return replace(clause, values=[])


def _without_the_day_of_an_if(clause: Clause) -> Clause:
    """ "Jos raportti on tiistaina valmis niin pääsen": the day is of the report."""
    if "condition" not in clause.means or not _has_only_days(clause) or clause.asks:
        return clause
    said = clause.said
    first = next((at for at, word in enumerate(said) if word in words("rules")["ifs"]), None)
    if first is None:
        return clause
    ends = (at for at, word in enumerate(said) if at > first and word in ("niin", "ni", "nii"))
    part = clause.items[first : next(ends, len(said))]
    of_it = [i for i in part if i.text in clause.unknown and len(i.text) > 3]
    days = [i for i in part if i.value is not None]
    ours = any(item.text.startswith(stems_of("rules", "of_us")) for item in part)
    if len(days) != len(clause.values) or len(of_it) < 2 or ours:
        return clause
    return replace(clause, values=[])


def _without_the_next(clause: Clause) -> Clause:
    """ "Kesäkuun tapaaminen pidetään normaalisti", beside one called off."""
    vague = all(isinstance(one, Day) and one.vague for one in clause.values)
    usual = clause.words & {*words("rules")["as_usual"]}
    kept = (
        clause.means & {"settled", "see_you", "suits", "come", "next"}
        and "cancel" not in clause.means
    )
    if not (usual and kept and vague and clause.values) or clause.asks or clause.negated:
        return clause
    return replace(clause, means={"harmless"}, values=[])


def _plainly(clause: Clause) -> Clause:
    return replace(clause, means=clause.means - YES - _LOOSE - {"agree"} | {"harmless"})


def _has_only_days(clause: Clause) -> bool:
    return clause.only(Day)
