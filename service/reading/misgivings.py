"""What leaves a doubt about an answer in Finnish that else reads as clear."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from service.reading.clauses import Clause
from service.reading.names import named
from service.reading.phrases import words
from service.reading.rolls import is_gone
from service.reading.values import Day, Money
from service.reading.verdicts import Case, Verdict

_PAST = {"held", "not_held"}


def has_misgivings(case: Case, verdict: Verdict) -> bool:
    """Return whether a careful reader would ask back before acting on what was found."""
    kinds = {finding.kind for finding in verdict.findings}
    doubts: list[Callable[[Case], bool]] = [_leans_to_both]
    if case.context.asked == "preparation" and "preparation" in kinds:
        doubts += [_only_thinks, _is_to_us]
    if kinds & _PAST:
        doubts += [_told_by_others, _doubts_that_it_was_one, _was_another, _one_came]
        doubts += [_team_is_not_clear] if case.context.people else [_was_there_alone]
    if "accepted" in kinds:
        doubts += [_passes_on, _regrets, _would_come, _other_cannot]
    if "tentative" in kinds:
        doubts += [_quotes_others, _puts_off]
    if "declined" in kinds:
        doubts += [_of_programme]
    if "agreed" in kinds:
        doubts += [_will_read]
    if "expense" in kinds:
        doubts += [_paid_by_another]
    return any(doubt(case) for doubt in doubts)


def _said(clause: Clause) -> list[str]:
    return [item.text for item in clause.items]


def _of(name: str) -> set[str]:
    return set(words("misgivings")[name])


def _any_begins(said: Sequence[str], name: str) -> bool:
    return any(word.startswith(tuple(_of(name))) for word in said)


def _leans_to_both(case: Case) -> bool:
    """ "Joo tai ei"."""
    said = [word for clause in case.clauses for word in _said(clause)]
    three = zip(said, said[1:], said[2:], strict=False)
    both = any(one in _of("yes") and two == "tai" and last == "ei" for one, two, last in three)
    return both and case.context.asked != "preparation"


def _told_by_others(case: Case) -> bool:
    """ "Opiskelija väittää, että tapasimme", "kalenterin mukaan tavattiin"."""
    for clause, following in pairwise(case.clauses):
        told = following.means & _PAST and not clause.ends
        if told and set(_said(clause)[-1:]) & _of("claims"):
            return True
    for clause in case.clauses:
        said = _said(clause)
        if clause.means & _PAST and any(
            one in _of("claims") and two in ("että", "et") for one, two in pairwise(said)
        ):
            return True
        before = said[: said.index("mukaan")] if "mukaan" in said else []
        if before and _any_begins(before, "accounts"):
            return True
    return False


def _doubts_that_it_was_one(case: Case) -> bool:
    """ "En tiedä oliko se tapaaminen", "jos se tapaamiseksi lasketaan"."""
    return any(
        _of("whether") & set(said) and _any_begins(said, "counts_as") and not clause.values
        for clause in case.clauses
        for said in [_said(clause)]
    )


def _was_another(case: Case) -> bool:
    """ "Joo, mutta se oli toinen mentori", "viikkoa aiemmin"."""
    for clause in case.clauses:
        said = _said(clause)
        if _of("units") & set(clause.unknown) and _of("sooner") & set(clause.unknown):
            return True
        if clause.turn == "but" and any(
            one in _of("other") and two.startswith(tuple(_of("of_meeting")))
            for one, two in pairwise(said)
        ):
            return True
    return any(
        one.means & {"no"} and len(one.items) == 1 and not one.opens and two.turn == "but"
        for one, two in pairwise(case.clauses)
    )


def _one_came(case: Case) -> bool:
    """ "Menin paikalle ja hän ei", told beside a word of the meeting as agreed."""
    held = any("held" in clause.means for clause in case.clauses)
    return held and any(
        two == "ei" and one in _of("party")
        for clause in case.clauses
        for one, two in pairwise(_said(clause)[-2:])
    )


def _was_there_alone(case: Case) -> bool:
    """ "Joo oli se, en vaan ehtinyt itse mukaan"."""
    alone = any("not_held" in c.means and "itse" in _said(c) for c in case.clauses)
    return alone and "yes" in case.means


def _team_is_not_clear(case: Case) -> bool:
    """ "Kaksi kolmesta oli paikalla"; "Ella oli kipeänä", and there is no Ella."""
    people = case.context.people or ()
    held = any("held" in clause.means for clause in case.clauses)
    for clause in case.clauses:
        said = set(_said(clause))
        if said & _of("of_numbers") and not named(clause, people) and not clause.values:
            return True
        excused = is_gone(clause) and said & set(words("teams")["excused"])
        if held and excused and clause.unknown and not named(clause, people):
            return "everyone" not in clause.means and clause.turn != "reason"
    return False


def _passes_on(case: Case) -> bool:
    """ "Okei, välitän eteenpäin" answers for nobody."""
    firm = case.means & {"come", "suits", "agree", "see_you"}
    return not firm and any(set(_said(c)) & _of("passes_on") for c in case.clauses)


def _regrets(case: Case) -> bool:
    """ "Hyvä aika, valitettavasti vain varattu"."""
    return any(
        set(_said(clause)) & _of("regrets") and not clause.means & {"cannot", "late", "come"}
        and clause.unknown and not clause.values
        for clause in case.clauses
    )  # fmt: skip


def _would_come(case: Case) -> bool:
    """ "Kyllä minä tulisin": and what stands in the way?"""
    firm = any(c.means & {"come", "suits", "ok"} for c in case.clauses)
    return not firm and any({"would", "yes"} <= clause.means for clause in case.clauses)


def _other_cannot(case: Case) -> bool:
    """ "Aktori ei kuulemma pääse, minä kyllä"."""
    for clause in case.clauses:
        said = set(_said(clause))
        if clause.negated and said & _of("comes") and said & _of("party") and "kun" not in said:
            return True
    return False


def _quotes_others(case: Case) -> bool:
    """ "Äiti sanoo että mun pitää, mentori että ei oo pakko, mä en tiedä"."""
    return sum(bool(set(_said(one)) & _of("claims")) for one in case.clauses) > 1


def _puts_off(case: Case) -> bool:
    """ "Katsotaan, vastaan illalla": not even a perhaps."""
    answers = any({"vastaan", "vastaamme", "vastailen"} & set(_said(c)) for c in case.clauses)
    bare = all(_said(c)[:1] == ["katsotaan"] for c in case.clauses if "maybe" in c.means)
    return bare and answers


def _of_programme(case: Case) -> bool:
    """ "Minulla ei ole enää aikaa tähän ohjelmaan" refuses more than a meeting."""
    return any(
        "cannot" in clause.means and any(word.startswith("ohjelma") for word in clause.unknown)
        for clause in case.clauses
    )


def _only_thinks(case: Case) -> bool:
    """ "Tuota noin... pitääkin miettiä"."""
    said = {word for clause in case.clauses for word in _said(clause)}
    told = case.means & {"topic", "asking"} or any(clause.asks for clause in case.clauses)
    return not told and bool(said & _of("thinks")) and len(said) <= 6 and case.unknown <= 4


def _is_to_us(case: Case) -> bool:
    """ "Mitä mieltä te siellä toimistossa olette?"."""
    text = [f" {' '.join(_said(clause))} " for clause in case.clauses if clause.asks]
    return any(f" {one} " in clause for one in _of("to_us") for clause in text)


def _will_read(case: Case) -> bool:
    """ "Allekirjoitan huomenna", "näyttää hyvältä, katson vielä": not yet."""
    for clause in case.clauses:
        said = set(_said(clause))
        if said & _of("reads") and (said & _of("yet") or clause.values):
            return True
        days = any(isinstance(v, Day) and (v.from_today or 0) > 0 for v in clause.values)
        if "agree" in clause.means and days and "next" not in clause.means:
            return True
    return False


def _paid_by_another(case: Case) -> bool:
    """ "Taksi 18 e, mutta sen maksoi työnantaja"."""
    if case.context.people:
        return False  # "Eetu maksoi", one of them
    return any(
        set(_said(clause)) & _of("paid_for")
        and not clause.means & {"travel", "entrance"}
        and not any(isinstance(value, Money) for value in clause.values)
        and not (_of("paid_own") | {*case.writer.lower().split()}) & set(_said(clause))
        for clause in case.clauses
    )
