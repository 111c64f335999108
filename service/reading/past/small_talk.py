"""What is said of the mail, of how it felt and of what kept us, and not of the meeting."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.reading.clauses.acts import NOT_MET
from service.reading.clauses.clauses import Clause
from service.reading.text.word_lists import said_of, stems_of, words
from service.reading.values.kinds import Clock, Day, Length

_COSTS = ("kulu", "kustannu", "matkakulu", "kostnad", "utgift", "costs", "expenses")
_WRITES = ("vastaan", "vastail", "vastaus", "kirjoit", "ilmoit", "kuittaan")


def of_the_mail(clause: Clause) -> Clause:
    """ "Vastaan vasta tänään" tells when it was written, not when they met."""
    said = clause.said
    late = said[0].startswith(_WRITES) and {"vasta", "nyt", "myöhässä"} & set(said)
    told = clause.means & ({"held", "next", "come", "see_you"} | NOT_MET)
    if {"no_costs", "not_held"} <= clause.means and said[0].startswith(_COSTS):
        return replace(clause, means=clause.means - NOT_MET, negated=False)  # "kuluja ei tullut"
    if _could_not_answer(clause):
        return replace(clause, means=clause.means - NOT_MET, negated=False)
    return replace(clause, values=[]) if late and clause.opens and not told else clause


def _could_not_answer(clause: Clause) -> bool:
    """ "Sori etten oo ehtinyt vastata": what was not done is the mail."""
    answers = any(word.startswith(stems_of("rules", "to_write_fi")) for word in clause.unknown)
    told = clause.means & {"held", "next", "come", "see_you"}
    return clause.language == "fi" and answers and not told and not clause.values


def without_tags(clauses: Sequence[Clause]) -> list[Clause]:
    """ "Det var givande för båda, tror jag": what is thought is how it felt, not whether it was."""
    told = list(clauses)
    for at, (before, clause) in enumerate(pairwise(clauses), 1):
        felt = "enjoyed" in before.means or before.means <= {"harmless"}
        felt = felt and not (
            before.values or before.ends or before.means & (NOT_MET | {"held", "was"})
        )
        if felt and " ".join(clause.said) in words("rules")["thinks_so"]:
            told[at] = replace(clause, means={"harmless"})
    return told


def without_what_kept_us(clauses: Sequence[Clause]) -> list[Clause]:
    """ "Jag fick förhinder, min son föll och vi satt på akuten": no meeting that was held."""
    told: list[Clause] = []
    hindered = False
    for clause in clauses:
        sat = "held" in clause.means and bool(said_of("rules", "sat") & clause.words)
        sat = sat and not (clause.values or clause.turn) and len(clause.unknown) >= 3
        if hindered and sat:
            clause = replace(clause, means=clause.means - {"held"})
        hindered = hindered or bool(clause.means & {"cannot", "not_held", "regret"})
        hindered = hindered and not clause.ends
        told.append(clause)
    return told


def of_a_hope(clause: Clause) -> Clause:
    """ "Fingers crossed" is of what is to come."""
    hopes = "hoping" in clause.means and not clause.values
    return replace(clause, means=clause.means - {"maybe", "doubt"}) if hopes else clause


def without_first_plans(clauses: Sequence[Clause]) -> list[Clause]:
    """ "Det blev två timmar fast vi hade tänkt oss en": what was planned first is not what was."""
    told = list(clauses)
    for at, (before, clause) in enumerate(pairwise(clauses), 1):
        lasted = "held" in before.means and not before.negated and not before.ends
        lasted = lasted and before.has(Length)
        planned = "failed_plan" in clause.means and not clause.means & NOT_MET - {"failed_plan"}
        days = clause.has(Day | Clock)
        if lasted and planned and not (days or clause.asks):
            told[at] = replace(clause, means={"harmless"}, values=[], unknown=[], turn="reason")
    return told
