"""What an answer rests on, set apart from it: "auto hajosi, joten en pääse torstaina"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.reading.ahead.offers import other_times
from service.reading.clauses.acts import MOVE, NO, YES, Act, sentences_of
from service.reading.clauses.clauses import Clause
from service.reading.clauses.tales import would_have
from service.reading.clauses.verdicts import FIRST_PERSON, Case
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Clock, Day
from service.reading.values.resolve import date_of

_SO = {"so", "joten", "siksi", "siks", "siispä", "niinpä", "ni", "nii", "niin", "eli", "elikkä"}
_DECISIVE = {"come", "cannot", "cancel", "see_you", "suits"}
_HUNG = {"maybe", "condition", "doubt", "question", "late", "later"}
_OTHER_ACTS = {"cancel", "held", "next", "undo", "withdraw_programme", "withdraw_mail"}
_DENIES = {
    "en", "emme", "enkä", "emmekä", "etten", "ettemme", "emmä", "emmää", "emmie", "ei", "eivät",
    "eikä", "estynyt", "estyny", "este",
}  # fmt: skip
_TALKED = ("puhu", "juttel", "jutel", "soit", "sovi", "tode", "viest", "keskustel")
_THAT = {"että", "et", "kun", "ku"}
_ASK = {"kysyn", "kyselen", "kysäisen", "kysäsen"}
_US = {"teiltä", "teilt", "sinulta", "sulta", "koordinaattorilta", "haluaisin"}
_TO_ANOTHER = ("ko", "kö", "lta", "ltä", "lt")
_KNOW = {"tiedä", "tiiä", "tierä", "tiiätä", "tie", "muista"}
_WHERE = said_of("rules", "asks_where")
_ANY = {"vaan", "vain", "vaa", "tahansa", "hyvänsä", "jos"}
_RELATIVE = {"joka", "jota", "jonka", "jossa", "josta", "johon", "jolla", "mikä", "minkä", "mihin"}


def without_grounds(case: Case) -> list[Clause]:
    """Return the clauses, those that only lead to an answer or stand beside it made reasons."""
    told: list[Clause] = []
    for sentence in sentences_of(_once_unsure(case.clauses)):
        if sentence[0].language == "fi":
            sentence = _without_praise([_without_aside(_answering(one)) for one in sentence])
            sentence = _no_more_than(_conceded(_without_otherwise(sentence)))
        told += _concluded(_what_is_then(sentence), case)
    return _without_other_days(_wishing_or_coming(_summed_up(told, case)), case)


def _what_is_then(sentence: Sequence[Clause]) -> list[Clause]:
    """ "Wednesday is no good, exam at 3": what the hour of a refusal is taken by."""
    told = list(sentence)
    for place, (before, clause) in enumerate(pairwise(sentence), 1):
        if "cannot" in before.means and not before.negated and _names_an_engagement(clause):
            told[place] = _ground(clause)
    return told


def _names_an_engagement(clause: Clause) -> bool:
    """ "Exam at 3", "tenta kl 15": a thing and its hour, and nothing else."""
    first = clause.items[0].text
    named = first in clause.unknown and len(first) > 3 and len(clause.unknown) <= 3
    hours = len(clause.values) == 1 and isinstance(clause.values[0], Clock)
    told = clause.asks or clause.turn or clause.negated or clause.means - {"harmless"}
    return named and hours and not told and first not in said_of("rules", "nearer")


def _answering(clause: Clause) -> Clause:
    """Leave out what only an agreement would mean, and a question that is put to another."""
    clause = replace(clause, means=clause.means - {"refuse"}) if clause.means else clause
    said = clause.said
    if _is_ignorant(said) and not clause.means & (YES | NO | MOVE):
        return replace(clause, means=clause.means - {"maybe", "doubt", "asking"}, negated=False)
    asks_another = set(said) & _ASK and not set(said) & _US and not clause.asks
    told = any(word.endswith(_TO_ANOTHER) for word in said)
    if asks_another and told and "question" in clause.means:
        means = clause.means - YES - NO - MOVE - {"question", "asking"}
        if any(word.startswith(("mentor", "aktor")) for word in said):
            return replace(clause, means=means - {"maybe"}, values=[], turn="")
        return replace(clause, means=means | {"maybe"}, values=[])
    return clause


def _is_ignorant(said: Sequence[str]) -> bool:
    """ "En tiiä missä se paikka on" leaves the coming as it is."""
    knows = any(one in _KNOW and _WHERE & {*said[at : at + 2]} for at, one in enumerate(said, 1))
    return knows and said[0] in FIRST_PERSON | {"enkä", "mutta", "mut"}


def _without_aside(clause: Clause) -> Clause:
    """ "Enkä osaa sanoa, milloin sopisi" asks within, "vaikka mieluummin helmikuussa" concedes."""
    exact = [v for v in clause.values if not (isinstance(v, Day) and v.vague)]
    if exact or clause.asks:
        return clause
    said = clause.said
    asks = not clause.opens and said[0] in said_of("fi", "asking") and not set(said[:4]) & _ANY
    concedes = clause.turn == "reason" and said[0] in ("vaikka", "vaik") and len(said) > 2
    describes = clause.turn == "reason" and said[0] in _RELATIVE and "cannot" not in clause.means
    if asks or concedes or describes:
        return replace(clause, means=clause.means - YES - NO - MOVE - {"held", "asking", "limit"})
    return clause


def _without_praise(sentence: list[Clause]) -> list[Clause]:
    """ "Hyvä, että muistutitte" praises, and answers nothing."""
    first, following = sentence[0], sentence[1] if len(sentence) > 1 else None
    praises = (
        {"ok"} <= first.means <= {"ok", "harmless"}
        and not first.values
        and first.items[0].text == "hyvä"
    )
    if praises and following is not None and following.items[0].text in _THAT:
        return [replace(first, means={"harmless"}), *sentence[1:]]
    return sentence


def _wishing_or_coming(told: list[Clause]) -> list[Clause]:
    """ "Tulisin mielelläni" comes without a "mutta"; "olisin tullut", "was going to" do not."""
    for place, clause in enumerate(told):
        turned = any(one.turn == "but" for one in told[place + 1 : place + 3])
        over = clause.language == "en" or bool(would_have(clause))
        turned = turned or ("would" in clause.means and over)
        if "would" in clause.means and not turned:
            told[place] = replace(clause, means=clause.means - {"would", "doubt"} | {"come"})
        elif "would" in clause.means:
            loose = {"come", "doubt", "confirm", "condition"}
            told[place] = replace(clause, means=clause.means - loose)
    return told


def _summed_up(told: list[Clause], case: Case) -> list[Clause]:
    """ "Nähdään siis torstaina viideltä": what seemed to stand in its way before does not."""
    sums = [at for at, one in enumerate(told) if _sums_up(one, case)]
    if not sums:
        return _refused_at_last(told, case)
    before = [_ground(one) if _is_in_the_way(one) else one for one in told[: sums[0]]]
    before = [_without_doubt(one) for one in before]
    return [*before, *told[sums[0] :]]


def _refused_at_last(told: list[Clause], case: Case) -> list[Clause]:
    """ "Koko suku kokoontuu, ja ehdin juuri leipoa. Eli en pääse": all before it is why."""
    if not told:
        return told
    last = sentences_of(told)[-1]
    opens = {item.text for item in last[0].items[:3]} & {"siis", "eli", "elikkä", "joten", "niinpä"}
    firm = any(one.means & {"cannot", "cancel"} for one in last)
    hung = any(one.asks or one.means & (_HUNG | MOVE) for one in told)
    if not (opens and firm) or hung or other_times(case, [Act("", last)]):
        return told
    before = told[: len(told) - len(last)]
    if any(one.means & {"held"} and not _is_talk(one) for one in before):
        return told
    return [*map(_ground, before), *last]


def _is_talk(clause: Clause) -> bool:
    """ "Puhuttiin eilen puhelimessa": not the meeting itself."""
    return any(item.text.startswith(_TALKED) for item in clause.items)


def _without_doubt(clause: Clause) -> Clause:
    """ "Kai minä pääsen" and "mutta eiköhän se mene ohi", before what it all comes to."""
    if clause.asks or clause.means & (NO | MOVE | (_HUNG - {"doubt"})):
        return clause
    if clause.turn == "but" and not clause.means & YES:
        return _ground(clause)
    return replace(clause, means=clause.means - {"doubt"})


def _sums_up(clause: Clause, case: Case) -> bool:
    opens = {item.text for item in clause.items[:3]} & {"siis", "eli", "joten"}
    firm = clause.means & {"come", "see_you"} and not clause.means & (_HUNG | NO | MOVE)
    named = _names_the_day(clause, case) or ("come" in clause.means and not clause.values)
    return bool(opens and firm) and clause.language == "fi" and named and not clause.asks


def _is_in_the_way(clause: Clause) -> bool:
    mine = clause.words & (FIRST_PERSON - {"ja"})
    return "cannot" in clause.means and not clause.values and not mine


def _without_otherwise(sentence: Sequence[Clause]) -> list[Clause]:
    """ "Muuten ei, mutta teen poikkeuksen": what would be otherwise is not what is."""
    told = list(sentence)
    for place, clause in enumerate(told[:-1]):
        otherwise = "muuten" in clause.words
        following = told[place + 1 : place + 3]
        turned = any(one.turn == "but" for one in following)
        hours = any(isinstance(v, Clock) for one in following for v in one.values)
        if otherwise and "condition" in clause.means and turned and not hours:
            told[place] = _ground(clause)
    return told


def _once_unsure(clauses: Sequence[Clause]) -> list[Clause]:
    """ "Olin aluksi epävarma, mutta tulen", "luulin etten pääse": so it was, and is no more."""
    told = list(clauses)
    for place, clause in enumerate(told[:-1]):
        after = [one for one in told[place + 1 :] if one.means & {*_DECISIVE, *_HUNG, "no"}]
        comes = bool(after) and all(
            one.means & {"come", "suits"} and not one.means & (_HUNG | NO | MOVE) for one in after
        )
        was = set(said := clause.said) & said_of("rules", "once_unsure")
        was &= set(said) if clause.language == "fi" or not clause.values else set()
        if comes and was and not clause.asks and "tulossa" not in said:
            told[place] = _ground(clause)
    return told


def _conceded(sentence: list[Clause]) -> list[Clause]:
    """ "Liian aikaisin meikäläiselle, mutta tuun": what is not good does not keep from coming."""
    for place, (clause, after) in enumerate(pairwise(sentence)):
        comes = after.turn == "but" and "come" in after.means and not after.means & (_HUNG | NO)
        weak = "cannot" in clause.means and not clause.words & _DENIES
        if comes and weak and not (clause.values or after.values or after.negated or after.asks):
            sentence[place] = _ground(clause)
    return sentence


def _no_more_than(sentence: list[Clause]) -> list[Clause]:
    """ "Mulla ei oo tiistaisin ku yks luento" tells of one, and denies nothing."""
    for place, (clause, after) in enumerate(pairwise(sentence)):
        told = clause.means & (YES | NO | MOVE | _HUNG) or clause.asks or not clause.negated
        if not told and after.items[0].text in ("ku", "kuin", "kun", "ko") and not clause.turn:
            sentence[place] = _ground(clause)
    return sentence


def _concluded(sentence: list[Clause], case: Case) -> list[Clause]:
    """Make what leads to a "joten tulen" its ground, where it tells of no other thing to do."""
    place = next((at for at, one in enumerate(sentence) if at and _concludes(one)), 0)
    if not place:
        return sentence
    answer, before = sentence[place], sentence[:place]
    means = {one for clause in before for one in clause.means}
    hung = means & (MOVE | _OTHER_ACTS | {"condition"})
    if answer.means & {"come", "suits", "see_you"} and not any(_names_an_hour(c) for c in before):
        hung -= {"cancel", "move_told"}  # what was put off is another thing: "reissu peruuntui"
    hung |= {"asks"} if any(one.asks for one in sentence) else set()
    if hung or other_times(case, [Act("", [answer])]):
        return sentence
    late = "late" in answer.means
    grounds = [one if late and one.means & YES else _ground(one) for one in before]
    return [*grounds, *sentence[place:]]


def _names_an_hour(clause: Clause) -> bool:
    return clause.has(Clock)


def _concludes(clause: Clause) -> bool:
    said = [item.text for item in clause.items[:2]]
    swedish = said[0] == "så" and said[1:] in (["jag"], ["ja"], ["vi"])
    opens = swedish if clause.language == "sv" else said[0] in _SO
    if not opens or clause.negated or clause.turn == "reason":
        return False
    late = "late" in clause.means and not clause.means & (_HUNG - {"late"} | NO | MOVE)
    if late and clause.has(Clock):
        return True
    bare = clause.means & {"no", "yes"} and len(clause.items) <= 3
    return bool(clause.means & _DECISIVE or bare) and not clause.means & (_HUNG | MOVE)


def _without_other_days(told: list[Clause], case: Case) -> list[Clause]:
    """ "En pääse perjantaina, mut maanantaina kyllä", where the meeting is on Monday."""
    accepts = any(one.means & YES and _names_the_day(one, case) for one in told)
    if not accepts:
        return told
    return [_ground(one) if _is_of_another_day(one, case) else one for one in told]


def _names_the_day(clause: Clause, case: Case) -> bool:
    days = clause.of(Day)
    return bool(days) and not other_times(case, [Act("", [clause])]) and not clause.asks


def _is_of_another_day(clause: Clause, case: Case) -> bool:
    bare = {"no", "negator"} <= clause.means and len(clause.items) <= 3  # "perjantai ei"
    refused = "cannot" in clause.means or bare
    if not refused or clause.means & (MOVE | YES) or clause.language != "fi":
        return False
    days = clause.of(Day)
    dates = [date_of(day, "future", case.calendar) for day in days]
    later = all(on and on != case.calendar.meeting_day for on in dates)
    return bool(dates) and later and len(days) == len(clause.values)


def _ground(clause: Clause) -> Clause:
    return replace(clause, means={"harmless"}, values=[], negated=False, turn="reason")
