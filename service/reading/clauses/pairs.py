"""Where there is no team, nobody is missing from it: "ei tullut" is then of the meeting itself."""

from collections.abc import Sequence
from dataclasses import replace

from service.reading.clauses.clauses import Clause
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Day, Length

_OTHERS = {
    "hän", "se", "mentori", "mentor", "mentorini", "aktori", "aktorini", "toinen", "opiskelija",
    "mentorin", "nuori", "mentoroitava", "pari", "parini", "kaveri",
}  # fmt: skip
_COMES = (["pääse"], ["ehdi"], ["tule"], ["pysty"], ["pääsekään"], ["tulekaan"], ["pääsisi"])
_WHO = ("mentor", "aktor", "opiskelij", "häntä", "ketään", "kukaan", "toista")
_NEITHER = {"ei", "eipä", "eikä"}
_THERE = {"paikalla", "paikal", "siellä", "siel", "mukana", "kuitenkaan", "vaan", "vain", "mut"}
_MOVES = {"move_ask", "settled"}
_MINE = {"olin", "menin", "kävin", "käin", "saavuin", "tulin", "istuin"}
_DENIES = said_of("rules", "denies")


def of_a_pair(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses of a reply in a pair, with "he did not come" as what did not happen."""
    return [_of_meeting(clause) for clause in clauses]


def of_one_party(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses of a reply in a pair, with "I was there, he was not" as not held."""
    told = any(clause.means & {"held", "was", "yes"} for clause in clauses)
    alone = [
        _is_of_the_other(one)
        or ((_is_mine(one) or _was_missing(one)) and not told)
        or _did_not_come(one)
        for one in clauses
    ]
    if not any(alone):
        return list(clauses)
    return [_as_missed(one, gone) for one, gone in zip(clauses, alone, strict=True)]


def _is_of_the_other(clause: Clause) -> bool:
    """ "Hän ei", "mutta mentori ei ollut paikalla"."""
    said = [item.text for item in clause.items if item.text not in ("mutta", "mut", "ja", "ollut")]
    names = [word for word in said if word in _OTHERS]
    rest = [word for word in said if word not in _OTHERS | _NEITHER | _THERE]
    denied = any(word in _NEITHER for word in said)
    return clause.language == "fi" and len(names) == 1 and denied and not rest and not clause.asks


def _did_not_come(clause: Clause) -> bool:
    """ "Mentoria ei näkynyt", "ketään ei tullut", "(ilmoitti) ettei pääse"."""
    said = clause.said
    missed = "not_held" in clause.means and bool(_NEITHER & set(said))
    missed = missed and any(word.startswith(_WHO) for word in said)
    missed = missed or (len(said) <= 4 and said[0] == "ettei" and said[1:2] in _COMES)
    return clause.language == "fi" and missed and not (clause.asks or clause.values or clause.turn)


def _was_missing(clause: Clause) -> bool:
    """ "She was not there", "my mentor wasn't in place": of two, that is the meeting."""
    plain = clause.means <= {"absent", "harmless", "but"} and len(clause.unknown) <= 2
    return clause.language == "en" and "absent" in clause.means and plain and not clause.asks


def _is_mine(clause: Clause) -> bool:
    """ "En päässyt paikalle": of two, that is the meeting."""
    moves = clause.values and clause.means & _MOVES  # "jag var sjuk så vi tar det nästa vecka"
    away = "self_absent" in clause.means and not (clause.asks or moves)
    return away and len(clause.unknown) <= 3


def _as_missed(clause: Clause, gone: bool) -> Clause:
    if gone:
        return replace(clause, means={"not_held"}, negated=False, unknown=[])
    mine = any(item.text in _MINE for item in clause.items)
    return replace(clause, means=clause.means - {"was", "yes"}) if mine else clause


def _is_us_both(clause: Clause) -> bool:
    """ "Just the two of us": all of a pair."""
    said = " ".join(item.text for item in clause.items)
    return "the two of us" in said and not clause.unknown and not clause.asks


def _of_meeting(clause: Clause) -> Clause:
    if clause.language == "en" and _is_us_both(clause):
        return replace(clause, means=clause.means - {"doubt", "only"})
    if {"everyone", "doubt"} <= clause.means and len(clause.unknown) >= 2 and not clause.values:
        return replace(clause, means=clause.means - {"everyone"})  # "vi båda var nog lite rörda"
    said = clause.words
    denied = clause.language == "fi" and "absent" in clause.means and said & _DENIES
    if not denied or clause.means & {"held", "not_held", "no_costs", "self_absent"}:
        return clause
    means = clause.means - {"absent"}
    if clause.has(Length | Day):
        return replace(clause, means=means, negated=True)
    brief = len(clause.unknown) <= 3
    return replace(clause, means=means | {"not_held"}) if brief else replace(clause, negated=True)
