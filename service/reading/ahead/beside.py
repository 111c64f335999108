"""What stands beside an answer of coming and is none: busy until six, a topic, one day more."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.reading.clauses.acts import MOVE, NO, YES, sentences_of, topics_in
from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import FIRST_PERSON
from service.reading.text.word_lists import said_of, words
from service.reading.values.kinds import Clock, Day

_TILL = {"till", "tills", "til", "ti"}
_TOLD = YES | NO | MOVE | {"leaves", "late", "next", "held", "maybe", "condition"}
_SWEDES = {"jag", "ja", "vi", "mig", "mej", "oss"}  # an "i" and an "en" are no persons here
_OPEN = {"maybe", "condition", "question", "cancel", "late", "next", "held", "leaves", "topic"}
_STILL = {"ändå", "likväl", "trots", "fall", "anyway", "still", "regardless", "silti", "kuitenkin"}
_NEITHER = {"heller", "eller", "either", "myöskään"}


def without_untils(clauses: Sequence[Clause]) -> list[Clause]:
    """Leave out until when one is busy: "jag har labb till sex", "till sjöss t.o.m. fredag".

    Where a Swedish clause itself answers or offers, its time is the meeting's, and stays.
    """
    return [_without_end(one) if one.language == "sv" else one for one in clauses]


def without_the_first_date(clauses: Sequence[Clause]) -> list[Clause]:
    """Leave out when the date was set: "I forgot my exam when we fixed it", "as we agreed"."""
    opening = words("rules")["when_set"]
    return [
        replace(one, means=one.means & {"harmless", "reason"}, negated=False)
        if _sets_the_first_date(one) and one.items[0].text in opening
        else one
        for one in clauses
    ]


def _sets_the_first_date(clause: Clause) -> bool:
    settled = clause.means & {"settled", "agree", "failed_plan"} and clause.turn == "reason"
    firm = clause.means & {"condition", "move_ask", "move_told", "cancel", "cannot", "come"}
    return bool(settled) and not (firm or clause.values or clause.asks)


def without_hopes(clauses: Sequence[Clause]) -> list[Clause]:
    """ "Coming! I only hope that nobody makes me speak": no doubt of what was told before it."""
    told: list[Clause] = []
    comes = False
    for clause in clauses:
        hope = comes and _is_a_hope(clause)
        told.append(_as_aside(clause) if hope else clause)
        comes = comes or bool(clause.means & YES and not clause.means & _OPEN)
    return told


def _as_aside(clause: Clause) -> Clause:
    return replace(clause, means={"harmless"}, negated=False, turn="", unknown=[])


def _is_a_hope(clause: Clause) -> bool:
    """ "I just hope I don't have to sing"; "hope I can make it" may hang on something."""
    said = " ".join(clause.said[:4]) + " "
    hopes = any(said.startswith(one + " ") for one in words("rules")["hopes"])
    kept = clause.means & (_TOLD | _OPEN) or clause.values or clause.asks or not clause.unknown
    kept = kept or clause.words & said_of("rules", "from_afar")
    return hopes and clause.language != "fi" and not kept


def without_topics(clauses: Sequence[Clause]) -> list[Clause]:
    """ "Be henne fundera på var hon ser sig om fem år, och vad som inte syns i cv:t"."""
    told = topics_in(clauses)
    return [_as_topic(one) if one in told else one for one in clauses]


def as_refused(clauses: Sequence[Clause]) -> list[Clause]:
    """ "Kan inte på onsdag. Inte på torsdag heller": another day that is refused."""
    refused = False
    told: list[Clause] = []
    for clause in clauses:
        if refused and _denies_days(clause):
            clause = replace(clause, means={"cannot"}, negated=False, unknown=[])
        refused = refused or "cannot" in clause.means
        told.append(clause)
    return told


def as_overcome(clauses: Sequence[Clause]) -> list[Clause]:
    """ "Det passar inte så bra, men jag kommer ändå": what stood in the way does not."""
    told: list[Clause] = []
    for sentence in sentences_of(clauses):
        place = next((at for at, one in enumerate(sentence) if at and _concludes(one)), 0)
        told += [_ground(one, sentence[place]) for one in sentence[:place]] + sentence[place:]
        if _all_the_same(sentence[0]):
            told = [_overcome(one) for one in told[: -len(sentence)]] + sentence
    return told


def _concludes(clause: Clause) -> bool:
    """ "..., så jag kommer", "..., så onsdag går bra"."""
    so = clause.items[0].text == "så" and clause.language == "sv" and not clause.turn
    return (so and _is_firm(clause)) or _all_the_same(clause)


def _all_the_same(clause: Clause) -> bool:
    """ "Men jag kommer ändå", "men jag deltar på distans"."""
    still = bool(clause.words & (_STILL | {*words("rules")["from_afar"]}))
    return (clause.turn == "but" or clause.opens) and still and _is_firm(clause)


def _is_firm(clause: Clause) -> bool:
    hung = clause.means & (NO | MOVE | {"maybe", "condition", "doubt", "late"})
    return bool(clause.means & {"come", "suits"}) and not hung and not clause.asks


def _ground(clause: Clause, answer: Clause) -> Clause:
    """Return what leads to an answer as its reason; a refusal stands beside another day."""
    if clause.means & (YES | MOVE | _OPEN) or (clause.means & NO and answer.values):
        return clause
    return replace(_overcome(clause), turn="reason")


def _overcome(clause: Clause) -> Clause:
    return replace(clause, means=clause.means - NO - {"regret"}, negated=False)


def _without_end(clause: Clause) -> Clause:
    if clause.means & _TOLD or clause.asks:
        return clause
    ended = [
        item.value
        for before, item in pairwise(clause.items)
        if before.text in _TILL and isinstance(item.value, Clock | Day)
    ]
    kept = [value for value in clause.values if not any(value is one for one in ended)]
    return replace(clause, values=kept) if ended else clause


def _as_topic(clause: Clause) -> Clause:
    """Leave no denial and no question to what a topic asks of another."""
    opening = [item.text for item in clause.items[:2]]
    asks = "asking" in clause.means or bool({*opening} & {*words(clause.language)["asking"], "var"})
    if not asks or clause.turn in ("but", "instead") or _is_of_the_writer(clause):
        return replace(clause, asks=False)
    return replace(clause, means={"topic"}, asks=False, negated=False)


def _is_of_the_writer(clause: Clause) -> bool:
    mine = _SWEDES if clause.language == "sv" else FIRST_PERSON
    return bool(clause.words & mine)


def _denies_days(clause: Clause) -> bool:
    days = clause.only(Day)
    bare = set(clause.unknown) <= _NEITHER and clause.means <= {"negator", "harmless"}
    return clause.negated and days and bare and not clause.asks
